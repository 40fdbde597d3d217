/** `npm run bench -- broadcast`: a broadcast against the sandbox with the platforms' real limits. */
import { setTimeout as delay } from 'node:timers/promises';
import { connectSandbox } from '@samling/sandbox/control/client.ts';
import { makeNetwork } from '../test/chaos/broadcast/people.ts';
import { Reader } from '../test/chaos/database.ts';
import { channelsOf, OWNER } from '../test/chaos/world.ts';
import { startBenchDatabase } from './database.ts';
import { type Measured, refusals } from './figures.ts';
import { buttonOn } from './people.ts';
import { startBotProcess, startSandboxProcess } from './processes.ts';

/** As many communities as there are channels. */
const SIZE = { guilds: 2_000, teams: 1, channelsEach: 1, membersEach: 1 };
/** Staff write on Slack. */
const HOME = { space: 'Kontor 1', channel: 'arrangementer' };
const POLL_MS = 20;

/** A bot's limit: 50 requests in a second, https://docs.discord.com/developers/topics/rate-limits#global-rate-limit */
const DISCORD_PER_SECOND = 50;
/** "Several hundred a minute" in a workspace, https://docs.slack.dev/apis/web-api/rate-limits/: what the sandbox allows. */
const SLACK = { burst: 300, perSecond: 5 };

/**
 * The least time that the limits allow, in s. The first second's worth may go at once, so the last of n messages can go
 * (n − burst) / rate after the first; both platforms go at the same time.
 */
function leastTime(onDiscord: number, onSlack: number): number {
  const discord = (onDiscord - DISCORD_PER_SECOND) / DISCORD_PER_SECOND;
  return Math.max(discord, (onSlack - SLACK.burst) / SLACK.perSecond, 0);
}

/**
 * An announcement to a network, from the press of its author's button until the last copy has arrived and is written
 * down.
 */
export async function benchBroadcast(): Promise<Measured> {
  const [sandbox, fresh] = await Promise.all([startSandboxProcess(SIZE, false), startBenchDatabase()]);
  const bot = await startBotProcess(sandbox, fresh.url);
  const database = new Reader(fresh.url);
  const { slack } = connectSandbox(sandbox.origin);
  const channels = channelsOf(sandbox.seed);
  await makeNetwork(database, channels, HOME.space);
  const text = 'write title: Insekthotel text: Vi bygger et på lørdag. Tag handsker med! topic: Nyt';
  await slack.command(OWNER, HOME, { name: '/announce', text });
  const draft = await buttonOn(slack, OWNER, HOME, 'Send nu');
  const from = performance.now();
  await slack.press(OWNER, draft.message, draft.button);
  const copies = await arrived(database);
  const took = (performance.now() - from) / 1000;
  const refused = await sandbox.refused();
  await bot.stop();
  await database.close();
  await fresh.stop();
  sandbox.stop();
  const least = leastTime(sandbox.seed.discord.guilds.length, sandbox.seed.slack.teams.length);
  return {
    figures: [
      {
        what: `an announcement to ${channels.length} channels (${sandbox.seed.slack.teams.length} on Slack)`,
        measured: `${took.toFixed(2)} s`,
        baseline: `${least.toFixed(2)} s`,
        ratio: took / least,
        goal: { atMost: 1.05 },
      },
      refusals(refused),
    ],
    notes: [`arrived: ${copies.sent}, of them at the first attempt: ${copies.first}`],
  };
}

/** Waits until nothing is on its way. */
async function arrived(database: Reader): Promise<{ sent: number; first: number }> {
  for (;;) {
    const [row] = await database.query<{ all: number; open: number; sent: number; first: number }>(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE state = 'pending')::int AS open,
              count(*) FILTER (WHERE state = 'sent')::int AS sent,
              count(*) FILTER (WHERE state = 'sent' AND attempts = 1)::int AS first
       FROM "Delivery" WHERE kind = 'announcement.copy'`,
    );
    if (row && row.all > 0 && row.open === 0) return row;
    await delay(POLL_MS);
  }
}
