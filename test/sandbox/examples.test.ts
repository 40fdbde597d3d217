import { readFileSync } from 'node:fs';
import { startSandbox } from '@samling/sandbox';
import { startDiscordBot } from '@samling/sandbox/examples/discord-bot.ts';
import { startSlackBot } from '@samling/sandbox/examples/slack-bot.ts';
import { plainSeed } from '@samling/sandbox/seed.ts';
import { expect, it, onTestFinished } from 'vitest';
import { PATIENCE_MS } from '../waiting.ts';

const file = (name: string) => readFileSync(new URL(`../../sandbox/${name}`, import.meta.url), 'utf8');

it('lets a bare bot be tried on both platforms, as its README shows', async () => {
  const sandbox = await startSandbox({ seed: plainSeed('Coffee'), patienceMs: PATIENCE_MS });
  onTestFinished(() => sandbox.stop());
  const { discord, slack } = sandbox.seed;
  const client = await startDiscordBot(sandbox.discordApiUrl, discord.application.token);
  onTestFinished(() => client.destroy());
  const app = await startSlackBot(sandbox.slackApiUrl, slack.application.botToken, slack.application.appToken);
  onTestFinished(async () => void (await app.stop()));
  const place = { space: 'Try it', channel: 'general' };
  for (const [platform, name] of [
    [sandbox.discord, 'coffee'],
    [sandbox.slack, '/coffee'],
  ] as const) {
    const { message } = await platform.command('ben', place, { name });
    expect(message).toMatchObject({ text: 'There is coffee.', onlyYou: true });
  }
});

it.each(['discord-bot.ts', 'slack-bot.ts', 'try-it.ts'])('has in its README what %s holds', (name) => {
  expect(file('README.md')).toContain(file(`examples/${name}`));
});

it('can be without the one platform or the other', async () => {
  const whole = plainSeed('Coffee');
  for (const seed of [
    { ...whole, discord: { ...whole.discord, guilds: [], users: [] } },
    { ...whole, slack: { ...whole.slack, teams: [] } },
  ]) {
    const sandbox = await startSandbox({ seed });
    onTestFinished(() => sandbox.stop());
    const world = (await (await fetch(`${sandbox.origin}/control/world`)).json()) as { spaces: { name: string }[] };
    expect(world.spaces.map(({ name }) => name)).toEqual(['Try it']);
  }
});
