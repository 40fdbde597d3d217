import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { openedFor } from './opened-folder.ts';
import { type PostgresBinaries, postgresProgram } from './postgres-binaries.ts';

const execute = promisify(execFile);

/**
 * The whole environment of PostgreSQL's processes. The bot's own stays out of it: it holds tokens, and `PG*` variables
 * would change what the server does. PostgreSQL's messages are matched in English, so the language is fixed.
 */
export const postgresEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** The user as whom PostgreSQL's programs run. */
export interface PostgresUser {
  /** Words that stand before the program on the command line. */
  prefix: readonly string[];
  /** For `spawn`: empty when the processes keep the bot's user. */
  identity: { uid?: number; gid?: number };
  /** Owner of the cluster's files; null on a system without user ids. */
  owner: { uid: number; gid: number } | null;
}

/**
 * PostgreSQL refuses to run as root. So for root, in this order: the ordinary user whose folder it is, if it is one's;
 * a user namespace in which root's files belong to an ordinary user (no user is created, and it works in a folder that
 * only root may enter); where those are forbidden, as in many containers, an unprivileged user of the machine; and
 * where that one cannot enter the folder, but root may mount (in a chroot), the same user with the way to the folder
 * opened.
 * @param folder that the user must be able to enter
 * @returns null when nobody but root can enter the folder or run the binaries
 */
export async function choosePostgresUser(folder: string, binaries: PostgresBinaries): Promise<PostgresUser | null> {
  const uid = process.getuid?.();
  const gid = process.getgid?.();
  if (uid === undefined || gid === undefined) return { prefix: [], identity: {}, owner: null };
  if (uid !== 0) return { prefix: [], identity: {}, owner: { uid, gid } };
  return await firstThatRuns(folder, postgresProgram(binaries, 'postgres'));
}

/** @returns whether root has an unprivileged user, or can be one, that can enter the folder */
export async function somebodyCanEnter(folder: string): Promise<boolean> {
  return (await firstThatRuns(folder, 'true')) !== null;
}

async function firstThatRuns(folder: string, program: string): Promise<PostgresUser | null> {
  for (const user of await rootsChoices(folder, program)) {
    if (await canRun(user, folder, program)) return user;
  }
  return null;
}

async function rootsChoices(folder: string, program: string): Promise<PostgresUser[]> {
  const accounts = await unprivilegedAccounts();
  const { uid: folderOwner } = await stat(folder);
  const named = (name: string) => accounts.filter((account) => account.name === name);
  const ordinary = ['postgres', 'nobody'].flatMap(named);
  const programs = path.isAbsolute(program) ? path.resolve(program, '../..') : folder;
  const opened = await Promise.all(ordinary.map((account) => withOpenedFolder(account, folder, programs)));
  return [
    ...accounts.filter(({ uid }) => uid === folderOwner).map(asAccount),
    // initdb looks its user up by number, so the namespace must map to one that the machine knows.
    ...accounts.slice(0, 1).map(inNamespace),
    ...ordinary.map(asAccount),
    ...opened.filter((user) => user !== null),
  ];
}

interface Account {
  name: string;
  uid: number;
  gid: number;
}

function asAccount({ uid, gid }: Account): PostgresUser {
  return { prefix: [], identity: { uid, gid }, owner: { uid, gid } };
}

function inNamespace({ uid, gid }: Account): PostgresUser {
  const prefix = ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`, '--'];
  return { prefix, identity: {}, owner: { uid: 0, gid: 0 } };
}

async function withOpenedFolder(account: Account, folder: string, programs: string): Promise<PostgresUser | null> {
  const prefix = await openedFor(account, folder, programs);
  return prefix && { prefix, identity: {}, owner: account };
}

async function unprivilegedAccounts(): Promise<Account[]> {
  const passwd = await readFile('/etc/passwd', 'utf8');
  return passwd
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => Number.isInteger(uid) && Number.isInteger(gid) && uid > 0);
}

async function canRun(user: PostgresUser, folder: string, program: string): Promise<boolean> {
  const script = 'cd "$1" && exec "$2" --version';
  const command = [...user.prefix, 'sh', '-c', script, 'sh', folder, program];
  const [file = '', ...args] = command;
  try {
    await execute(file, args, { ...user.identity, env: postgresEnvironment, cwd: '/' });
    return true;
  } catch {
    // Whatever stops it (no unshare, no permission), this user will not do, and the next is tried.
    return false;
  }
}
