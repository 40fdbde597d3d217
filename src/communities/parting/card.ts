import type { Block, Card } from '../../chat/card.ts';
import type { Speaker } from '../../chat/say.ts';
import { part, stayLinked } from '../actions.ts';
import { namesOf } from '../card.ts';
import type { Parting } from './service.ts';

/** Asks once, and says first what becomes of meetups and answers. */
export function partQuestionCard(parting: Parting, speak: Speaker): Card {
  const values = valuesOf(parting, speak);
  return {
    heading: speak.text('parting.heading', values),
    tone: 'attention',
    body: [
      ...facts(parting, 'before', speak),
      { type: 'note', text: speak.say('parting.again', { answers: parting.answers }) },
      {
        type: 'controls',
        controls: [
          { type: 'button', id: part.id({}), label: speak.say('parting.yes'), style: 'danger' },
          { type: 'button', id: stayLinked.id({}), label: speak.say('parting.no') },
        ],
      },
    ],
  };
}

/** @returns what has become of it */
export function partedCard(parting: Parting, speak: Speaker): Card {
  return {
    heading: speak.text('parting.done', valuesOf(parting, speak)),
    tone: 'neutral',
    body: [...facts(parting, 'after', speak), { type: 'note', text: speak.text('parting.settings') }],
  };
}

const valuesOf = ({ space, others }: Parting, speak: Speaker) => ({
  space: space.name,
  others: namesOf(others, speak.language),
});

function facts(parting: Parting, when: 'before' | 'after', speak: Speaker): Block[] {
  const { own, theirs, answers, frozen, stopped, askedAnew, givenBack } = parting;
  const values = { ...valuesOf(parting, speak), when };
  const announcementLines = [
    ['parting.frozen', frozen],
    ['parting.stopped', stopped],
    ['parting.asked-anew', askedAnew],
    ['parting.given-back', givenBack],
  ] as const;
  return [
    { type: 'text', text: speak.text('parting.own', { ...values, count: own }) },
    { type: 'text', text: speak.text('parting.theirs', { ...values, count: theirs }) },
    { type: 'text', text: speak.text('parting.answers', { ...values, count: answers }) },
    { type: 'text', text: speak.text('parting.networks', values) },
    ...openedTo(parting, when, speak),
    ...announcementLines
      .filter(([, count]) => count > 0)
      .map(([key, count]): Block => ({ type: 'text', text: speak.text(key, { ...values, count }) })),
  ];
}

/**
 * Says where everybody can organise then: nobody should find that out afterwards. The command sets the reader's own
 * place alone.
 */
function openedTo({ space, opened }: Parting, when: 'before' | 'after', speak: Speaker): Block[] {
  if (opened.length === 0) return [];
  const spaces = namesOf(opened, speak.language);
  const where = opened.some(({ id }) => id === space.id) ? 'here' : 'there';
  return [{ type: 'text', text: speak.text('parting.opened', { spaces, where, when }) }];
}
