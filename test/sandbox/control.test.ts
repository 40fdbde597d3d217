import type { Sandbox } from '@samling/sandbox';
import { connectSandbox, type RemoteSandbox } from '@samling/sandbox/control/client.ts';
import { App, type Logger, LogLevel } from '@slack/bolt';
import { Client, type Interaction } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { festivalSeed } from '../../festival/seed.ts';
import { eventually, PATIENCE_MS } from '../waiting.ts';

const ON_DISCORD = { space: 'RÅ Festival', channel: 'arrangementer' };
const ON_SLACK = { space: 'RÅ Frivillige', channel: 'arrangementer' };
const BUTTON = { id: 'coming', label: 'Jeg kommer' };
const ROW = [{ type: 1, components: [{ type: 2, style: 1, custom_id: BUTTON.id, label: BUTTON.label }] }];

const nothing = () => undefined;
/** Bolt writes to the console; what goes wrong here is looked for through the control API. */
const SILENT: Logger = {
  ...{ debug: nothing, info: nothing, warn: nothing, error: nothing, setLevel: nothing, setName: nothing },
  getLevel: () => LogLevel.ERROR,
};

let sandbox: Sandbox;
let people: RemoteSandbox;
let discord: Client<true>;
let slack: App;

/** Two real clients: what people do on one platform is told on the other. */
beforeAll(async () => {
  const seed = festivalSeed();
  // The bots here are not Samling: they have commands of their own.
  delete seed.slack.application.manifest;
  sandbox = await startFestival({ seed, patienceMs: PATIENCE_MS });
  people = connectSandbox(sandbox.origin);
  [discord, slack] = await Promise.all([discordBot(sandbox), slackBot(sandbox)]);
});

afterAll(async () => {
  await Promise.all([discord.destroy(), slack.stop()]);
  await sandbox.stop();
});

async function discordBot({ discordApiUrl, seed }: Sandbox): Promise<Client<true>> {
  const client = new Client({ intents: ['Guilds'], rest: { api: discordApiUrl, retries: 0 } });
  const errors: unknown[] = [];
  client.on('error', (error) => errors.push(error));
  const ready = new Promise<Client<true>>((resolve) => client.once('clientReady', resolve));
  client.on('interactionCreate', (interaction) => {
    answerOnDiscord(interaction).catch((error: unknown) => errors.push(error));
  });
  await client.login(seed.discord.application.token);
  const bot = await ready;
  const when = { type: 3, name: 'hvornår', description: 'Hvornår?', autocomplete: true, required: true };
  await bot.application.commands.set([{ name: 'mødes', description: 'Spørg, hvem der kommer', options: [when] }]);
  expect(errors).toEqual([]);
  return bot;
}

async function answerOnDiscord(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused();
    await interaction.respond([{ name: `${typed} kl. 19`, value: `${typed} kl. 19` }]);
  } else if (interaction.isChatInputCommand()) {
    const when = interaction.options.getString('hvornår', true);
    await interaction.reply({ content: `Vi ses ${when}`, components: ROW });
  } else if (interaction.isButton()) {
    await interaction.update({ content: `<@${interaction.user.id}> kommer`, components: ROW });
    await announce(`${interaction.user.globalName ?? interaction.user.username} kommer fra Discord`);
  }
}

/** Told on Slack. */
async function announce(text: string): Promise<void> {
  const channel = idOf(sandbox.slack.spaces()[0]?.channels);
  await slack.client.chat.postMessage({ channel, text });
}

async function slackBot({ slackApiUrl, seed }: Sandbox): Promise<App> {
  const { botToken, appToken } = seed.slack.application;
  const app = new App({
    token: botToken,
    appToken,
    socketMode: true,
    convoStore: false,
    logger: SILENT,
    clientOptions: { slackApiUrl, retryConfig: { retries: 0 } },
  });
  app.command('/mødes', async ({ ack, respond, command }) => {
    await ack();
    const text = { type: 'plain_text' as const, text: BUTTON.label };
    const button = { type: 'button' as const, action_id: BUTTON.id, text };
    const section = { type: 'section' as const, text: { type: 'mrkdwn' as const, text: `*Vi ses* ${command.text}` } };
    await respond({
      response_type: 'in_channel',
      text: 'Vi ses',
      blocks: [section, { type: 'actions', elements: [button] }],
    });
  });
  app.action(BUTTON.id, async ({ ack, body, client }) => {
    await ack();
    if (!('trigger_id' in body)) return;
    const input = {
      type: 'input' as const,
      block_id: 'bringing',
      label: { type: 'plain_text' as const, text: 'Hvad tager du med?' },
      element: { type: 'plain_text_input' as const, action_id: 'value' },
    };
    const title = { type: 'plain_text' as const, text: 'Jeg kommer' };
    const submit = { type: 'plain_text' as const, text: 'Send' };
    await client.views.open({
      trigger_id: body.trigger_id,
      view: { type: 'modal', callback_id: 'bring', title, submit, blocks: [input] },
    });
  });
  app.view('bring', async ({ ack, view, body, client }) => {
    await ack();
    await client.chat.postMessage({ channel: body.user.id, text: 'Det er skrevet ned' });
    await tellDiscord(`@everyone: ${body.user.name} tager ${view.state.values.bringing?.value?.value} med`);
  });
  await app.start();
  return app;
}

async function tellDiscord(content: string): Promise<void> {
  const channel = await discord.channels.fetch(idOf(sandbox.discord.spaces()[0]?.channels));
  if (channel?.isSendable()) await channel.send({ content, allowedMentions: { parse: [] } });
}

function idOf(channels: { id: string; name: string }[] | undefined): string {
  const channel = channels?.find(({ name }) => name === 'arrangementer');
  if (!channel) throw new Error('the seed has no channel #arrangementer');
  return channel.id;
}

describe('people on both platforms, through the control API alone', () => {
  it('find both bots connected', async () => {
    await eventually(async () => {
      expect([await people.discord.connections(), await people.slack.connections()]).toEqual([1, 1]);
    });
  });

  it('see on Discord what is proposed, use the command, and press its button; Slack hears of it', async () => {
    const typed = { name: 'mødes', options: { hvornår: 'torsdag' } };
    const proposed = await people.discord.suggest('maja', ON_DISCORD, { ...typed, focused: 'hvornår' });
    expect(proposed).toEqual([{ name: 'torsdag kl. 19', value: 'torsdag kl. 19' }]);
    const asked = await people.discord.command('maja', ON_DISCORD, typed);
    expect(asked).toMatchObject({ result: 'message', message: { text: 'Vi ses torsdag', fromBot: true } });
    const [seen] = await people.discord.channel('yusuf', ON_DISCORD);
    const pressed = await people.discord.press('yusuf', seen?.id ?? '', BUTTON.label);
    expect(pressed).toMatchObject({ result: 'updated', message: { text: '@Yusuf kommer' } });
    await eventually(async () => {
      const texts = (await people.slack.channel('aase', ON_SLACK)).map((message) => message.text);
      expect(texts).toEqual(['Yusuf kommer fra Discord']);
    });
  });

  it('use the command on Slack, press its button, and fill in the form; Discord hears of it, and nobody is pinged', async () => {
    const asked = await people.slack.command('aase', ON_SLACK, { name: '/mødes', text: 'torsdag' });
    expect(asked).toMatchObject({ result: 'message', message: { text: 'Vi ses torsdag', onlyYou: false } });
    const pressed = await people.slack.press('bent', asked.message?.id ?? '', BUTTON.label);
    expect(pressed.result).toBe('form');
    const [form] = await people.slack.forms('bent');
    expect(form).toMatchObject({ fields: [{ label: 'Hvad tager du med?', type: 'line', required: true }] });
    const sent = await people.slack.submit('bent', form?.id ?? '', { bringing: 'kage & kaffe' });
    expect(sent).toMatchObject({ result: 'message', message: { text: 'Det er skrevet ned' } });
    expect(await people.slack.forms('bent')).toEqual([]);
    const told = await eventually(async () => {
      const messages = await people.discord.channel('freja', ON_DISCORD);
      return messages.find(({ text }) => text.includes('med')) ?? expect.fail('not told yet');
    });
    expect(told).toMatchObject({ fromBot: true, pinged: [] });
    expect(told.text).toContain('kage & kaffe');
  });
});

describe('what goes wrong on purpose', () => {
  afterEach(() => people.removeFaults());

  it('loses an answer on Slack after the message was posted', async () => {
    await people.addFault({ id: 'tabt', platform: 'slack', on: '^chat', times: 1, does: { kind: 'lose' } });
    await expect(announce('Mon det kommer frem?')).rejects.toThrow();
    const texts = (await people.slack.channel('aase', ON_SLACK)).map((message) => message.text);
    expect(texts.filter((text) => text === 'Mon det kommer frem?')).toHaveLength(1);
  });

  it('holds a message to Discord until the fault is removed', async () => {
    await people.addFault({
      id: 'holdt',
      platform: 'discord',
      on: '^POST .*messages',
      times: 1,
      does: { kind: 'hold' },
    });
    const sending = tellDiscord('Nu er der suppe');
    await eventually(() => expect(sandbox.faults()).toMatchObject([{ id: 'holdt', struck: 1 }]));
    const texts = async () => (await people.discord.channel('freja', ON_DISCORD)).map(({ text }) => text);
    expect(await texts()).not.toContain('Nu er der suppe');
    await people.removeFault('holdt');
    await sending;
    expect(await texts()).toContain('Nu er der suppe');
  });

  it('closes the direct messages of a person', async () => {
    const { id } = sandbox.seed.discord.users.find(({ key }) => key === 'freja') ?? expect.fail('no Freja');
    const freja = await discord.users.fetch(id);
    await freja.send('Husk i morgen');
    expect(await people.discord.directMessages('freja')).toMatchObject([{ text: 'Husk i morgen' }]);
    await people.discord.setPerson('freja', { directMessagesClosed: true });
    await expect(freja.send('Husk i dag')).rejects.toMatchObject({ code: 50007 });
  });

  it('cuts the connection of a bot, which comes back by itself', async () => {
    await people.discord.dropConnections();
    await eventually(async () => expect(await people.discord.connections()).toBe(1));
    const typed = { name: 'mødes', options: { hvornår: 'fredag' } };
    const asked = await people.discord.command('emma', ON_DISCORD, typed);
    expect(asked).toMatchObject({ result: 'message', message: { text: 'Vi ses fredag' } });
  });
});
