import type { ChaosServer } from './database.ts';
import { Mischief } from './mischief.ts';
import type { Plan } from './plan.ts';
import { STORIES } from './story.ts';
import { NOTHING, type Verdict } from './verdict.ts';
import { until, World } from './world.ts';

/** So long the last faults wait for requests to strike. */
const FAULTS_WITHIN_MS = 10_000;
/**
 * From the end of all faults; the longest wait is that for the lease of a process that died while another lives.
 * Planted bugs are looked for with this much.
 */
const QUIET_WITHIN_MS = 75_000;
/** Time in ms within which a run must go well, on a machine that is busy too. */
export const PATIENT_MS = 150_000;
const QUIET_POLL_MS = 100;

/** One run, from a plan to a verdict. */
export interface Run extends Verdict {
  plan: Plan;
  tookMs: number;
  /** Number of times that a bot ended by itself. */
  deaths: number;
  /** The last words of the bots. */
  output: string;
}

/**
 * @param root the checkout whose bot runs
 * @param quietWithinMs how long it may take until everything is quiet
 * @returns what came of it; that it could not be carried through is among what is wrong
 */
export async function runPlan(
  plan: Plan,
  server: ChaosServer,
  root: string,
  quietWithinMs = QUIET_WITHIN_MS,
): Promise<Run> {
  const began = performance.now();
  const world = await World.make(server, root, STORIES[plan.story].seed(plan));
  const { bots } = world;
  const verdict = await carryThrough(world, plan, quietWithinMs).catch((error: Error) => ({
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

async function carryThrough(world: World, plan: Plan, quietWithinMs: number): Promise<Verdict> {
  const story = STORIES[plan.story].tell(world, plan);
  const [first, second] = world.bots;
  first?.start();
  await first?.ready();
  await story.prepare();
  if (plan.processes === 2 && !plan.lateSecond) {
    second?.start();
    await second?.ready();
  }
  const mischief = new Mischief(world, plan);
  mischief.arm();
  await Promise.all([mischief.happen(), story.perform(mischief)]);
  await until(async () => mischief.exhausted() || (await story.isQuiet()), FAULTS_WITHIN_MS, QUIET_POLL_MS);
  const letGo = await mischief.end();
  await until(() => story.isQuiet(letGo), quietWithinMs, QUIET_POLL_MS);
  return story.judge();
}
