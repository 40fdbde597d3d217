import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { networkSeed } from '../../festival/seed.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { eventually } from '../waiting.ts';
import { Script, type SlackWorld, startSlackWorld, textCard } from './slack-world.ts';

const seed = networkSeed({ guilds: 0, teams: 2 });
const [first, second] = seed.slack.teams;
if (!first || !second) throw new Error('The seed has too few workspaces.');
const teams = [first, second];

let world: SlackWorld;
let script: Script;
let bot: Platform;
const command = (team: typeof first) =>
  world.local.command(
    team.users[1]?.key ?? '',
    { space: team.name, channel: 'arrangementer' },
    { name: '/meetup', text: '' },
  );
const post = (team: typeof first, key: string) =>
  bot.post({ space: team.id, channel: team.channels[0]?.id ?? '' }, textCard('Hej'), key);
const tokens = () => bot.connections().filter(({ name }) => name !== 'connection');
const refuse = (on: string, error: string, times?: number) =>
  world.fault({ on, times, does: { kind: 'refuse', status: 200, error } });

beforeEach(async () => {
  world = await startSlackWorld({}, seed);
  script = new Script();
});
afterEach(() => world.stop());

describe('at the start', () => {
  it('a token that is refused costs its own workspace, until it is taken', async () => {
    const refused = refuse('^auth\\.test$', 'invalid_auth');
    const started = world.bot(script);
    await expect(started).rejects.toThrow(/^SLACK_BOT_TOKEN: Slack refuses token 1 of 2/);
    world.removeFault(refused);
    await started.catch(() => undefined);
    await eventually(() => expect(script.spaces.map(({ id }) => id).toSorted()).toEqual(teams.map(({ id }) => id)));
    expect(await command(first)).toMatchObject({ message: { text: 'Hej' } });
  });

  it('what is for a workspace of a token that is refused waits; people there are told that it is for now', async () => {
    refuse('^auth\\.test$', 'account_inactive', 1);
    bot = await world.bot(script, {
      pauses: { firstMs: 60_000, longestMs: 60_000, refusedFirstMs: 60_000, refusedLongestMs: 60_000 },
    });
    const [down = first, up = second] = tokens()[0]?.state === 'refused' ? [first, second] : [second, first];
    expect(
      tokens()
        .map(({ state }) => state)
        .toSorted(),
    ).toEqual(['refused', 'up']);
    expect(bot.hears()).toBe(true);
    expect(await post(up, 'a')).toMatchObject({ space: up.id });
    await expect(post(down, 'b')).rejects.toMatchObject({ outcome: { kind: 'wait' } });
    expect((await command(down)).message?.text).toMatch(/lige nu.*right now/s);
    expect(await command(up)).toMatchObject({ message: { text: 'Hej' } });
  });

  it('Slack may be out of order: it is served when it is back', async () => {
    const away = world.fault({ on: '.*', does: { kind: 'refuse', status: 503 } });
    bot = await world.bot(script);
    expect(bot.hears()).toBe(false);
    expect(bot.connections().map(({ state }) => state)).toEqual(['down', 'down', 'down']);
    await expect(post(first, 'a')).rejects.toMatchObject({ outcome: { kind: 'wait' } });
    world.removeFault(away);
    await eventually(() => expect(bot.connections().map(({ state }) => state)).toEqual(['up', 'up', 'up']));
    for (const team of teams) expect(await command(team)).toMatchObject({ message: { text: 'Hej' } });
    // Two tokens and the connection, each once down and once back.
    expect(world.logged.filter((line) => line.includes('does not work'))).toHaveLength(3);
  });
});

describe('while running', () => {
  beforeEach(async () => {
    bot = await world.bot(script);
  });

  it.each(['token_revoked', 'account_inactive', 'invalid_auth'])(
    'a token that any call is refused for costs its own workspace: %s',
    async (error) => {
      const asked = refuse('^auth\\.test$', error);
      refuse('^chat\\.postMessage$', error, 1);
      await expect(post(second, 'a')).rejects.toMatchObject({ outcome: { kind: 'wait' } });
      await eventually(() => expect(tokens().map(({ state }) => state)).toEqual(['up', 'refused']));
      expect(tokens()[1]).toMatchObject({ space: second.id, problem: expect.stringContaining(`(${error})`) });
      await expect(post(second, 'b')).rejects.toMatchObject({ outcome: { kind: 'wait' } });
      expect(await post(first, 'c')).toMatchObject({ space: first.id });
      expect(await command(first)).toMatchObject({ message: { text: 'Hej' } });
      world.removeFault(asked);
      await eventually(() => expect(tokens().map(({ state }) => state)).toEqual(['up', 'up']));
      expect(await post(second, 'd')).toMatchObject({ space: second.id });
    },
  );

  it('a code that nobody has heard of is looked for, and said once', async () => {
    refuse('^chat\\.postMessage$', 'something_new', 2);
    for (const key of ['a', 'b'])
      await expect(post(first, key)).rejects.toMatchObject({ outcome: { kind: 'unknown' } });
    expect(world.logged.filter((line) => line.includes('something_new'))).toHaveLength(1);
  });

  it('one such answer that Slack takes back on being asked costs nothing', async () => {
    refuse('^chat\\.postMessage$', 'invalid_auth', 1);
    const asked = () => world.local.requests().filter(({ path }) => path === 'auth.test').length;
    const before = asked();
    await expect(post(first, 'a')).rejects.toThrow();
    await eventually(() => expect(asked()).toBe(before + 1));
    expect(await post(first, 'b')).toMatchObject({ space: first.id });
    expect(world.logged.filter((line) => line.includes('does not work'))).toEqual([]);
  });
});
