import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { BUGS } from './bugs.ts';
import { inJobs } from './jobs.ts';
import { makePlan } from './plan.ts';
import { withBug } from './plant.ts';
import { PATIENT_MS, runPlan } from './run.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Killed before and after a post, with one process and with two; the database restarted, cut off and stalled. */
const SEEDS = [
  [2, 5],
  [8, 9],
];

test.each(SEEDS)(
  'a broadcast to 60 channels arrives everywhere once, whatever goes wrong meanwhile: %i, %i',
  async (...seeds) => {
    const plans = seeds.map((seed) => makePlan('broadcast', seed));
    const runs = await inJobs(plans.length, plans, (plan, server) => runPlan(plan, server, ROOT, PATIENT_MS));
    expect(
      runs.filter(({ wrong }) => wrong.length > 0).map(({ plan, wrong, output }) => ({ plan, wrong, output })),
    ).toEqual([]);
    expect(runs).toHaveLength(seeds.length);
  },
);

test.each(BUGS)('$name: the bug can still be planted', async (bug) => {
  expect((await withBug(ROOT, bug)).size).toBeGreaterThan(0);
});
