/** Bots that do nothing but acknowledge, by discord.js and Bolt alone, as a process of their own. */

import { botTokenOf } from '@samling/sandbox/slack/index.ts';
import { App, type types } from '@slack/bolt';
import { ButtonStyle, Client, ComponentType, Events, GatewayIntentBits } from 'discord.js';
import { benchSeed } from './seeds.ts';

const { size, discordApiUrl, slackApiUrl, channel: name, label } = JSON.parse(process.argv[2] ?? '{}');
const seed = benchSeed(size);
process.once('disconnect', () => process.exit());

async function onDiscord(): Promise<void> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discordApiUrl } });
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isButton()) void interaction.deferUpdate();
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(seed.discord.application.token);
  await ready;
  const [guild] = seed.discord.guilds;
  const channel = client.channels.cache.get(guild?.channels.find((one) => one.name === name)?.id ?? '');
  if (!channel?.isSendable()) throw new Error(`No channel ${name}.`);
  const button = { type: ComponentType.Button, style: ButtonStyle.Primary, customId: 'empty', label } as const;
  await channel.send({ content: 'Tom', components: [{ type: ComponentType.ActionRow, components: [button] }] });
}

async function onSlack(): Promise<void> {
  const [team] = seed.slack.teams;
  const app = new App({
    token: botTokenOf(seed, team?.id ?? ''),
    appToken: seed.slack.application.appToken,
    socketMode: true,
    clientOptions: { slackApiUrl },
  });
  app.action('empty', ({ ack }) => ack());
  await app.start();
  const button: types.Button = { type: 'button', action_id: 'empty', text: { type: 'plain_text', text: label } };
  await app.client.chat.postMessage({
    channel: team?.channels.find((one) => one.name === name)?.id ?? '',
    text: 'Tom',
    blocks: [{ type: 'actions', elements: [button] }],
  });
}

await Promise.all([onDiscord(), onSlack()]);
process.send?.('ready');
