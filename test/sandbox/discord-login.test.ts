import { CannotDo } from '@samling/sandbox/contract.ts';
import {
  ApplicationCommandOptionType,
  Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../waiting.ts';
import {
  APPLICATION,
  CHANNEL,
  GUILD,
  HERE,
  type Local,
  login,
  OTHER_GUILD,
  refused,
  rest,
  startLocal,
  TOKEN,
  YUSUF,
} from './discord-local.ts';

describe('logging in', () => {
  it('gets discord.js ready with its servers, channels and roles', async () => {
    const local = await startLocal();
    const client = await login(local);
    expect(client.user.id).toBe(APPLICATION);
    expect(client.application.id).toBe(APPLICATION);
    expect([...client.guilds.cache.keys()].sort()).toEqual([GUILD, OTHER_GUILD].sort());
    const guild = client.guilds.cache.get(GUILD);
    expect(guild?.preferredLocale).toBe('da');
    expect(guild?.channels.cache.map(({ name }) => name)).toEqual(['arrangementer', 'opslag', 'bestyrelse']);
    expect(guild?.roles.cache.map(({ name }) => name)).toEqual(['@everyone', 'Samling', 'Frivillig', 'Holdet']);
    expect(guild?.members.me?.permissionsIn(CHANNEL).has('SendMessages')).toBe(true);
    expect(local.discord.connections()).toBe(1);
  });

  it('refuses a wrong token', async () => {
    const local = await startLocal();
    const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: local.api } });
    onTestFinished(() => client.destroy());
    await expect(client.login('wrong.token')).rejects.toThrow('An invalid token was provided.');
  });

  it('closes with 4014 when a privileged intent is asked for that was not granted', async () => {
    const local = await startLocal();
    await expect(login(local, undefined, [GatewayIntentBits.MessageContent])).rejects.toThrow(
      'Used disallowed intents',
    );
  });

  it('lets a granted privileged intent pass, and then shows what others write', async () => {
    const local = await startLocal({ privilegedIntents: GatewayIntentBits.MessageContent });
    const { Guilds, GuildMessages, MessageContent } = GatewayIntentBits;
    const client = await login(local, undefined, [Guilds, GuildMessages, MessageContent]);
    const heard = new Promise<string>((resolve) => {
      client.on(Events.MessageCreate, ({ content }) => resolve(content));
    });
    await local.discord.say('yusuf', HERE, 'Hej');
    expect(await heard).toBe('Hej');
  });
});

describe('shards', () => {
  it('share the servers out, and interactions come to the shard of their server', async () => {
    const local = await startLocal();
    await rest(local).put(Routes.applicationCommands(APPLICATION), { body: [{ name: 'a', description: 'a' }] });
    const [first, second] = await Promise.all([0, 1].map((shard) => login(local, answer, undefined, [shard, 2])));
    const guilds = [first, second].map((client) => [...(client?.guilds.cache.keys() ?? [])]);
    const shardOf = (guild: string) => Number((BigInt(guild) >> 22n) % 2n);
    expect(guilds).toEqual([0, 1].map((shard) => [GUILD, OTHER_GUILD].filter((guild) => shardOf(guild) === shard)));
    const { message } = await local.discord.command('yusuf', HERE, { name: 'a' });
    expect(message?.text).toBe(`shard ${shardOf(GUILD)}`);

    function answer(interaction: Interaction) {
      return interaction.isCommand() && interaction.reply(`shard ${interaction.guild?.shardId}`);
    }
  });

  it('that begin too soon after one another are sent away, and come again', async () => {
    const local = await startLocal({ shards: 2, maxConcurrency: 1 });
    expect(await rest(local).get(Routes.gatewayBot())).toMatchObject({
      shards: 2,
      session_start_limit: { max_concurrency: 1 },
    });
    await login(local, undefined, undefined, [0, 2]);
    const second = login(local, undefined, undefined, [1, 2]);
    await until(() => local.discord.identified().length > 1);
    expect(local.discord.identified()).toMatchObject([
      { shard: [0, 2], refused: false },
      { shard: [1, 2], refused: true },
    ]);
    expect(local.discord.connections()).toBe(1);
    await second;
    expect(local.discord.identified().at(-1)).toMatchObject({ shard: [1, 2], refused: false });
    expect(local.discord.connections()).toBe(2);
  });
});

describe('sessions', () => {
  const left = async (local: Local) =>
    (await rest(local).get(Routes.gatewayBot())) as { session_start_limit: { total: number; remaining: number } };

  it('are counted down for a day, by each that is begun and none that is resumed', async () => {
    const local = await startLocal({ startsADay: 5 });
    expect(await left(local)).toMatchObject({ session_start_limit: { total: 5, remaining: 5 } });
    const client = await login(local);
    expect(await left(local)).toMatchObject({ session_start_limit: { total: 5, remaining: 4 } });
    const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
    local.discord.dropConnections();
    await resumed;
    expect(await left(local)).toMatchObject({ session_start_limit: { remaining: 4 } });
    local.discord.sessionStarts.leave(1);
    await login(local);
    expect(await left(local)).toMatchObject({ session_start_limit: { remaining: 0 } });
  });

  it('that are too many in a day end all, and reset the token', async () => {
    const local = await startLocal();
    const client = await login(local);
    const ended = new Promise((resolve) => client.once(Events.ShardError, resolve));
    local.discord.sessionStarts.leave(0);
    const closed = await closing(local, { token: TOKEN, intents: 1, properties: {} });
    expect(closed).toBe(4004);
    expect(await ended).toMatchObject({ message: expect.stringContaining('Authentication failed') });
    await until(() => local.discord.connections() === 0);
    expect(await refused(rest(local).get(Routes.user()))).toMatchObject({ status: 401 });
    const renewed = local.discord.sessionStarts.token();
    expect(renewed).not.toBe(TOKEN);
    expect(await rest(local).setToken(renewed).get(Routes.gatewayBot())).toMatchObject({
      session_start_limit: { remaining: 1000 },
    });
  });
});

/** Identifies without discord.js, which would wait. @returns the code with which the gateway closes */
async function closing(local: Local, d: object): Promise<number> {
  const socket = new WebSocket(`${local.api.replace(/^http(.*)\/api$/, 'ws$1/gateway')}?v=10&encoding=json`);
  socket.on('open', () => socket.send(JSON.stringify({ op: 2, d })));
  const { promise, resolve } = Promise.withResolvers<number>();
  socket.on('close', resolve);
  return promise;
}

describe('members', () => {
  it('are found by id and by the beginning of the name, over the gateway and over REST', async () => {
    const local = await startLocal();
    const client = await login(local);
    const guild = await client.guilds.fetch(GUILD);
    expect((await guild.members.fetch(YUSUF)).displayName).toBe('Yusuf');
    expect((await guild.members.fetch({ query: 'Fre' })).map(({ displayName }) => displayName)).toEqual(['Freja']);
    expect((await guild.members.search({ query: 'maj' })).map(({ displayName }) => displayName)).toEqual(['Maja']);
    expect(await refused(guild.members.list())).toMatchObject({ status: 403, code: 50001 });
    expect(await refused(guild.members.fetch('14000000000000999'))).toMatchObject({ status: 404, code: 10013 });
  });
});

describe('a lost connection', () => {
  it('is resumed without losing an event', async () => {
    const local = await startLocal();
    const heard: string[] = [];
    const client = await login(local);
    client.on(Events.MessageCreate, ({ id }) => heard.push(id));
    const resumed = new Promise((resolve) => client.once(Events.ShardResume, (_, replayed) => resolve(replayed)));
    const sent = [await local.discord.say('yusuf', HERE, 'før')];
    local.discord.dropConnections();
    await until(() => local.discord.connections() === 0);
    sent.push(await local.discord.say('yusuf', HERE, 'imens'), await local.discord.say('freja', HERE, 'imens'));
    await resumed;
    sent.push(await local.discord.say('yusuf', HERE, 'efter'));
    await until(() => heard.length === 4);
    expect(heard).toEqual(sent.map(({ id }) => id));
  });

  it('is resumed when Discord asks to reconnect', async () => {
    const local = await startLocal();
    const client = await login(local);
    const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
    local.discord.askToReconnect();
    await resumed;
    expect(local.discord.connections()).toBe(1);
  });

  it('begins anew when the session is no longer known', async () => {
    const local = await startLocal();
    const client = await login(local);
    const ready = new Promise((resolve) => client.once(Events.ShardReady, resolve));
    local.discord.forgetSessions();
    local.discord.dropConnections();
    await ready;
    expect(local.discord.connections()).toBe(1);
  });
});

describe('a server', () => {
  it('is left and joined, and what is done there is refused in between', async () => {
    const local = await startLocal();
    const client = await login(local);
    const left = new Promise<string>((resolve) => client.once(Events.GuildDelete, ({ id }) => resolve(id)));
    local.discord.setInstalled('RÅ', false);
    expect(await left).toBe(GUILD);
    const answer = await refused(rest(local).post(Routes.channelMessages(CHANNEL), { body: { content: 'Hej' } }));
    expect(answer).toMatchObject({ status: 403, code: 50001 });
    const joined = new Promise<string>((resolve) => client.once(Events.GuildCreate, ({ id }) => resolve(id)));
    local.discord.setInstalled('RÅ', true);
    expect(await joined).toBe(GUILD);
  });
});

describe('registering commands', () => {
  const meetup = {
    name: 'træf',
    description: 'Træf',
    name_localizations: { 'en-GB': 'meetup' },
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'opret',
        description: 'Nyt træf',
        options: [{ type: ApplicationCommandOptionType.String, name: 'titel', description: 'Titel', required: true }],
      },
    ],
  } satisfies RESTPostAPIChatInputApplicationCommandsJSONBody;

  it('keeps ids by name, and shows the picker what is registered', async () => {
    const local = await startLocal();
    const client = await login(local);
    const first = await client.application.commands.set([meetup]);
    const second = await client.application.commands.set([{ ...meetup, description: 'Mødes' }]);
    expect([...second.keys()]).toEqual([...first.keys()]);
    const { commands } = local.discord.spaces()[0] ?? {};
    expect(commands).toMatchObject([{ name: 'træf', description: 'Mødes', name_localizations: { 'en-GB': 'meetup' } }]);
  });

  it('answers as Discord does on creating, changing and deleting one', async () => {
    const local = await startLocal();
    const client = await login(local);
    const created = await client.application.commands.create(meetup, GUILD);
    const changed = await client.application.commands.edit(created.id, { description: 'Ny' }, GUILD);
    expect(changed).toMatchObject({ id: created.id, description: 'Ny', guildId: GUILD });
    await client.application.commands.delete(created.id, GUILD);
    const path = Routes.applicationGuildCommand(APPLICATION, GUILD, created.id);
    expect(await refused(rest(local).get(path))).toMatchObject({ status: 404, code: 10063 });
  });

  it.each([
    ['a name with a capital', [{ ...meetup, name: 'Træf' }], '0.name', 'APPLICATION_COMMAND_INVALID_NAME'],
    ['a name with a space', [{ ...meetup, name: 'lav træf' }], '0.name', 'APPLICATION_COMMAND_INVALID_NAME'],
    ['a name of 33 letters', [{ ...meetup, name: 'a'.repeat(33) }], '0.name', 'BASE_TYPE_BAD_LENGTH'],
    ['no description', [{ name: 'a' }], '0.description', 'BASE_TYPE_REQUIRED'],
    [
      'a description of 101 letters',
      [{ name: 'a', description: 'a'.repeat(101) }],
      '0.description',
      'BASE_TYPE_BAD_LENGTH',
    ],
    ['two of one name', [meetup, meetup], '1', 'APPLICATION_COMMANDS_DUPLICATE_NAME'],
    [
      'a translation into an unknown language',
      [{ ...meetup, name_localizations: { dk: 'hej' } }],
      '0.name_localizations.dk',
      'BASE_TYPE_CHOICES',
    ],
    [
      'a required option after an optional one',
      [{ name: 'a', description: 'a', options: [option('b', false), option('c', true)] }],
      '0.options.1',
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      'values beside subcommands',
      [{ ...meetup, options: [...meetup.options, option('b', false)] }],
      '0.options',
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    [
      '26 options',
      [{ name: 'a', description: 'a', options: Array.from({ length: 26 }, (_, index) => option(`o${index}`, false)) }],
      '0.options',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'more than 8000 characters in all',
      [{ name: 'a', description: 'a', options: Array.from({ length: 25 }, (_, index) => longChoices(`o${index}`)) }],
      '0',
      'APPLICATION_COMMAND_TOO_LARGE',
    ],
  ])('refuses %s', async (_, body, path, code) => {
    const local = await startLocal();
    const answer = await refused(rest(local).put(Routes.applicationCommands(APPLICATION), { body }));
    expect(answer).toMatchObject({ status: 400, code: 50035, rawError: { message: 'Invalid Form Body' } });
    const at = path
      .split('.')
      .reduce<unknown>((tree, key) => (tree as Record<string, unknown>)?.[key], answer.rawError.errors);
    expect(at).toMatchObject({ _errors: [{ code }] });
  });

  it('takes no more than a hundred', async () => {
    const local = await startLocal();
    const body = Array.from({ length: 101 }, (_, index) => ({ name: `a${index}`, description: 'a' }));
    const answer = await refused(rest(local).put(Routes.applicationCommands(APPLICATION), { body }));
    expect(answer).toMatchObject({ status: 400, code: 30032 });
  });
});

describe('using a command', () => {
  it('sends each option in the type that was registered', async () => {
    const local = await startLocal();
    const seen = Promise.withResolvers<Interaction>();
    const client = await login(local, (interaction) => {
      seen.resolve(interaction);
      return interaction.isChatInputCommand() && interaction.reply('Tak');
    });
    await client.application.commands.set([
      {
        name: 'prøv',
        description: 'Prøv',
        options: [
          { type: ApplicationCommandOptionType.String, name: 'titel', description: 'a' },
          { type: ApplicationCommandOptionType.Integer, name: 'antal', description: 'a', minValue: 1 },
          { type: ApplicationCommandOptionType.Boolean, name: 'åben', description: 'a' },
          { type: ApplicationCommandOptionType.Channel, name: 'hvor', description: 'a' },
          { type: ApplicationCommandOptionType.Role, name: 'hvem', description: 'a' },
          { type: ApplicationCommandOptionType.User, name: 'vært', description: 'a' },
          {
            type: ApplicationCommandOptionType.String,
            name: 'slags',
            description: 'a',
            choices: [{ name: 'Meeting', nameLocalizations: { da: 'Møde' }, value: 'meeting' }],
          },
        ],
      },
    ]);
    await local.discord.command('yusuf', HERE, {
      name: '/prøv',
      options: {
        ...{
          titel: 'Fest',
          antal: '12',
          åben: 'true',
          hvor: '#opslag',
          hvem: '@Frivillig',
          vært: 'freja',
          slags: 'Møde',
        },
      },
    });
    const interaction = await seen.promise;
    if (!interaction.isChatInputCommand()) throw new Error('not a command');
    const { options } = interaction;
    expect(options.getString('titel')).toBe('Fest');
    expect(options.getInteger('antal')).toBe(12);
    expect(options.getBoolean('åben')).toBe(true);
    expect(options.getChannel('hvor')).toMatchObject({ name: 'opslag' });
    expect(options.getRole('hvem')).toMatchObject({ name: 'Frivillig' });
    expect(options.getUser('vært')).toMatchObject({ globalName: 'Freja' });
    expect(options.getString('slags')).toBe('meeting');
    expect(interaction).toMatchObject({ locale: 'da', guildLocale: 'da', context: 0, guildId: GUILD });
    expect(interaction.memberPermissions?.has('ManageGuild')).toBe(true);
    expect(interaction.appPermissions.has('SendMessages')).toBe(true);
    expect(interaction.authorizingIntegrationOwners).toMatchObject({ '0': GUILD });
  });

  it.each([
    ['an option that the command does not have', { flet: '1' }],
    ['a value that is no number', { antal: 'tolv' }],
    ['a value below the least', { antal: '0' }],
    ['a value that is too long', { antal: '1', ord: 'længere' }],
    ['a required option that is missing', {}],
  ])('does not let pass %s, and says so', async (_, options) => {
    const local = await startLocal();
    const body = [
      {
        name: 'a',
        description: 'a',
        options: [
          { type: 4, name: 'antal', description: 'a', required: true, min_value: 1 },
          { type: 3, name: 'ord', description: 'a', max_length: 5 },
        ],
      },
    ];
    await rest(local).put(Routes.applicationCommands(APPLICATION), { body });
    await expect(local.discord.command('yusuf', HERE, { name: 'a', options: { ...options } })).rejects.toThrow(
      CannotDo,
    );
  });

  it('is shown only to those who have the permissions that it needs', async () => {
    const local = await startLocal();
    const body = [{ name: 'opsæt', description: 'a', default_member_permissions: String(1n << 5n) }];
    await rest(local).put(Routes.applicationCommands(APPLICATION), { body });
    await login(local, (interaction) => interaction.isCommand() && interaction.reply('Ja'));
    expect(await local.discord.command('yusuf', HERE, { name: 'opsæt' })).toMatchObject({ result: 'message' });
    expect(await local.discord.command('maja', HERE, { name: 'opsæt' })).toMatchObject({ result: 'message' });
    await expect(local.discord.command('freja', HERE, { name: 'opsæt' })).rejects.toThrow(
      'is not shown a command /opsæt',
    );
  });

  it('proposes values while one is typed, in the language of the person', async () => {
    const local = await startLocal();
    const body = [
      {
        name: 'a',
        description: 'a',
        options: [{ type: 3, name: 'hvornår', description: 'a', required: true, autocomplete: true }],
      },
    ];
    await rest(local).put(Routes.applicationCommands(APPLICATION), { body });
    await login(local, (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const typed = interaction.options.getFocused();
      return interaction.respond([{ name: `${typed}?`, nameLocalizations: { da: `${typed} dansk` }, value: typed }]);
    });
    const proposals = await local.discord.suggest('yusuf', HERE, {
      name: 'a',
      options: { hvornår: 'i morgen' },
      focused: 'hvornår',
    });
    expect(proposals).toEqual([{ name: 'i morgen dansk', value: 'i morgen' }]);
  });
});

function option(name: string, required: boolean) {
  return { type: ApplicationCommandOptionType.String, name, description: 'a', required };
}

function longChoices(name: string) {
  const choices = Array.from({ length: 4 }, (_, index) => ({ name: `${index}${'a'.repeat(99)}`, value: 'b' }));
  return { ...option(name, false), description: 'a'.repeat(100), choices };
}
