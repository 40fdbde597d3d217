import { startSandbox } from '../index.ts';
import { plainSeed } from '../seed.ts';
import { startDiscordBot } from './discord-bot.ts';
import { startSlackBot } from './slack-bot.ts';

// Ada and Ben, a Discord server and a Slack workspace. Open the address in a browser to be one of them.
const sandbox = await startSandbox({ seed: plainSeed('Coffee'), port: 4010 });
const { discord, slack } = sandbox.seed;
await startDiscordBot(sandbox.discordApiUrl, discord.application.token);
await startSlackBot(sandbox.slackApiUrl, slack.application.botToken, slack.application.appToken);
process.stdout.write(`${sandbox.origin}\n`);
