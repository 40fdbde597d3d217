import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Sandbox } from '@samling/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { withEmbedded } from '../../src/database/embedded.ts';
import { withSession } from '../../src/database/session.ts';
import { temporaryFolder } from '../database/harness.ts';
import { Person, PLATFORMS } from '../scenarios/world.ts';
import { eventually } from '../waiting.ts';
import { type BotProcess, connectedTo, startProcess } from './bot-process.ts';

const run = promisify(execFile);
const meetup = { when: 'på lørdag kl. 11-14', where: 'Naturskolen' };

let disk: string;
/** Reason for which there is no small disk to fill. */
let missing: string | undefined;
let sandbox: Sandbox;
let bot: BotProcess;

beforeAll(async () => {
  disk = await temporaryFolder();
  // Where PostgreSQL has to run as another user its programs lie there, too; it comes up again in 16 MB that are free.
  missing = await run('mount', ['-t', 'tmpfs', '-o', 'size=200m,mode=755', 'tmpfs', disk]).then(
    () => undefined,
    (error: Error) => error.message,
  );
  if (missing) return;
  sandbox = await startFestival({ unlimited: true });
  bot = await startProcess({
    DATA_DIR: join(disk, 'data'),
    PORT: '0',
    ...connectedTo(sandbox),
  });
});
afterAll(async () => {
  if (missing) return;
  await bot.stop();
  await sandbox.stop();
  await run('umount', ['--lazy', disk]);
});

const ballast = () => join(disk, 'ballast');

/** Takes all that is left, but so much. */
async function fills(leaving = 0): Promise<void> {
  const file = await open(ballast(), 'w');
  for (const size of [65_536, 512]) {
    const piece = Buffer.alloc(size);
    try {
      for (;;) await file.write(piece);
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' });
    }
  }
  const { size } = await file.stat();
  await file.truncate(size - leaving);
  await file.close();
}

const health = async (path: string) => {
  const port = /"port":(\d+),"msg":"health and metrics"/.exec(bot.output())?.[1];
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: response.status, text: await response.text() };
};
const ready = (status: number) => eventually(async () => expect((await health('/ready')).status).toBe(status));

test('a full disk is told to whoever watches and to people, loses nothing, and is over when there is room again', async ({
  skip,
}) => {
  skip(missing !== undefined, `only root can make a small disk: ${missing}`);
  const person = (platform: (typeof PLATFORMS)[number]) => new Person(sandbox, platform, 'organiser');
  await ready(200);
  await person('discord').uses('meetup create', { title: 'Før', ...meetup });
  await person('discord').presses('Slå op', (one) => one.text.startsWith('Før'));
  await person('discord').card('Før');

  await fills();
  // Nobody has tried to write anything yet.
  await ready(503);
  expect((await health('/ready')).text).toContain('the database can write nothing');
  expect((await health('/metrics')).text).toContain('samling_database_writable 0');
  for (const platform of PLATFORMS) {
    // Some rows still find room on the pages that are there; whoever goes on meets the end of it.
    await eventually(async () => {
      await person(platform).uses('meetup create', {
        ...meetup,
        title: 'Fuld',
        description: randomBytes(650).toString('base64'),
      });
      const seen = (await person(platform).sees()).filter((one) => one.onlyYou).map(({ text }) => text);
      expect(seen.filter((text) => /\b\d{6}\b/.test(text))).toEqual([]);
      expect(seen).toContainEqual(expect.stringContaining('Jeg kan ikke gemme noget lige nu'));
    });
  }

  // Without room for its log PostgreSQL gives up, and can only come back when there is some.
  await withEmbedded(join(disk, 'data'), (url) =>
    expect(
      withSession(url, async (session) => {
        await session.query('SELECT pg_switch_wal()');
        for (;;) await session.query("SELECT pg_logical_emit_message(false, 'filler', repeat('x', 1000000))");
      }),
    ).rejects.toThrow(),
  );
  await eventually(() => expect(bot.output()).toMatch(/does not start .*No space left on device/s));
  await eventually(async () => expect((await health('/ready')).text).toContain('the database does not answer'));

  await rm(ballast());
  await ready(200);
  await person('slack').uses('meetup create', { title: 'Efter', ...meetup });
  await person('slack').presses('Slå op', (one) => one.text.startsWith('Efter'));
  await person('slack').card('Efter');
  await person('discord').uses('meetup list');
  await person('discord').reads('Før');
});
