/** `npm run bench -- busy`: how much a machine that is busy with something else slows the bot down. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { channelsOf, lines, startEngine } from '../test/delivery/engine.ts';
import { startBenchDatabase } from './database.ts';
import { type Figure, type Measured, quantile, refusals } from './figures.ts';
import { startSandboxProcess } from './processes.ts';

/** Each so often, in turns. The first of both warms up and is not counted. */
const ROUNDS = 3;
/** In each round one to each of 250 channels, with the platforms' real limits. */
const SIZE = { guilds: 50, channelsEach: 5 * 2 * ROUNDS };
/** Beside each core. */
const LOOP = 'for (;;);';

/** Deliveries at Discord's real limit, alone and beside a busy loop on each core. */
export async function benchBusy(): Promise<Measured> {
  const [sandbox, database] = await Promise.all([startSandboxProcess(SIZE, false), startBenchDatabase()]);
  const engine = await startEngine({ databaseUrl: database.url, sandbox });
  const all = channelsOf(sandbox.seed);
  const rates: Record<'quiet' | 'busy', number[]> = { quiet: [], busy: [] };
  for (let round = 0; round < 2 * ROUNDS; round += 1) {
    const loops = round % 2 === 1 ? await startLoops() : null;
    const channels = all.filter((_, index) => index % (2 * ROUNDS) === round);
    const from = performance.now();
    await engine.send(lines(engine, channels, `bench-${round}`));
    await allSent();
    if (round > 1) rates[loops ? 'busy' : 'quiet'].push(channels.length / ((performance.now() - from) / 1000));
    await loops?.stop();
  }
  const { rows } = await engine.db.pool.query<{ attempts: number; most: number }>(
    'SELECT avg(attempts)::float AS attempts, max(attempts) AS most FROM "Delivery"',
  );
  const refused = await sandbox.refused();
  await engine.stop();
  await database.stop();
  sandbox.stop();
  const [quiet, busy] = [quantile(rates.quiet, 0.5), quantile(rates.busy, 0.5)];
  const figure: Figure = {
    what: 'deliveries a second at the real limit beside a busy loop on each core, against a quiet machine',
    measured: busy.toFixed(1),
    baseline: quiet.toFixed(1),
    ratio: busy / quiet,
    goal: { atLeast: 0.5 },
  };
  const [{ attempts, most } = { attempts: Number.NaN, most: Number.NaN }] = rows;
  return {
    figures: [figure, refusals(refused)],
    notes: [`attempts for each: ${attempts.toFixed(2)}, at most ${most}`],
  };

  async function allSent(): Promise<void> {
    for (;;) {
      const waiting = await engine.db.pool.query(`SELECT FROM "Delivery" WHERE state = 'pending' LIMIT 1`);
      if (waiting.rows.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function startLoops(): Promise<{ stop(): Promise<void> }> {
  const loops = Array.from({ length: availableParallelism() }, () => spawn(process.execPath, ['-e', LOOP]));
  await Promise.all(loops.map((loop) => once(loop, 'spawn')));
  return {
    async stop() {
      const gone = loops.map((loop) => once(loop, 'exit'));
      for (const loop of loops) loop.kill('SIGKILL');
      await Promise.all(gone);
    },
  };
}
