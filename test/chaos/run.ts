import { broadcast, prepare } from './broadcast.ts';
import type { ChaosServer } from './database.ts';
import { Mischief } from './mischief.ts';
import { makePlan, type Plan } from './plan.ts';
import { judge, NOTHING, type Verdict } from './verdict.ts';
import { CHANNELS, until, World } from './world.ts';

/** So long the last faults wait for requests to strike. */
const FAULTS_WITHIN_MS = 10_000;
/** From the end of all faults; the longest wait is that for the lease of a process that died while another lives. */
const QUIET_WITHIN_MS = 75_000;
const QUIET_POLL_MS = 100;

/** One run, from a seed to a verdict. */
export interface Run extends Verdict {
  plan: Plan;
  tookMs: number;
  /** How often a bot ended by itself. */
  deaths: number;
  /** What the bots printed last. */
  output: string;
}

/**
 * @param root the checkout whose bot runs
 * @returns what came of it; that it could not be carried through is among what is wrong
 */
export async function runSeed(seed: number, server: ChaosServer, root: string): Promise<Run> {
  const began = performance.now();
  const plan = makePlan(seed, CHANNELS);
  const world = await World.make(server, root, plan.closed);
  const { bots } = world;
  const verdict = await carryThrough(world, plan).catch((error: Error) => ({
    ...NOTHING,
    wrong: [String(error.stack)],
  }));
  await world.stop();
  return {
    ...verdict,
    plan,
    deaths: bots.reduce((sum, bot) => sum + bot.deaths, 0),
    output: bots.map((bot) => bot.output()).join('\n=== second ===\n'),
    tookMs: Math.round(performance.now() - began),
  };
}

async function carryThrough(world: World, plan: Plan): Promise<Verdict> {
  const [first, second] = world.bots;
  first?.start();
  await first?.ready();
  await prepare(world);
  if (plan.processes === 2 && !plan.lateSecond) {
    second?.start();
    await second?.ready();
  }
  const mischief = new Mischief(world, plan);
  mischief.arm();
  await Promise.all([mischief.happen(), broadcast(world)]);
  await until(async () => mischief.exhausted() || (await isQuiet(world)), FAULTS_WITHIN_MS, QUIET_POLL_MS);
  await mischief.end();
  await until(() => isQuiet(world), QUIET_WITHIN_MS, QUIET_POLL_MS);
  return judge(world, plan);
}

/** Every delivery has ended, and every live card shows the truth. */
async function isQuiet({ database }: World): Promise<boolean> {
  const [row] = await database.query<{ ended: number; open: number; stale: number; counting: number }>(
    `SELECT (SELECT count(*) FROM "Delivery" WHERE "doneAt" IS NOT NULL)::int AS ended,
            (SELECT count(*) FROM "Delivery" WHERE state = 'pending')::int AS open,
            (SELECT count(*) FROM "Placement" WHERE shown < changes AND message IS NOT NULL AND NOT gone)::int AS stale,
            (SELECT count(*) FROM "Announcement" WHERE "underWay")::int AS counting`,
  );
  return row !== undefined && row.ended >= CHANNELS && row.open + row.stale + row.counting === 0;
}
