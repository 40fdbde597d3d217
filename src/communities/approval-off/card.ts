import type { Card } from '../../chat/card.ts';
import type { Speaker } from '../../chat/say.ts';
import { strong } from '../../chat/text.ts';
import { approvalOff } from '../actions.ts';
import { placeInWords } from '../linking/place.ts';
import type { ApprovalOff } from './store.ts';

const valuesOf = ({ community, network, space }: ApprovalOff, speak: Speaker) => ({
  of: network ? 'network' : 'community',
  name: strong(network?.name ?? community.name),
  place: placeInWords(space, speak),
});

/** @param space our id of the space through which somebody is asked @returns the question, or what became of it */
export function approvalOffCard(wish: ApprovalOff, space: string, speak: Speaker): Card {
  if (wish.state !== 'asked') return answeredOffCard(wish, speak);
  const button = (on: 'yes' | 'no') =>
    ({
      type: 'button',
      id: approvalOff.id({ space, wish: wish.id, on }),
      label: speak.say(`approval-off.${on}`),
      ...(on === 'yes' && { style: 'danger' as const }),
    }) as const;
  return {
    heading: speak.say('approval-off.heading'),
    tone: 'attention',
    body: [
      { type: 'text', text: speak.text('approval-off.question', valuesOf(wish, speak)) },
      { type: 'note', text: speak.say('approval-off.until') },
      { type: 'controls', controls: [button('yes'), button('no')] },
    ],
  };
}

/** @returns what became of the wish, for all who are concerned */
export function answeredOffCard(wish: ApprovalOff, speak: Speaker): Card {
  const key = wish.state === 'asked' ? 'over' : wish.state;
  return {
    tone: key === 'accepted' ? 'attention' : 'over',
    body: [{ type: 'text', text: speak.text(`approval-off.${key}`, valuesOf(wish, speak)) }],
  };
}
