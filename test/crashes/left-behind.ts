import { readdir, readFile, readlink } from 'node:fs/promises';
import { expect } from 'vitest';
import { eventually } from '../waiting.ts';

/**
 * Lists the processes that work with a data folder, whoever started them: the bot, what started it, and its PostgreSQL
 * (whose environment is its own, and which stands in its folder).
 */
export async function processesOf(dataDir: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const belongs = await Promise.all(
    pids.map(async (pid) => {
      try {
        const environment = (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0');
        return (
          environment.includes(`DATA_DIR=${dataDir}`) || (await readlink(`/proc/${pid}/cwd`)).startsWith(`${dataDir}/`)
        );
      } catch {
        // It ended meanwhile.
        return false;
      }
    }),
  );
  return pids.filter((_, index) => belongs[index]).map(Number);
}

/** Waits until nothing works with a data folder any more. */
export function allEnded(dataDir: string): Promise<void> {
  return eventually(async () => expect(await processesOf(dataDir)).toEqual([]));
}
