import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Database } from '../../src/database/client.ts';
import type { Feature } from '../../src/feature.ts';
import { joinFeatures } from '../../src/feature-list.ts';
import { FEATURES } from '../../src/features.ts';
import { webAt } from '../web-at.ts';
import { freshDatabase } from './harness.ts';

let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  db = connect(fresh.url);
});
afterAll(async () => {
  await db.close();
  await fresh.drop();
});

/** @returns the columns with a foreign key to a table, or with the name of one, as "Table.column" */
async function columnsTo(table: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>(
    `SELECT trim('"' FROM c.conrelid::regclass::text) || '.' || a.attname AS name
     FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND c.confrelid = $1::regclass
     UNION SELECT table_name || '.' || column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = $2`,
    [`"${table}"`, `${table.toLowerCase()}Id`],
  );
  return rows.map(({ name }) => name).sort();
}

test.each([
  ['Account', 'account'],
  ['Person', 'person'],
  ['Community', 'community'],
] as const)('every column that refers to %s is named by exactly one feature', async (table, kind) => {
  const named = FEATURES.flatMap(({ data }) => data[kind] ?? []).sort();
  const there = await columnsTo(table);
  expect(there.length).toBeGreaterThan(0);
  expect(named).toEqual(there);
});

test('paths that features answer are one list, and two of them cannot have the same', async () => {
  const log = pino({ level: 'silent' });
  const parts = { db, log } as Parameters<typeof joinFeatures>[1];
  const countOf: Feature = {
    name: 'one',
    data: {},
    routes: ({ db: { prisma } }) => [
      { method: 'GET', path: '/count', handle: async ({ json }) => json(await prisma.community.count()) },
    ],
  };
  const server = webAt(0);
  server.mount(joinFeatures([countOf, { name: 'two', data: {} }], parts).routes);
  const answer = await fetch(`http://127.0.0.1:${await server.open()}/count`);
  expect(await answer.json()).toBe(0);
  await server.stop();
  expect(() => webAt(0).mount(joinFeatures([countOf, countOf], parts).routes)).toThrow('GET /count');
});

test('features have names of their own, and their messages kinds of their own', () => {
  const names = FEATURES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const kinds = FEATURES.flatMap(({ messages = [] }) => messages.flatMap((one) => one.names));
  expect(new Set(kinds).size).toBe(kinds.length);
  const parts = {} as Parameters<typeof joinFeatures>[1];
  const one = { name: 'one', messages: [{ names: ['same'], render: async () => null }], data: {} };
  expect(() => joinFeatures([one, { ...one, name: 'two' }], parts)).toThrow(
    'Two features have messages of the kind "same".',
  );
});
