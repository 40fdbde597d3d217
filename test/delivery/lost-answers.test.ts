import type { Sandbox } from '@samling/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { type MessageRef, type Platform, SendError, type Sought } from '../../src/chat/platform.ts';
import { freshDatabase } from '../database/harness.ts';
import { eventually } from '../waiting.ts';
import { channelsOf, type Engine, lines, startEngine } from './engine.ts';
import { ForwardClock, instead, LiveCards } from './live.ts';

const clock = new ForwardClock();
const cards = new LiveCards();
let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof freshDatabase>>;

/** Fates of posts and of looking for them, in the order in which they come. */
let posts: ((post: () => Promise<MessageRef>) => Promise<MessageRef>)[] = [];
let looks: ((find: () => Promise<MessageRef | null>) => Promise<MessageRef | null>)[] = [];
const sought: Sought[] = [];
/** Runs before an edit leaves. */
let beforeEdit: () => Promise<void> = async () => undefined;

const start = () =>
  startEngine({
    databaseUrl: database.url,
    sandbox,
    perSecond: Number.POSITIVE_INFINITY,
    clock,
    renderers: cards.renderers,
    through: (platform: Platform) =>
      instead(platform, {
        post: (...given) => (posts.shift() ?? ((post) => post()))(() => platform.post(...given)),
        edit: async (...given) => {
          await beforeEdit();
          await platform.edit(...given);
        },
        find: (target, key, window) => {
          sought.push(window);
          return (looks.shift() ?? ((find) => find()))(() => platform.find(target, key, { since: window.since }));
        },
      }),
  });

beforeAll(async () => {
  [sandbox, database] = await Promise.all([startFestival({ unlimited: true }), freshDatabase()]);
});
afterAll(async () => {
  await sandbox.stop();
  await database.drop();
});

const lost = async (post: () => Promise<unknown>): Promise<never> => {
  await post();
  throw new SendError({ kind: 'unknown' });
};
const neverCame = () => Promise.reject(new SendError({ kind: 'unknown' }));
const stops = (outcome: SendError['outcome'], searched?: string) => () =>
  Promise.reject(new SendError(outcome, undefined, searched));

async function send(engine: Engine, key: string): Promise<void> {
  const [channel] = channelsOf(sandbox.seed).slice(2);
  if (!channel) throw new Error('No channel.');
  await engine.send(lines(engine, [channel], key));
}

const row = (engine: Engine, key: string) =>
  engine.db.prisma.delivery.findUniqueOrThrow({ where: { key: `${key}:0` } });

/** Lets time pass until it is so. */
const until = (engine: Engine, key: string, expected: object) =>
  eventually(async () => {
    clock.forward(1_000);
    await engine.sweep();
    expect(await row(engine, key)).toMatchObject(expected);
  });

test('a search goes on where it stopped, also in another process, and looks at no more than must be', async () => {
  posts = [lost];
  looks = [stops({ kind: 'wait', forMs: 60_000 }, 'half-way'), stops({ kind: 'not-sent' })];
  sought.length = 0;
  const first = await start();
  await send(first, 'search');
  await until(first, 'search', { searched: 'half-way' });
  await first.stop();

  const next = await start();
  try {
    clock.forward(60_000);
    await until(next, 'search', { state: 'sent' });
    const [begun, goneOn, again] = sought;
    expect(begun).toEqual({ since: expect.any(Number), until: expect.any(Number), searched: undefined });
    expect(begun?.since).toBeLessThanOrEqual(begun?.until ?? 0);
    expect(goneOn).toEqual({ ...begun, searched: 'half-way' });
    expect(again, 'one that came no further loses nothing').toEqual(goneOn);
  } finally {
    await next.stop();
  }
});

test('what is looked for anew is looked for from where the last search can have missed it', async () => {
  posts = [neverCame, neverCame, lost];
  looks = [stops({ kind: 'wait', forMs: 0 }, 'half-way')];
  sought.length = 0;
  const engine = await start();
  try {
    await send(engine, 'anew');
    await until(engine, 'anew', { state: 'sent' });
    const [begun, , second, third] = sought;
    expect(second).toEqual({ since: begun?.until, until: expect.any(Number), searched: undefined });
    expect(third?.since).toBe(second?.until);
    const seen = await sandbox.discord.channel('maja', { space: 'RÅ Festival', channel: 'velkommen' });
    expect(seen.length).toBeLessThanOrEqual(2);
  } finally {
    await engine.stop();
  }
});

test('a live card that is found is drawn anew: it says what was true when it was posted', async () => {
  posts = [lost];
  looks = [];
  const subject = '00000000-0000-4000-8000-000000000077';
  const engine = await start();
  try {
    const guild = sandbox.discord.spaces().find(({ name }) => name === 'RÅ Festival');
    const channel = guild?.channels.find(({ name }) => name === 'velkommen');
    if (!guild || !channel) throw new Error('No channel.');
    cards.says.set(subject, 'Fire pladser');
    await cards.place(engine, subject, [{ space: guild.id, id: channel.id }]);
    await eventually(() => expect(posts).toEqual([]));
    await cards.change(engine, subject, 'Alle pladser er taget');
    await eventually(async () => {
      clock.forward(1_000);
      await engine.sweep();
      const said = await sandbox.discord.channel('maja', { space: 'RÅ Festival', channel: 'velkommen' });
      expect(said.map(({ text }) => text)).toContain('Alle pladser er taget');
    });
  } finally {
    await engine.stop();
  }
});

test('a live card counts as true only when it has been edited', async () => {
  const subject = '00000000-0000-4000-8000-0000000000ed';
  const [channel] = channelsOf(sandbox.seed);
  if (!channel) throw new Error('No channel.');
  const engine = await start();
  const card = () => engine.db.prisma.placement.findFirstOrThrow({ where: { subjectId: subject } });
  const isTrue = async () => {
    const { shown, changes } = await card();
    return shown >= changes;
  };
  const whileEdited: boolean[] = [];
  beforeEdit = async () => void whileEdited.push(await isTrue());
  try {
    cards.says.set(subject, 'Først');
    await cards.place(engine, subject, [channel]);
    await eventually(async () => expect((await card()).message).not.toBeNull());
    await cards.change(engine, subject, 'Siden');
    await eventually(async () => {
      await engine.sweep();
      expect(whileEdited.length).toBeGreaterThan(0);
      expect(await isTrue()).toBe(true);
    });
    expect(whileEdited).not.toContain(true);
  } finally {
    beforeEdit = async () => undefined;
    await engine.stop();
  }
});
