import { execFile } from 'node:child_process';
import { type BigIntStats, statSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { hasCode } from './files.ts';

const execute = promisify(execFile);

/** @returns whether a process with this id lives; ids are reused, so it may be another one than was meant */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return hasCode(error, 'EPERM');
  }
}

/**
 * @param pid from a postmaster.pid that may be older than the machine's last start, so that the id may be anybody's
 * @returns whether it is a PostgreSQL server of this cluster: one keeps its cluster's folder as its working directory
 */
export async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') return isIn(await folderAt(workingDirectory(pid)), await folderAt(cluster));
  return (await commandLine(pid)).includes(cluster);
}

/** Lists the living processes of a cluster's server, however its postmaster.pid looks. */
export async function serversOf(cluster: string): Promise<number[]> {
  if (process.platform === 'linux') {
    const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
    const folder = await folderAt(cluster);
    const folders = await Promise.all(pids.map((pid) => folderAt(workingDirectory(pid))));
    return pids.filter((_, index) => isIn(folders[index] ?? null, folder));
  }
  const { stdout } = await execute('ps', ['-axo', 'pid=,command=']);
  return stdout
    .split('\n')
    .filter((line) => line.includes(cluster))
    .map((line) => Number.parseInt(line, 10));
}

/** Sends a signal to a process, if it still lives. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error;
  }
}

/** The servers that go with this process, by process id, and the clusters that they are of. */
const companions = new Map<number, string>();

/** Asks a server to stop when this process ends, in whatever way that still lets it do something: not after kill -9. */
export function endWithUs(pid: number, cluster: string): void {
  if (companions.size === 0) process.once('exit', endCompanions);
  companions.set(pid, cluster);
}

/** Takes `endWithUs` back. */
export function stayBehind(pid: number): void {
  companions.delete(pid);
  if (companions.size === 0) process.off('exit', endCompanions);
}

function endCompanions(): void {
  for (const [pid, cluster] of companions) {
    if (process.platform === 'linux' && !isServerNow(pid, cluster)) continue;
    signal(pid, 'SIGINT');
  }
}

function isServerNow(pid: number, cluster: string): boolean {
  try {
    return isIn(statSync(workingDirectory(pid), { bigint: true }), statSync(cluster, { bigint: true }));
  } catch {
    // It has ended.
    return false;
  }
}

/** A link to the folder; what the link says is another path when the process has mounts of its own. */
const workingDirectory = (pid: number) => `/proc/${pid}/cwd`;

async function folderAt(path: string): Promise<BigIntStats | null> {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    // It ended meanwhile, or is a process of another user, which our server is not.
    if (hasCode(error, 'ENOENT', 'ESRCH', 'EACCES', 'EPERM')) return null;
    throw error;
  }
}

function isIn(folder: BigIntStats | null, cluster: BigIntStats | null): boolean {
  return folder !== null && cluster !== null && folder.dev === cluster.dev && folder.ino === cluster.ino;
}

async function commandLine(pid: number): Promise<string> {
  try {
    return (await execute('ps', ['-o', 'command=', '-p', String(pid)])).stdout;
  } catch {
    // ps ends with 1 when there is no such process.
    return '';
  }
}
