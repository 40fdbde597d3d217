import type { Card } from '../../chat/card.ts';
import { givePlaceOn } from '../actions.ts';
import type { Shown } from '../card.ts';
import { titleAndDate } from '../facts.ts';
import type { Meetup } from '../store.ts';
import type { Promoted } from './store.ts';

/**
 * @returns what the organiser is told of somebody who moved up and takes no direct messages; a name only where it is
 * known
 */
export function unreachedCard(meetup: Meetup, promoted: Promoted, delivery: string, { speak, spaceId }: Shown): Card {
  const { account, space } = promoted;
  const here = space.id === spaceId;
  const who = here ? ({ type: 'account', account } as const) : speak.say('history.somebody', { space: space.name });
  return {
    tone: 'attention',
    body: [
      { type: 'text', text: speak.text('meetup.unreached', { title: titleAndDate(meetup, speak), who }) },
      {
        type: 'controls',
        controls: [
          {
            type: 'button',
            id: givePlaceOn.id({ space: spaceId, delivery }),
            label: speak.say('meetup.button-give-on'),
          },
        ],
      },
    ],
  };
}
