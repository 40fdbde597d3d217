import type { Sandbox } from '@samling/sandbox';
import type { Seed } from '@samling/sandbox/contract.ts';
import { botTokenOf } from '@samling/sandbox/slack/index.ts';
import { startFestival } from '../../festival/index.ts';
import { type Bot, startBot } from '../../src/bot.ts';
import { connect, type Database } from '../../src/database/client.ts';
import type { ScratchDatabase } from '../../src/database/scratch-database.ts';
import { createDiscord } from '../../src/discord/index.ts';
import { createLog } from '../../src/log.ts';
import { createSlack } from '../../src/slack/index.ts';
import { SettableClock } from '../../src/time/clock.ts';
import { freshDatabase } from '../database/harness.ts';
import { eventually, PATIENCE_MS } from '../waiting.ts';
import { festivals, within } from './festivals.ts';

export interface StageOptions {
  /** The festival when left out. */
  seed?: Seed;
  log?: ReturnType<typeof createLog>;
  /** Longest time that the platforms wait for the bot. */
  patienceMs?: number;
  /**
   * True when the bot keeps to the platforms' limits, as it does for real: a message a second in a channel of Slack.
   */
  paced?: boolean;
  /** Another time, with what is there already; an empty database and platforms without messages when left out. */
  begun?: Begun;
}

/** A database and a sandbox in which something has happened before. */
export interface Begun {
  database: ScratchDatabase;
  journalFile: string;
  /** Time of day at which the bot starts: ISO 8601 with an offset. */
  at: string;
}

/** A sandbox, a database and the bot, all real, in one process. */
export interface Stage {
  sandbox: Sandbox;
  db: Database;
  clock: SettableClock;
  stop(): Promise<void>;
}

/** Starts a sandbox with both platforms, a database and a bot of their own. */
export async function startStage({
  seed,
  log = quietLog(),
  paced = false,
  patienceMs = PATIENCE_MS,
  begun,
}: StageOptions): Promise<Stage> {
  const clock = new SettableClock();
  const [sandbox, database] = await Promise.all([
    startFestival({ seed, clock, unlimited: true, patienceMs, journalFile: begun?.journalFile }),
    begun?.database ?? freshDatabase(),
  ]);
  if (begun) sandbox.clock.set(Date.parse(begun.at));
  const { application, teams } = sandbox.seed.slack;
  const { token } = sandbox.seed.discord.application;
  const botTokens = teams.map(({ id }) => botTokenOf(sandbox.seed, id));
  const rate = paced ? undefined : Number.POSITIVE_INFINITY;
  const [discordApi, slackApi] = [sandbox.discordApiUrl, sandbox.slackApiUrl];
  const bot: Bot = await startBot({
    databaseUrl: database.url,
    clock,
    log,
    platforms: [
      createDiscord({ token, apiUrl: discordApi, requestsPerSecond: rate, log }),
      createSlack({
        botTokens,
        appToken: application.appToken,
        apiUrl: slackApi,
        messagesPerMinute: rate,
        latePostMs: LATE_POST_MS,
        log,
      }),
    ],
  });
  const db = connect(database.url);
  return {
    sandbox,
    db,
    clock,
    async stop() {
      await bot.stop();
      await db.close();
      await sandbox.stop();
      await database.drop();
    },
  };
}

const quietLog = () => createLog(process.env.LOG_LEVEL ?? 'error');

/** Number of festivals in one sandbox: each is used once. */
const FESTIVALS = 24;
/** No test lets a post come later than that after its answer was lost. */
const LATE_POST_MS = 1_000;

/** The stage that all tests of this worker share; it ends with the worker. */
let shared: { stage: Stage; unused: Seed[] } | undefined;

/**
 * Gives a festival that nobody has been at, with an empty database, in the sandbox that all tests of this worker share.
 * The one before must not be used any more.
 */
export async function nextFestival(): Promise<Stage> {
  shared ??= await open();
  const { stage, unused } = shared;
  const festival = unused.pop();
  if (!festival) {
    await stage.stop();
    shared = undefined;
    return nextFestival();
  }
  const { sandbox, db, clock } = stage;
  // What is held back somewhere goes on, and ends.
  for (const { id } of sandbox.faults()) sandbox.removeFault(id);
  await eventually(async () => {
    if ((await clear(db)) > 0) throw new Error('There were rows.');
  }, 'an empty database');
  return {
    sandbox: within(sandbox, festival),
    db,
    clock,
    stop: async () => {
      for (const { id } of sandbox.faults()) sandbox.removeFault(id);
    },
  };
}

async function open() {
  const { seed, each } = festivals(FESTIVALS);
  return { stage: await startStage({ seed }), unused: each };
}

/** Removes all rows. @returns how many there were */
async function clear({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT format('%I', tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  );
  // Without looking at what refers to what.
  const results = await pool.query(
    [
      'SET session_replication_role = replica',
      ...rows.map(({ name }) => `DELETE FROM ${name}`),
      'RESET session_replication_role',
    ].join(';'),
  );
  const all = results as unknown as { rowCount: number | null }[];
  return all.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);
}
