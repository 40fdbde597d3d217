import { mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type Cluster, clusterFolder, clusterUser, openCluster } from './cluster.ts';
import { EnduringClient } from './enduring-client.ts';
import { DatabaseError } from './error.ts';
import { hasCode, isThere } from './files.ts';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import { type Settings, startPostgres } from './postgres-process.ts';
import { type Address, livingPostmaster, type Postmaster, stopPostmaster } from './postmaster.ts';
import { endWithUs, isServerOf, stayBehind } from './processes.ts';

/** A PostgreSQL that the bot brings along. */
export interface EmbeddedServer {
  /** A connection string for `pg`, with the password. */
  url: string;
  /** The folder that holds the database's files. */
  folder: string;
  /** The server was alive already: it outlived a bot that was killed. */
  adopted: boolean;
  /** Resolves when the server has gone, and our right to the data folder with it, without `stop`: the bot must end. */
  lost: Promise<DatabaseError>;
  /** Ends all sessions and stops the server; what was committed is on disk. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Where the database lives; made when it is not there. */
  dataDir: string;
  /** Settings of PostgreSQL that differ from the embedded server's own; they take effect when it starts. */
  settings?: Settings;
  /** For how long another's hold on the folder may be that of a bot that was killed just now, ms. */
  patience?: number;
}

/** The key of the session lock that says whose the data folder is. */
const ownerLock = 7_266_514_600;
const attempts = 50;
const pauseBetweenAttempts = 100;
/** Nobody else has a reason to take the folder while its server comes back, ms. */
const regainPatience = 1_500;

/**
 * Brings up the embedded PostgreSQL: makes its files on the first start, adopts a server that outlived a killed bot,
 * and holds the data folder for this process alone. The server is a process of its own: `stop` ends it, as does the end
 * of this process; after kill -9 it lives on until the next start.
 * @throws {DatabaseError} when another bot has the folder, or PostgreSQL cannot run there
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { dataDir } = options;
  try {
    await mkdir(dataDir, { recursive: true });
    const binaries = await findPostgresBinaries();
    const cluster = await openCluster(await realpath(dataDir), binaries);
    return serverOf(cluster, await connectToServer(cluster, binaries, options));
  } catch (cause) {
    if (hasCode(cause, 'EACCES', 'EPERM', 'EROFS')) throw new DatabaseError(notOurs(dataDir), { cause });
    if (hasCode(cause, 'EEXIST', 'ENOTDIR')) throw new DatabaseError(notAFolder(dataDir), { cause });
    throw cause;
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

function serverOf(cluster: Cluster, { postmaster, session: first, adopted }: Connected): EmbeddedServer {
  let session = first;
  let stopping = false;
  endWithUs(postmaster.pid, cluster.folder);
  const lost = Promise.withResolvers<DatabaseError>();
  void hold();

  /** Takes the folder again whenever the session ended and the server goes on, as after one of its processes crashed. */
  async function hold(): Promise<void> {
    for (;;) {
      await ended(session);
      if (stopping) return;
      const next = await regain(cluster, postmaster);
      if (next instanceof DatabaseError) return stopping ? undefined : lost.resolve(next);
      session = next;
    }
  }

  return {
    url: urlOf(cluster, postmaster.address),
    folder: cluster.folder,
    adopted,
    lost: lost.promise,
    async stop() {
      stopping = true;
      await stopPostmaster(cluster, postmaster.pid);
      stayBehind(postmaster.pid);
      await session.end();
    },
  };
}

/** @returns the session that holds the folder again, or why it cannot be held any more */
async function regain(cluster: Cluster, postmaster: Postmaster): Promise<pg.Client | DatabaseError> {
  while (await isServerOf(postmaster.pid, cluster.folder)) {
    try {
      const session = await openSession(cluster, postmaster, regainPatience);
      if (session) return session;
    } catch (error) {
      // Whatever else fails does so because it is still coming back.
      if (error instanceof DatabaseError) return error;
    }
    await sleep(pauseBetweenAttempts);
  }
  return new DatabaseError(`The embedded PostgreSQL in ${cluster.folder} has stopped.`);
}

function ended(session: pg.Client): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  session.once('end', () => resolve());
  return promise;
}

function notOurs(dataDir: string): string {
  return (
    `The data folder ${dataDir} cannot be used by this user of the machine. Start the bot as the user whose folder ` +
    'it is, give it and all in it to this one (chown -R), or choose another with DATA_DIR.'
  );
}

function notAFolder(dataDir: string): string {
  return `The data folder ${dataDir} cannot be made: a file is in its place. Choose another with DATA_DIR.`;
}

interface Connected {
  postmaster: Postmaster;
  /** The session that holds the lock. */
  session: pg.Client;
  adopted: boolean;
}

async function connectToServer(
  cluster: Cluster,
  binaries: PostgresBinaries,
  { settings = {}, patience = 1_500 }: EmbeddedOptions,
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
  throw new DatabaseError(
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
