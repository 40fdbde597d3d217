import type { Card } from '../../chat/card.ts';
import type { SendFailure } from '../../chat/platform.ts';
import { strong } from '../../chat/text.ts';
import { postAgain } from '../actions.ts';
import type { Shown } from '../card.ts';
import type { LostCard } from './store.ts';

type Advice = 'access' | 'permission' | 'channel' | 'space' | 'later';

/** What helps, by why a card did not get through; what is not there may help itself. */
const ADVICE: Partial<Record<SendFailure, Advice>> = {
  'no-access': 'access',
  'channel-unseen': 'access',
  'permission-missing': 'permission',
  'channel-gone': 'channel',
  'channel-archived': 'channel',
  'space-gone': 'space',
};

/** @returns what the organiser is told: what did not get where, why, what to do, and a button for afterwards */
export function lostCard(title: string, lost: LostCard, { speak, spaceId }: Shown): Card {
  const { space, failed, reason } = lost;
  const here = space.id === spaceId;
  const place = here ? ({ type: 'channel', id: lost.channel } as const) : space.name;
  const values = { title: strong(title), place, reason: speak.say(`failures.${reason}`) };
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
