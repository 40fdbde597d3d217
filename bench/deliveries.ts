/** `npm run bench -- deliveries`: how many a second with all limits lifted, against a bare loop of each library. */
import { AT_ONCE } from '../src/delivery/pump.ts';
import { channelsOf, startEngine } from '../test/delivery/engine.ts';
import { type BareLoop, bareDiscord, bareSlack } from './bare-loops.ts';
import { broadcast } from './broadcast.ts';
import { startBenchDatabase } from './database.ts';
import { type Figure, quantile, table } from './figures.ts';
import { type SandboxProcess, startSandboxProcess } from './processes.ts';
import type { BenchSize } from './seeds.ts';

/** Each so often, in turns. The first of both warms up and is not counted. */
const ROUNDS = 6;

/**
 * 4,000 channels in each round, and others in the next: what a channel alone takes in a few seconds is not lifted, and is
 * not what is measured.
 */
const CASES: { library: string; size: BenchSize; bare: (sandbox: SandboxProcess) => Promise<BareLoop> }[] = [
  { library: 'discord.js channel.send', size: { guilds: 500, channelsEach: 8 * ROUNDS }, bare: bareDiscord },
  { library: 'Bolt chat.postMessage', size: { guilds: 0, teams: 20, channelsEach: 200 * ROUNDS }, bare: bareSlack },
];

export async function benchDeliveries(): Promise<string[]> {
  const figures: Figure[] = [];
  for (const one of CASES) figures.push(await measure(one));
  return table(figures);
}

async function measure({ library, size, bare }: (typeof CASES)[number]): Promise<Figure> {
  const [sandbox, database] = await Promise.all([startSandboxProcess(size, true), startBenchDatabase()]);
  const loop = await bare(sandbox);
  const engine = await startEngine({ databaseUrl: database.url, sandbox, perSecond: Number.POSITIVE_INFINITY });
  const all = channelsOf(sandbox.seed);
  const rates: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const channels = all.filter((_, index) => index % ROUNDS === round);
    const from = performance.now();
    await loop.run(channels, AT_ONCE);
    const theirs = channels.length / ((performance.now() - from) / 1000);
    const ours = channels.length / ((await broadcast(engine, channels)) / 1000);
    if (round === 0) continue;
    rates.theirs.push(theirs);
    rates.ours.push(ours);
  }
  await engine.stop();
  await loop.stop();
  await database.stop();
  sandbox.stop();
  const [measured, baseline] = [quantile(rates.ours, 0.5), quantile(rates.theirs, 0.5)];
  return {
    what: `deliveries a second, against ${library}`,
    measured: measured.toFixed(0),
    baseline: baseline.toFixed(0),
    ratio: measured / baseline,
    goal: '≥ 0.7',
  };
}
