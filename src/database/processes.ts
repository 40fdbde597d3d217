import { execFile } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
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
  if (process.platform === 'linux') return (await workingDirectory(pid)) === cluster;
  // PostgreSQL itself takes no other process for a server on Windows.
  if (process.platform === 'win32') return true;
  return (await commandLine(pid)).includes(cluster);
}

/** Lists the living processes of a cluster's server, however its postmaster.pid looks; none on Windows. */
export async function serversOf(cluster: string): Promise<number[]> {
  if (process.platform === 'win32') return [];
  if (process.platform === 'linux') {
    const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
    const folders = await Promise.all(pids.map(workingDirectory));
    return pids.filter((_, index) => folders[index] === cluster);
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
    if (process.platform === 'linux' && workingDirectoryNow(pid) !== cluster) continue;
    signal(pid, 'SIGINT');
  }
}

function workingDirectoryNow(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    // It has ended.
    return null;
  }
}

async function workingDirectory(pid: number): Promise<string | null> {
  try {
    return await readlink(`/proc/${pid}/cwd`);
  } catch (error) {
    // It ended meanwhile, or is a process of another user, which our server is not.
    if (hasCode(error, 'ENOENT', 'ESRCH', 'EACCES', 'EPERM')) return null;
    throw error;
  }
}

async function commandLine(pid: number): Promise<string> {
  try {
    return (await execute('ps', ['-o', 'command=', '-p', String(pid)])).stdout;
  } catch {
    // ps ends with 1 when there is no such process.
    return '';
  }
}
