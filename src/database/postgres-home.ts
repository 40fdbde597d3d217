import { cp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseError } from './error.ts';
import { isThere } from './files.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { choosePostgresUser, type PostgresUser, somebodyCanEnter } from './postgres-user.ts';

/** A cluster's folder, and the user that runs it there. */
export interface PostgresHome {
  /** The folder that holds the cluster's folder. */
  folder: string;
  user: PostgresUser;
  binaries: PostgresBinaries;
}

const copyName = 'binaries-';

/**
 * Finds who can run PostgreSQL in a folder. Where root's only choice is an unprivileged user who cannot enter the
 * project, that user gets a copy of the binaries beside the data. The data itself goes nowhere else.
 * @param folder that holds, or is to hold, the cluster's folder
 * @throws {DatabaseError} when no user can run PostgreSQL there
 */
export async function homeOf(folder: string, binaries: PostgresBinaries): Promise<PostgresHome> {
  const user = await choosePostgresUser(folder, binaries);
  if (user) return { folder, user, binaries };
  if (!(await somebodyCanEnter(folder))) throw new DatabaseError(nobodyCanEnter(folder));
  const copy = await copyBinaries(folder, binaries);
  const other = await choosePostgresUser(folder, copy);
  if (!other) throw new DatabaseError(nobodyCanRun(folder));
  return { folder, user: other, binaries: copy };
}

async function copyBinaries(folder: string, binaries: PostgresBinaries): Promise<PostgresBinaries> {
  const name = `${copyName}${binaries.version}`;
  const root = path.join(folder, name);
  if (!(await isThere(root))) {
    const unfinished = `${root}.new`;
    const older = (await readdir(folder)).filter((one) => one.startsWith(copyName));
    for (const each of older) await rm(path.join(folder, each), { recursive: true });
    await cp(binaries.root, unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, root);
  }
  return { ...binaries, root };
}

function nobodyCanEnter(folder: string): string {
  return (
    `PostgreSQL does not run as root, and no other user of this machine can enter ${folder}. Choose a folder with ` +
    'DATA_DIR that others can enter (DATA_DIR=/var/lib/samling; in a container, a volume), start the bot as an ' +
    'ordinary user, or name a PostgreSQL with DATABASE_URL.'
  );
}

function nobodyCanRun(folder: string): string {
  return (
    `PostgreSQL does not run as root, and no other user of this machine can run programs in ${folder}. Start the bot ` +
    'as an ordinary user, or name a PostgreSQL with DATABASE_URL.'
  );
}
