import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AnnouncementJobs, announcementJobs } from '../../src/announcements/jobs.ts';
import { insertAnnouncement, updateAnnouncement } from '../../src/announcements/store.ts';
import { asCommunityId } from '../../src/communities/ids.ts';
import { connect, type Database } from '../../src/database/client.ts';
import { transaction } from '../../src/database/transaction.ts';
import { createOutbox } from '../../src/delivery/outbox.ts';
import { startQueue } from '../../src/delivery/queue.ts';
import { createLog } from '../../src/log.ts';
import { systemClock } from '../../src/time/clock.ts';
import { freshDatabase } from '../database/harness.ts';
import { eventually } from '../waiting.ts';

const NOW = Date.parse('2026-11-23T12:00:00+01:00');

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let boss: Awaited<ReturnType<typeof startQueue>>;
let jobs: AnnouncementJobs;
let place: { community: string; space: string; author: string; network: string; topic: string };

/** The questions whether somebody still manages their place that are open: answered by the test. */
const questions: ((manages: boolean) => void)[] = [];
let elapsed = 0;
const logged: string[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url);
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged.push(String(chunk));
      done();
    },
  });
  const log = createLog('error', sink);
  boss = await startQueue(database.url, log);
  const clock = { ...systemClock, now: () => NOW, monotonic: () => elapsed };
  const manages = () => new Promise<boolean>((resolve) => void questions.push(resolve));
  jobs = announcementJobs({ db, outbox: createOutbox(boss, clock), clock, manages, log });
  place = await writePlaces();
});
afterAll(async () => {
  for (const answer of questions) answer(true);
  await jobs.stop();
  await boss.stop();
  await db.close();
  await database.drop();
});

/**
 * A community that sends, and one of its network that is asked first, through a contact of whom the platform is asked.
 */
async function writePlaces() {
  const { prisma } = db;
  const createdAt = new Date(0);
  const space = (name: string) => ({
    platform: 'discord',
    externalId: name,
    name,
    announcementChannel: name,
    createdAt,
  });
  const community = (name: string) =>
    prisma.community.create({
      data: { name, createdAt, spaces: { create: space(name) } },
      include: { spaces: true },
    });
  const account = (externalId: string) =>
    prisma.account.create({
      data: { platform: 'discord', tenant: '', externalId, createdAt, person: { create: { createdAt } } },
    });
  const [sends, asked] = [await community('sends'), await community('asked')];
  const [author, contact] = [await account('author'), await account('contact')];
  const network = await prisma.network.create({
    data: {
      name: 'Netværket',
      ownerId: sends.id,
      createdAt,
      topics: { create: { kind: 'subject', name: 'Alt', position: 0 } },
      members: { create: [sends, asked].map(({ id }) => ({ communityId: id, joinedAt: createdAt })) },
    },
    include: { topics: true },
  });
  const first = <T>([one]: T[]) => one as T;
  await prisma.contact.create({
    data: { communityId: asked.id, accountId: contact.id, spaceId: first(asked.spaces).id, createdAt },
  });
  const { id: topic } = first(network.topics);
  return { community: sends.id, space: first(sends.spaces).id, author: author.id, network: network.id, topic };
}

/** Writes an announcement that is due. @returns its id */
function due(title: string, { minutesAgo, shared }: { minutesAgo: number; shared: boolean }): Promise<string> {
  return transaction(db, async (tx) => {
    const id = await insertAnnouncement(tx, {
      community: asCommunityId(place.community),
      spaceId: place.space,
      authorId: place.author,
      network: shared ? place.network : null,
      topic: shared ? place.topic : null,
      content: { texts: [{ language: 'da', title, body: 'Alle er med.' }], link: null, image: null },
      now: new Date(0),
    });
    await updateAnnouncement(tx, id, { state: 'scheduled', dueAt: new Date(NOW - minutesAgo * 60_000) });
    return id;
  });
}

const stateOf = async (id: string) => (await db.prisma.announcement.findUniqueOrThrow({ where: { id } })).state;
const becomes = (id: string, state: string) => eventually(async () => expect(await stateOf(id)).toBe(state));

test('while a platform is asked, the sweep and other announcements go on, and nothing is asked twice', async () => {
  const slow = await due('Der spørges', { minutesAgo: 2, shared: true });
  const own = await due('Til os selv', { minutesAgo: 1, shared: false });
  await jobs.sweep();
  await becomes(own, 'sent');
  await eventually(() => expect(questions).toHaveLength(1));
  for (let round = 0; round < 3; round += 1) await jobs.sweep();
  const next = await due('Endnu et', { minutesAgo: 0, shared: false });
  await jobs.sweep();
  await becomes(next, 'sent');
  expect(questions).toHaveLength(1);
  expect(await stateOf(slow)).toBe('scheduled');

  questions[0]?.(true);
  await becomes(slow, 'sent');
  await jobs.sweep();
  expect(questions).toHaveLength(1);
});

test('one that cannot be sent by a mistake of ours is in nobody’s way, is logged without its words, and tried again', async () => {
  const broken = await due('Går i stykker', { minutesAgo: 3, shared: false });
  await db.prisma.announcement.update({ where: { id: broken }, data: { revision: 7 } });
  const behind = await due('Bagved', { minutesAgo: 1, shared: false });
  await jobs.sweep();
  await becomes(behind, 'sent');
  await eventually(() => expect(logged).toHaveLength(1));
  expect(JSON.parse(logged[0] ?? '')).toMatchObject({ announcement: broken, level: 50 });
  expect(logged[0]).not.toContain('Går i stykker');

  await db.prisma.announcement.update({ where: { id: broken }, data: { revision: 1 } });
  await jobs.sweep();
  await jobs.stop();
  expect(await stateOf(broken)).toBe('scheduled');
  elapsed += 60_000;
  await jobs.sweep();
  await becomes(broken, 'sent');
  expect(logged).toHaveLength(1);
});
