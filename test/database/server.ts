import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstat, mkdir, readFile, rm, statfs } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type EmbeddedServer, startEmbedded } from '../../src/database/embedded.ts';
import { DatabaseError } from '../../src/database/error.ts';
import { migrate } from '../../src/database/migrate.ts';
import { withDatabase } from '../../src/database/scratch-database.ts';
import { withSession } from '../../src/database/session.ts';

/** As many runs of the same checkout can go on at once. */
const places = 20;
const template = 'template_migrated';
/** A file system in memory, on Linux. A run writes some gigabytes, most of them over and over. */
const memory = '/dev/shm';
/** Free space (bytes) below which it is left alone: containers are often given 64 MB. */
const enough = 4 * 2 ** 30;

interface TestServer {
  url: string;
  /** The name of a migrated database. */
  template: string;
  /** Empty; for what tests make. */
  folder: string;
  stop(): Promise<void>;
}

/**
 * Starts the server of a test run, with a migrated database to copy. It lies in one of a few numbered folders of this
 * checkout, the first that no other run has: so later runs need not make it anew, and what a killed run left is taken
 * over and cleared.
 */
export async function startTestServer(): Promise<TestServer> {
  const { server, folder } = await firstFree();
  const temporary = path.join(folder, 'tmp');
  // A PostgreSQL in there, of a run that was killed, goes within a minute when it finds its files gone.
  await unmountBelow(temporary);
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary);
  await withSession(server.url, async (session) => {
    const { rows } = await session.query("SELECT datname FROM pg_database WHERE datname ~ '^(scratch_|template_m)'");
    for (const { datname } of rows) await session.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
    await session.query(`CREATE DATABASE "${template}"`);
  });
  await migrate(withDatabase(server.url, template));
  return {
    url: server.url,
    template,
    folder: temporary,
    stop: async () => {
      await server.stop();
      if (folder.startsWith(memory)) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Takes away the small disks that a test of a killed run left in a folder. */
async function unmountBelow(folder: string): Promise<void> {
  const mounts = await readFile('/proc/self/mounts', 'utf8').catch(() => '');
  const places = mounts.split('\n').map((line) => line.split(' ')[1] ?? '');
  for (const place of places.filter((one) => one.startsWith(`${folder}/`)))
    await promisify(execFile)('umount', ['--lazy', place]);
}

async function roomiest(): Promise<string> {
  const room = await statfs(memory).catch(() => null);
  return room && room.bavail * room.bsize >= enough ? memory : tmpdir();
}

async function firstFree(): Promise<{ server: EmbeddedServer; folder: string }> {
  const checkout = createHash('sha256')
    .update(import.meta.dirname)
    .digest('hex')
    .slice(0, 12);
  const folder = path.join(await roomiest(), `samling-test-${userInfo().uid}-${checkout}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Anybody can make folders there.
  if ((await lstat(folder)).uid !== userInfo().uid) throw new Error(`${folder} is another user's: remove it.`);
  for (let place = 1; ; place += 1) {
    const dataDir = path.join(folder, String(place));
    try {
      // What a test commits need not survive a power cut.
      const settings = { max_connections: '400', synchronous_commit: 'off', fsync: 'off', shared_buffers: '64MB' };
      return { server: await startEmbedded({ dataDir, settings, patience: 200 }), folder: dataDir };
    } catch (error) {
      if (!(error instanceof DatabaseError) || place === places) throw error;
    }
  }
}
