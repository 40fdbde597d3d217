import { botTokenOf } from '@samling/sandbox/slack/index.ts';
import { webApi } from '@slack/bolt';
import { Client, ComponentType, Events, GatewayIntentBits, MessageFlags } from 'discord.js';
import type { SandboxProcess } from './processes.ts';

type Channels = readonly { space: string; id: string }[];

/** Sends one message to each channel with a library alone: no database, no outcome kept. */
export interface BareLoop {
  run(channels: Channels, concurrency: number): Promise<void>;
  stop(): Promise<void>;
}

/** discord.js's `channel.send`, without its own counting of the limit that is lifted. */
export async function bareDiscord({ seed, discordApiUrl }: SandboxProcess): Promise<BareLoop> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: discordApiUrl, globalRequestsPerSecond: Number.POSITIVE_INFINITY },
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(seed.discord.application.token);
  await ready;
  return {
    run: (channels, concurrency) =>
      inParallel(channels, concurrency, async ({ id }, number) => {
        const channel = client.channels.cache.get(id);
        if (!channel?.isSendable()) throw new Error(`No channel ${id}.`);
        const text = { type: ComponentType.TextDisplay, content: `Besked ${number}` } as const;
        await channel.send({
          components: [{ type: ComponentType.Container, components: [text] }],
          flags: MessageFlags.IsComponentsV2,
          allowedMentions: { parse: [] },
        });
      }),
    stop: () => client.destroy(),
  };
}

/** `chat.postMessage` of Bolt's own client, one for each workspace. */
export async function bareSlack({ seed, slackApiUrl }: SandboxProcess): Promise<BareLoop> {
  const clients = new Map(
    seed.slack.teams.map(({ id }) => [id, new webApi.WebClient(botTokenOf(seed, id), { slackApiUrl })]),
  );
  return {
    run: (channels, concurrency) =>
      inParallel(channels, concurrency, async ({ space, id }, number) => {
        const text = `Besked ${number}`;
        const blocks = [{ type: 'section', text: { type: 'mrkdwn', text } }];
        await clients.get(space)?.chat.postMessage({ channel: id, text, blocks });
      }),
    stop: async () => undefined,
  };
}

async function inParallel(
  channels: Channels,
  concurrency: number,
  send: (channel: Channels[number], number: number) => Promise<void>,
): Promise<void> {
  const left = channels.entries();
  const worker = async () => {
    for (const [number, channel] of left) await send(channel, number);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
