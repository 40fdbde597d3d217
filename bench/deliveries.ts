/** `npm run bench -- deliveries`: how many a second with all limits lifted, against a bare loop of each library. */
import { AT_ONCE } from '../src/delivery/pump.ts';
import { channelsOf, type Engine, lines, startEngine } from '../test/delivery/engine.ts';
import { type BareLoop, bareDiscord, bareSlack } from './bare-loops.ts';
import { startBenchDatabase } from './database.ts';
import { type Figure, type Measured, quantile } from './figures.ts';
import { type SandboxProcess, startSandboxProcess } from './processes.ts';
import type { BenchSize } from './seeds.ts';

/** Each so often, in turns. The first of both warms up and is not counted. */
const ROUNDS = 6;

/**
 * 4,000 channels in each round, and others in the next: what a channel alone takes in a few seconds is not lifted, and
 * is not what is measured.
 */
const CASES: { library: string; size: BenchSize; bare: (sandbox: SandboxProcess) => Promise<BareLoop> }[] = [
  { library: 'discord.js channel.send', size: { guilds: 500, channelsEach: 8 * ROUNDS }, bare: bareDiscord },
  { library: 'Bolt chat.postMessage', size: { guilds: 0, teams: 20, channelsEach: 200 * ROUNDS }, bare: bareSlack },
];

export async function benchDeliveries(): Promise<Measured> {
  const figures: Figure[] = [];
  for (const one of CASES) figures.push(...(await measure(one)));
  return { figures };
}

async function measure({ library, size, bare }: (typeof CASES)[number]): Promise<Figure[]> {
  const [sandbox, database] = await Promise.all([startSandboxProcess(size, true), startBenchDatabase()]);
  const loop = await bare(sandbox);
  const ends = new Countdown();
  const engine = await startEngine({
    databaseUrl: database.url,
    sandbox,
    perSecond: Number.POSITIVE_INFINITY,
    settled: async (_tx, ended) => ends.count(ended.length),
  });
  const all = channelsOf(sandbox.seed);
  const rates: Sides = { ours: [], theirs: [] };
  const costs: Sides = { ours: [], theirs: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const channels = all.filter((_, index) => index % ROUNDS === round);
    const began = process.cpuUsage();
    const from = performance.now();
    await loop.run(channels, AT_ONCE);
    const theirs = performance.now() - from;
    const looped = process.cpuUsage(began);
    const ours = await deliver(engine, channels, ends);
    if (round === 0) continue;
    rates.theirs.push(channels.length / (theirs / 1000));
    rates.ours.push(channels.length / (ours / 1000));
    costs.theirs.push(total(looped) / channels.length);
    costs.ours.push((total(process.cpuUsage(began)) - total(looped)) / channels.length);
  }
  await engine.stop();
  await loop.stop();
  await database.stop();
  sandbox.stop();
  return [
    { what: `deliveries a second, against ${library}`, ...compared(rates, ''), goal: { atLeast: 0.7 } },
    { what: 'processor time of our own process for each', ...compared(costs, ' µs') },
  ];
}

/** @returns ms from before the commit until the last has arrived and is written down as such */
async function deliver(engine: Engine, channels: ReturnType<typeof channelsOf>, ends: Countdown): Promise<number> {
  const ended = ends.from(channels.length);
  const from = performance.now();
  // A broadcast: one text for all.
  const copies = lines(engine, channels, `bench-${from}`).map((copy) => ({ ...copy, details: { number: 1 } }));
  await engine.send(copies);
  // To ask the database all the while would be part of what is measured.
  await ended;
  for (;;) {
    const { rows } = await engine.db.pool.query(`SELECT FROM "Delivery" WHERE state = 'pending' LIMIT 1`);
    if (rows.length === 0) return performance.now() - from;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Resolves when so many have been counted. */
class Countdown {
  #left = 0;
  #reached = Promise.withResolvers<void>();

  from(number: number): Promise<void> {
    this.#left = number;
    this.#reached = Promise.withResolvers();
    return this.#reached.promise;
  }

  count(number: number): void {
    this.#left -= number;
    if (this.#left <= 0) this.#reached.resolve();
  }
}

interface Sides {
  ours: number[];
  theirs: number[];
}

function compared({ ours, theirs }: Sides, unit: string): Pick<Figure, 'measured' | 'baseline' | 'ratio'> {
  const [measured, baseline] = [quantile(ours, 0.5), quantile(theirs, 0.5)];
  return {
    measured: measured.toFixed(0) + unit,
    baseline: baseline.toFixed(0) + unit,
    ratio: measured / baseline,
  };
}

/** @returns µs */
function total({ user, system }: NodeJS.CpuUsage): number {
  return user + system;
}
