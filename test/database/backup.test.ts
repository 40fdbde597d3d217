import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backUp, restore } from '../../src/database/backup.ts';
import { connect, type Database } from '../../src/database/client.ts';
import type { ScratchDatabase } from '../../src/database/scratch-database.ts';
import { withSession } from '../../src/database/session.ts';
import { doubtWhatWasDue } from '../../src/restored.ts';
import { emptyDatabase, freshDatabase } from './harness.ts';

/**
 * Text that would end a line, a column or a table, were it not escaped; and a zero, which PostgreSQL's texts cannot
 * hold.
 */
const NASTY = 'Træf\tog\\N\n\\.\r\nCOPY "Space" ("id") FROM stdin;\n-- Complete.\n\u2028æøå 🎪';
const NOON = new Date('2026-06-12T10:00:00Z');

let full: ScratchDatabase;
let empty: ScratchDatabase;
let db: Database;

beforeEach(async () => {
  [full, empty] = await Promise.all([freshDatabase(), emptyDatabase()]);
  db = connect(full.url);
  await fill();
});
afterEach(async () => {
  await db.close();
  await Promise.all([full.drop(), empty.drop()]);
});

/** A community with an announcement that was due, one that is not, a message that waits and one that was sent. */
async function fill(): Promise<void> {
  const { prisma } = db;
  const community = await prisma.community.create({
    data: { name: NASTY, language: 'da', zone: 'Europe/Copenhagen', createdAt: NOON },
  });
  const space = await prisma.space.create({
    data: { communityId: community.id, platform: 'discord', externalId: '12', name: 'RÅ', createdAt: NOON },
  });
  const person = await prisma.person.create({ data: { createdAt: NOON } });
  const account = await prisma.account.create({
    data: { personId: person.id, platform: 'discord', tenant: '', externalId: '14', createdAt: NOON },
  });
  const written = { communityId: community.id, spaceId: space.id, authorId: account.id, createdAt: NOON };
  for (const [state, dueAt] of [
    ['scheduled', NOON],
    ['scheduled', new Date('2090-06-12T10:00:00Z')],
    ['sent', NOON],
  ] as const)
    await prisma.announcement.create({ data: { ...written, state, dueAt } });
  const { id: subjectId } = community;
  const message = { spaceId: space.id, kind: 'test', subjectId, channel: '13', wakeAt: NOON, createdAt: NOON };
  for (const [key, state] of [
    ['waiting', 'pending'],
    ['on its way', 'pending'],
    ['there', 'sent'],
  ] as const) {
    const { id } = await prisma.delivery.create({ data: { ...message, key, state, details: { text: NASTY } } });
    if (key === 'on its way')
      await prisma.lease.create({ data: { id, deliveries: [id], attempts: [0], takenAt: NOON, until: NOON } });
  }
}

/** Everything there is, tables and rules included, as text. */
const contents = (url: string) =>
  withSession(url, async (session) => {
    const { rows: tables } = await session.query(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
    );
    const { rows: rules } = await session.query(
      `SELECT conrelid::regclass::text AS of, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2`,
    );
    const lines = [JSON.stringify(rules)];
    for (const { name } of tables) {
      // When and under which id a migration was applied is another matter.
      const columns = name === '_prisma_migrations' ? 'migration_name, checksum' : '*';
      const { rows } = await session.query(`SELECT ${columns} FROM "${name}" ORDER BY 1, 2`);
      lines.push(`${name}: ${JSON.stringify(rows)}`);
    }
    return lines;
  });

const backup = async (url = full.url) => {
  const file = new PassThrough();
  const [words] = await Promise.all([text(file), backUp(url, file).finally(() => file.end())]);
  return words;
};
const putBack = (words: string, settle: Parameters<typeof restore>[2] = async () => undefined, url = empty.url) =>
  restore(url, Readable.from([Buffer.from(words)]), settle);

test('a database is back as it was, tables, rules and rows', async () => {
  const words = await backup();
  // Without the rules, and the table of migrations.
  const tables = (await contents(full.url)).slice(2);
  expect(await putBack(words)).toMatchObject({ tables: tables.length });
  expect(await contents(empty.url)).toEqual(await contents(full.url));
  // And what was put back can be put back.
  expect(await backup(empty.url)).toBe(words);
});

test('what an older version has written is brought up to date', async () => {
  // The last migration so far makes an index alone.
  const words = (await backup()).replace(' 20261124130000_stale_cards\n', '\n');
  await putBack(words);
  expect(await contents(empty.url)).toEqual(await contents(full.url));
});

test('what may have been sent since is looked for first, or waits for a decision', async () => {
  const doubtful = Promise.withResolvers<unknown>();
  await putBack(await backup(), async (session) => {
    doubtful.resolve(await doubtWhatWasDue(session, new Date('2026-06-13T10:00:00Z')));
  });
  expect(await doubtful.promise).toEqual({ messages: 2, reminders: 0, announcements: 1 });
  const restored = connect(empty.url);
  const deliveries = await restored.prisma.delivery.findMany({ orderBy: { key: 'asc' } });
  expect(deliveries.map(({ key, state, firstTriedAt }) => [key, state, firstTriedAt])).toEqual([
    ['on its way', 'pending', NOON],
    ['there', 'sent', null],
    ['waiting', 'pending', NOON],
  ]);
  const announcements = await restored.prisma.announcement.findMany({ orderBy: { dueAt: 'asc' } });
  expect(announcements.map(({ state }) => state).sort()).toEqual(['draft', 'scheduled', 'sent']);
  await restored.close();
});

test('a database that is in use is left alone', async () => {
  const words = await backup();
  const before = await contents(full.url);
  await expect(putBack(words, undefined, full.url)).rejects.toThrow('not empty');
  expect(await contents(full.url)).toEqual(before);
});

test('what is not whole, or no backup, puts nothing back and says so', async () => {
  const words = await backup();
  await expect(putBack(words.slice(0, -20))).rejects.toThrow('not whole');
  await expect(putBack(words.slice(0, words.indexOf('Træf') + 4))).rejects.toThrow('not whole');
  await expect(putBack('DROP TABLE "Space";')).rejects.toThrow('no backup');
  await expect(putBack(words.replace('20261124113306', '20991124113306'))).rejects.toThrow('newer');
  await expect(backup(empty.url)).resolves.not.toContain('Træf');
  // The same database takes the whole one afterwards.
  await putBack(words);
  expect(await backup(empty.url)).toBe(words);
});
