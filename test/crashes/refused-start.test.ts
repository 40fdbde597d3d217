import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { temporaryFolder } from '../database/harness.ts';
import { startProcess } from './bot-process.ts';

/** @returns the lines that a bot printed which could not start, without those of steps that take long */
async function refused(environment: Record<string, string>): Promise<string[]> {
  const error = await startProcess({ LOG_LEVEL: 'error', ...environment }).catch((reason: Error) => reason);
  if (!(error instanceof Error)) {
    await error.stop();
    throw new Error('The bot started.');
  }
  const [ended = '', ...lines] = error.message.trim().split('\n');
  expect(ended).toContain('ended with code 1');
  return lines.filter((line) => !line.endsWith(' …'));
}

test('a data folder that can be none is told in one line', async () => {
  const file = join(await temporaryFolder(), 'taken');
  await writeFile(file, '');
  expect(await refused({ DATA_DIR: file })).toEqual([
    `The data folder ${file} cannot be made: a file is in its place. Choose another with DATA_DIR.`,
  ]);
});

test('a platform that cannot be reached is told in one line, tried again, and costs no other one', async () => {
  const sandbox = await startFestival();
  const bot = await startProcess({
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
    DISCORD_TOKEN: sandbox.seed.discord.application.token,
    DISCORD_API_URL: sandbox.discordApiUrl,
    DATA_DIR: await temporaryFolder(),
    PORT: '0',
  });
  expect(bot.output()).toContain('Samling is connected to Discord.');
  expect(bot.output()).toMatch(/Not yet: SLACK_API_URL: Slack cannot be reached \(ECONNREFUSED\)/);
  expect(sandbox.discord.connections()).toBe(1);
  expect(await bot.stop()).toBe(0);
  await sandbox.stop();
});

test('when every platform refuses its token, each is told in one line, and no connection of the day is used', async () => {
  const sandbox = await startFestival();
  const lines = await refused({
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: sandbox.seed.slack.application.appToken,
    SLACK_API_URL: sandbox.slackApiUrl,
    DISCORD_TOKEN: 'wrong',
    DISCORD_API_URL: sandbox.discordApiUrl,
    DATA_DIR: await temporaryFolder(),
    PORT: '0',
    LOG_LEVEL: 'silent',
  });
  expect(lines.toSorted()).toEqual([
    expect.stringMatching(/^DISCORD_TOKEN is refused by Discord/),
    expect.stringMatching(/^SLACK_BOT_TOKEN: Slack refuses this token \(invalid_auth\)/),
  ]);
  await sandbox.stop();
});

test('a second bot in the same data folder is refused, and leaves the sandbox of the first one alone', async () => {
  const folder = await temporaryFolder();
  const first = await startProcess({ DATA_DIR: folder, PORT: '0' });
  const journal = join(folder, 'sandbox.jsonl');
  const before = await stat(journal);
  expect(await refused({ DATA_DIR: folder, PORT: '0' })).toEqual([
    expect.stringContaining(`Another bot is running with the data folder ${folder}.`),
  ]);
  expect((await stat(journal)).ino).toBe(before.ino);
  expect(await readFile(journal, 'utf8')).not.toBe('');
  expect(await first.stop()).toBe(0);
});
