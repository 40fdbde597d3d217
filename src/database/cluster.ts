import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { DatabaseError } from './error.ts';
import { hasCode, isThere, syncFolder } from './files.ts';
import { type PostgresBinaries, postgresProgram } from './postgres-binaries.ts';
import { homeOf, type PostgresHome } from './postgres-home.ts';
import { postgresEnvironment } from './postgres-user.ts';
import { isAlive } from './processes.ts';

const execute = promisify(execFile);

/** The embedded server's files. */
export interface Cluster {
  /** The data directory, without symbolic links. */
  folder: string;
  /** The data folder that leads to it. */
  dataDir: string;
  password: string;
}

/** PostgreSQL's user in the embedded cluster. */
export const clusterUser = 'samling';

/** Name of the cluster's folder in the data folder. */
export const clusterFolder = 'postgresql';
const unfinishedName = 'postgresql.new-';
/** Inside the cluster's folder, so that whoever copies or moves the one has the other. */
const passwordFile = 'samling-password';

/**
 * Opens the cluster of a data folder, and makes it on the first start.
 * @param dataDir an existing folder, without symbolic links
 * @throws {DatabaseError} when the cluster is of another major version, or cannot be made
 */
export async function openCluster(dataDir: string, binaries: PostgresBinaries): Promise<Cluster> {
  await removeUnfinished(dataDir);
  const link = path.join(dataDir, clusterFolder);
  if (!(await isThere(link))) await createCluster(dataDir, binaries);
  try {
    const folder = await realpath(link);
    const major = (await readFile(path.join(folder, 'PG_VERSION'), 'utf8')).trim();
    if (major !== binaries.major) throw new DatabaseError(otherMajor(folder, major, binaries.major));
    const password = await readFile(path.join(folder, passwordFile), 'utf8');
    await lockOthersOut(folder);
    return { folder, dataDir, password };
  } catch (cause) {
    if (hasCode(cause, 'ENOENT', 'ENOTDIR')) throw new DatabaseError(await notACluster(link), { cause });
    throw cause;
  }
}

/**
 * PostgreSQL does not start in a folder that others may use, as everything in a volume may be that is given to a group
 * (fsGroup in Kubernetes) or was copied. The folder is ours alone, so it is put right.
 */
async function lockOthersOut(folder: string): Promise<void> {
  if (((await stat(folder)).mode & 0o7777) !== 0o700) await chmod(folder, 0o700);
  const password = path.join(folder, passwordFile);
  if (((await stat(password)).mode & 0o777) !== 0o600) await chmod(password, 0o600);
}

/** The cluster is made beside its place and renamed when it is whole, so that what is in its place is always whole. */
async function createCluster(dataDir: string, binaries: PostgresBinaries): Promise<void> {
  const home = await homeOf(dataDir, binaries);
  const unfinished = await mkdtemp(path.join(dataDir, `${unfinishedName}${process.pid}-`));
  const cluster = path.join(unfinished, 'cluster');
  const password = path.join(unfinished, passwordFile);
  await mkdir(cluster, { mode: 0o700 });
  await writePassword(password);
  const { owner } = home.user;
  if (owner) for (const each of [unfinished, cluster, password]) await chown(each, owner.uid, owner.gid);
  await initialise(home, cluster, password);
  await rename(password, path.join(cluster, passwordFile));
  await syncFolder(cluster);
  await moveIntoPlace(cluster, path.join(dataDir, clusterFolder));
  await rm(unfinished, { recursive: true });
}

async function writePassword(file: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(randomBytes(24).toString('base64url'));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function initialise({ user, binaries }: PostgresHome, cluster: string, password: string): Promise<void> {
  const [file = '', ...args] = [
    ...user.prefix,
    postgresProgram(binaries, 'initdb'),
    `--pgdata=${cluster}`,
    `--username=${clusterUser}`,
    `--pwfile=${password}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same letters and the same order on every machine: PostgreSQL's own C.UTF-8, not the machine's locales.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  try {
    await execute(file, args, { ...user.identity, env: postgresEnvironment, cwd: '/' });
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    throw new DatabaseError(`The embedded PostgreSQL could not make its files in ${cluster}. It says: ${said}`, {
      cause,
    });
  }
}

/** The last step, and one that either happens or does not. */
async function moveIntoPlace(cluster: string, place: string): Promise<void> {
  try {
    await rename(cluster, place);
  } catch (error) {
    // Another bot that started at the same moment was quicker. Its cluster is as good.
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST', 'EPERM') || !(await isThere(place))) throw error;
  }
  await syncFolder(path.dirname(place));
}

/** Removes what a start left behind that was killed while it made its cluster. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(unfinishedName)) continue;
    const maker = Number.parseInt(name.slice(unfinishedName.length), 10);
    if (isAlive(maker)) continue;
    await rm(path.join(folder, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

function otherMajor(folder: string, major: string, ours: string): string {
  return (
    `The database in ${folder} was made by PostgreSQL ${major}, and this version of Samling brings PostgreSQL ${ours}. ` +
    'Back it up with the version that it ran with (npm run db:backup), move this folder away, and put the backup back ' +
    'with this version (npm run db:restore); docs/hosting.md shows how.'
  );
}

/** Earlier versions put the database elsewhere when only root could enter the data folder, and left a link to it. */
async function notACluster(place: string): Promise<string> {
  const target = await readlink(place).catch(() => null);
  if (target !== null && !(await isThere(target)))
    return (
      `${place} is a link to ${target}, where the database was, and there is nothing any more. Put that folder back ` +
      '(in a container, mount it), or restore a backup into an empty folder that DATA_DIR names; docs/hosting.md shows how.'
    );
  return `${place} holds no whole database of this bot. Move it away, or choose another folder with DATA_DIR.`;
}
