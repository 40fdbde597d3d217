import { readFileSync } from 'node:fs';
import { memoryJournal } from '@samling/sandbox/journal.ts';
import { Client, Events, GatewayIntentBits, PermissionFlagsBits, Routes } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { BOARD, CHANNEL, HERE, login, refused, rest, startLocal } from './discord-local.ts';

const MISSING_ACCESS = { status: 403, code: 50001 };

describe('the bot', () => {
  it('may do in the festival’s servers what the invitation in the guide asks for, and no more', async () => {
    const guide = readFileSync(new URL('../../docs/connect-discord.md', import.meta.url), 'utf8');
    const invited = BigInt(/permissions=(\d+)/.exec(guide)?.[1] ?? '0');
    const sandbox = await startFestival();
    onTestFinished(() => sandbox.stop());
    const { application, guilds } = sandbox.seed.discord;
    const client = new Client({ intents: ['Guilds'], rest: { api: sandbox.discordApiUrl } });
    onTestFinished(() => client.destroy());
    const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
    await client.login(application.token);
    await ready;
    const everyones = PermissionFlagsBits.UseApplicationCommands;
    const has = client.guilds.cache.map((guild) => guild.members.me?.permissions.bitfield);
    expect(has).toEqual(guilds.map(() => invited | everyones));
  });
});

describe('a channel of a server', () => {
  it('is closed to the bot and opened to it, also private ones, and over a restart; the bot hears of it', async () => {
    const journal = memoryJournal();
    const local = await startLocal({ journal });
    const client = await login(local);
    const told = new Promise<boolean>((resolve) => {
      client.on(Events.ChannelUpdate, (_before, after) => {
        if (after.id === CHANNEL && 'viewable' in after) resolve(after.viewable);
      });
    });
    local.discord.setChannel('RÅ', 'arrangementer', { bot: false });
    expect(await told).toBe(false);
    const send = (channel: string, from = local) =>
      rest(from).post(Routes.channelMessages(channel), { body: { content: 'Hej' } });
    expect(await refused(send(CHANNEL))).toMatchObject(MISSING_ACCESS);
    expect(await refused(send(BOARD))).toMatchObject(MISSING_ACCESS);
    local.discord.setChannel('RÅ', BOARD, { bot: true });
    expect(await send(BOARD)).toMatchObject({ content: 'Hej' });
    const seen = local.discord.spaces()[0]?.channels.map(({ name, kind, bot }) => [name, kind, bot]);
    expect(seen).toEqual([
      ['arrangementer', 'text', false],
      ['opslag', 'announcement', true],
      ['bestyrelse', 'private', true],
    ]);
    const again = await startLocal({ journal });
    expect(await refused(send(CHANNEL, again))).toMatchObject(MISSING_ACCESS);
    expect(await send(BOARD, again)).toMatchObject({ content: 'Hej' });
    expect(() => local.discord.setChannel('RÅ', 'opslag', { archived: true })).toThrow('cannot be archived');
  });
});

describe('direct messages between people', () => {
  it('are the same from both sides, are kept, and are nothing to the bot or to others', async () => {
    const journal = memoryJournal();
    const local = await startLocal({ journal });
    const client = await login(local, undefined, [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages]);
    const heard: string[] = [];
    client.on(Events.MessageCreate, ({ content }) => heard.push(content));
    const { discord } = local;
    const sent = await discord.say('yusuf', { ...HERE, channel: '@freja' }, 'Kommer du?');
    await discord.say('freja', { ...HERE, channel: '@Yusuf' }, 'Ja');
    const texts = (as: string, channel: string, from = discord) =>
      from.channel(as, { ...HERE, channel }).map(({ text }) => text);
    expect(texts('yusuf', '@freja')).toEqual(['Kommer du?', 'Ja']);
    expect(texts('freja', '@yusuf')).toEqual(['Kommer du?', 'Ja']);
    expect(texts('maja', '@yusuf')).toEqual([]);
    expect(discord.directMessages('yusuf')).toEqual([]);
    expect(await refused(rest(local).get(Routes.channelMessages(sent.channel)))).toMatchObject(MISSING_ACCESS);
    await expect(discord.command('yusuf', { ...HERE, channel: '@freja' }, { name: 'a' })).rejects.toThrow(
      'no commands',
    );
    await discord.say('yusuf', { ...HERE, channel: '@Samling' }, 'Hej');
    await expect.poll(() => heard).toEqual(['Hej']);
    expect(texts('freja', '@yusuf', (await startLocal({ journal })).discord)).toEqual(['Kommer du?', 'Ja']);
  });
});
