import { lstat, mkdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseError } from './error.ts';
import { hasCode } from './files.ts';

/** Sentences about a data folder that cannot be used, by the file system's code, with what to do. */
const SENTENCES: Readonly<Record<string, (dataDir: string) => string>> = {
  EACCES: notOurs,
  EPERM: notOurs,
  EROFS: (dataDir) =>
    `The data folder ${dataDir} is on a file system that can only be read. Mount it so that it can be written (in a ` +
    'service with ProtectSystem=strict: StateDirectory= or ReadWritePaths=), or choose another with DATA_DIR.',
  ENOENT: notThere,
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
    await makeFolders(path.resolve(dataDir));
    return await realpath(dataDir);
  } catch (cause) {
    const link = hasCode(cause, 'ENOENT', 'EEXIST', 'ENOTDIR') && (await meetsDanglingLink(path.resolve(dataDir)));
    throw link ? new DatabaseError(leadsNowhere(dataDir), { cause }) : dataFolderProblem(dataDir, cause);
  }
}

/**
 * Makes a folder and those that it lies in, where they are missing. `recursive: true` of Node.js 24 never ends where
 * a folder is there that takes none, as /proc.
 * @throws Error with the system's code
 */
async function makeFolders(folder: string): Promise<void> {
  try {
    await makeOne(folder);
  } catch (error) {
    if (!hasCode(error, 'ENOENT') || path.dirname(folder) === folder) throw error;
    await makeFolders(path.dirname(folder));
    await makeOne(folder);
  }
}

async function makeOne(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const isThere = hasCode(error, 'EEXIST') && (await stat(folder).catch(() => null))?.isDirectory();
    if (!isThere) throw error;
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

function notThere(dataDir: string): string {
  return `The data folder ${dataDir} cannot be made: the system takes no folders there. Choose another with DATA_DIR.`;
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
