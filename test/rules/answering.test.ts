import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Answering, type AnswerList, decideInTurn, type Listed } from '../../src/meetups/answering/rules.ts';
import { ANSWERS, howManyMoveUp } from '../../src/meetups/answers.ts';

const person = (number: number) => ({ person: `person ${number}`, account: `account ${number}`, space: 'space' });
const asking = (number: number, asked: Answering['asked']): Answering => ({ ...person(number), asked });

/** @returns the list with all who are on it, as the database would give it */
function listOf(listed: readonly Listed[], capacity: number | null): AnswerList {
  const going = listed.filter(({ answer }) => answer === 'going').length;
  return { capacity, going, last: Math.max(0, ...listed.map(({ place }) => place)), listed };
}

/** Answers that were given one by one to an empty list: any list that can come to be. */
const history = fc.array(fc.record({ number: fc.nat(9), asked: fc.constantFrom(...ANSWERS) }), { maxLength: 20 });
const together = fc.uniqueArray(fc.record({ number: fc.nat(9), asked: fc.constantFrom(...ANSWERS) }), {
  selector: ({ number }) => number,
  minLength: 1,
});
const capacities = fc.option(fc.nat(4));

function oneByOne(answers: readonly { number: number; asked: Answering['asked'] }[], list: AnswerList) {
  let listed = list.listed;
  const decided = answers.map(({ number, asked }) => {
    const one = decideInTurn(listOf(listed, list.capacity), [asking(number, asked)]);
    listed = [...one.listed.values()];
    return one.decided[0];
  });
  return { decided, listed };
}

test('answers that are decided together are what they would be one after the other', () => {
  fc.assert(
    fc.property(history, together, capacities, (before, now, capacity) => {
      const start = listOf(oneByOne(before, listOf([], capacity)).listed, capacity);
      const expected = oneByOne(now, start);
      const { decided, listed } = decideInTurn(
        start,
        now.map(({ number, asked }) => asking(number, asked)),
      );
      expect(decided).toEqual(expected.decided);
      const byPerson = (a: Listed, b: Listed) => a.person.localeCompare(b.person);
      expect([...listed.values()].sort(byPerson)).toEqual([...expected.listed].sort(byPerson));
    }),
  );
});

test('never more go than there are places, nobody waits while one is free, and each place is one person’s', () => {
  fc.assert(
    fc.property(history, capacities, (answers, capacity) => {
      const { listed } = oneByOne(answers, listOf([], capacity));
      const { going } = listOf(listed, capacity);
      const waiting = listed.filter(({ answer }) => answer === 'waiting').length;
      if (capacity !== null) expect(going).toBeLessThanOrEqual(capacity);
      expect(howManyMoveUp({ going, waiting, capacity })).toBe(0);
      expect(new Set(listed.map(({ place }) => place)).size).toBe(listed.length);
    }),
  );
});

test('of those who press together, the first get the places, and each knows their rank', () => {
  const { decided } = decideInTurn(
    listOf([], 2),
    [1, 2, 3, 4].map((number) => asking(number, 'going')),
  );
  expect(decided.map(({ answer, rank }) => [answer, rank])).toEqual([
    ['going', 0],
    ['going', 0],
    ['waiting', 1],
    ['waiting', 2],
  ]);
});

test('a place that is given up goes to the first who waits, even to one who came a moment before', () => {
  const list = listOf([{ ...person(1), answer: 'going', place: 1 }], 1);
  const { decided, listed } = decideInTurn(list, [asking(2, 'going'), asking(3, 'going'), asking(1, 'not_going')]);
  expect(decided.map(({ answer }) => answer)).toEqual(['waiting', 'waiting', 'not_going']);
  expect(decided[2]?.promoted.map((one) => one.person)).toEqual(['person 2']);
  expect(listed.get('person 2')?.answer).toBe('going');
});
