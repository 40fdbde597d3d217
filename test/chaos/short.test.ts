import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { BUGS } from './bugs.ts';
import { inJobs } from './jobs.ts';
import { makePlan } from './plan.ts';
import { withBug } from './plant.ts';
import { PATIENT_MS, runPlan } from './run.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RUNS = [
  // Killed before and after a post, with one process and with two; the database restarted, cut off and stalled.
  ['a broadcast to 60 channels arrives everywhere once', 'broadcast', [2, 5]],
  ['a broadcast to 60 channels arrives everywhere once', 'broadcast', [8, 9]],
  // Killed three times; edits held, lost and refused, a deletion late; the database stalled and cut.
  ['what people read of a meetup is true, and nothing is lost', 'gathering', [203, 206]],
] as const;

test.each(RUNS)('%s, whatever goes wrong meanwhile: %s %j', async (_what, story, seeds) => {
  const plans = seeds.map((seed) => makePlan(story, seed));
  const runs = await inJobs(plans.length, plans, (plan, server) => runPlan(plan, server, ROOT, PATIENT_MS));
  expect(
    runs.filter(({ wrong }) => wrong.length > 0).map(({ plan, wrong, output }) => ({ plan, wrong, output })),
  ).toEqual([]);
  expect(runs).toHaveLength(seeds.length);
});

test.each(BUGS)('$name: the bug can still be planted', async (bug) => {
  expect((await withBug(ROOT, bug)).size).toBeGreaterThan(0);
});
