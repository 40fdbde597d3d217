import { fileURLToPath } from 'node:url';
import { ChaosServer } from './database.ts';
import { type Catch, runPlanted } from './planted.ts';
import { type Run, runSeed } from './run.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const print = (text: string) => process.stdout.write(`${text}\n`);

export interface Options {
  seed?: string | undefined;
  runs: string;
  from: string;
  jobs: string;
  root?: string | undefined;
  planted: boolean;
  /** Only bugs whose name holds this. */
  bug?: string | undefined;
  verbose: boolean;
}

/** @returns the exit code: 1 when a run went wrong */
export async function main(options: Options): Promise<number> {
  const root = options.root ?? ROOT;
  if (options.planted) return huntAll(root, Number(options.jobs), options.bug);
  const from = Number(options.seed ?? options.from);
  const seeds = Array.from({ length: options.seed ? 1 : Number(options.runs) }, (_, index) => from + index);
  const began = performance.now();
  const runs = await runAll(seeds, Number(options.jobs), root, (run) => {
    print(lineOf(run));
    if (run.wrong.length > 0 || options.verbose) print(detailsOf(run, options.verbose));
  });
  print(summaryOf(runs, performance.now() - began));
  return runs.some(({ wrong }) => wrong.length > 0) ? 1 : 0;
}

async function huntAll(root: string, jobs: number, only: string | undefined): Promise<number> {
  const catches = await runPlanted(root, jobs, (one) => print(catchLineOf(one)), only);
  const missed = catches.filter(({ caught }) => !caught).length;
  print(`${catches.length} bugs planted, ${catches.length - missed} caught, ${missed} not caught`);
  return missed === 0 ? 0 : 1;
}

function catchLineOf({ bug, tries, caught }: Catch): string {
  if (!caught) return `| ${bug.name} | not caught in ${tries} runs | |`;
  return `| ${bug.name} | seed ${caught.plan.seed} (run ${tries}) | ${caught.wrong[0]?.split('\n')[0]} |`;
}

/** Each job has a server of its own, since runs restart theirs. */
export async function runAll(
  seeds: readonly number[],
  jobs: number,
  root: string,
  onRun: (run: Run) => void,
): Promise<Run[]> {
  const left = [...seeds];
  const runs: Run[] = [];
  const job = async () => {
    const server = await ChaosServer.start();
    try {
      for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
        const run = await runSeed(seed, server, root);
        runs.push(run);
        onRun(run);
      }
    } finally {
      await server.stop();
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, seeds.length) }, job));
  return runs;
}

function lineOf({ plan, wrong, copies, unknown, repeated, limited, deaths, tookMs }: Run): string {
  const what = wrong.length === 0 ? 'ok   ' : 'WRONG';
  const steps = plan.steps.map(({ does }) => does.kind).join(', ');
  return (
    `seed ${plan.seed}: ${what} ${copies} copies, ${unknown} unknown, ${repeated} repeated, ${limited} limited, ` +
    `${deaths} deaths, ${(tookMs / 1000).toFixed(1)} s (${plan.processes} processes; ${steps})`
  );
}

function detailsOf(run: Run, verbose: boolean): string {
  const lines = [
    ...run.wrong.map((what) => `  - ${what}`),
    `  schedule: ${JSON.stringify(run.plan)}`,
    `  again: npm run test:chaos -- --seed ${run.plan.seed}`,
  ];
  return (verbose ? [...lines, run.output] : lines).join('\n');
}

function summaryOf(runs: readonly Run[], tookMs: number): string {
  const sum = (count: (run: Run) => number) => runs.reduce((total, run) => total + count(run), 0);
  return [
    `${runs.length} runs in ${Math.round(tookMs / 1000)} s, ${runs.filter(({ wrong }) => wrong.length > 0).length} wrong`,
    `  copies ${sum((run) => run.copies)}, doubles ${sum((run) => run.doubles)}, missing ${sum((run) => run.missing)}, ` +
      `unknown ${sum((run) => run.unknown)}, refused by the platform ${sum((run) => run.failed)} ` +
      `(and ${sum((run) => run.hidden)} where nobody can look)`,
    `  deliveries tried more than once ${sum((run) => run.repeated)}, answers 429 that nobody injected ` +
      `${sum((run) => run.limited)}, bots that ended by themselves ${sum((run) => run.deaths)}`,
  ].join('\n');
}
