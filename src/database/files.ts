import { lchown, lstat, open, readdir } from 'node:fs/promises';
import path from 'node:path';

/** @returns whether something lies at the path, be it a link that leads nowhere */
export async function isThere(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/** Makes what was renamed or created in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives a folder and all that is in it to another user. */
export async function giveTo(owner: { uid: number; gid: number }, folder: string): Promise<void> {
  const inside = await readdir(folder, { recursive: true });
  for (const file of inside) await lchown(path.join(folder, file), owner.uid, owner.gid);
  // The folder itself last: its owner tells whether the work was finished.
  await lchown(folder, owner.uid, owner.gid);
}

/** @returns whether an error carries this code: the system's (`ENOENT`) or PostgreSQL's (`57P03`) */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
