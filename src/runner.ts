import { readFileSync } from 'node:fs';
import type { StartedBy } from './config.ts';

/** How often it is looked whether the runner is still there, ms. */
const LOOK_EVERY_MS = 250;

/**
 * Calls back once when the program that runs this process for somebody (`npm start`) has gone. npm puts a shell between
 * itself and us that passes no signal on, and of the signals that end npm it hands only SIGINT and SIGTERM to that shell.
 * Without a runner nothing is watched: who starts a process by hand may leave it (`setsid`).
 */
export function watchRunner({ script, manager }: StartedBy, gone: () => void): void {
  if (script === undefined || manager) return;
  const before = ancestors(script);
  const look = setInterval(() => {
    if (ancestors(script) === before) return;
    clearInterval(look);
    gone();
  }, LOOK_EVERY_MS);
  look.unref();
}

/**
 * Lists the processes from our parent up to the runner. The list changes as soon as one of them ends: its children are
 * given to another parent. Only Linux tells of more than the parent.
 * @param script the runner's name for what it runs, which all below it have in their environment
 */
function ancestors(script: string): string {
  const list = [process.ppid];
  if (process.platform !== 'linux') return list.join();
  try {
    for (let pid = process.ppid; environmentOf(pid).includes(`npm_lifecycle_event=${script}`); ) {
      pid = parentOf(pid);
      list.push(pid);
    }
  } catch {
    // One of them is going away at this moment, or belongs to another user: the list ends there.
  }
  return list.join();
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_environ.5.html */
function environmentOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
}

/** Returns field 4 of the status; the second, in brackets, is a name that may hold anything. */
function parentOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}
