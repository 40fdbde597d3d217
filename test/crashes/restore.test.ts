import { execFile } from 'node:child_process';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Sandbox } from '@samling/sandbox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { temporaryFolder } from '../database/harness.ts';
import { links, Person, PLATFORMS, publishes } from '../scenarios/world.ts';
import { eventually, PATIENCE_MS } from '../waiting.ts';
import { type BotProcess, startProcess } from './bot-process.ts';

let sandbox: Sandbox;
let folder: string;
let bot: BotProcess;

const start = () => {
  const { discord, slack } = sandbox.seed;
  return startProcess({
    PORT: '0',
    DATA_DIR: folder,
    DISCORD_TOKEN: discord.application.token,
    DISCORD_API_URL: sandbox.discordApiUrl,
    SLACK_BOT_TOKEN: slack.application.botToken,
    SLACK_APP_TOKEN: slack.application.appToken,
    SLACK_API_URL: sandbox.slackApiUrl,
    SLACK_LATE_SECONDS: '2',
  });
};
const script = async (name: string, file: string) => {
  const module = fileURLToPath(new URL(`../../scripts/${name}.ts`, import.meta.url));
  const environment = { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: folder };
  return (await promisify(execFile)(process.execPath, [module, file], { env: environment })).stdout;
};
const person = (platform: 'discord' | 'slack', part: string) => new Person(sandbox, platform, part);
const copies = (title: string) =>
  Promise.all(
    PLATFORMS.map(async (platform) => {
      const seen = await person(platform, 'member').sees();
      return seen.filter((message) => !message.onlyYou && message.text.startsWith(title)).length;
    }),
  );
const meetup = { when: 'på lørdag kl. 11-14', where: 'Naturskolen' };

beforeEach(async () => {
  [sandbox, folder] = await Promise.all([
    startFestival({ unlimited: true, patienceMs: PATIENCE_MS }),
    temporaryFolder(),
  ]);
  bot = await start();
});
afterEach(async () => {
  await bot.stop();
  await sandbox.stop();
});

test('backed up while it works, destroyed and restored: everything is there, and what was on its way is there once', async () => {
  await links({ person });
  await publishes(person('discord', 'organiser'), { title: 'Cykeltur', ...meetup });
  await person('slack', 'member').answers('Kommer', 'Cykeltur');
  await eventually(async () => expect(await copies('Cykeltur')).toEqual([1, 1]));

  // The backup is made while a message is on its way, which arrives after that.
  const held = sandbox.addFault({ platform: 'slack', on: '^chat\\.postMessage$', times: 1, does: { kind: 'hold' } });
  await publishes(person('discord', 'organiser'), { title: 'Strikkecafé', ...meetup });
  await eventually(() => expect(sandbox.faults()[0]?.struck).toBe(1));
  const file = path.join(folder, 'samling.backup.gz');
  expect(await script('db-backup', file)).toMatch(/holds \d+ rows of \d+ tables/);
  sandbox.removeFault(held.id);
  await eventually(async () => expect(await copies('Strikkecafé')).toEqual([1, 1]));

  await expect(script('db-restore', file)).rejects.toThrow('Another bot is running');
  await bot.kill();
  await expect(script('db-restore', file)).rejects.toThrow('not empty');
  await rename(path.join(folder, 'postgresql'), path.join(folder, 'destroyed'));
  expect(await script('db-restore', file)).toMatch(
    /rows of \d+ tables are back.*looked for before they are sent: 1\n/s,
  );

  const lost = sandbox.addFault({
    platform: 'slack',
    on: '^conversations\\.history$',
    does: { kind: 'refuse', error: 'internal_error' },
  });
  bot = await start();
  await person('discord', 'member').answers('Kommer', 'Cykeltur');
  for (const platform of PLATFORMS)
    await person(platform, 'member').finds((one) => one.text.startsWith('Cykeltur') && one.text.includes('Kommer (2)'));
  // The card on Slack is found again, after it was answered, and shows that all the same.
  await person('discord', 'member').answers('Kommer', 'Strikkecafé');
  await person('discord', 'member').finds(
    (one) => one.text.startsWith('Strikkecafé') && one.text.includes('Kommer (1)'),
  );
  sandbox.removeFault(lost.id);
  await person('slack', 'member').finds((one) => one.text.startsWith('Strikkecafé') && one.text.includes('Kommer (1)'));
  expect([await copies('Cykeltur'), await copies('Strikkecafé')]).toEqual([
    [1, 1],
    [1, 1],
  ]);
});
