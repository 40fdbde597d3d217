import { startSandbox } from '../src/sandbox/index.ts';
import { networkSeed } from '../src/sandbox/seed.ts';

const { size, unlimited } = JSON.parse(process.argv[2] ?? '{}');
const sandbox = await startSandbox({ seed: networkSeed(size), unlimited });
let refused = 0;
let seen = 0;

/** Only the newest requests are kept: they are counted as they come. */
function count(): void {
  const all = [...sandbox.discord.requests(), ...sandbox.slack.requests()].filter(({ at }) => at > seen);
  refused += all.filter(({ status }) => status === 429).length;
  seen = Math.max(seen, ...all.map(({ at }) => at));
}

if (!unlimited) setInterval(count, 5_000).unref();
process.on('message', () => {
  count();
  process.send?.(refused);
});
process.send?.({ discordApiUrl: sandbox.discordApiUrl, slackApiUrl: sandbox.slackApiUrl });
