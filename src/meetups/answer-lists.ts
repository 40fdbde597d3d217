import type { Block } from '../chat/card.ts';
import { type AccountRef, type Inline, pieces, strong } from '../chat/text.ts';
import type { GivenAnswer } from './answers.ts';
import type { Shown } from './card.ts';
import { lines } from './facts.ts';
import type { Answer, Meetup } from './store.ts';

/** The most that are named; the others are counted. */
const NAMED_MAX = 10;

/** @returns what somebody has answered, or null */
export function answerOf(answers: readonly Answer[], { platform, tenant, id }: AccountRef): GivenAnswer | null {
  const own = answers.find(
    ({ account }) => account.platform === platform && account.tenant === tenant && account.id === id,
  );
  return own?.answer ?? null;
}

/** @returns how many gave an answer */
export function countOf(answers: readonly Answer[], answer: GivenAnswer): number {
  return answers.filter((one) => one.answer === answer).length;
}

/** Lists who goes, who waits and who may come; what nobody has answered is not said. */
export function answerLists(meetup: Meetup, shown: Shown): Block[] {
  const { answers } = meetup;
  const lists = (['going', 'waiting', 'maybe'] as const).filter((one) => countOf(answers, one) > 0);
  const each = lists.map((answer) => [
    strong(`${shown.speak.say(`meetup.${answer}`, { count: countOf(answers, answer) })}:`),
    ' ',
    ...namesIn(
      answers.filter((one) => one.answer === answer),
      shown,
    ),
  ]);
  return each.length > 0 ? [{ type: 'text', text: lines(each) }] : [];
}

/** @returns names of this space's own people, as the platform shows them, and a number for each other space */
export function namesIn(answers: readonly Answer[], { speak, spaceId }: Shown): (string | Inline)[] {
  const here = answers.filter((one) => one.space.id === spaceId);
  const parts: (readonly (string | Inline)[])[] = here
    .slice(0, NAMED_MAX)
    .map((one) => [{ type: 'account', account: one.account }]);
  if (here.length > NAMED_MAX) parts.push([speak.say('meetup.more', { count: here.length - NAMED_MAX })]);
  const elsewhere = new Map<string, { name: string; count: number }>();
  for (const { space } of answers.filter((one) => one.space.id !== spaceId))
    elsewhere.set(space.id, { name: space.name, count: (elsewhere.get(space.id)?.count ?? 0) + 1 });
  for (const { name, count } of elsewhere.values())
    parts.push(pieces(speak.text('meetup.from-space', { count, space: name })));
  return parts.flatMap((part, index) => [...(index > 0 ? [', '] : []), ...part]);
}
