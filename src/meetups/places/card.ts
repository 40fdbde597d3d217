import type { Card } from '../../chat/card.ts';
import { strong } from '../../chat/text.ts';
import { givePlaceOn } from '../actions.ts';
import type { Shown } from '../card.ts';
import type { Promoted } from './store.ts';

/** @returns what the organiser is told of somebody who moved up and takes no direct messages; a name only where it is known */
export function unreachedCard(title: string, promoted: Promoted, delivery: string, { speak, spaceId }: Shown): Card {
  const { account, space } = promoted;
  const here = space.id === spaceId;
  const who = here ? ({ type: 'account', account } as const) : speak.say('history.somebody', { space: space.name });
  return {
    tone: 'attention',
    body: [
      { type: 'text', text: speak.text('meetup.unreached', { title: strong(title), who }) },
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
