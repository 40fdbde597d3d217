import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type Cluster, clusterFolder, clusterUser, openCluster } from './cluster.ts';
import { dataFolderProblem, openDataFolder } from './data-folder.ts';
import { EnduringClient } from './enduring-client.ts';
import { DatabaseError } from './error.ts';
import { hasCode, isThere } from './files.ts';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import { type Settings, startPostgres } from './postgres-process.ts';
import { type Address, livingPostmaster, type Postmaster, stopPostmaster } from './postmaster.ts';
import { endWithUs, stayBehind } from './processes.ts';

/** A PostgreSQL that the bot brings along. */
export interface EmbeddedServer {
  /** A connection string for `pg`, with the password. */
  url: string;
  /** The folder that holds the database's files. */
  folder: string;
  /** The server was alive already: it outlived a bot that was killed. */
  adopted: boolean;
  /**
   * Resolves when our right to the data folder has gone: another bot has taken it while the server was away. A server
   * that crashes is brought up again.
   */
  lost: Promise<DatabaseError>;
  /** Ends all sessions and stops the server; what was committed is on disk. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Folder of the database; made when it is not there. */
  dataDir: string;
  /** Settings of PostgreSQL that differ from the embedded server's own; they take effect when it starts. */
  settings?: Settings;
  /** Hears why the server cannot be brought up again after it has gone; it is tried until it can. */
  trouble?: (error: DatabaseError) => void;
  /** For how long another's hold on the folder may be that of a bot that was killed just now, ms. */
  patience?: number;
}

/** The key of the session lock that says whose the data folder is. */
const ownerLock = 7_266_514_600;
const attempts = 50;
const pauseBetweenAttempts = 100;
/** Between two starts of a server that has gone and cannot be brought up again, as on a full disk, ms. */
const pauseBetweenStarts = 2_000;

/**
 * Brings up the embedded PostgreSQL: makes its files on the first start, adopts a server that outlived a killed bot,
 * and holds the data folder for this process alone. The server is a process of its own: `stop` ends it, as does the end
 * of this process; after kill -9 it lives on until the next start.
 * @throws {DatabaseError} when another bot has the folder, or PostgreSQL cannot run there
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { dataDir } = options;
  try {
    const folder = await openDataFolder(dataDir);
    const binaries = await findPostgresBinaries();
    const cluster = await openCluster(folder, binaries);
    const bringUp = () => connectToServer(cluster, binaries, options);
    return serverOf(cluster, await bringUp(), bringUp, options);
  } catch (cause) {
    throw dataFolderProblem(dataDir, cause);
  }
}

/**
 * Works on the embedded database of a data folder, beside the bot that is running with it, or alone.
 * @throws {DatabaseError} when the folder has no database
 */
export async function withEmbedded<T>(dataDir: string, work: (url: string) => Promise<T>): Promise<T> {
  if (!(await isThere(path.join(dataDir, clusterFolder))))
    throw new DatabaseError(`There is no database in ${dataDir}. Name its folder with DATA_DIR.`);
  const cluster = await openCluster(await realpath(dataDir), await findPostgresBinaries());
  const running = await livingPostmaster(cluster);
  if (running) return await work(urlOf(cluster, running.address));
  const server = await startEmbedded({ dataDir });
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

function serverOf(cluster: Cluster, connected: Connected, bringUp: BringUp, options: EmbeddedOptions): EmbeddedServer {
  let { postmaster, session } = connected;
  const stopping = new AbortController();
  const { signal } = stopping;
  endWithUs(postmaster.pid, cluster.folder);
  const url = urlOf(cluster, postmaster.address);
  const lost = Promise.withResolvers<DatabaseError>();
  const holding = hold();

  /** Takes the folder again whenever the session ended: one of the server's processes crashed, or the server itself. */
  async function hold(): Promise<void> {
    for (;;) {
      await ended(session);
      if (signal.aborted) return;
      const next = await regain();
      if (next instanceof DatabaseError) return signal.aborted ? undefined : lost.resolve(next);
      if (signal.aborted) return await end(next);
      ({ postmaster, session } = next);
      if (urlOf(cluster, postmaster.address) !== url) return lost.resolve(new DatabaseError(hasMoved(cluster.folder)));
    }
  }

  /** Waits as long as it takes: a server that crashed comes back by itself, and one that has gone is started again. */
  async function regain(): Promise<Connected | DatabaseError> {
    const told = new Set<unknown>();
    for (;;) {
      if (signal.aborted) return new DatabaseError('It is being stopped.');
      try {
        const connection = await bringUp();
        endWithUs(connection.postmaster.pid, cluster.folder);
        return connection;
      } catch (error) {
        if (error instanceof FolderTaken) return error;
        // Each kind of reason is said once: what it says of the same one differs by its times alone.
        const kind = error instanceof DatabaseError ? 'does not start' : Reflect.get(Object(error), 'code');
        if (!told.has(kind)) options.trouble?.(asTrouble(cluster.folder, error));
        told.add(kind);
      }
      await sleep(pauseBetweenStarts, undefined, { signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  }

  async function end({ postmaster: { pid }, session: held }: Omit<Connected, 'adopted'>): Promise<void> {
    await stopPostmaster(cluster, pid);
    stayBehind(pid);
    await held.end();
  }

  return {
    url,
    folder: cluster.folder,
    adopted: connected.adopted,
    lost: lost.promise,
    async stop() {
      stopping.abort();
      await end({ postmaster, session });
      // One that was just being brought up again ends, too.
      await holding;
    },
  };
}

function ended(session: pg.Client): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  session.once('end', () => resolve());
  return promise;
}

function hasMoved(folder: string): string {
  return `The embedded PostgreSQL in ${folder} had to start again on another port. Start the bot again.`;
}

/** @returns why a server is not brought up again, as a sentence */
function asTrouble(folder: string, cause: unknown): DatabaseError {
  if (cause instanceof DatabaseError) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new DatabaseError(`The embedded PostgreSQL in ${folder} cannot be used: ${why}.`, { cause });
}

class FolderTaken extends DatabaseError {}

type BringUp = () => Promise<Connected>;

interface Connected {
  postmaster: Postmaster;
  /** The session that holds the lock. */
  session: pg.Client;
  adopted: boolean;
}

async function connectToServer(
  cluster: Cluster,
  binaries: PostgresBinaries,
  { settings = {}, patience = 5_000 }: EmbeddedOptions,
): Promise<Connected> {
  let started: number | null = null;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const postmaster = await livingPostmaster(cluster);
    if (postmaster) {
      const session = await openSession(cluster, postmaster, patience);
      if (session) return { postmaster, session, adopted: postmaster.pid !== started };
      // It is on its way out.
      await sleep(pauseBetweenAttempts);
    } else {
      started = await startPostgres(cluster, binaries, settings);
      // Another bot was quicker, or the remains of a killed server are still going away.
      if (started === null) await sleep(pauseBetweenAttempts);
    }
  }
  throw new DatabaseError(`The embedded PostgreSQL in ${cluster.folder} does not start; see postgresql.log beside it.`);
}

/**
 * Takes the data folder for this process: a lock that is held by a session and dies with it, however the bot ends.
 * @returns null when the server stops before it answers
 */
async function openSession(cluster: Cluster, postmaster: Postmaster, patience: number): Promise<pg.Client | null> {
  const session = new EnduringClient({
    connectionString: urlOf(cluster, postmaster.address),
    application_name: 'samling: holds the data folder',
    keepAlive: true,
  });
  try {
    await session.connect();
    if (await takeFolder(session, patience)) return session;
  } catch (cause) {
    if (hasCode(cause, 'ENOENT', 'ECONNREFUSED', 'ECONNRESET', '57P01', '57P02', '57P03')) return null;
    throw cause;
  }
  await session.end();
  stayBehind(postmaster.pid);
  throw new FolderTaken(
    `Another bot is running with the data folder ${cluster.dataDir}. ` +
      'Stop it, or give this one a folder of its own with DATA_DIR.',
  );
}

async function takeFolder(session: pg.Client, patience: number): Promise<boolean> {
  const end = performance.now() + patience;
  do {
    const { rows } = await session.query('SELECT pg_try_advisory_lock($1) AS taken', [ownerLock]);
    if (rows[0].taken) return true;
    await sleep(20);
  } while (performance.now() < end);
  return false;
}

function urlOf({ password }: Cluster, { host, port }: Address): string {
  const place = path.isAbsolute(host)
    ? `localhost/postgres?host=${encodeURIComponent(host)}`
    : `${host}:${port}/postgres`;
  return `postgresql://${clusterUser}:${password}@${place}`;
}
