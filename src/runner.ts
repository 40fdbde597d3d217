import { readFileSync } from 'node:fs';
import type { StartedBy } from './config.ts';

/** Pause between two looks whether the runner is still there, ms. */
const LOOK_EVERY_MS = 250;

/**
 * Calls back once when the program that runs this process for somebody (`npm start`) has gone. npm puts a shell between
 * itself and us that passes no signal on, and of the signals that end npm it hands only SIGINT and SIGTERM to that
 * shell. Without a runner nothing is watched: who starts a process by hand may leave it (`setsid`).
 */
export function watchRunner({ script, manager }: StartedBy, gone: () => void): void {
  if (script === undefined || manager) return;
  const isGone = noticesChange(() => ancestors(script));
  const look = setInterval(() => {
    if (!isGone()) return;
    clearInterval(look);
    gone();
  }, LOOK_EVERY_MS);
  look.unref();
}

/**
 * Tells whether what is looked at has changed since the first look. It is believed when it is seen twice in a row: what
 * a busy machine shows once may be wrong.
 * @param seen null when it cannot be seen just now, which says nothing
 */
export function noticesChange(seen: () => string | null): () => boolean {
  let before = seen();
  let changed = 0;
  return () => {
    const now = seen();
    if (now === null) return false;
    before ??= now;
    changed = now === before ? 0 : changed + 1;
    return changed >= 2;
  };
}

/** Reads a file of /proc. @throws {Error} with the code ENOENT when there is no such process */
type ReadProc = (path: string) => string;
const readProc: ReadProc = (path) => readFileSync(path, 'utf8');

/** Codes that say that a process is not there, or is another user's. Anything else (EMFILE, ENOMEM) is about us. */
const NOT_THERE = new Set(['ENOENT', 'ESRCH', 'EACCES', 'EPERM']);

/**
 * Lists the processes from our parent up to the runner. The list changes as soon as one of them ends: its children are
 * given to another parent. Only Linux tells of more than the parent.
 * @param script the runner's name for what it runs, which all below it have in their environment
 * @returns null when it cannot be seen just now
 */
export function ancestors(script: string, read: ReadProc = readProc): string | null {
  const list = [process.ppid];
  if (process.platform !== 'linux') return list.join();
  try {
    for (let pid = process.ppid; environmentOf(pid, read).includes(`npm_lifecycle_event=${script}`); ) {
      pid = parentOf(pid, read);
      list.push(pid);
    }
  } catch (error) {
    if (!NOT_THERE.has((error as NodeJS.ErrnoException).code ?? '')) return null;
    // One of them is going away at this moment, or belongs to another user: the list ends there.
  }
  return list.join();
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_environ.5.html */
function environmentOf(pid: number, read: ReadProc): string[] {
  return read(`/proc/${pid}/environ`).split('\0');
}

/** Returns field 4 of the status; the second, in brackets, is a name that may hold anything. */
function parentOf(pid: number, read: ReadProc): number {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}
