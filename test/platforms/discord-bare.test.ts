import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../src/chat/call.ts';
import { ConfigurationError, type Platform, type Receiver } from '../../src/chat/platform.ts';
import { eventually } from '../waiting.ts';
import { type BareDiscord, bareDiscord, command, type Given, TOKEN } from './bare-discord.ts';
import { answered, discordBot, shown, textCard } from './discord-world.ts';

let discord: BareDiscord;
let bot: Platform;
let calls: Call[];
let log: string[];

const HTML: Given = { status: 502, html: '<html><title>502 Bad Gateway</title></html>' };
const receiver: Receiver = {
  receive(call) {
    calls.push(call);
    return answered('privately', shown('Tak'));
  },
  suggest: async () => [],
  spaceChanged: async () => undefined,
};
const tell = (interaction: object) => discord.dispatch('INTERACTION_CREATE', interaction);
const answers = () => discord.asked.filter(({ path }) => path.startsWith('/interactions/')).map(({ path }) => path);
const lookedUp = (path: string) => discord.asked.filter((asked) => asked.path === path).length;

beforeEach(async () => {
  discord = await bareDiscord();
  calls = [];
  log = [];
  bot = discordBot({ apiUrl: discord.apiUrl, token: TOKEN, log });
});
afterEach(async () => {
  await bot.stop();
  await discord.stop();
});

describe('what Discord may leave out', () => {
  beforeEach(() => bot.start(receiver, []));

  it('is missed by nobody: language, roles, permissions, the channel, everything of a direct message', async () => {
    const { member: _member, guild_id: _guild, channel_id: _channel, ...direct } = command('12');
    tell(command('11', { member: { user: { id: '3' } } }));
    tell({ ...direct, user: { id: '3' }, type: 3, data: { custom_id: 'x', component_type: 2 }, message: { id: '4' } });
    tell({ ...command('13'), type: 3, data: { custom_id: 'menu', component_type: 3, values: null } });
    tell({ ...command('14'), type: 5, data: { custom_id: 'form', components: [{ type: 18, component: null }, null] } });
    tell({ ...command('15'), data: { id: '5', name: 'meetup' } });
    await eventually(() => expect(answers()).toHaveLength(5));
    expect(await calls[0]?.member()).toEqual({ mayManage: false, roles: ['7'], language: undefined });
    expect(calls.map(({ kind, space, channel }) => [kind, space.id, channel])).toEqual([
      ['command', '7', '8'],
      ['action', '', ''],
      ['action', '7', '8'],
      ['form', '7', '8'],
      ['command', '7', '8'],
    ]);
  });

  it('or add, is passed over: events, interactions and commands that we do not know', async () => {
    discord.dispatch('SOMETHING_NEW', { id: '1' });
    discord.dispatch('CHANNEL_CREATE', null);
    discord.dispatch('INTERACTION_CREATE', null);
    tell({ id: '11', application_id: '1', token: 't', type: 99 });
    tell(command('12', { data: { id: '5', type: 3, name: 'Som besked', target_id: '4' } }));
    tell(command('13'));
    await eventually(() => expect(answers()).toEqual(['/interactions/13/token-of-13/callback']));
    expect(calls).toHaveLength(1);
    expect(log.filter((line) => line.includes('could not be read'))).not.toEqual([]);
  });
});

describe('a server of which Discord tells little', () => {
  beforeEach(() => bot.start(receiver, []));

  it('is called by what is known, and by its id where nothing is', async () => {
    expect(await bot.describeSpace('7')).toEqual({ name: 'Foreningen' });
    discord.answer = ({ path }) => (path === '/guilds/9' ? { status: 200, json: { id: '9' } } : undefined);
    expect(await bot.describeSpace('9')).toEqual({ name: '9' });
  });
});

describe('what stands between us and Discord', () => {
  beforeEach(() => bot.start(receiver, []));

  it('may answer with a page of its own: the answer is given once more', async () => {
    let tries = 0;
    discord.answer = ({ path }) => {
      if (!path.endsWith('/callback')) return undefined;
      tries += 1;
      return tries === 1 ? HTML : { status: 200, json: {} };
    };
    tell(command('11'));
    await eventually(() => expect(tries).toBe(2));
  });

  it('and a page instead of a message leaves open whether the message is there', async () => {
    discord.answer = ({ path }) => (path === '/channels/8/messages' ? HTML : undefined);
    const posted = bot.post({ space: '7', channel: '8' }, textCard('Hej'), 'key');
    await expect(posted).rejects.toMatchObject({ outcome: { kind: 'unknown' } });
    expect(lookedUp('/channels/8/messages')).toBe(1);
  });

  it('may say wait without a header, or for long: a look-up waits a moment or says so', async () => {
    let tries = 0;
    discord.answer = ({ path }) => {
      if (path !== '/guilds/7/roles') return undefined;
      tries += 1;
      return tries === 1 ? { status: 429, json: { retry_after: 0.2, global: false } } : { status: 200, json: [] };
    };
    expect(await bot.findRole('7', 'ledelse')).toBeNull();
    expect(tries).toBe(2);
    discord.answer = ({ path }) =>
      path === '/guilds/7/channels' ? { status: 429, json: { retry_after: 40, global: false } } : undefined;
    await expect(bot.findNamed('7', ['opslag'])).rejects.toMatchObject({ outcome: { kind: 'wait' } });
    discord.answer = ({ path }) => {
      const channels = [
        { id: '1', type: 0, name: 'nyheder' },
        { id: '2', type: 5, name: 'opslag' },
        { id: '3', type: 4, name: 'announcements' },
      ];
      return path === '/guilds/8/channels' ? { status: 200, json: channels } : undefined;
    };
    // The first of the names that there is, among channels that can hold a card.
    expect(await bot.findNamed('8', ['announcements', 'opslag', 'nyheder'])).toBe('2');
    expect(await bot.findNamed('8', ['announcements'])).toBeNull();
    discord.answer = ({ path }) =>
      path === '/guilds/7/channels' ? { status: 429, json: { retry_after: 40, global: false } } : undefined;
    await expect(bot.findChannel('7', 'ledelse')).rejects.toMatchObject({ outcome: { kind: 'wait' } });
    expect(lookedUp('/guilds/7/channels')).toBe(2);
  });

  it('tells the name of a channel of that server alone, and says so when it does not tell', async () => {
    discord.answer = ({ path }) =>
      path === '/channels/81' ? { status: 200, json: { id: '81', type: 0, guild_id: '8', name: 'opslag' } } : undefined;
    expect(await bot.channelName('8', '81')).toBe('opslag');
    expect(await bot.channelName('7', '81')).toBeNull();
    discord.answer = () => ({ status: 404, json: { code: 10003, message: 'Unknown Channel' } });
    expect(await bot.channelName('8', '82')).toBeNull();
    discord.answer = () => ({ status: 429, json: { retry_after: 40, global: false } });
    await expect(bot.channelName('8', '83')).rejects.toMatchObject({ outcome: { kind: 'wait' } });
  });
});

describe('a connection that Discord closes', () => {
  it.each([
    [4004, /^DISCORD_TOKEN is refused/],
    [4013, /^DISCORD_TOKEN .* intent/],
    [4014, /^DISCORD_TOKEN .* intent/],
  ])('for good at the start is explained in one sentence: %i', async (code, words) => {
    discord.closeWith = code;
    const error: Error = await bot.start(receiver, []).then(
      () => expect.unreachable(),
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toMatch(words);
    expect(error.message).not.toContain('DISCORD_API_URL');
  });

  it.each([4000, 4001, 4002])('in between is resumed: %i', async (code) => {
    await bot.start(receiver, []);
    discord.close(code);
    await eventually(() => expect(discord.heard).toContain(6));
    tell(command('11'));
    await eventually(() => expect(answers()).toHaveLength(1));
    expect(discord.heard.filter((op) => op === 2)).toHaveLength(1);
  });
});
