import { execFile } from 'node:child_process';
import { readlink } from 'node:fs/promises';
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
