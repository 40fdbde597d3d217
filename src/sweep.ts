import { schedule } from 'node-cron';
import type { Logger } from 'pino';
import type { Clock } from './time/clock.ts';

/** Something that moves what is due, or puts away what is done with: queries, and nothing that waits for a platform. */
export interface SweepStep {
  name: string;
  run(): Promise<void>;
}

export interface SweepOptions {
  clock: Clock;
  log: Logger;
  /** A step took so long, in ms, or failed. */
  swept(step: string, ms: number, failed: boolean): void;
}

/** What is being swept. */
export interface Sweep {
  /** Begins nothing more, and lets the steps that have begun finish. */
  stop(): Promise<void>;
}

/**
 * Runs steps every second, each by itself: one that fails is logged and runs again in the next round, and one that takes
 * longer is left out of the rounds meanwhile, while the others go on. After an outage the next round catches up: nothing is
 * kept in memory.
 */
export function startSweep(steps: readonly SweepStep[], options: SweepOptions): Sweep {
  const running = new Map<string, Promise<void>>();
  const round = () => {
    for (const step of steps) {
      if (running.has(step.name)) continue;
      const work = runStep(step, options).finally(() => running.delete(step.name));
      running.set(step.name, work);
    }
  };
  const task = schedule('* * * * * *', round, {
    name: 'sweep',
    suppressMissedWarning: true,
    logger: quietly(options.log),
  });
  return {
    async stop() {
      await task.destroy();
      await Promise.all(running.values());
    },
  };
}

/** Never rejects. */
async function runStep({ name, run }: SweepStep, { clock, log, swept }: SweepOptions): Promise<void> {
  const since = clock.machine();
  try {
    await run();
    swept(name, clock.machine() - since, false);
  } catch (error) {
    log.error({ err: error, step: name }, 'a step of the sweep failed');
    swept(name, clock.machine() - since, true);
  }
}

/** node-cron would write to the console. */
function quietly(log: Logger) {
  const write = (said: string | Error, error?: Error) =>
    said instanceof Error ? log.debug({ err: said }, 'sweep') : log.debug({ err: error }, said);
  return { info: write, warn: write, error: write, debug: write };
}
