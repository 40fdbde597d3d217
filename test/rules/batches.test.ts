import { expect, test } from 'vitest';
import { Batches, type Outcome } from '../../src/database/batches.ts';

const done = (items: readonly string[]): Outcome<string>[] => items.map((item) => ({ value: `${item} done` }));
const DATABASE = {};

/** Batches whose first work waits until it is let on. */
function held(work: (items: readonly string[]) => readonly Outcome<string>[] = done) {
  const first = Promise.withResolvers<void>();
  const worked: string[][] = [];
  const batches = new Batches<string, string>(
    async (items) => {
      worked.push([...items]);
      if (worked.length === 1) await first.promise;
      return work(items);
    },
    { fits: (item, before) => !before.includes(item) },
  );
  return { worked, letOn: first.resolve, join: (item: string, key = 'key') => batches.join(DATABASE, key, item) };
}

test('the first is done at once, and those who come meanwhile together, in their order', async () => {
  const { worked, letOn, join } = held();
  const results = ['a', 'b', 'c'].map((item) => join(item));
  expect(worked).toEqual([['a']]);
  letOn();
  expect(await Promise.all(results)).toEqual(['a done', 'b done', 'c done']);
  expect(worked).toEqual([['a'], ['b', 'c']]);
  expect(await join('d')).toBe('d done');
});

test('what belongs to something else does not wait', async () => {
  const { letOn, join } = held();
  const first = join('a', 'one meetup');
  expect(await join('b', 'another')).toBe('b done');
  letOn();
  await first;
});

test('what does not fit comes afterwards, and all behind it', async () => {
  const { worked, letOn, join } = held();
  const results = ['a', 'b', 'c', 'b', 'd'].map((item) => join(item));
  letOn();
  await Promise.all(results);
  expect(worked).toEqual([['a'], ['b', 'c'], ['b', 'd']]);
});

test('what is refused to one is done for the others', async () => {
  const { letOn, join } = held((items) =>
    items.map((item) => (item === 'b' ? { error: new Error('not you') } : { value: `${item} done` })),
  );
  const results = ['a', 'b', 'c'].map((item) => join(item));
  letOn();
  expect(await Promise.allSettled(results)).toMatchObject([
    { value: 'a done' },
    { reason: new Error('not you') },
    { value: 'c done' },
  ]);
});

test('what fails together is done alone, each in its order: it fails for the one that makes it fail', async () => {
  const { worked, letOn, join } = held((items) => {
    if (items.includes('b')) throw new Error('no such row');
    return done(items);
  });
  const results = ['a', 'b', 'c', 'd'].map((item) => join(item));
  letOn();
  expect(await Promise.allSettled(results)).toMatchObject([
    { value: 'a done' },
    { reason: new Error('no such row') },
    { value: 'c done' },
    { value: 'd done' },
  ]);
  expect(worked).toEqual([['a'], ['b', 'c', 'd'], ['b'], ['c'], ['d']]);
});

test('without a database it fails for all, without a try for each', async () => {
  const away = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
  const { worked, letOn, join } = held((items) => {
    if (items.length > 1) throw away;
    return done(items);
  });
  const results = ['a', 'b', 'c'].map((item) => join(item));
  letOn();
  expect(await Promise.allSettled(results)).toMatchObject([{ value: 'a done' }, { reason: away }, { reason: away }]);
  expect(worked).toHaveLength(2);
});

test('whoever comes when the last is done is not forgotten', async () => {
  const { letOn, join } = held();
  letOn();
  const next = join('a').then(() => join('b'));
  expect(await next).toBe('b done');
});

test('nobody waits for long behind a batch that does not end, where that is said', async () => {
  const never = Promise.withResolvers<Outcome<string>[]>();
  const worked: string[][] = [];
  const batches = new Batches<string, string>(
    async (items) => {
      worked.push([...items]);
      return items.includes('a') ? never.promise : done(items);
    },
    { patienceMs: 1 },
  );
  const first = batches.join(DATABASE, 'key', 'a');
  expect(await Promise.all([batches.join(DATABASE, 'key', 'b'), batches.join(DATABASE, 'key', 'c')])).toEqual([
    'b done',
    'c done',
  ]);
  never.resolve(done(['a']));
  expect(await first).toBe('a done');
  expect(worked).toEqual([['a'], ['b', 'c']]);
});
