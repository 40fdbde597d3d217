import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { DatabaseError } from './error.ts';
import { hasCode } from './files.ts';
import { isAlive, isServerOf, serversOf, signal } from './processes.ts';

/** A running server's account of itself in `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  address: Address;
  /** It takes connections; else it is starting or stopping. */
  ready: boolean;
}

/** Address of a server, as `pg` and libpq take it: with a path as the host, in a socket in that folder. */
export interface Address {
  host: string;
  port: number;
}

/** Pause between two looks at a server that starts or stops, ms. */
export const pollEvery = 5;
/** A server that was killed may need long to recover; one that stops writes out what it holds. */
const patience = 120_000;
/**
 * The ways to end a server, each with how long it is given, ms: it ends its sessions and writes out what it holds; it
 * drops everything and recovers at its next start; it is taken away, which even a server that hangs cannot help.
 */
const endings = [
  ['SIGINT', 1_500],
  ['SIGQUIT', 500],
  ['SIGKILL', 2_000],
] as const;

/**
 * Finds the server of a cluster that is alive: this bot's, or one that outlived a bot that was killed. One that is
 * starting or stopping is waited for. A `postmaster.pid` whose process id belongs to another program by now, as after
 * a power cut, or that holds none, as after a full disk, is removed: PostgreSQL would refuse to start for it.
 * @returns null when none is alive
 * @throws {DatabaseError} when one neither comes up nor goes away
 */
export async function livingPostmaster(cluster: Cluster): Promise<Postmaster | null> {
  const end = performance.now() + patience;
  while (performance.now() < end) {
    const postmaster = await readPostmaster(cluster.folder);
    if (postmaster === null) return null;
    if (!(postmaster.pid > 0)) {
      // A server that starts has not written it yet, and one whose file was damaged ends itself within a minute.
      if ((await serversOf(cluster.folder)).length === 0) return await removePidFile(cluster.folder);
      await sleep(pollEvery);
      continue;
    }
    if (!(await isServerOf(postmaster.pid, cluster.folder))) {
      return isAlive(postmaster.pid) ? await removePidFile(cluster.folder) : null;
    }
    if (postmaster.ready) return postmaster;
    await sleep(pollEvery);
  }
  throw new DatabaseError(`The embedded PostgreSQL in ${cluster.folder} does not answer.`);
}

/**
 * @returns null when no server has announced itself in the folder
 * @see https://www.postgresql.org/docs/18/storage-file-layout.html (postmaster.pid), and pidfile.h for its lines
 */
export async function readPostmaster(folder: string): Promise<Postmaster | null> {
  let content: string;
  try {
    content = await readFile(pidFile(folder), 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
  const [pid, , , port, socketFolder, host, , status = ''] = content.split('\n').map((line) => line.trim());
  return {
    pid: Number(pid),
    // The socket's folder is written relative to the cluster's: see `listening`.
    address: { host: socketFolder ? path.resolve(folder, socketFolder) : host || '127.0.0.1', port: Number(port) },
    ready: status === 'ready',
  };
}

/**
 * Stops a server, the good way if there is time for it; what was committed is on disk however it ends.
 * @throws {DatabaseError} when it does not go
 */
export async function stopPostmaster(cluster: Cluster, pid: number): Promise<void> {
  for (const [ending, patience] of endings) {
    await signalServer(pid, cluster.folder, ending);
    if (await hasGone(pid, cluster.folder, patience)) return;
  }
  throw new DatabaseError(`The embedded PostgreSQL (process ${pid}) does not stop.`);
}

/** The server's other processes end with it, unless they hang too. */
async function signalServer(pid: number, folder: string, ending: NodeJS.Signals): Promise<void> {
  const all = ending === 'SIGKILL' ? await serversOf(folder) : [];
  for (const each of new Set([pid, ...all])) if (await isServerOf(each, folder)) signal(each, ending);
}

async function hasGone(pid: number, folder: string, patience: number): Promise<boolean> {
  const end = performance.now() + patience;
  do {
    if (!(await isServerOf(pid, folder))) return true;
    await sleep(pollEvery);
  } while (performance.now() < end);
  return false;
}

async function removePidFile(folder: string): Promise<null> {
  await rm(pidFile(folder), { force: true });
  return null;
}

function pidFile(folder: string): string {
  return path.join(folder, 'postmaster.pid');
}
