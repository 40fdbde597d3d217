/**
 * Handlers that do nothing but acknowledge, by discord.js and Bolt alone, as a process of their own. The second button
 * also commits one row, when ours does: before the acknowledgement on Discord, after it on Slack.
 */
import { botTokenOf } from '@samling/sandbox/slack/index.ts';
import { App, type types } from '@slack/bolt';
import { ButtonStyle, Client, ComponentType, Events, GatewayIntentBits } from 'discord.js';
import pg from 'pg';
import { benchSeed } from './seeds.ts';

const options = JSON.parse(process.argv[2] ?? '{}');
const { size, discordApiUrl, slackApiUrl, channel: name, empty, row, databaseUrl } = options;
const seed = benchSeed(size);
const pool = new pg.Pool({ connectionString: databaseUrl });
process.once('disconnect', () => process.exit());

async function commitRow(platform: string, person: string): Promise<void> {
  await pool.query('INSERT INTO bench_press (platform, person) VALUES ($1, $2)', [platform, person]);
}

async function onDiscord(): Promise<void> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discordApiUrl } });
  client.on(Events.InteractionCreate, async (interaction) => {
    if (!interaction.isButton()) return;
    if (interaction.customId === 'row') await commitRow('discord', interaction.user.id);
    await interaction.deferUpdate();
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(seed.discord.application.token);
  await ready;
  const [guild] = seed.discord.guilds;
  const channel = client.channels.cache.get(guild?.channels.find((one) => one.name === name)?.id ?? '');
  if (!channel?.isSendable()) throw new Error(`No channel ${name}.`);
  const button = (customId: string, label: string) =>
    ({ type: ComponentType.Button, style: ButtonStyle.Primary, customId, label }) as const;
  const components = [button('empty', empty), button('row', row)];
  await channel.send({ content: 'Tom', components: [{ type: ComponentType.ActionRow, components }] });
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
  app.action('row', async ({ ack, body }) => {
    await ack();
    await commitRow('slack', body.user.id);
  });
  await app.start();
  const button = (id: string, label: string): types.Button => ({
    type: 'button',
    action_id: id,
    text: { type: 'plain_text', text: label },
  });
  await app.client.chat.postMessage({
    channel: team?.channels.find((one) => one.name === name)?.id ?? '',
    text: 'Tom',
    blocks: [{ type: 'actions', elements: [button('empty', empty), button('row', row)] }],
  });
}

await pool.query('CREATE TABLE bench_press (id bigserial PRIMARY KEY, platform text NOT NULL, person text NOT NULL)');
await Promise.all([onDiscord(), onSlack()]);
process.send?.('ready');
