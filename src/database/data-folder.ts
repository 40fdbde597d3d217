import { lstat, mkdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseError } from './error.ts';
import { hasCode } from './files.ts';

/** What the file system says of the data folder, by its code, and what to do. */
const SENTENCES: Readonly<Record<string, (dataDir: string) => string>> = {
  EACCES: notOurs,
  EPERM: notOurs,
  EROFS: (dataDir) =>
    `The data folder ${dataDir} is on a file system that can only be read. Mount it so that it can be written (in a ` +
    'service with ProtectSystem=strict: StateDirectory= or ReadWritePaths=), or choose another with DATA_DIR.',
  EEXIST: notAFolder,
  ENOTDIR: notAFolder,
  ELOOP: leadsNowhere,
};

/**
 * Makes the data folder where it is missing.
 * @returns its path without symbolic links
 * @throws {DatabaseError} when it cannot be made
 */
export async function openDataFolder(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true });
    return await realpath(dataDir);
  } catch (cause) {
    const link = hasCode(cause, 'ENOENT', 'EEXIST', 'ENOTDIR') && (await meetsDanglingLink(path.resolve(dataDir)));
    throw link ? new DatabaseError(leadsNowhere(dataDir), { cause }) : dataFolderProblem(dataDir, cause);
  }
}

/** @returns what to tell of an error that came of the data folder; the error itself when it is about something else */
export function dataFolderProblem(dataDir: string, cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const sentence = SENTENCES[code];
  return sentence ? new DatabaseError(sentence(dataDir), { cause }) : cause;
}

/** @returns whether the last thing that is there on the way to a path is a link to something that is not */
async function meetsDanglingLink(file: string): Promise<boolean> {
  const there = (found: Promise<unknown>) =>
    found.then(
      () => true,
      () => false,
    );
  if (await there(lstat(file))) return !(await there(stat(file)));
  return path.dirname(file) !== file && (await meetsDanglingLink(path.dirname(file)));
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

function leadsNowhere(dataDir: string): string {
  return (
    `The data folder ${dataDir} is, or lies behind, a link that leads nowhere. Put back what it leads to (mount it), or ` +
    'choose another with DATA_DIR.'
  );
}
