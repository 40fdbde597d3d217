import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';

const execute = promisify(execFile);
const project = path.join(import.meta.dirname, '../..');
/**
 * In a mount namespace of its own `unshare` refuses, as it does in Docker, whose root may make no user namespaces; and
 * the project lies in a folder that only root may enter.
 */
const script = `mount --bind /dev/null "$(command -v unshare)" && mount --bind "$1" "$2" && cd "$2" &&
  exec node_modules/.bin/node test/database/bot-stub.ts "$3" 'and end'`;

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** @returns a folder that everybody can enter */
async function openFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'samling-open-'));
  folders.push(folder);
  await chmod(folder, 0o755);
  return folder;
}

/** Starts the embedded database as root without user namespaces, and ends. @returns what it said */
async function start(dataDir: string): Promise<{ url?: string; error?: string }> {
  const hidden = path.join(await openFolder(), 'roots', 'project');
  await mkdir(path.dirname(hidden), { mode: 0o700 });
  await mkdir(hidden);
  const { stdout } = await execute('unshare', ['--mount', 'sh', '-c', script, 'sh', project, hidden, dataDir]);
  return JSON.parse(stdout);
}

/** Only root may, and not in a chroot whose root is no mount point. */
const mayMount = await execute('unshare', ['--mount', 'true']).then(
  () => process.getuid?.() === 0,
  () => false,
);

describe.skipIf(!mayMount)('as root without user namespaces', () => {
  test('a folder that only root may enter is refused, and nothing is put anywhere else', async () => {
    const folder = path.join(await openFolder(), 'roots');
    await mkdir(folder, { mode: 0o700 });
    const { error } = await start(path.join(folder, 'data'));
    expect(error).toMatch(/^PostgreSQL does not run as root, and no other user of this machine can enter .*DATA_DIR/);
    expect(await readdir(path.join(folder, 'data'))).toEqual([]);
  });

  test('elsewhere an ordinary user runs it, and the data lies where it was to be, also the next time', async () => {
    const dataDir = path.join(await openFolder(), 'data');
    for (const _ of ['first', 'next']) {
      expect(await start(dataDir)).toMatchObject({ url: expect.any(String) });
      const place = await stat(path.join(dataDir, 'postgresql'));
      expect(place.isDirectory()).toBe(true);
      expect(place.uid).not.toBe(0);
      expect(await readdir(dataDir)).toContainEqual(expect.stringMatching(/^binaries-/));
    }
  });

  test('where root may mount, as in a chroot, it runs in a folder that only root may enter, which stays closed', async () => {
    const base = await openFolder();
    const closed = path.join(base, 'roots');
    await mkdir(closed, { mode: 0o700 });
    const inChroot = `for each in bin lib lib64 usr etc proc dev tmp; do
        [ -e "/$each" ] && mkdir -p "$1/all/$each" && mount --rbind "/$each" "$1/all/$each"
      done
      mkdir "$1/all/project" && mount --bind "$3" "$1/all/project" && exec chroot "$1/all" sh -c '
      cd /project && exec node_modules/.bin/node test/database/bot-stub.ts "$1/data" "and end"' sh "$2"`;
    const { stdout } = await execute('unshare', ['--mount', 'sh', '-c', inChroot, 'sh', base, closed, project]);
    expect(JSON.parse(stdout)).toMatchObject({ url: expect.any(String) });
    const place = await stat(path.join(closed, 'data', 'postgresql'));
    expect({ isFolder: place.isDirectory(), isRoots: place.uid === 0 }).toEqual({ isFolder: true, isRoots: false });
    expect((await stat(closed)).mode & 0o777).toBe(0o700);
    expect(await readdir(path.join(closed, 'data'))).not.toContainEqual(expect.stringMatching(/^binaries-/));
  });
});
