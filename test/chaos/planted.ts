import type { Bug } from './bugs.ts';
import type { ChaosServer } from './database.ts';
import { makePlan, type Plan } from './plan.ts';
import { plant } from './plant.ts';
import { type Run, runPlan } from './run.ts';

/** So many schedules that could show a bug are tried. */
const TRIES = 8;

/** Whether a bug was caught, by which run, and after how many. */
export interface Catch {
  bug: Bug;
  tries: number;
  caught: Run | null;
}

/** Plants a bug in a copy of the checkout, and runs seeds against it until one goes wrong. */
export async function hunt(root: string, bug: Bug, server: ChaosServer): Promise<Catch> {
  const planted = await plant(root, bug);
  try {
    let tries = 0;
    for (const plan of plansFor(bug)) {
      tries += 1;
      const run = await runPlan(plan, server, planted.root);
      if (run.wrong.length > 0) return { bug, tries, caught: run };
    }
    return { bug, tries, caught: null };
  } finally {
    await planted.remove();
  }
}

function plansFor({ story = 'broadcast', shows }: Bug): Plan[] {
  const plans: Plan[] = [];
  for (let seed = 1; plans.length < TRIES && seed < 5_000; seed += 1) {
    const plan = makePlan(story, seed);
    if (shows(plan)) plans.push(plan);
  }
  return plans;
}
