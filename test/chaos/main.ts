import { fileURLToPath } from 'node:url';
import { BUGS, type Bug } from './bugs.ts';
import type { ChaosServer } from './database.ts';
import { inJobs } from './jobs.ts';
import { makePlan, type Plan, type StoryName } from './plan.ts';
import { type Catch, hunt } from './planted.ts';
import { type Run, runPlan } from './run.ts';
import { STORIES } from './story.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** One delivery in so many may end as unknown. */
const UNKNOWN_PER = 10_000;
const print = (text: string) => process.stdout.write(`${text}\n`);

export interface Options {
  seed?: string | undefined;
  /** One of the stories; all of them when left out. */
  story?: string | undefined;
  runs: string;
  from: string;
  jobs: string;
  root?: string | undefined;
  planted: boolean;
  /** Only bugs whose name holds this. */
  bug?: string | undefined;
  verbose: boolean;
  /** Ends it early: what has begun is finished. */
  signal: AbortSignal;
}

/** @returns the exit code: 1 when a run went wrong */
export async function main(options: Options): Promise<number> {
  const root = options.root ?? ROOT;
  const jobs = Number(options.jobs);
  if (options.planted) return huntAll(root, jobs, options);
  const from = Number(options.seed ?? options.from);
  const seeds = Array.from({ length: options.seed ? 1 : Number(options.runs) }, (_, index) => from + index);
  const plans = seeds.flatMap((seed) => storiesOf(options).map((story) => makePlan(story, seed)));
  const began = performance.now();
  const runs = await inJobs(jobs, plans, (plan, server) => runAndTell(plan, server, root, options), options.signal);
  print(summaryOf(runs, performance.now() - began));
  return runs.some(({ wrong }) => wrong.length > 0) || tooManyUnknown(runs) ? 1 : 0;
}

function storiesOf({ story }: Options): StoryName[] {
  const names = Object.keys(STORIES) as StoryName[];
  return names.filter((name) => story === undefined || name === story);
}

async function runAndTell(plan: Plan, server: ChaosServer, root: string, { verbose }: Options): Promise<Run> {
  const run = await runPlan(plan, server, root);
  print(lineOf(run));
  if (run.wrong.length > 0 || verbose) print(detailsOf(run, verbose));
  return run;
}

function tooManyUnknown(runs: readonly Run[]): boolean {
  return total(runs, ({ unknown }) => unknown) * UNKNOWN_PER > total(runs, ({ copies }) => copies);
}

function total(runs: readonly Run[], count: (run: Run) => number): number {
  return runs.reduce((sum, run) => sum + count(run), 0);
}

async function huntAll(root: string, jobs: number, { bug = '', signal }: Options): Promise<number> {
  const bugs = BUGS.filter(({ name }) => name.includes(bug));
  const hunted = async (one: Bug, server: ChaosServer) => {
    const caught = await hunt(root, one, server);
    print(catchLineOf(caught));
    return caught;
  };
  const catches = await inJobs(jobs, bugs, hunted, signal);
  const missed = catches.filter(({ by }) => by === null).length;
  print(`${catches.length} bugs planted, ${catches.length - missed} caught, ${missed} not caught`);
  return missed === 0 ? 0 : 1;
}

function catchLineOf({ bug, tries, by, wrong }: Catch): string {
  if (by === null) return `| ${bug.name} | not caught in ${tries} runs | |`;
  return `| ${bug.name} | ${by} (run ${tries}) | ${wrong.split('\n')[0]} |`;
}

function lineOf({ plan, wrong, copies, unknown, repeated, limited, deaths, tookMs }: Run): string {
  const what = wrong.length === 0 ? 'ok   ' : 'WRONG';
  const steps = plan.steps.map(({ does }) => does.kind).join(', ');
  return (
    `${plan.story} ${plan.seed}: ${what} ${copies} copies, ${unknown} unknown, ${repeated} repeated, ${limited} limited, ` +
    `${deaths} deaths, ${(tookMs / 1000).toFixed(1)} s (${plan.processes} processes; ${steps})`
  );
}

function detailsOf(run: Run, verbose: boolean): string {
  const lines = [
    ...run.wrong.map((what) => `  - ${what}`),
    `  schedule: ${JSON.stringify(run.plan)}`,
    `  again: npm run test:chaos -- --story ${run.plan.story} --seed ${run.plan.seed}`,
  ];
  return (verbose ? [...lines, run.output] : lines).join('\n');
}

function summaryOf(runs: readonly Run[], tookMs: number): string {
  const sum = (count: (run: Run) => number) => total(runs, count);
  return [
    `${runs.length} runs in ${Math.round(tookMs / 1000)} s, ${runs.filter(({ wrong }) => wrong.length > 0).length} wrong`,
    `  copies ${sum((run) => run.copies)}, doubles ${sum((run) => run.doubles)}, missing ${sum((run) => run.missing)}, ` +
      `unknown ${sum((run) => run.unknown)}, refused by the platform ${sum((run) => run.failed)} ` +
      `(and ${sum((run) => run.hidden)} where nobody can look)`,
    `  deliveries tried more than once ${sum((run) => run.repeated)}, answers 429 that nobody injected ` +
      `${sum((run) => run.limited)}, bots that ended by themselves ${sum((run) => run.deaths)}`,
  ].join('\n');
}
