/** A sandbox as a process of its own, for `startSandboxProcess`. */
import type { RequestSeen } from '@samling/sandbox/contract.ts';
import { startFestival } from '../festival/index.ts';
import { benchSeed } from './seeds.ts';

const { size, unlimited } = JSON.parse(process.argv[2] ?? '{}');
const sandbox = await startFestival({ seed: benchSeed(size), unlimited });
let refused = 0;
let seen = 0;

/** Only the newest requests are kept: they are counted as they come. */
function count(): void {
  const fresh = ({ at }: RequestSeen) => at > seen;
  const all = [...sandbox.discord.requests(), ...sandbox.slack.requests()].filter(fresh);
  refused += all.filter(({ status }) => status === 429).length;
  seen = Math.max(seen, ...all.map(({ at }) => at));
}

if (!unlimited) setInterval(count, 5_000).unref();
process.on('message', () => {
  count();
  process.send?.(refused);
});
process.once('disconnect', () => process.exit());
const { origin, discordApiUrl, slackApiUrl } = sandbox;
process.send?.({ origin, discordApiUrl, slackApiUrl });
