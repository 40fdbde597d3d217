import type { Logger } from 'pino';
import type { Clock } from './time/clock.ts';

const EVERY_MS = 1_000;

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

/** The things to be swept. */
export interface Sweep {
  /** Begins nothing more, and lets the steps that have begun finish. */
  stop(): Promise<void>;
}

/**
 * Runs steps every second, each by itself: one that fails is logged and runs again in the next round, and one that
 * takes longer is left out of the rounds meanwhile, while the others go on. After an outage the next round catches up:
 * nothing is kept in memory.
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
  // By a time that nobody sets: a clock that is set back must not stop it.
  const rounds = setInterval(round, EVERY_MS);
  return {
    async stop() {
      clearInterval(rounds);
      await Promise.all(running.values());
    },
  };
}

/** Never rejects. */
async function runStep({ name, run }: SweepStep, { clock, log, swept }: SweepOptions): Promise<void> {
  const since = clock.monotonic();
  try {
    await run();
    swept(name, clock.monotonic() - since, false);
  } catch (error) {
    log.error({ err: error, step: name }, 'a step of the sweep failed');
    swept(name, clock.monotonic() - since, true);
  }
}
