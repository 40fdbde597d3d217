import type { Sandbox } from '@samling/sandbox';
import type { SeenMessage } from '@samling/sandbox/contract.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { type Platform, SendError } from '../../src/chat/platform.ts';
import { EDIT_LATE_MS, EDIT_LEASE_MS } from '../../src/delivery/edits.ts';
import { freshDatabase } from '../database/harness.ts';
import { eventually } from '../waiting.ts';
import { type Engine, startEngine } from './engine.ts';
import { ForwardClock, instead, LiveCards } from './live.ts';

/** Fate of edits and deletions: done at once, or late and without an answer. */
let fate: 'done' | 'late' | 'hangs' = 'done';
/** Work that will be done late: with an outcome that nobody hears, save where its process hangs until then. */
const late: (() => Promise<void>)[] = [];
let asked = 0;

const clock = new ForwardClock();
const cards = new LiveCards();
let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let engine: Engine;

const start = () =>
  startEngine({
    databaseUrl: database.url,
    sandbox,
    perSecond: Number.POSITIVE_INFINITY,
    clock,
    renderers: cards.renderers,
    through: (platform: Platform) =>
      instead(platform, {
        edit: (ref, card) => meets(() => platform.edit(ref, card)),
        delete: (ref) => meets(() => platform.delete(ref)),
      }),
  });

async function meets(work: () => Promise<void>): Promise<void> {
  asked += 1;
  if (fate === 'done') return work();
  const { promise, resolve } = Promise.withResolvers<void>();
  late.push(() => work().finally(resolve));
  if (fate === 'late') throw new SendError({ kind: 'unknown' });
  return promise;
}

beforeAll(async () => {
  [sandbox, database] = await Promise.all([startFestival({ unlimited: true }), freshDatabase()]);
  engine = await start();
});
afterAll(async () => {
  await engine.stop();
  await sandbox.stop();
  await database.drop();
});
beforeEach(() => {
  fate = 'done';
  late.length = 0;
});

const waitFor = (check: () => void | Promise<void>) => eventually(check);
const SUBJECTS = { discord: '00000000-0000-4000-8000-00000000001', slack: '00000000-0000-4000-8000-00000000002' };
const WHO = { discord: ['maja', 'RÅ Festival'], slack: ['bent', 'RÅ Frivillige'] } as const;

describe.each(['discord', 'slack'] as const)('on %s', (platform) => {
  const [who, space] = WHO[platform];
  let subject = '';
  let serial = 0;

  const place = () => {
    const found = sandbox[platform].spaces().find(({ name }) => name === space);
    const channel = found?.channels.find(({ name }) => name === 'arrangementer');
    return { space: found?.id ?? '', id: channel?.id ?? '' };
  };
  const seen = async (): Promise<SeenMessage | undefined> => {
    const { message } = await row();
    const all = await sandbox[platform].channel(who, { space, channel: 'arrangementer' });
    return all.find(({ id }) => id === message);
  };
  const row = () => engine.db.prisma.placement.findFirstOrThrow({ where: { subjectId: subject } });
  const reads = (text: string, by: Engine = engine) =>
    waitFor(async () => {
      await by.sweep();
      expect((await seen())?.text).toBe(text);
    });
  /** Waits until nothing is being edited. */
  const written = () =>
    waitFor(async () => {
      const { shown, changes, unsureUntil } = await row();
      expect([shown, unsureUntil]).toEqual([changes, expect.anything()]);
    });
  const lost = (count: number) =>
    waitFor(async () => {
      await engine.sweep();
      expect(late.length).toBe(count);
      const { wakeAt } = await row();
      expect(wakeAt.getTime(), 'written what came of it').toBeLessThan(clock.machine() + EDIT_LEASE_MS / 2);
    });

  beforeEach(async () => {
    serial += 1;
    subject = `${SUBJECTS[platform]}${serial}`;
    cards.says.set(subject, 'Træf');
    await cards.place(engine, subject, [place()]);
    await waitFor(async () => expect((await seen())?.text).toBe('Træf'));
  });

  test('an edit that comes late, after the correction, does not stay', async () => {
    fate = 'late';
    await cards.change(engine, subject, 'Træf med en fejl');
    await lost(1);
    fate = 'done';
    await cards.change(engine, subject, 'Rettet træf');
    clock.forward(10_000);
    await reads('Rettet træf');
    await written();

    await late[0]?.();
    expect((await seen())?.text).toBe('Træf med en fejl');
    clock.forward(EDIT_LATE_MS);
    await reads('Rettet træf');
    await waitFor(async () => expect((await row()).unsureUntil).toBeNull());
    const before = asked;
    clock.forward(EDIT_LATE_MS);
    await engine.sweep();
    await engine.sweep();
    expect(asked, 'nothing is edited any more').toBe(before);
  });

  test('an edit that comes late is noticed long before the last moment at which one can', async () => {
    fate = 'late';
    await cards.change(engine, subject, 'Træf med en fejl');
    await lost(1);
    fate = 'done';
    await cards.change(engine, subject, 'Rettet træf');
    clock.forward(10_000);
    await reads('Rettet træf');
    await written();
    await late[0]?.();
    clock.forward(30_000);
    await reads('Rettet træf');
  });

  test('what changes while a lost edit may still come is shown without waiting for it', async () => {
    fate = 'late';
    await cards.change(engine, subject, 'Træf med en fejl');
    await lost(1);
    fate = 'done';
    clock.forward(EDIT_LATE_MS / 3);
    await reads('Træf med en fejl');
    await written();
    const { wakeAt, lookAt } = await row();
    expect(wakeAt.getTime(), 'the next edit comes long before the next look').toBeLessThan(
      (lookAt?.getTime() ?? 0) - 10_000,
    );
    clock.forward(2_000);
    await cards.change(engine, subject, 'Rettet træf');
    await reads('Rettet træf');
  });

  test('a withdrawal after a lost edit holds, also when its own answer is lost', async () => {
    fate = 'late';
    await cards.change(engine, subject, 'Træf med et navn');
    await lost(1);
    await cards.change(engine, subject, null);
    clock.forward(10_000);
    await lost(2);
    await late[1]?.();
    fate = 'done';
    clock.forward(10_000);
    await waitFor(async () => {
      await engine.sweep();
      expect((await row()).gone).toBe(true);
    });
    await expect(late[0]?.()).rejects.toThrow();
    expect(await seen()).toBeUndefined();
  });

  test('of a process that died over an edit the next one knows that it may still come', async () => {
    fate = 'hangs';
    await cards.change(engine, subject, 'Træf med en fejl');
    await waitFor(() => expect(late.length).toBe(1));
    fate = 'done';
    // The row says it before the edit has left; the first engine hangs, as if it were dead.
    expect((await row()).unsureUntil).not.toBeNull();
    const next = await start();
    try {
      await cards.change(next, subject, 'Rettet træf');
      clock.forward(EDIT_LEASE_MS);
      await reads('Rettet træf', next);
      await written();
      await late[0]?.();
      expect((await seen())?.text).toBe('Træf med en fejl');
      clock.forward(EDIT_LATE_MS);
      await reads('Rettet træf', next);
      await waitFor(async () => expect((await row()).unsureUntil).toBeNull());
    } finally {
      await next.stop();
    }
  });
});
