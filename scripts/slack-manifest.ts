import { fileURLToPath } from 'node:url';
import { describeCommands } from '../src/chat/descriptions.ts';
import { loadCommands } from '../src/chat/load.ts';
import { slackManifest } from '../src/slack/manifest.ts';

/**
 * Prints the description of the Slack app, to be pasted at https://api.slack.com/apps.
 *
 *     npm run --silent slack:manifest [-- https://bot.example.org]
 *
 * With an address Slack calls the bot there; without one the bot uses Socket Mode.
 */
const [publicUrl] = process.argv.slice(2);
if (publicUrl !== undefined && !URL.canParse(publicUrl)) {
  process.stderr.write(`"${publicUrl}" is no address: write it as https://bot.example.org, or leave it out.\n`);
  process.exit(1);
}
const commands = await loadCommands(fileURLToPath(new URL('../commands', import.meta.url)));
const manifest = slackManifest(describeCommands(commands), { name: 'Samling', publicUrl });
process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
