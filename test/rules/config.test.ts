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

/** All that Slack and a database need, each right. */
const right = {
  DISCORD_TOKEN: 'secret.secret',
  SLACK_BOT_TOKEN: 'xoxb-secret',
  SLACK_APP_TOKEN: 'xapp-secret',
  SLACK_SIGNING_SECRET: 'secret-secret',
  DATABASE_URL: 'postgresql://samling:secret@localhost/samling',
};
const copied = Object.entries(right);

/** Characters that may come along when a value is copied: how it looks around the value, and how it is named. */
const STRAY: [string, (value: string) => string, RegExp][] = [
  ['a zero-width space behind', (value) => `${value}\u200b`, /invisible character \(U\+200B\)/],
  ['a zero-width space within', (value) => value.replace('secret', 'sec\u200bret'), /invisible character \(U\+200B\)/],
  ['a soft hyphen within', (value) => value.replace('secret', 'sec\u00adret'), /invisible character \(U\+00AD\)/],
  ['a byte order mark within', (value) => value.replace('secret', '\ufeffsecret'), /invisible character \(U\+FEFF\)/],
  ['a space within', (value) => value.replace('secret', 'sec ret'), /has a space as its character number \d+/],
  ['a no-break space within', (value) => value.replace('secret', 'sec\u00a0ret'), /a no-break space/],
  ['a line break within', (value) => value.replace('secret', 'sec\nret'), /a line break/],
  ['quotes around it', (value) => `"${value}"`, /quotes/],
  ['single quotes around it', (value) => `'${value}'`, /quotes/],
  ['curly quotes around it', (value) => `“${value}”`, /quotes/],
  ['a quote and a blank behind it', (value) => `${value}" `, /quotes/],
];

test.each(STRAY)('%s is named, with its variable and never with the value', (_what, spoil, said) => {
  readConfig(right);
  for (const [name, value] of copied) {
    const message = problem({ ...right, [name]: spoil(value) });
    expect(message).toMatch(new RegExp(`^${name} .*${said.source}.*\\.$`));
    expect(message).not.toMatch(/ret|sec\b/);
  }
});

test.each([
  ['a space', ' '],
  ['a line break', '\n'],
  ['a line break', '\r\n'],
  ['a byte order mark', '\ufeff'],
])('%s before or behind a value is named too, but for a list of tokens, where it means nothing', (_what, blank) => {
  for (const [name, value] of copied) {
    for (const spoilt of [value + blank, blank + value]) {
      if (name === 'SLACK_BOT_TOKEN')
        expect(readConfig({ ...right, [name]: spoilt }).slack?.botTokens).toEqual([value]);
      else expect(problem({ ...right, [name]: spoilt })).toMatch(new RegExp(`^${name} has an? `));
    }
  }
});

test('one of several bot tokens with an invisible character is said by its position', () => {
  const message = problem({ ...right, SLACK_BOT_TOKEN: 'xoxb-1,xoxb-2\u200b' });
  expect(message).toMatch(/^SLACK_BOT_TOKEN holds 2 tokens, and number 2 has an invisible character \(U\+200B\)/);
});

test('a dash that a word processor made of a hyphen is named in a token', () => {
  expect(problem({ ...right, SLACK_APP_TOKEN: 'xapp–1' })).toMatch(/^SLACK_APP_TOKEN has .*U\+2013/);
});

test('a password in an address may have letters of any language', () => {
  const address = 'postgresql://samling:blåbærgrød@localhost/samling';
  expect(readConfig({ DATABASE_URL: address }).databaseUrl).toBe(address);
});

test('a name with an invisible character is named, instead of counting as not set', () => {
  expect(problem({ '\ufeffDISCORD_TOKEN': 'abc' })).toMatch(/^DISCORD_TOKEN has an invisible character in its name: /);
  expect(readConfig({ '\ufeffOTHER': 'abc' }).discord).toBeNull();
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
