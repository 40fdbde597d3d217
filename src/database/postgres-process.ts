import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { DatabaseError } from './error.ts';
import { giveTo, isThere } from './files.ts';
import { type PostgresBinaries, postgresProgram } from './postgres-binaries.ts';
import { homeOf } from './postgres-home.ts';
import { postgresEnvironment } from './postgres-user.ts';
import { pollEvery, readPostmaster } from './postmaster.ts';
import { endWithUs, stayBehind } from './processes.ts';

/** PostgreSQL's settings, by name. */
export type Settings = Readonly<Record<string, string>>;

/**
 * A small server: some 20 MB at rest and as many processes as it cannot do without. Nothing here loosens durability.
 */
const settings: Settings = {
  // A few bot processes with two pools each.
  max_connections: '60',
  shared_buffers: '16MB',
  // Nothing else but this machine reads from it: no replication, no workers that wait for work.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  max_worker_processes: '0',
  max_parallel_workers: '0',
  autovacuum_max_workers: '1',
  autovacuum_worker_slots: '1',
  io_method: 'sync',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  // Compiling a plan costs more than all of the bot's queries.
  jit: 'off',
  huge_pages: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Failed statements are the bot's to log, without what people wrote; here goes what concerns the server itself.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
};

const socketPort = 5432;
const socketName = `.s.PGSQL.${socketPort}`;
/** Size (bytes) above which the log starts anew. */
const logLimit = 1_000_000;
/** PostgreSQL's limit is the system's sockaddr_un: 104 bytes on macOS, 108 on Linux, with the final zero. */
const longestSocketPath = 103;

/**
 * Starts the server of a cluster as a process of its own that outlives this one.
 * @returns null when it ended instead because another server of this cluster is alive, or was a moment ago
 * @throws {DatabaseError} when it ends for another reason; the message holds what it said
 */
export async function startPostgres(
  cluster: Cluster,
  binaries: PostgresBinaries,
  overrides: Settings,
): Promise<number | null> {
  const home = await homeOf(path.dirname(cluster.folder), binaries);
  const { prefix, identity, owner } = home.user;
  if (owner && (await stat(cluster.folder)).uid !== owner.uid) await giveTo(owner, cluster.folder);
  // Left by a server that was killed. PostgreSQL itself would take it for a living one's when the process id in it has
  // been given to another program since; that no server of this cluster lives is known from postmaster.pid.
  await rm(path.join(cluster.folder, `${socketName}.lock`), { force: true });
  const log = await openLog(home.folder);
  if (owner) await log.handle.chown(owner.uid, owner.gid);
  try {
    const [file = '', ...args] = [
      ...prefix,
      postgresProgram(home.binaries, 'postgres'),
      '-D',
      cluster.folder,
      ...Object.entries({ ...settings, ...(await listening(cluster.folder)), ...overrides }).flatMap(
        ([name, value]) => ['-c', `${name}=${value}`],
      ),
    ];
    const child = spawn(file, args, {
      ...identity,
      env: postgresEnvironment,
      cwd: '/',
      // Its own session: Ctrl-C in the terminal must reach the bot alone, which then stops the server in its turn.
      detached: true,
      stdio: ['ignore', log.handle.fd, log.handle.fd],
    });
    child.unref();
    if (child.pid) endWithUs(child.pid, cluster.folder);
    return await untilReady(child, cluster.folder, log);
  } finally {
    await log.handle.close();
  }
}

type Log = Awaited<ReturnType<typeof openLog>>;

async function openLog(folder: string) {
  const file = path.join(folder, 'postgresql.log');
  const startAnew = (await isThere(file)) && (await stat(file)).size > logLimit;
  const handle = await open(file, startAnew ? 'w+' : 'a+', 0o600);
  return { handle, from: (await handle.stat()).size };
}

async function untilReady(child: ReturnType<typeof spawn>, folder: string, log: Log): Promise<number | null> {
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`ended with ${code ?? signal}`));
  });
  for (;;) {
    const end = await Promise.race([ended, sleep(pollEvery)]);
    const postmaster = await readPostmaster(folder);
    if (end === undefined) {
      if (postmaster?.ready && postmaster.pid === child.pid) return postmaster.pid;
      continue;
    }
    if (child.pid) stayBehind(child.pid);
    const said = await readFrom(log);
    // The lock file of a living server, or the memory that the last processes of a killed one still hold.
    if (said.includes('already exists') || said.includes('still in use')) return null;
    throw new DatabaseError(`The embedded PostgreSQL in ${folder} does not start (${end}). It says: ${said}`);
  }
}

async function readFrom({ handle, from }: Log): Promise<string> {
  const { size } = await handle.stat();
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
  return buffer.subarray(0, bytesRead).toString('utf8').trim();
}

/**
 * A socket in the cluster's own folder, which only its owner can enter, and no port at all. Where that cannot be
 * (a long path, a file system without sockets), a free port of the loopback, guarded by the password alone.
 */
async function listening(folder: string): Promise<Settings> {
  if (await canHoldSocket(folder))
    return { listen_addresses: '', unix_socket_directories: '.', port: String(socketPort) };
  return { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(await freePort()) };
}

async function canHoldSocket(folder: string): Promise<boolean> {
  const longest = path.join(folder, socketName);
  if (Buffer.byteLength(longest) > longestSocketPath) return false;
  const trial = path.join(folder, '.s.trial');
  await rm(trial, { force: true });
  const server = createServer().listen(trial);
  try {
    await once(server, 'listening');
  } catch {
    // The file system has no sockets, as some folders that are shared with a virtual machine.
    return false;
  }
  await closed(server);
  return true;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await closed(server);
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}

async function closed(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
