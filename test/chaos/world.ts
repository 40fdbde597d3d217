import { setTimeout as delay } from 'node:timers/promises';
import type { Sandbox } from '@samling/sandbox';
import type { Seed, SeenMessage } from '@samling/sandbox/contract.ts';
import { botTokenOf } from '@samling/sandbox/slack/index.ts';
import { startFestival } from '../../festival/index.ts';
import { Bot } from './bot.ts';
import { type ChaosServer, Reader } from './database.ts';
import type { PlatformName } from './plan.ts';

/** The channel in which the author is. */
export const HOME = { space: 'Forening 1', channel: 'arrangementer' };
/** Owns every space, and sees all. */
export const OWNER = 'soren';

const POLL_MS = 50;

/** A channel that the bot writes to. */
export interface Channel {
  platform: PlatformName;
  space: { name: string; externalId: string };
  name: string;
  id: string;
}

/** Discord servers and Slack workspaces, a database, and bots that can be killed. */
export class World {
  readonly sandbox: Sandbox;
  readonly database: Reader;
  readonly server: ChaosServer;
  readonly bots: readonly Bot[];
  readonly channels: readonly Channel[];
  readonly #drop: () => Promise<void>;

  private constructor(
    parts: Pick<World, 'sandbox' | 'database' | 'server' | 'bots' | 'channels'>,
    drop: () => Promise<void>,
  ) {
    this.sandbox = parts.sandbox;
    this.database = parts.database;
    this.server = parts.server;
    this.bots = parts.bots;
    this.channels = parts.channels;
    this.#drop = drop;
  }

  /** @param root the checkout whose bot runs */
  static async make(server: ChaosServer, root: string, seed: Seed): Promise<World> {
    const [sandbox, fresh] = await Promise.all([
      startFestival({ seed, slack: { history: 'internal' } }),
      server.fresh(),
    ]);
    const { application } = seed.slack;
    const environment = {
      DATABASE_URL: fresh.url,
      DISCORD_TOKEN: seed.discord.application.token,
      DISCORD_API_URL: sandbox.discordApiUrl,
      SLACK_BOT_TOKEN: seed.slack.teams.map(({ id }) => botTokenOf(seed, id)).join(','),
      SLACK_APP_TOKEN: application.appToken,
      SLACK_API_URL: sandbox.slackApiUrl,
      // No schedule lets a request come later than that after its bot gave it up or was killed.
      SLACK_LATE_SECONDS: '5',
    };
    const bots = [new Bot(root, environment), new Bot(root, environment)];
    const database = new Reader(fresh.url);
    return new World({ sandbox, database, server, bots, channels: channelsOf(seed) }, () => fresh.drop());
  }

  /** All that anybody sees in a channel from the bot; what only one person sees is left out. */
  seen({ platform, space, name }: Channel): SeenMessage[] {
    const messages = this.sandbox[platform].channel(OWNER, { space: space.name, channel: name });
    return messages.filter((message) => message.fromBot && !message.onlyYou);
  }

  copies(): number {
    return this.channels.reduce((sum, channel) => sum + this.seen(channel).length, 0);
  }

  async stop(): Promise<void> {
    await Promise.all(this.bots.map((bot) => bot.kill()));
    await this.database.close();
    await this.sandbox.stop();
    await this.#drop();
  }
}

/** Waits for a condition. @returns whether it came true in time */
export async function until(
  condition: () => Promise<boolean> | boolean,
  withinMs: number,
  everyMs = POLL_MS,
): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > end) return false;
    await delay(everyMs);
  }
  return true;
}

/** @returns all channels of a seed */
export function channelsOf({ discord, slack }: Seed): Channel[] {
  const spaces = [
    ...discord.guilds.map((guild) => ({ platform: 'discord' as const, ...guild })),
    ...slack.teams.map((team) => ({ platform: 'slack' as const, ...team })),
  ];
  return spaces.flatMap(({ platform, id: externalId, name, channels }) =>
    channels.map((channel) => ({ platform, space: { name, externalId }, name: channel.name, id: channel.id })),
  );
}
