import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Events } from 'discord.js';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { networkSeed } from '../../festival/seed.ts';
import { ConfigurationError } from '../../src/chat/platform.ts';
import { connect, createClient } from '../../src/discord/connect.ts';
import { forgetContents } from '../../src/discord/forget.ts';
import { until } from '../waiting.ts';
import { COMMANDS, discordBot, discordWorld, type World } from './discord-world.ts';

describe('connecting to Discord', () => {
  let world: World;

  beforeAll(async () => {
    world = await discordWorld();
  });
  afterAll(() => world.stop());

  it('needs no intent that Discord would have to approve', () => {
    // The local Discord closes the connection of a bot that asks for one.
    expect(world.sandbox.discord.connections()).toBe(1);
  });

  it('registers the commands with their Danish words, for servers alone, nothing required', () => {
    const [command] = world.sandbox.discord.spaces().flatMap(({ commands }) => commands);
    expect(command).toMatchObject({
      name: 'meetup',
      name_localizations: { da: 'arrangement' },
      description_localizations: { da: 'Arrangementer' },
      contexts: [0],
      default_member_permissions: null,
      options: [
        {
          name: 'create',
          name_localizations: { da: 'opret' },
          options: [
            { name: 'title', type: 3, max_length: 100 },
            { name: 'when', type: 3, max_length: 200, autocomplete: true },
            { name: 'places', type: 4, min_value: 1, max_value: 500, autocomplete: true },
            { name: 'where', type: 7, channel_types: [0, 5] },
            { name: 'for', type: 8 },
            {
              name: 'repeat',
              type: 3,
              choices: [{ name: 'Weekly', name_localizations: { da: 'Hver uge' }, value: 'weekly' }],
            },
          ],
        },
      ],
    });
    expect(JSON.stringify(command)).not.toContain('"required":true');
  });

  it('keeps of each server what must be known at every call, and of its channels and roles nothing', async () => {
    const sandbox = await startFestival();
    const { token } = sandbox.seed.discord.application;
    const options = { token, apiUrl: sandbox.discordApiUrl, log: pino({ level: 'silent' }) };
    const client = createClient(options);
    const stopForgetting = forgetContents(client);
    await connect(client, options);
    const added = once(client, Events.GuildCreate);
    sandbox.discord.setInstalled('Suburban Lyd', false);
    sandbox.discord.setInstalled('Suburban Lyd', true);
    await added;
    const { guilds, channels } = client;
    stopForgetting();
    await client.destroy();
    await sandbox.stop();
    expect(guilds.cache.map(({ name, available }) => ({ name, available }))).toEqual([
      { name: 'RÅ Festival', available: true },
      { name: 'Suburban Lyd', available: true },
    ]);
    expect(guilds.cache.every(({ ownerId }) => ownerId.length > 0)).toBe(true);
    expect(guilds.cache.flatMap(({ roles }) => roles.cache).map(({ name }) => name)).toEqual([
      '@everyone',
      '@everyone',
    ]);
    expect([channels.cache.size, guilds.cache.reduce((sum, one) => sum + one.channels.cache.size, 0)]).toEqual([0, 0]);
  });

  it('is not confused by SHARDS, which discord.js would read itself', async () => {
    vi.stubEnv('SHARDS', 'auto');
    const { discord } = world.sandbox.seed;
    const bot = discordBot({ apiUrl: world.sandbox.discordApiUrl, token: discord.application.token });
    await bot.start(world.receiver, COMMANDS);
    await bot.stop();
    vi.unstubAllEnvs();
  });

  it('writes the commands again only when they differ', async () => {
    const writes = () => world.sandbox.discord.requests().filter(({ method }) => method === 'PUT').length;
    const again = async (commands: typeof COMMANDS) => {
      const bot = discordBot({
        apiUrl: world.sandbox.discordApiUrl,
        token: world.sandbox.seed.discord.application.token,
      });
      await bot.start(world.receiver, commands);
      await bot.stop();
    };
    expect(writes()).toBe(1);
    await again(COMMANDS);
    expect(writes()).toBe(1);
    await again(COMMANDS.map((command) => ({ ...command, forManagers: true })));
    expect(writes()).toBe(2);
    await again(COMMANDS);
    expect(writes()).toBe(3);
  });

  it('comes back when its connection is cut, and hears what people do', async () => {
    expect(world.bot.hears()).toBe(true);
    world.sandbox.discord.dropConnections();
    await until(() => !world.bot.hears());
    await until(() => world.sandbox.discord.connections() === 1);
    await until(() => world.bot.hears());
    await world.sandbox.discord.command('maja', world.place, { name: 'meetup create' });
    expect(world.calls.at(-1)).toMatchObject({ kind: 'command', path: ['meetup', 'create'] });
  });

  it('tells when it is taken out of a server and put back', async () => {
    world.sandbox.discord.setInstalled(world.place.space, false);
    await until(() => world.spaces.length === 1);
    world.sandbox.discord.setInstalled(world.place.space, true);
    await until(() => world.spaces.length === 2);
    expect(world.spaces).toEqual([
      { id: world.guild, present: false },
      { id: world.guild, present: true },
    ]);
  });
});

describe('what stops the start', () => {
  const problem = async (apiUrl: string, token: string): Promise<Error> => {
    const bot = discordBot({ apiUrl, token });
    const nobody = {
      receive: () => expect.unreachable(),
      suggest: async () => [],
      spaceChanged: async () => undefined,
    };
    return bot.start(nobody, []).then(
      () => expect.unreachable(),
      (error: Error) => error,
    );
  };

  it('is a token that Discord refuses, named in one sentence', async () => {
    const sandbox = await startFestival();
    const error = await problem(sandbox.discordApiUrl, 'not.the.token');
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toMatch(/^DISCORD_TOKEN is refused/);
    expect(error.message).not.toContain('not.the.token');
    await sandbox.stop();
  });

  it('is being in more servers than one connection may serve', async () => {
    const seed = networkSeed({ guilds: 2_501, channelsEach: 1, membersEach: 0 });
    const sandbox = await startFestival({ seed });
    const error = await problem(sandbox.discordApiUrl, seed.discord.application.token);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain('npm run start:sharded');
    await sandbox.stop();
  });

  it('is an address where something else answers', async () => {
    const server = createServer((_, response) => response.end('<html>')).listen(0, '127.0.0.1');
    const port = await until(() => (server.address() as AddressInfo | null)?.port);
    const error = await problem(`http://127.0.0.1:${port}/api/v10/`, 'a.b.c');
    expect(error.message).toContain(`DISCORD_API_URL http://127.0.0.1:${port}/api does not answer as Discord’s API`);
    server.close();
    server.closeAllConnections();
  });
});
