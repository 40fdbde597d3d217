import type { Logger } from 'pino';
import type { Condition } from './database/which-hold.ts';
import type { Clock } from './time/clock.ts';

const EVERY_MS = 1_000;

/** Something that moves what is due, or puts away what is done with: queries, and nothing that waits for a platform. */
export interface SweepStep {
  name: string;
  /**
   * Says whether there is anything to do; without it, it runs in each round. All are asked in one statement.
   * @param now the time of day, ms
   */
  due?(now: number): Condition;
  run(): Promise<void>;
}

export interface SweepOptions {
  clock: Clock;
  log: Logger;
  /** @returns for each condition whether it holds */
  whichHold(conditions: readonly Condition[]): Promise<boolean[]>;
  /** A step took so long, in ms, or failed. */
  swept(step: string, ms: number, failed: boolean): void;
}

/** The things to be swept. */
export interface Sweep {
  /** Begins nothing more, and lets the steps that have begun finish. */
  stop(): Promise<void>;
}

/**
 * Runs steps every second, those that have something to do, each by itself: one that fails is logged and runs again in
 * the next round, and one that takes longer is left out of the rounds meanwhile, while the others go on. After an outage
 * the next round catches up: nothing is kept in memory.
 */
export function startSweep(steps: readonly SweepStep[], options: SweepOptions): Sweep {
  const running = new Map<string, Promise<void>>();
  let asking: Promise<unknown> | null = null;
  let stopped = false;
  const begin = (some: readonly SweepStep[]) => {
    for (const step of some) {
      if (running.has(step.name)) continue;
      const work = runStep(step, options).finally(() => running.delete(step.name));
      running.set(step.name, work);
    }
  };
  const round = () => {
    begin(steps.filter(({ due }) => !due));
    asking ??= stepsDue(
      steps.filter(({ due, name }) => due && !running.has(name)),
      options,
    )
      .then((due) => stopped || begin(due))
      .finally(() => {
        asking = null;
      });
  };
  // By a time that nobody sets: a clock that is set back must not stop it.
  const rounds = setInterval(round, EVERY_MS);
  return {
    async stop() {
      stopped = true;
      clearInterval(rounds);
      await asking;
      await Promise.all(running.values());
    },
  };
}

/** Never rejects. @returns those that have something to do; all when nobody can say: each fails by itself then */
async function stepsDue(
  steps: readonly SweepStep[],
  { clock, log, whichHold }: SweepOptions,
): Promise<readonly SweepStep[]> {
  try {
    const now = clock.now();
    const holds = await whichHold(steps.flatMap(({ due }) => (due ? [due(now)] : [])));
    return steps.filter((_step, index) => holds[index]);
  } catch (error) {
    log.error({ err: error }, 'not known what is due');
    return steps;
  }
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
