/** `npm run bench -- acknowledgements`: how long a press waits, against handlers that do nothing or commit one row. */
import { once } from 'node:events';
import { connectSandbox } from '@samling/sandbox/control/client.ts';
import { startBenchDatabase } from './database.ts';
import { type Figure, type Goal, type Measured, quantile } from './figures.ts';
import { answersOn, CHANNEL, type Press, pressesOf, publishMeetup } from './presses.ts';
import { startBotProcess, startPart, startSandboxProcess } from './processes.ts';

/** Presses of each handler that warm up, and those that count: one by one, and so many at once so many times. */
const WARM_UP = 40;
const ONE_BY_ONE = 200;
const TOGETHER = [
  { guests: 20, times: 15 },
  { guests: 200, times: 4 },
] as const;
const GUESTS = 200;
const SIZE = { guests: GUESTS };
/** Goals of the medians, against a handler that commits one row. */
const GOALS = { alone: { atMost: 1.5 }, together: { atMost: 3 } } satisfies Record<string, Goal>;
const EMPTY = 'Tryk';
const ROW = 'Gem';

/** Times of the same presses, ms. */
interface Sides {
  ours: number[];
  empty: number[];
  row: number[];
}

export async function benchAcknowledgements(): Promise<Measured> {
  const start = () => startSandboxProcess(SIZE, true);
  // Each bot has a sandbox of its own: a platform would tell two connections of one bot both, or either.
  const [forBot, forBare, database] = await Promise.all([start(), start(), startBenchDatabase()]);
  const handlers = { size: SIZE, seed: undefined, channel: CHANNEL, empty: EMPTY, row: ROW, databaseUrl: database.url };
  const [bot, bare] = await Promise.all([
    startBotProcess(forBot, database.url),
    startPart('empty-handlers.ts', { ...forBare, ...handlers }),
  ]);
  const figures: Figure[] = [];
  for (const name of ['discord', 'slack'] as const) {
    const platform = connectSandbox(forBot.origin)[name];
    await publishMeetup(platform);
    const other = connectSandbox(forBare.origin)[name];
    const [empty, row] = [EMPTY, ROW].map((label) => pressesOf(other, () => label)) as [Press, Press];
    figures.push(...(await compare(name, { ours: answersOn(platform), empty, row })));
  }
  await bot.stop();
  bare.stop();
  if (bare.process.exitCode === null) await once(bare.process, 'exit');
  for (const sandbox of [forBot, forBare]) sandbox.stop();
  await database.stop();
  return { figures };
}

/** Compares bots that take turns, press by press. */
async function compare(platform: string, presses: Record<keyof Sides, Press>): Promise<Figure[]> {
  const alone: Sides = { ours: [], empty: [], row: [] };
  for (let number = 0; number < WARM_UP + ONE_BY_ONE; number += 1) {
    const times = await inTurns(presses, [number % GUESTS]);
    if (number >= WARM_UP) add(alone, times);
  }
  const figures = figuresOf(`${platform}, one by one`, alone, GOALS.alone);
  for (const { guests, times } of TOGETHER) {
    const together: Sides = { ours: [], empty: [], row: [] };
    const all = Array.from({ length: guests }, (_, guest) => guest);
    // The first makes the guests' accounts, and connections to all.
    await inTurns(presses, all);
    for (let number = 0; number < times; number += 1) add(together, await inTurns(presses, all));
    figures.push(...figuresOf(`${platform}, ${guests} at once`, together, GOALS.together));
  }
  return figures;
}

async function inTurns(presses: Record<keyof Sides, Press>, guests: readonly number[]): Promise<Sides> {
  return {
    empty: await Promise.all(guests.map(presses.empty)),
    row: await Promise.all(guests.map(presses.row)),
    ours: await Promise.all(guests.map(presses.ours)),
  };
}

function add(all: Sides, { ours, empty, row }: Sides): void {
  all.ours.push(...ours);
  all.empty.push(...empty);
  all.row.push(...row);
}

function figuresOf(what: string, { ours, empty, row }: Sides, goal: Goal): Figure[] {
  return [
    figure(`${what}, p50, against one row`, [ours, row], { share: 0.5, goal }),
    figure(`${what}, p99, against one row`, [ours, row], { share: 0.99 }),
    figure(`${what}, p50, against nothing`, [ours, empty], { share: 0.5 }),
    figure(`${what}, p99, against nothing`, [ours, empty], { share: 0.99 }),
  ];
}

function figure(
  what: string,
  [ours, theirs]: readonly [number[], number[]],
  { share, goal }: { share: number; goal?: Goal },
): Figure {
  const [measured, baseline] = [quantile(ours, share), quantile(theirs, share)];
  return {
    what,
    measured: `${measured.toFixed(1)} ms`,
    baseline: `${baseline.toFixed(1)} ms`,
    ratio: measured / baseline,
    ...(goal && { goal }),
  };
}
