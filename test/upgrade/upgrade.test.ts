import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SeenMessage } from '@samling/sandbox/contract.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actionName } from '../../src/chat/action.ts';
import { migrate } from '../../src/database/migrate.ts';
import { migrationsFolder, readMigrations } from '../../src/database/migrations.ts';
import { withSession } from '../../src/database/session.ts';
import { buttonsOf } from '../../src/feature-list.ts';
import { FEATURES } from '../../src/features.ts';
import { emptyDatabase, temporaryFolder } from '../database/harness.ts';
import { type Stage, startStage } from '../scenarios/stage.ts';
import { Person, quiet } from '../scenarios/world.ts';
import { eventually } from '../waiting.ts';

const fixture = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const ROWS = fixture('version-0.1.sql');
const JOURNAL = fixture('version-0.1.jsonl');
/** The last migration that the older version had. */
const LAST = '20261125121500_leases';
/** A few minutes after the older version was killed. */
const AT = '2026-11-27T15:10:00+01:00';

let stage: Stage;
/** Numbers of rows by table, before the newer migrations and after them. */
let rows: { before: Record<string, number>; after: Record<string, number> };
/** Names of the newer migrations, as they were applied. */
let applied: string[];

beforeAll(async () => {
  const database = await emptyDatabase();
  const names = (await readMigrations(migrationsFolder)).map(({ name }) => name);
  await migrate(database.url, { names: names.filter((name) => name <= LAST) });
  const sql = await readFile(ROWS, 'utf8');
  await withSession(database.url, (session) => session.query(sql));
  const before = await counted(database.url);
  applied = await migrate(database.url);
  rows = { before, after: await counted(database.url) };
  const journalFile = path.join(await temporaryFolder(), 'sandbox.jsonl');
  await copyFile(JOURNAL, journalFile);
  stage = await startStage({ begun: { database, journalFile, at: AT } });
});
afterAll(() => stage.stop());

async function counted(url: string): Promise<Record<string, number>> {
  return withSession(url, async (session) => {
    const { rows: tables } = await session.query<{ name: string; count: number }>(
      `SELECT tablename AS name, (xpath('//c/text()', query_to_xml(
         format('SELECT count(*) AS c FROM %I', tablename), false, true, '')))[1]::text::int AS count
       FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
    );
    return Object.fromEntries(tables.map(({ name, count }) => [name, count]));
  });
}

const discord = (key: string, space = 'RÅ Festival') => new Person(stage.sandbox, 'discord', key, { space });
const slack = (key: string) => new Person(stage.sandbox, 'slack', key);
const reader = () => [discord('yusuf'), slack('bent')] as const;
const suburban = () => discord('yusuf', 'Suburban Lyd');
const on = (title: string) => (message: SeenMessage) => message.text.startsWith(title);
const labels = ({ buttons }: SeenMessage) => buttons.map(({ label }) => label);

/** @returns what everybody in a channel sees that begins with a title */
const shared = async (person: Person, title: string) =>
  (await person.sees()).filter((one) => !one.onlyYou && one.fromBot && on(title)(one) && !one.text.startsWith(`Husk`));

/** @returns the ids of what the older version had posted in channels that begins with a title */
async function postedBefore(title: string): Promise<string[]> {
  const lines = (await readFile(JOURNAL, 'utf8')).split('\n').filter((line) => line.includes('.message"'));
  const entries = lines.map((line) => JSON.parse(line) as { key: string; value: Record<string, unknown> });
  return entries.filter(({ value }) => JSON.stringify(value).includes(title)).map(({ key }) => key);
}

test('migrations add to what is there, and take nothing away', () => {
  expect(applied.length).toBeGreaterThan(10);
  expect(applied.every((name) => name > LAST)).toBe(true);
  expect(rows.before.Delivery).toBeGreaterThan(20);
  expect(rows.after).toMatchObject(rows.before);
});

test('what was on its way arrives once, and what was perhaps sent is found instead of sent again', async () => {
  await quiet(stage.db);
  for (const person of reader()) {
    for (const title of ['Cykeltur', 'Juleklip', 'Ny pulje'])
      expect([person.platform, title, (await shared(person, title)).length]).toEqual([person.platform, title, 1]);
    const [found] = await shared(person, 'Cykeltur');
    expect(await postedBefore('Cykeltur')).toContain(found?.id);
  }
  expect(await shared(suburban(), 'Ny pulje')).toHaveLength(1);
  for (const person of reader()) {
    const told = await person.directMessages();
    for (const title of ['Husk Fællesspisning', 'Insekthotel er ændret'])
      expect([person.platform, title, told.filter(on(title)).length]).toEqual([person.platform, title, 1]);
  }
  await discord('soren').isTold('Ny pulje', '3 af 3');
  expect(await stage.db.prisma.delivery.count({ where: { state: { notIn: ['sent', 'dropped'] } } })).toBe(0);
});

test('messages to one person that were on their way say what they were to say, once', async () => {
  await quiet(stage.db);
  const each = [
    ...reader().flatMap((person) => [
      [person, 'Husk Spilaften', 'Gimle'] as const,
      [person, 'Koncert', 'aflyst'] as const,
      [person, 'Picnic er ændret', '21. december'] as const,
    ]),
    [discord('freja'), 'Sauna', 'plads'] as const,
  ];
  for (const [person, beginning, words] of each) {
    const told = (await person.directMessages()).filter(({ text }) => text.includes(beginning));
    expect([person.key, beginning, told.length]).toEqual([person.key, beginning, 1]);
    expect(told[0]?.text).toContain(words);
  }
});

test('every button and menu of an old message has somebody who reads it', async () => {
  const buttons = buttonsOf(FEATURES);
  const text = await readFile(JOURNAL, 'utf8');
  const ids = [...text.matchAll(/"(?:custom_id|action_id)":"([^"]+)"/g)].map(([, id = '']) => id);
  const own = ids.filter((id) => actionName(id).includes('.'));
  expect(new Set(own.map(actionName)).size).toBeGreaterThan(25);
  expect(own.filter((id) => !buttons.get(actionName(id))?.action.read(id))).toEqual([]);
});

test('a card that was to be edited is edited where it hangs', async () => {
  await quiet(stage.db);
  for (const person of reader()) {
    const cards = await shared(person, 'Strikkecafé');
    expect(cards).toHaveLength(1);
    expect(await postedBefore('Strikkecafé')).toContain(cards[0]?.id);
    expect(cards[0]?.text).toContain('Måske (1)');
    expect(cards[0] && labels(cards[0])).toContain('Mere');
  }
});

describe('a button that the older version posted still does what it says', () => {
  test.each([
    ['discord', 'freja', 'Fællesspisning'],
    ['slack', 'aase', 'Insekthotel'],
  ] as const)('on a card on %s', async (platform, key, title) => {
    const person = platform === 'discord' ? discord(key) : slack(key);
    const [old] = await shared(person, title);
    expect(old && labels(old)).toEqual(['Kommer', 'Måske', 'Kommer ikke']);
    const answered = await person.answers('Kommer', title);
    expect(answered.text).toMatch(/Du kommer|Du står|venteliste/);
    await quiet(stage.db);
    for (const each of [person, ...reader()]) {
      const cards = await shared(each, title);
      expect(cards.filter(({ buttons }) => buttons.length > 3)).toHaveLength(1);
      expect(await postedBefore(title)).toContain(cards.find((one) => labels(one).includes('Mere'))?.id);
    }
  });

  test.each(['discord', 'slack'] as const)('in a reminder on %s', async (platform) => {
    const [yusuf, bent] = reader();
    const person = platform === 'discord' ? yusuf : bent;
    const { id } = await person.isTold('Husk Fællesspisning');
    await person.presses('Jeg kan ikke alligevel', (one) => one.id === id);
    const account = { platform, externalId: idOf(person) };
    await eventually(async () => {
      const rsvp = await stage.db.prisma.rsvp.findFirst({
        where: { account, occurrence: { meetup: { title: 'Fællesspisning' } } },
        orderBy: { personId: 'asc' },
      });
      expect(rsvp?.answer).toBe('not_going');
    });
  });

  test.each([
    ['discord', 'maja', 'Byvandring'],
    ['slack', 'aase', 'Korprøve'],
  ] as const)('on a draft on %s', async (platform, key, title) => {
    const person = platform === 'discord' ? discord(key) : slack(key);
    const { form } = await person.opens('Ret', on(title));
    expect(form?.fields.map(({ value }) => value)).toContain(title);
    await person.fills({ where: 'Rådhuset' });
    await person.reads(title, 'Rådhuset');
    await person.presses('Slå op', (one) => on(title)(one) && one.onlyYou);
    await quiet(stage.db);
    for (const each of reader()) expect(await shared(each, title)).toHaveLength(1);
  });

  test.each([
    ['discord', 'maja'],
    ['slack', 'aase'],
  ] as const)('and brings back what was typed on %s', async (platform, key) => {
    const person = platform === 'discord' ? discord(key) : slack(key);
    const { form } = await person.opens('Ret det');
    const values = form?.fields.map(({ value }) => value);
    expect(values).toEqual(expect.arrayContaining([`Filmaften hos ${key}`, 'engang i det nye år måske', 'Huset']));
  });

  test('on announcements', async () => {
    for (const person of reader()) await person.presses('Set', on('Åbent hus'));
    await eventually(async () => expect(await stage.db.prisma.seen.count()).toBe(2));
    const soren = discord('soren');
    await soren.presses('Se, hvordan det går', on('Åbent hus'));
    await soren.reads('Sådan gik det med', 'Åbent hus', 'RÅ Festival: 2 har set det');
    await soren.presses('Ja, slå det op', (one) => one.text.includes('Udlån af telte'));
    await slack('soren').presses('Send nu', on('Frivilligmøde'));
    await quiet(stage.db);
    expect(await shared(suburban(), 'Udlån af telte')).toHaveLength(1);
    for (const person of reader()) expect(await shared(person, 'Frivilligmøde')).toHaveLength(1);
  });
});

test('what was planned comes at its time, once', async () => {
  stage.sandbox.clock.set(Date.parse('2026-11-28T10:00:05+01:00'));
  await eventually(async () => expect(await shared(suburban(), 'Sæsonens program')).toHaveLength(1));
  await quiet(stage.db);
  for (const person of [...reader(), suburban()]) expect(await shared(person, 'Sæsonens program')).toHaveLength(1);

  const told = async (person: Person) =>
    (await person.directMessages()).filter((one) => one.text.includes('Husk Insekthotel')).length;
  for (const [at, count] of [
    ['2026-12-02T17:00:05+01:00', 1],
    ['2026-12-03T16:00:05+01:00', 2],
  ] as const) {
    stage.sandbox.clock.set(Date.parse(at));
    for (const person of reader()) await eventually(async () => expect(await told(person)).toBe(count));
    await quiet(stage.db);
    for (const person of [...reader(), discord('maja')])
      expect([person.key, await told(person)]).toEqual([person.key, count]);
    expect(await told(discord('freja'))).toBe(0);
  }
});

/** @returns the platform's id of a person */
function idOf({ platform, key }: Person): string {
  const { discord: servers, slack: workspaces } = stage.sandbox.seed;
  const people = platform === 'discord' ? servers.users : workspaces.teams.flatMap(({ users }) => users);
  return people.find((one) => one.key === key)?.id ?? '';
}
