import type { Card } from '../../chat/card.ts';
import type { SendFailure } from '../../chat/platform.ts';
import { postAgain, replaceCard } from '../actions.ts';
import type { Shown } from '../card.ts';
import { titleAndDate } from '../facts.ts';
import type { Meetup } from '../store.ts';
import type { LostCard, StaleCard } from './store.ts';

type Advice = 'access' | 'permission' | 'channel' | 'space' | 'later';

/** Advice, by why a card did not get through; what is not there may help itself. */
const ADVICE: Partial<Record<SendFailure, Advice>> = {
  'no-access': 'access',
  'channel-unseen': 'access',
  'permission-missing': 'permission',
  'channel-gone': 'channel',
  'channel-archived': 'channel',
  'space-gone': 'space',
};

/** @returns what the organiser is told: what did not get where, why, what to do, and a button for afterwards */
export function lostCard(meetup: Meetup, lost: LostCard, { speak, spaceId }: Shown): Card {
  const { space, failed, reason } = lost;
  const here = space.id === spaceId;
  const place = here ? ({ type: 'channel', id: lost.channel } as const) : space.name;
  const values = { title: titleAndDate(meetup, speak), place, reason: speak.say(`failures.${reason}`) };
  const advice = failed ? (`meetup.lost-${ADVICE[reason] ?? 'later'}` as const) : 'meetup.lost-look';
  const known = { here: here ? 'yes' : 'no', space: space.name, platform: space.platform };
  return {
    tone: 'attention',
    body: [
      { type: 'text', text: speak.text(failed ? 'meetup.lost' : 'meetup.lost-unknown', values) },
      { type: 'text', text: speak.text(advice, known) },
      {
        type: 'controls',
        controls: [
          {
            type: 'button',
            id: postAgain.id({ space: spaceId, delivery: lost.deliveryId }),
            label: speak.say('meetup.button-post-again'),
          },
        ],
      },
    ],
  };
}

/** @returns what the organiser is told: where a card is out of date or gone, what to do, and a button to post it anew */
export function staleCard(meetup: Meetup, stale: StaleCard, { speak, spaceId }: Shown): Card {
  const { space, channel, gone } = stale;
  const place = space.id === spaceId ? ({ type: 'channel', id: channel } as const) : space.name;
  const key = gone ? 'meetup.card-gone' : 'meetup.card-stale';
  return {
    tone: 'attention',
    body: [
      { type: 'text', text: speak.text(key, { title: titleAndDate(meetup, speak), place }) },
      { type: 'text', text: speak.text(`${key}-advice`, { space: space.name }) },
      {
        type: 'controls',
        controls: [
          {
            type: 'button',
            id: replaceCard.id({ space: spaceId, placement: stale.placementId }),
            label: speak.say('meetup.button-post-again'),
          },
        ],
      },
    ],
  };
}
