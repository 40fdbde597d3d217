import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../src/database/client.ts';
import { forgetOld } from '../../src/forgetting.ts';
import { type Caller, idIn, type Port, settled, startPort, wordsOf } from './port.ts';
import { NOON } from './world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const SPACE = 'ours';
const organiser: Caller = { id: 'organiser', space: SPACE };
const author: Caller = { id: 'author', space: SPACE };
const guest = (number: number): Caller => ({ id: `guest-${number}`, space: SPACE });

let port: Port;
beforeAll(async () => {
  port = await startPort(NOON);
  port.allows('author', SPACE, { mayManage: true, roles: [] });
});
afterAll(() => port.stop());

const say = (caller: Caller, command: string, values: Record<string, string> = {}) =>
  port.does(caller, { kind: 'command', path: command.split(' '), values });
const press = (caller: Caller, id: string) => port.does(caller, { kind: 'action', id, chosen: [] });

/** So many days have passed, and the hourly round is made. */
async function after(days: number): Promise<void> {
  port.clock.set(Date.parse(NOON) + days * DAY_MS);
  const db = connect(port.db.pool.options.connectionString ?? '');
  await forgetOld(db, port.clock);
  await db.close();
}

const accounts = async () => (await port.db.prisma.account.findMany()).map(({ externalId }) => externalId).sort();
const counts = async () => {
  const { prisma } = port.db;
  const [answers, kept, calls, codes, drafts, told, persons] = await Promise.all([
    prisma.rsvp.count(),
    prisma.keptInput.count(),
    prisma.handledCall.count(),
    prisma.linkCode.count(),
    prisma.meetup.count({ where: { state: 'draft' } }),
    prisma.delivery.count({ where: { accountId: { not: null } } }),
    prisma.person.count(),
  ]);
  return { answers, kept, calls, codes, drafts, told, persons };
};

test('everything about people goes when its time is over, and nothing before', async () => {
  const evening = { when: 'på lørdag kl. 19-22', where: 'Parken', capacity: '1' };
  const draft = await say(organiser, 'meetup create', { ...evening, title: 'Grillaften' });
  await press(organiser, idIn(draft, 'meetup.publish'));
  await say(organiser, 'meetup create', { ...evening, title: 'Kladde' });
  await wordsOf(await say(guest(3), 'meetup create', { ...evening, title: 'Opgivet', when: 'engang' }));
  await say(author, 'setup link');
  const { id } = await port.db.prisma.occurrence.findFirstOrThrow({ where: { meetup: { title: 'Grillaften' } } });
  for (const each of [guest(1), guest(2)]) await press(each, `meetup.answer:${id}:going`);
  // The second waits, and is told that there is room.
  await press(guest(1), `meetup.answer:${id}:not_going`);
  await settled(port);
  const everybody = ['author', 'guest-1', 'guest-2', 'guest-3', 'organiser'];
  expect(await accounts()).toEqual(everybody);
  const all = { answers: 2, kept: 1, codes: 1, drafts: 1, told: 1, persons: 5 };
  expect(await counts()).toMatchObject(all);

  // When somebody may be written to again is known until it is past.
  await port.db.prisma.pace.create({ data: { key: 'discord post with 42', nextAt: port.clock.machine() - 1 } });
  await after(0.9);
  expect(await counts()).toMatchObject(all);
  expect(await port.db.prisma.pace.findUnique({ where: { key: 'discord post with 42' } })).toBeNull();
  await after(1.1);
  // A code is known for a day after it stopped working, so that whoever is late reads why.
  expect(await counts()).toMatchObject({ ...all, kept: 0, codes: 0, persons: 4 });
  // Linking chose a channel: who changed a setting is known for a year.
  expect(await accounts()).toEqual(['author', 'guest-1', 'guest-2', 'organiser']);
  expect((await counts()).calls).toBeGreaterThan(0);
  await after(2.1);
  expect((await counts()).calls).toBe(0);
  await after(29.9);
  expect((await counts()).drafts).toBe(1);
  await after(30.1);
  expect((await counts()).drafts).toBe(0);

  const { prisma } = port.db;
  const former = { occurrenceId: id, number: 0, title: 'Grillaften', place: 'Parken', startsAt: new Date(NOON) };
  await prisma.formerFacts.create({ data: former });
  await prisma.meetup.updateMany({ data: { cancelReason: 'Mia er på hospitalet' } });
  const words = async () => [
    await prisma.formerFacts.count(),
    await prisma.meetup.count({ where: { cancelReason: { not: null } } }),
  ];
  // It ended on the fifth day; what was told before goes by when it was told.
  await after(95);
  expect(await counts()).toMatchObject({ answers: 2, told: 0 });
  expect(await words()).toEqual([1, 1]);
  await after(96);
  expect(await counts()).toMatchObject({ answers: 0, told: 0, persons: 2 });
  expect(await words()).toEqual([0, 0]);
  await after(364);
  expect(await accounts()).toEqual(['author', 'organiser']);
  await after(366);
  expect(await accounts()).toEqual(['organiser']);
});

test('whoever comes back while they are being forgotten is not lost', async () => {
  await say(organiser, 'meetup create', { title: 'Igen', when: '2028-05-01 12:00', where: 'Parken' });
  const draft = await say(organiser, 'meetup create', { title: 'Forår', when: '2028-05-02 12:00', where: 'Parken' });
  await press(organiser, idIn(draft, 'meetup.publish'));
  const { id } = await port.db.prisma.occurrence.findFirstOrThrow({ where: { meetup: { title: 'Forår' } } });
  const many = Array.from({ length: 40 }, (_, index) => guest(100 + index));
  // Nothing of theirs is left but the account.
  for (const each of many) await wordsOf(await say(each, 'meetup create', { title: 'x', when: 'engang', where: 'x' }));
  await port.db.prisma.keptInput.deleteMany();
  port.logged.length = 0;
  await Promise.all([after(100), ...many.map((each) => press(each, `meetup.answer:${id}:going`)), after(101)]);
  expect(await port.db.prisma.rsvp.count()).toBe(many.length);
  expect(port.logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
});
