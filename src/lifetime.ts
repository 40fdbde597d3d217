import { realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { ConfigurationError } from './chat/platform.ts';
import { type Config, readStartedBy } from './config.ts';
import { dataFolderProblem } from './database/data-folder.ts';
import { startEmbedded } from './database/embedded.ts';
import { DatabaseError } from './database/error.ts';
import type { Settings } from './database/postgres-process.ts';
import { CannotListen, isOfListening, listeningProblem } from './http/listening.ts';
import { watchRunner } from './runner.ts';

/** Signals that ask a process to end: Ctrl+C, `kill`, a terminal that is closed, Ctrl+\. */
const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
/** A process that has not ended by then in good order ends without, ms. */
export const END_WITHIN_MS = 8_000;
/** The same for one that waits for others that have as long, and stops the database after them, ms. */
export const END_ALL_WITHIN_MS = 9_700;
/** A step of the start that takes longer is told of, ms. */
const LONG_MS = 2_000;

/** A part of a process: it runs until the process stops it. */
export interface Part {
  stop(): Promise<void>;
}

/** Parts that run, in the order in which they are stopped. */
export type Parts = Part[];

export interface RunOptions {
  /** END_WITHIN_MS, unless the process has to wait for others that have as long. */
  endWithin?: number;
}

/**
 * Runs a process until it is asked to end: stops its parts, the one that was added first at last. What a person can put
 * right ends the process with one sentence, everything else with its stack.
 * @param start adds the parts as it starts them
 */
export async function runProcess(
  start: (parts: Parts, stop: () => Promise<void>) => Promise<void>,
  { endWithin = END_WITHIN_MS }: RunOptions = {},
): Promise<void> {
  const parts: Parts = [];
  let stopping: Promise<void> | undefined;
  /** A second call waits for the first: Ctrl+C reaches npm too, which passes it on. */
  const stop = (exitCode: number) => {
    stopping ??= stopInTime(parts, endWithin).then((inTime) => process.exit(inTime ? exitCode : 1));
    return stopping;
  };
  const end = () => stop(0);
  for (const signal of ENDINGS) process.on(signal, end);
  for (const output of [process.stdout, process.stderr]) output.on('error', ignoreClosedTerminal);
  watchRunner(readStartedBy(), end);
  try {
    await start(parts, end);
  } catch (error) {
    // Whatever fails because it is stopped in the middle is no failure.
    if (!stopping) process.stderr.write(`${sayWhy(error)}\n`);
    await stop(1);
  }
}

/** @returns whether all parts were stopped */
async function stopInTime(parts: Parts, within: number): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  // The parts may hold nothing that keeps the process alive while it waits for them.
  setTimeout(() => late.resolve(false), within);
  return await Promise.race([stopAll(parts), late.promise]);
}

async function stopAll(parts: Parts): Promise<boolean> {
  try {
    for (const part of parts.splice(0).reverse()) await part.stop();
    return true;
  } catch (error) {
    process.stderr.write(`${sayWhy(error)}\n`);
    return false;
  }
}

/** Nobody reads any more what this process says; what it does is to go on, or to end in good order. */
function ignoreClosedTerminal(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EIO' && error.code !== 'EPIPE') throw error;
}

/** Says why a start failed: first causes only, since what fails while the rest is stopped comes of them. */
export function sayWhy(error: unknown): string {
  if (error instanceof SuppressedError) return sayWhy(error.suppressed);
  const expected =
    error instanceof ConfigurationError || error instanceof DatabaseError || error instanceof CannotListen;
  if (expected) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** @returns what to tell of a sandbox that does not start: it needs its port, and a place for its journal */
export function sandboxProblem(error: unknown, { port, dataDir }: Pick<Config, 'port' | 'dataDir'>): unknown {
  if (!isOfListening(error)) return dataFolderProblem(dataDir, error);
  return new CannotListen(listeningProblem(error, { host: '127.0.0.1', port, portVariable: 'PORT' }), { cause: error });
}

/** A database that is there. */
export interface OpenDatabase {
  url: string;
  /** Place of its data, for whoever starts the bot; without the password. */
  place: string;
}

/** @returns the configured database, or the embedded one, which becomes the part that stops last */
export async function openDatabase(config: Config, parts: Parts, settings: Settings = {}): Promise<OpenDatabase> {
  if (config.databaseUrl) return { url: config.databaseUrl, place: serverOf(config.databaseUrl) };
  const embedded = await telling('bringing up the database', () =>
    startEmbedded({ dataDir: config.dataDir, settings, trouble: complain }),
  );
  parts.unshift(embedded);
  void embedded.lost.then((error) => {
    complain(error);
    process.exit(1);
  });
  return { url: embedded.url, place: placeOf(config.dataDir, embedded.folder) };
}

function complain(error: Error): void {
  process.stderr.write(`${error.message}\n`);
}

function serverOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `PostgreSQL at ${host}, database ${decodeURIComponent(pathname.slice(1))}`;
}

/** Earlier versions could put the database elsewhere and leave a link: that must not be forgotten. */
function placeOf(dataDir: string, folder: string): string {
  const there = resolve(dataDir);
  const moved = !folder.startsWith(`${realpathSync(there)}${sep}`);
  return moved ? `${there}; the database itself is in ${folder}: keep both` : there;
}

/** Tells what a step of the start does when it takes long. */
async function telling<T>(what: string, step: () => Promise<T>): Promise<T> {
  const long = setTimeout(() => print(`  ${what} …`), LONG_MS);
  try {
    return await step();
  } finally {
    clearTimeout(long);
  }
}

/** Milliseconds since the process was started, the loading of all modules included. */
export const sinceStart = () => Math.round(performance.now());

export const print = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);
