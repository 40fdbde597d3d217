import { ConfigurationError } from './chat/platform.ts';
import type { Config } from './config.ts';
import { startEmbedded } from './database/embedded.ts';
import { DatabaseError } from './database/error.ts';
import type { Settings } from './database/postgres-process.ts';

/** What runs in a process until the process stops it. */
export interface Part {
  stop(): Promise<void>;
}

/** What runs, in the order in which it is stopped. */
export type Parts = Part[];

/**
 * Runs a process from its start to Ctrl+C: stops its parts, the one that was added first at last. What a person can put
 * right ends the process with one sentence, everything else with its stack.
 * @param start adds the parts as it starts them
 */
export async function runProcess(start: (parts: Parts, stop: () => Promise<void>) => Promise<void>): Promise<void> {
  const parts: Parts = [];
  let stopping: Promise<void> | undefined;
  /** A second call waits for the first. */
  const stop = () => {
    stopping ??= (async () => {
      for (const part of parts.splice(0).reverse()) await part.stop();
    })();
    return stopping;
  };
  const end = async () => {
    await stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
  try {
    await start(parts, end);
  } catch (error) {
    // Whatever fails because it is stopped in the middle is no failure.
    if (stopping) return await stopping;
    process.stderr.write(`${sayWhy(error)}\n`);
    await stop();
    process.exit(1);
  }
}

function sayWhy(error: unknown): string {
  const expected = error instanceof ConfigurationError || error instanceof DatabaseError || isPortTaken(error);
  if (expected) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && error.constructor.name === 'PortTaken';
}

/** @returns the address of the configured database, or of the embedded one, which becomes the part that stops last */
export async function openDatabase(config: Config, parts: Parts, settings: Settings = {}): Promise<string> {
  if (config.databaseUrl) return config.databaseUrl;
  const embedded = await startEmbedded({ dataDir: config.dataDir, settings });
  parts.unshift(embedded);
  // Without its database the bot can only end, as after kill -9; the next start brings both up again.
  void embedded.lost.then((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  return embedded.url;
}

/** Milliseconds since the process was started, the loading of all modules included. */
export const sinceStart = () => Math.round(performance.now());

export const print = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);
