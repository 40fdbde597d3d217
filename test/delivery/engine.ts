import type { Seed } from '@samling/sandbox/contract.ts';
import { botTokenOf } from '@samling/sandbox/slack/index.ts';
import { type Logger, pino } from 'pino';
import type { Card } from '../../src/chat/card.ts';
import type { Platform, Receiver } from '../../src/chat/platform.ts';
import { connect, type Database } from '../../src/database/client.ts';
import { transaction } from '../../src/database/transaction.ts';
import type { DeliveryOptions } from '../../src/delivery/deliver.ts';
import { createOutbox, type NewDelivery, type Outbox } from '../../src/delivery/outbox.ts';
import { startQueue } from '../../src/delivery/queue.ts';
import { comeIn } from '../../src/delivery/takeover.ts';
import { startWorker } from '../../src/delivery/worker.ts';
import { createDiscord } from '../../src/discord/index.ts';
import { createSlack } from '../../src/slack/index.ts';
import { type Clock, systemClock } from '../../src/time/clock.ts';

/** Kind that renders as one line: its details tell it from others. */
export const LINE = 'test.line';
/** Any: the renderer looks nothing up. */
export const SUBJECT = '00000000-0000-4000-8000-000000000001';

/** Outbox, queue and workers on a database, without commands and features. */
export interface Engine {
  db: Database;
  outbox: Outbox;
  /** Our ids of the spaces, by the platform's. */
  spaces: ReadonlyMap<string, string>;
  send(deliveries: readonly NewDelivery[]): Promise<void>;
  /** As the bot does each second. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

export interface EngineOptions {
  databaseUrl: string;
  sandbox: { discordApiUrl: string; slackApiUrl: string; seed: Seed };
  /** To Discord; what it allows when left out, Infinity lifts our own limits. */
  perSecond?: number;
  settled?: DeliveryOptions['settled'];
  clock?: Clock;
  /** Longest time after its answer was lost in which a post on Slack may come, in ms; a moment when left out. */
  latePostMs?: number;
  /** Kinds beside {@link LINE}. */
  renderers?: DeliveryOptions['renderers'];
  /** Stands between the engine and each platform. */
  through?: (platform: Platform) => Platform;
}

export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { databaseUrl, sandbox, settled, clock = systemClock, through = (platform) => platform } = options;
  const log: Logger = pino({ level: process.env.LOG_LEVEL ?? 'error' });
  const db = connect(databaseUrl);
  const presence = await comeIn(databaseUrl, db, clock, log);
  const boss = await startQueue(databaseUrl, log);
  const platforms = platformsOf(options, log).map(through);
  await Promise.all(platforms.map((platform) => platform.start(NOBODY, [])));
  const outbox = createOutbox(boss, clock);
  const worker = await startWorker(boss, {
    db,
    clock,
    presence,
    platforms: new Map(platforms.map((platform) => [platform.name, platform])),
    renderers: {
      ...options.renderers,
      [LINE]: (_db, { details, once }) => once(`line ${details.number}`, async () => line(`Besked ${details.number}`)),
    },
    log,
    settled,
  });
  const sweeping = setInterval(() => void worker.sweep(), 1_000);
  return {
    db,
    outbox,
    spaces: await writeSpaces(db, sandbox.seed),
    send: (deliveries) => transaction(db, (tx) => outbox.send(tx, deliveries)),
    sweep: () => worker.sweep(),
    async stop() {
      clearInterval(sweeping);
      await Promise.all(platforms.map((platform) => platform.stop()));
      await worker.stop();
      await boss.stop({ graceful: true, timeout: 5_000 });
      await presence.leave();
      await db.close();
    },
  };
}

/** One delivery to each of the channels, numbered. */
export function lines(
  engine: Engine,
  channels: readonly { space: string; id: string }[],
  prefix: string,
): NewDelivery[] {
  return channels.map(({ space, id }, number) => ({
    spaceId: engine.spaces.get(space) ?? '',
    kind: LINE,
    subjectId: SUBJECT,
    details: { number },
    to: { channel: id },
    key: `${prefix}:${number}`,
    priority: 'broadcast',
  }));
}

/** Everything that the bot may write in, of both platforms. */
export function channelsOf(seed: Seed): { space: string; id: string }[] {
  const spaces = [...seed.discord.guilds, ...seed.slack.teams];
  return spaces.flatMap(({ id: space, channels }) =>
    channels.filter(({ kind }) => kind !== 'private').map(({ id }) => ({ space, id })),
  );
}

function line(text: string): Card {
  return { body: [{ type: 'text', text }] };
}

const NOBODY: Receiver = {
  receive: () => ({ answers: 'privately', result: Promise.resolve({ type: 'nothing' }) }),
  suggest: async () => [],
  spaceChanged: async () => undefined,
};

function platformsOf({ sandbox, perSecond, latePostMs = 1_000 }: EngineOptions, log: Logger): Platform[] {
  const { seed, discordApiUrl, slackApiUrl } = sandbox;
  const platforms: Platform[] = [];
  if (seed.discord.guilds.length > 0)
    platforms.push(
      createDiscord({
        token: seed.discord.application.token,
        apiUrl: discordApiUrl,
        requestsPerSecond: perSecond,
        log,
      }),
    );
  const { appToken } = seed.slack.application;
  const botTokens = seed.slack.teams.map(({ id }) => botTokenOf(seed, id));
  if (seed.slack.teams.length > 0)
    platforms.push(
      createSlack({
        botTokens,
        appToken,
        apiUrl: slackApiUrl,
        messagesPerMinute: perSecond === Number.POSITIVE_INFINITY ? perSecond : undefined,
        latePostMs,
        log,
      }),
    );
  return platforms;
}

async function writeSpaces(db: Database, seed: Seed): Promise<Map<string, string>> {
  const spaces = [
    ...seed.discord.guilds.map(({ id, name }) => ({ platform: 'discord', externalId: id, name })),
    ...seed.slack.teams.map(({ id, name }) => ({ platform: 'slack', externalId: id, name })),
  ];
  const createdAt = new Date(0);
  if ((await db.prisma.space.count()) === 0) {
    const community = await db.prisma.community.create({ data: { name: 'Alle', createdAt } });
    const data = spaces.map((space) => ({ ...space, communityId: community.id, createdAt }));
    await db.prisma.space.createMany({ data });
  }
  const rows = await db.prisma.space.findMany();
  return new Map(rows.map(({ externalId, id }) => [externalId, id]));
}
