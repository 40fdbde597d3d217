import { stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Mounts, for the program alone, an empty folder over the one that only root may enter, and in it, at their own paths,
 * the data and PostgreSQL's programs; then runs the program as an ordinary user. Nothing changes for others, and what
 * else lies in the closed folder stays out of the user's reach. The first command keeps the mounts from spreading to
 * others; it needs the true root of all mounts, which a chroot hides.
 */
const script = `set -e
nsenter --mount=/proc/self/ns/mnt -- mount --make-rprivate /
uid=$1 gid=$2 closed=$3 folder=$4 programs=$5; shift 5
exec 3<"$folder" 4<"$programs"
mount -t tmpfs -o mode=755 samling "$closed"
mkdir -p "$folder"
mount --no-canonicalize --rbind /proc/self/fd/3 "$folder"
case $programs in "$closed"/*) mkdir -p "$programs"; mount --no-canonicalize --rbind /proc/self/fd/4 "$programs" ;; esac
exec setpriv --reuid="$uid" --regid="$gid" --clear-groups -- "$@" 3<&- 4<&-`;

/**
 * @param programs the folder of PostgreSQL's programs
 * @returns what to put before a program on the command line, so that an ordinary user of the machine runs it and can
 * enter
 *   the folder; root needs the right to mount. Null when everybody can enter the folder anyway.
 */
export async function openedFor(
  { uid, gid }: { uid: number; gid: number },
  folder: string,
  programs: string,
): Promise<readonly string[] | null> {
  const closed = await closedAncestor(folder);
  if (closed === null) return null;
  const values = [String(uid), String(gid), closed, folder, programs];
  return ['unshare', '--mount', '--propagation=unchanged', '--', 'sh', '-c', script, 'sh', ...values];
}

/** @returns the highest folder on the way to this one that is not open to everybody */
async function closedAncestor(folder: string): Promise<string | null> {
  const parent = path.dirname(folder);
  if (parent === folder) return null;
  const above = await closedAncestor(parent);
  if (above !== null) return above;
  return parent !== '/' && ((await stat(parent)).mode & 0o001) === 0 ? parent : null;
}
