import type { Logger } from 'pino';
import type { Database } from '../database/client.ts';
import { transaction } from '../database/transaction.ts';
import type { Clock } from '../time/clock.ts';
import { ClockJumps } from '../time/jumps.ts';
import { mendAfterJump, mendFarAhead } from './mend-times.ts';

const BETWEEN_LOOKS_MS = 60_000;

interface Options {
  db: Database;
  clock: Clock;
  log: Logger;
}

/** Keeps what is due from waiting for a clock that was set. */
export class ClockGuard {
  readonly #options: Options;
  readonly #jumps: ClockJumps;
  /** A jump that could not be made up for yet, ms. */
  #open = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(options: Options) {
    this.#options = options;
    this.#jumps = new ClockJumps(options.clock);
  }

  /** Looks at the clock, and sometimes at the rows. Part of the sweep. */
  async check(): Promise<void> {
    const { db, clock, log } = this.#options;
    const jump = this.#jumps.take();
    if (jump !== 0)
      log.warn({ byMs: jump }, jump < 0 ? 'the clock was set back' : 'the clock was set forward, or the machine slept');
    this.#open += jump;
    if (this.#open !== 0) await transaction(db, (tx) => mendAfterJump(tx, clock.machine(), this.#open));
    this.#open = 0;
    if (clock.monotonic() - this.#lookedAt < BETWEEN_LOOKS_MS) return;
    const rows = await mendFarAhead(db.prisma, clock.machine());
    if (rows > 0) log.warn({ rows }, 'times that were too far ahead are due now: was the clock set back?');
    this.#lookedAt = clock.monotonic();
  }
}
