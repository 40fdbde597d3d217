import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Bug } from './bugs.ts';
import type { ChaosServer } from './database.ts';
import { makePlan, type Plan } from './plan.ts';
import { plant } from './plant.ts';
import { runPlan } from './run.ts';

/** So many schedules that could show a bug are tried. */
const TRIES = 8;

/** A bug's fate: caught or not, and by what. */
export interface Catch {
  bug: Bug;
  /** After how many runs. */
  tries: number;
  /** The story and seed, or the first test that failed; null when nothing caught it. */
  by: string | null;
  /** The mistake that was found. */
  wrong: string;
}

/**
 * Plants a bug in a copy of the checkout, and looks for what goes wrong: with the tests that are named, or with seeds.
 */
export async function hunt(root: string, bug: Bug, server: ChaosServer): Promise<Catch> {
  const planted = await plant(root, bug);
  try {
    return bug.tests
      ? await huntWithTests(planted.root, bug, bug.tests)
      : await huntWithSeeds(planted.root, bug, server);
  } finally {
    await planted.remove();
  }
}

async function huntWithSeeds(root: string, bug: Bug, server: ChaosServer): Promise<Catch> {
  let tries = 0;
  for (const plan of plansFor(bug)) {
    tries += 1;
    const { wrong } = await runPlan(plan, server, root);
    if (wrong.length > 0) return { bug, tries, by: `${plan.story} ${plan.seed}`, wrong: wrong[0] ?? '' };
  }
  return { bug, tries, by: null, wrong: '' };
}

async function huntWithTests(root: string, bug: Bug, tests: readonly string[]): Promise<Catch> {
  const { code, output } = await runTests(root, tests);
  const failed = /^ *FAIL +(.*)$/m.exec(output)?.[1] ?? '';
  return { bug, tries: 1, by: code === 0 || !failed ? null : 'tests', wrong: failed };
}

async function runTests(root: string, tests: readonly string[]): Promise<{ code: number; output: string }> {
  const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', '--no-color', '--bail', '1', ...tests], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const [code] = await once(child, 'close');
  return { code, output: said.join('') };
}

function plansFor({ story = 'broadcast', shows = () => true }: Bug): Plan[] {
  const plans: Plan[] = [];
  for (let seed = 1; plans.length < TRIES && seed < 5_000; seed += 1) {
    const plan = makePlan(story, seed);
    if (shows(plan)) plans.push(plan);
  }
  return plans;
}
