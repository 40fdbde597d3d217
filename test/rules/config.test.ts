import { expect, test } from 'vitest';
import { ConfigurationError } from '../../src/chat/platform.ts';
import { readConfig } from '../../src/config.ts';

const problem = (environment: Record<string, string>) => {
  try {
    readConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message;
  }
  throw new Error('It was accepted.');
};

test('with nothing set there is no platform, and empty values count as not set', () => {
  expect(readConfig({})).toMatchObject({
    discord: null,
    slack: null,
    databaseUrl: null,
    dataDir: './data',
    port: 4010,
  });
  expect(readConfig({ DISCORD_TOKEN: ' ', SLACK_BOT_TOKEN: '' })).toEqual(readConfig({}));
});

test('one platform alone is a complete set-up', () => {
  expect(readConfig({ DISCORD_TOKEN: 'a.b.c' })).toMatchObject({ discord: { token: 'a.b.c' }, slack: null });
  expect(readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' })).toMatchObject({
    discord: null,
    slack: { botTokens: ['xoxb-1'], appToken: 'xapp-1' },
  });
  expect(readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'abcdefgh' }).slack?.signingSecret).toBe(
    'abcdefgh',
  );
});

test('several Slack workspaces have a token each, and what is wrong with one is said by its position', () => {
  const slack = { SLACK_BOT_TOKEN: ' xoxb-1, xoxb-2,', SLACK_APP_TOKEN: 'xapp-1' };
  expect(readConfig(slack).slack?.botTokens).toEqual(['xoxb-1', 'xoxb-2']);
  const message = problem({ ...slack, SLACK_BOT_TOKEN: 'xoxb-1,xapp-secret' });
  expect(message).toMatch(/^SLACK_BOT_TOKEN .*number 2/);
  expect(message).not.toContain('secret');
});

test.each([
  [{ DISCORD_API_URL: 'http://127.0.0.1:4010/api' }, 'DISCORD_TOKEN'],
  [{ DISCORD_TOKEN: 'a b' }, 'DISCORD_TOKEN'],
  [{ DISCORD_TOKEN: 'abc', DISCORD_API_URL: '127.0.0.1:4010' }, 'DISCORD_API_URL'],
  [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN'],
  [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_APP_TOKEN'],
  [{ SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN'],
  [{ SLACK_BOT_TOKEN: ' , ', SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN'],
  [{ SLACK_BOT_TOKEN: 'xoxb-1 xoxb-2', SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN'],
  [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xoxb-1' }, 'SLACK_APP_TOKEN'],
  [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'short' }, 'SLACK_SIGNING_SECRET'],
  [{ DATABASE_URL: 'mysql://localhost/samling' }, 'DATABASE_URL'],
  [{ PORT: '70000' }, 'PORT'],
  [{ PORT: 'http' }, 'PORT'],
  [{ SLACK_HOST: 'samling.dk' }, 'SLACK_HOST'],
  [{ HEALTH_HOST: 'everywhere' }, 'HEALTH_HOST'],
  [{ HEALTH_HOST: '127.0.0.1:4010' }, 'HEALTH_HOST'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
])('%o stops the start with one sentence that names %s', (environment, name) => {
  const message = problem(environment as Record<string, string>);
  expect(message.startsWith(`${name} `)).toBe(true);
  expect(message).toMatch(/\.$/);
  expect(message).not.toContain('\n');
});

test('health is told on this machine alone, unless another address is given', () => {
  expect(readConfig({}).healthHost).toBe('127.0.0.1');
  for (const address of ['0.0.0.0', '::']) expect(readConfig({ HEALTH_HOST: address }).healthHost).toBe(address);
});

test('SHARDS is a number of shards or "auto", and in a process that the ShardingManager starts, which one it is', () => {
  expect(readConfig({ SHARDS: '3' })).toMatchObject({ shards: 3, shard: null });
  expect(readConfig({ SHARDS: 'auto' })).toMatchObject({ shards: null, shard: null });
  const started = { SHARDING_MANAGER: 'true', SHARDS: '0', SHARD_COUNT: '2' };
  expect(readConfig(started)).toMatchObject({ shard: { id: 0, count: 2 } });
  expect(problem({ SHARDS: '0' })).toMatch(/^SHARDS /);
});
