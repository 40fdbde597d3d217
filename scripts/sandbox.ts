/** `npm run sandbox`: the local Discord and Slack alone, for a bot that runs elsewhere on this machine. */
import { join } from 'node:path';
import { botTokenOf } from '@samling/sandbox/slack/index.ts';
import { startFestival } from '../festival/index.ts';
import { sandboxProblem } from '../src/lifetime.ts';

const PORT = process.env.PORT ?? '4010';
const DATA_DIR = process.env.DATA_DIR ?? './data';

async function main(): Promise<void> {
  const port = Number(PORT);
  if (!/^\d{1,5}$/.test(PORT) || port > 65_535) {
    throw new Error(`PORT is "${PORT}": set it to a number from 0 to 65535.`);
  }
  const journalFile = join(DATA_DIR, 'sandbox.jsonl');
  const sandbox = await startFestival({ port, journalFile }).catch((error: unknown) => {
    throw sandboxProblem(error, { port, dataDir: DATA_DIR });
  });
  const { discord, slack } = sandbox.seed;
  process.stdout.write(`The sandbox listens on ${sandbox.origin} and keeps what happens in ${journalFile}.
To connect a bot:

DISCORD_API_URL=${sandbox.discordApiUrl}
DISCORD_TOKEN=${discord.application.token}
SLACK_API_URL=${sandbox.slackApiUrl}
SLACK_BOT_TOKEN=${slack.teams.map(({ id }) => botTokenOf(sandbox.seed, id)).join(',')}
SLACK_APP_TOKEN=${slack.application.appToken}
SLACK_SIGNING_SECRET=${slack.application.signingSecret}

To act as a person, see docs/sandbox.md; begin with ${sandbox.origin}/control/world
`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.stop());
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
