import type { Sandbox } from '@samling/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { networkSeed } from '../../festival/seed.ts';
import type { MessageRef } from '../../src/chat/platform.ts';
import { freshDatabase } from '../database/harness.ts';
import { quiet } from '../scenarios/world.ts';
import { eventually } from '../waiting.ts';
import { channelsOf, type Engine, lines, startEngine } from './engine.ts';
import { instead, LiveCards } from './live.ts';

/**
 * Channels for which every request stays without an answer, until they are let go: of what is there, and of what is
 * new.
 */
const hung = new Map<string, PromiseWithResolvers<void>>();
const hungToPosts = new Map<string, PromiseWithResolvers<void>>();
/** The channels that something waits for. */
const waiting: string[] = [];
const cards = new LiveCards();
let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let engine: Engine;

beforeAll(async () => {
  const seed = networkSeed({ guilds: 9, teams: 3, channelsEach: 10 });
  [sandbox, database] = await Promise.all([startFestival({ seed, unlimited: true }), freshDatabase()]);
  engine = await startEngine({
    databaseUrl: database.url,
    sandbox,
    perSecond: Number.POSITIVE_INFINITY,
    renderers: cards.renderers,
    through: (platform) => {
      const { post, edit, delete: remove, crosspost } = platform;
      return instead(platform, {
        post: async (target, card, key) => {
          if ('channel' in target) await answered(target, hungToPosts);
          return post(target, card, key);
        },
        edit: (ref, card) => answered(ref).then(() => edit(ref, card)),
        delete: (ref) => answered(ref).then(() => remove(ref)),
        ...(crosspost && { crosspost: (ref) => answered(ref).then(() => crosspost(ref)) }),
      });
    },
  });
});
afterAll(async () => {
  letGo();
  await engine.stop();
  await sandbox.stop();
  await database.drop();
});

async function answered({ channel }: Pick<MessageRef, 'channel'>, hanging = hung): Promise<void> {
  const until = hanging.get(channel);
  if (!until) return;
  waiting.push(channel);
  await until.promise;
}

function letGo(): void {
  for (const channels of [hung, hungToPosts]) {
    for (const { resolve } of channels.values()) resolve();
    channels.clear();
  }
  waiting.length = 0;
}

const waitFor = (check: () => void | Promise<void>) => eventually(check);
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
/** @returns how many of a subject's cards in these channels show the truth */
const shownIn = async (channels: readonly { id: string }[], subjectId: string) => {
  const where = { subjectId, channel: { in: channels.map((one) => one.id) } };
  const rows = await engine.db.prisma.placement.findMany({ where });
  return rows.filter(({ shown, changes }) => shown === changes).length;
};

describe.each(['discord', 'slack'] as const)('while a channel on %s does not answer', (platform) => {
  test('messages to two whole spaces that hang leave room for those to others', async () => {
    const spaces = [...new Set(own().map(({ space }) => space))].slice(0, 2);
    const hanging = own().filter(({ space }) => spaces.includes(space));
    const others = channelsOf(sandbox.seed).filter(({ space }) => !spaces.includes(space));
    for (const { id: channel } of hanging) hungToPosts.set(channel, Promise.withResolvers());
    const many = Array.from({ length: 10 }, () => hanging).flat();
    await engine.send(lines(engine, many, `hung ${platform}`));
    await waitFor(() => expect(waiting.length, 'more than are claimed together').toBe(80));
    await engine.send(lines(engine, others, `not hung ${platform}`));
    const left = () => engine.db.prisma.delivery.findMany({ where: { state: 'pending' }, select: { key: true } });
    await waitFor(async () => expect((await left()).filter(({ key }) => key.startsWith('not'))).toEqual([]));
    expect(await left()).toHaveLength(many.length);
    letGo();
    await quiet(engine.db);
  });

  const subject = id(platform === 'discord' ? 100 : 200);
  const own = () =>
    channelsOf(sandbox.seed).filter(({ space }) => (space.startsWith('T') ? 'slack' : 'discord') === platform);

  test('all other cards on both platforms go on, and so do messages', async () => {
    const all = channelsOf(sandbox.seed);
    const [stuck] = own();
    if (!stuck) throw new Error('No channel.');
    cards.says.set(subject, 'Først');
    await cards.place(engine, subject, all);
    await quiet(engine.db);
    hung.set(stuck.id, Promise.withResolvers());
    await cards.change(engine, subject, 'Så');
    await waitFor(() => expect(waiting).toEqual([stuck.id]));
    const others = all.filter(({ id: channel }) => channel !== stuck.id);
    await waitFor(async () => expect(await shownIn(others, subject)).toBe(others.length));

    await cards.change(engine, subject, 'Og så');
    await engine.send(lines(engine, all, `beside ${platform}`));
    await waitFor(async () => {
      const rest = await engine.db.prisma.placement.count({ where: { subjectId: subject, shown: 2, changes: 2 } });
      expect(rest).toBe(others.length);
      expect(await engine.db.prisma.delivery.count({ where: { state: 'pending' } })).toBe(0);
    });
    expect(waiting, 'nothing more is asked of it meanwhile').toEqual([stuck.id]);
    letGo();
    await quiet(engine.db);
  });

  test('a whole space that hangs leaves room for the others', async () => {
    const many = id(platform === 'discord' ? 101 : 201);
    const [first] = own();
    const space = own().filter(({ space: one }) => one === first?.space);
    cards.says.set(many, 'Først');
    await cards.place(engine, many, own());
    await quiet(engine.db);
    for (const { id: channel } of space) hung.set(channel, Promise.withResolvers());
    // Those of the hung space have waited longest.
    await engine.db.prisma.placement.updateMany({
      where: { channel: { in: space.map((one) => one.id) } },
      data: { wakeAt: new Date(0) },
    });
    await cards.change(engine, many, 'Så');
    const others = own().filter(({ space: one }) => one !== first?.space);
    await waitFor(async () => expect(await shownIn(others, many)).toBe(others.length));
    expect(waiting.length).toBeGreaterThan(0);
    letGo();
    await quiet(engine.db);
  });
});

test('a crosspost that hangs stops neither the sweep nor other crossposts', async () => {
  const [stuck, other] = channelsOf(sandbox.seed).filter(({ space }) => !space.startsWith('T'));
  if (!stuck || !other) throw new Error('No channels.');
  hung.set(stuck.id, Promise.withResolvers());
  const wishes = lines(engine, [stuck, other], 'pass on').map((one) => ({ ...one, crosspost: true }));
  await engine.send(wishes.slice(0, 1));
  await waitFor(() => expect(waiting).toContain(stuck.id));
  await engine.sweep();
  await engine.send(wishes.slice(1));
  await waitFor(async () => {
    await engine.sweep();
    const left = await engine.db.prisma.delivery.findMany({ where: { crosspostAt: { not: null } } });
    expect(left.map(({ channel }) => channel)).toEqual([stuck.id]);
  });
  letGo();
});
