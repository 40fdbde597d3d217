import type { Sandbox } from '@samling/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { type MessageRef, type Platform, SendError } from '../../src/chat/platform.ts';
import { freshDatabase } from '../database/harness.ts';
import { eventually } from '../waiting.ts';
import { type Engine, lines, startEngine } from './engine.ts';
import { ForwardClock, instead } from './live.ts';

/** Longest time after its answer was lost in which a message on Slack may come, in ms: the usual. */
const LATE_MS = 120_000;

const clock = new ForwardClock();
let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let engine: Engine;

/** Posts of which nobody hears what became; the sandbox's part is done when they are called. */
const under: (() => Promise<MessageRef>)[] = [];
let answersLost = false;
let looks = 0;
/** Place at which the next search stops, as one that is shown little at a time. */
let stopsAt: string | null = null;

beforeAll(async () => {
  [sandbox, database] = await Promise.all([startFestival({ unlimited: true }), freshDatabase()]);
  engine = await startEngine({
    databaseUrl: database.url,
    sandbox,
    perSecond: Number.POSITIVE_INFINITY,
    clock,
    latePostMs: LATE_MS,
    through: (platform: Platform) =>
      instead(platform, {
        post: async (...given) => {
          if (!answersLost) return platform.post(...given);
          under.push(() => platform.post(...given));
          throw new SendError({ kind: 'unknown' });
        },
        // The sandbox's clock is not put forward.
        find: async (target, key, { searched }) => {
          looks += 1;
          if (stopsAt === null) return platform.find(target, key, { since: clock.now() - 60_000, searched });
          const searchedTo = stopsAt;
          stopsAt = null;
          throw new SendError({ kind: 'wait', forMs: 1_000 }, undefined, searchedTo);
        },
      }),
  });
});
afterAll(async () => {
  await engine.stop();
  await sandbox.stop();
  await database.drop();
});
beforeEach(() => {
  under.length = 0;
  looks = 0;
});

const WHO = { discord: ['maja', 'RÅ Festival'], slack: ['bent', 'RÅ Frivillige'] } as const;

describe.each(['discord', 'slack'] as const)('a post on %s whose answer was lost', (platform) => {
  const [who, space] = WHO[platform];
  const place = { space, channel: 'arrangementer' };
  const row = (key: string) => engine.db.prisma.delivery.findUniqueOrThrow({ where: { key: `${key}:0` } });
  const seen = async () => (await sandbox[platform].channel(who, place)).length;
  const passes = async (ms: number) => {
    clock.forward(ms);
    await engine.sweep();
  };

  /** Sends one message, and waits until its answer is lost. @returns how many there were before */
  async function send(key: string): Promise<number> {
    const before = await seen();
    const found = sandbox[platform].spaces().find(({ name }) => name === space);
    const channel = found?.channels.find(({ name }) => name === place.channel);
    if (!found || !channel) throw new Error('No channel.');
    answersLost = true;
    await engine.send(lines(engine, [{ space: found.id, id: channel.id }], key));
    await eventually(async () => expect(await row(key)).toMatchObject({ lastTriedAt: expect.any(Date) }));
    answersLost = false;
    return before;
  }

  test('is there once when it comes long after', async () => {
    const before = await send(`${platform}-late`);
    if (platform === 'slack')
      await eventually(async () => {
        await passes(2_000);
        expect(looks).toBeGreaterThan(1);
      });
    await Promise.all(under.map((post) => post()));
    await eventually(async () => {
      await passes(5_000);
      expect((await row(`${platform}-late`)).state).toBe('sent');
    });
    expect(await seen()).toBe(before + 1);
  });

  test('is made again when it has not come, as soon as it cannot come any more', async () => {
    const key = `${platform}-never`;
    const before = await send(key);
    const { lastTriedAt } = await row(key);
    await eventually(async () => {
      await passes(1_000);
      expect((await row(key)).state).toBe('sent');
    });
    expect(await seen()).toBe(before + 1);
    const waited = clock.machine() - (lastTriedAt?.getTime() ?? 0);
    if (platform === 'slack') expect(waited).toBeGreaterThanOrEqual(LATE_MS);
    expect((await row(key)).attempts - (await row(key)).waits, 'looking is no attempt').toBe(2);
  });

  test('of a process that died it may come as long after somebody looked first', async () => {
    const key = `${platform}-died`;
    const before = await send(key);
    await engine.db.prisma.delivery.update({ where: { key: `${key}:0` }, data: { lastTriedAt: null } });
    await eventually(async () => {
      await passes(1_000);
      expect(looks).toBeGreaterThan(0);
    });
    await Promise.all(under.map((post) => post()));
    await eventually(async () => {
      await passes(1_000);
      expect((await row(key)).state).toBe('sent');
    });
    expect(await seen()).toBe(before + 1);
  });
});

describe('on Slack', () => {
  const key = (name: string) => `slack-${name}:0`;
  const rowOf = (name: string) => engine.db.prisma.delivery.findUniqueOrThrow({ where: { key: key(name) } });
  const state = async (name: string) => (await rowOf(name)).state;
  const seen = () => sandbox.slack.channel('bent', { space: 'RÅ Frivillige', channel: 'arrangementer' });

  async function sendInDoubt(name: string): Promise<void> {
    const team = sandbox.slack.spaces().find(({ name: one }) => one === 'RÅ Frivillige');
    const channel = team?.channels.find(({ name: one }) => one === 'arrangementer');
    if (!team || !channel) throw new Error('No channel.');
    answersLost = true;
    await engine.send(lines(engine, [{ space: team.id, id: channel.id }], `slack-${name}`));
    await eventually(async () => expect(await rowOf(name)).toMatchObject({ lastTriedAt: expect.any(Date) }));
    answersLost = false;
  }

  test('an early search that stopped half-way hides nothing that comes above it', async () => {
    const before = (await seen()).length;
    stopsAt = '1.000000';
    await sendInDoubt('paged');
    await eventually(async () => {
      await engine.sweep();
      clock.forward(1_000);
      expect(stopsAt).toBeNull();
    });
    await Promise.all(under.map((post) => post()));
    await eventually(async () => {
      clock.forward(1_000);
      await engine.sweep();
      expect(await state('paged')).toBe('sent');
    });
    expect(await seen()).toHaveLength(before + 1);
  });

  test('a clock that was set back makes nobody wait longer', async () => {
    await sendInDoubt('back');
    const { lastTriedAt } = await rowOf('back');
    const later = new Date((lastTriedAt?.getTime() ?? 0) + 3_600_000);
    await engine.db.prisma.delivery.update({ where: { key: key('back') }, data: { lastTriedAt: later } });
    const from = clock.machine();
    await eventually(async () => {
      clock.forward(1_000);
      await engine.sweep();
      expect(await state('back')).toBe('sent');
    });
    expect(clock.machine() - from).toBeLessThan(later.getTime() - from);
  });
});
