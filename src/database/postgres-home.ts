import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseError } from './error.ts';
import { isThere } from './files.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { choosePostgresUser, type PostgresUser } from './postgres-user.ts';

/** Where a cluster lies, and what runs it there. */
export interface PostgresHome {
  /** The folder that holds the cluster's folder. */
  folder: string;
  user: PostgresUser;
  binaries: PostgresBinaries;
}

/**
 * Root's way out where user namespaces are forbidden and an unprivileged user cannot enter the project: a folder
 * outside it that this user can enter, with a copy of the binaries.
 */
const outside = '/var/lib/samling';

/**
 * Decides where a new cluster goes.
 * @param dataDir where it should go; it lies elsewhere only when nobody but root can enter that
 * @throws {DatabaseError} when no user can run PostgreSQL
 */
export async function homeForNewCluster(dataDir: string, binaries: PostgresBinaries): Promise<PostgresHome> {
  const user = await choosePostgresUser(dataDir, binaries);
  if (user) return { folder: dataDir, user, binaries };
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  return await outsideHome(path.join(outside, name), binaries);
}

/**
 * @param folder the folder that holds an existing cluster's folder
 * @throws {DatabaseError} when no user can run PostgreSQL there
 */
export async function homeOfCluster(folder: string, binaries: PostgresBinaries): Promise<PostgresHome> {
  const user = await choosePostgresUser(folder, binaries);
  if (user) return { folder, user, binaries };
  if (folder.startsWith(`${outside}/`)) return await outsideHome(folder, binaries);
  throw new DatabaseError(nobodyCanEnter(folder));
}

async function outsideHome(folder: string, binaries: PostgresBinaries): Promise<PostgresHome> {
  const copy = { ...binaries, root: path.join(folder, `binaries-${binaries.version}`) };
  await mkdir(folder, { recursive: true });
  for (const each of [outside, folder]) await chmod(each, 0o755);
  if (!(await isThere(copy.root))) {
    const unfinished = `${copy.root}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await cp(binaries.root, unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, copy.root);
  }
  const user = await choosePostgresUser(folder, copy);
  if (!user) throw new DatabaseError(nobodyCanEnter(folder));
  return { folder, user, binaries: copy };
}

function nobodyCanEnter(folder: string): string {
  return (
    `PostgreSQL does not run as root, and no other user of this machine can run it in ${folder}. ` +
    'Start the bot as an ordinary user, let others enter the folder, or name a PostgreSQL with DATABASE_URL.'
  );
}
