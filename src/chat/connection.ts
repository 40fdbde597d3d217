import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Clock, systemClock } from '../time/clock.ts';

/** Reason for which something does not work just now. */
export interface Problem {
  /** One sentence for whoever runs the bot: what is wrong, and what to do. Neither tokens nor names of people. */
  sentence: string;
  /** The platform says no to our settings: only a person can put that right, and trying often is no use. */
  refused?: boolean;
  /** Happens every day and passes by itself: no warning in the log. */
  passing?: boolean;
  /** The earliest next try, in ms from now, when the platform says so. */
  waitMs?: number;
}

/** State of a connection, for `/ready` and metrics. */
export interface ConnectionState {
  platform: string;
  /** "connection", "commands", "workspace T012 (token 2 of 3)". */
  name: string;
  /** The platform's own id of the one space that it serves; none: all of the platform. */
  space?: string;
  state: 'starting' | 'up' | 'down' | 'refused';
  /** The time since when, in ms since the epoch, by the machine's clock. */
  since: number;
  problem?: string;
  /** True when people are served without it: the list of commands is written seldom. */
  minor: boolean;
}

export interface ConnectionOptions {
  platform: string;
  name: string;
  minor?: boolean;
  log: Logger;
  clock?: Clock;
}

/** One thing that works or fails by itself. Each change of its state is logged once, however often it is tried. */
export class Connection {
  readonly #log: Logger;
  readonly #clock: Clock;
  #state: ConnectionState;
  /** True when somebody who reads warnings knows that it does not work. */
  #warned = false;

  constructor({ platform, name, minor = false, log, clock = systemClock }: ConnectionOptions) {
    this.#log = log;
    this.#clock = clock;
    this.#state = { platform, name, minor, state: 'starting', since: clock.machine() };
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get isUp(): boolean {
    return this.#state.state === 'up';
  }

  /** @param known what became known with it: the workspace that a token opens */
  up(known: Pick<ConnectionState, 'name' | 'space'> | Record<string, never> = {}): void {
    const { problem: _, ...before } = this.#state;
    if (before.state !== 'up') this.#state = { ...before, state: 'up', since: this.#clock.machine() };
    this.#state = { ...this.#state, ...known };
    if (before.state === 'up') return;
    this.#log[this.#warned ? 'warn' : 'info'](this.#about(), 'works');
    this.#warned = false;
  }

  down(problem: Problem): void {
    const { state: before, since } = this.#state;
    const state = problem.refused ? 'refused' : 'down';
    const changed = before !== state;
    const wasServing = before === 'up' || before === 'starting';
    this.#state = {
      ...this.#state,
      state,
      since: wasServing ? this.#clock.machine() : since,
      problem: problem.sentence,
    };
    if (problem.passing ? !changed : !changed && this.#warned) return;
    this.#warned ||= !problem.passing;
    const level = problem.refused ? 'error' : problem.passing ? 'info' : 'warn';
    this.#log[level](this.#about(), `does not work, is tried again. ${problem.sentence}`);
  }

  #about(): object {
    const { platform, name, space } = this.#state;
    return { platform, connection: name, space };
  }
}

/** An attempt failed for a reason that whoever runs the bot can read. */
export class ConnectionError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, cause?: unknown) {
    super(problem.sentence, { cause });
    this.problem = problem;
  }
}

/** Pauses between tries, in ms: each twice the last, up to the longest. */
export interface RetryPauses {
  firstMs: number;
  longestMs: number;
  /** After a refusal. */
  refusedFirstMs: number;
  refusedLongestMs: number;
}

export const RETRY_PAUSES: RetryPauses = {
  firstMs: 1_000,
  longestMs: 60_000,
  refusedFirstMs: 2_000,
  refusedLongestMs: 10 * 60_000,
};

/** Part by which a pause is longer or shorter at most, so that many bots do not come back in the same second. */
const JITTER = 0.25;

export interface Retrying {
  connection: Connection;
  /** Ends it. */
  signal: AbortSignal;
  pauses?: RetryPauses;
  /** @returns what an error of an attempt means */
  explain: (error: unknown) => Problem;
}

/**
 * Tries in the background until an attempt succeeds, and tells the connection how it goes. Never rejects.
 * @returns what came of the first attempt: null when it succeeded
 */
export function keepTrying(attempt: () => Promise<void>, retrying: Retrying): Promise<Problem | null> {
  const { promise, resolve } = Promise.withResolvers<Problem | null>();
  void tryOn(attempt, retrying, resolve);
  return promise;
}

async function tryOn(
  attempt: () => Promise<void>,
  { connection, signal, pauses = RETRY_PAUSES, explain }: Retrying,
  tried: (outcome: Problem | null) => void,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      await attempt();
      if (!signal.aborted) connection.up();
      break;
    } catch (error) {
      if (signal.aborted) break;
      const problem = explain(error);
      connection.down(problem);
      tried(problem);
      await pause(pauseAfter(problem, failures, pauses), signal);
    }
  }
  tried(null);
}

/** @param failures that came before this one @returns ms */
export function pauseAfter({ refused, waitMs = 0 }: Problem, failures: number, pauses: RetryPauses): number {
  const [first, longest] = refused
    ? [pauses.refusedFirstMs, pauses.refusedLongestMs]
    : [pauses.firstMs, pauses.longestMs];
  const backOff = Math.min(longest, first * 2 ** Math.min(failures, 20));
  // What the platform asks for is never cut short.
  return (
    Math.max(waitMs, backOff) * (waitMs > backOff ? 1 + Math.random() * JITTER : 1 + (Math.random() * 2 - 1) * JITTER)
  );
}

/** The longest wait that a timer takes, in ms. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** Resolves after so long, or when the signal ends it. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(Math.min(ms, TIMER_MAX_MS), undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
