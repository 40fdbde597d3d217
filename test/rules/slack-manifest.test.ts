import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { festivalSeed } from '../../festival/seed.ts';
import type { CommandDescription } from '../../src/chat/describe.ts';
import { describeCommands } from '../../src/chat/descriptions.ts';
import { loadCommands } from '../../src/chat/load.ts';
import { SCOPES, slackManifest } from '../../src/slack/manifest.ts';

const subcommand = (name: string, da: string) => ({
  name,
  names: { en: name, da },
  description: name,
  descriptions: {},
  options: [],
});
const meetup: CommandDescription = {
  name: 'meetup',
  names: { en: 'meetup', da: 'træf' },
  description: 'Make and see meetups',
  descriptions: { en: 'Make and see meetups', da: 'Lav og se træf' },
  forManagers: false,
  subcommands: [subcommand('create', 'opret'), subcommand('list', 'liste')],
};

describe('the Slack manifest', () => {
  it('lists the commands with both languages and what can follow them', () => {
    expect(slackManifest([meetup], { name: 'Samling' }).features.slash_commands).toEqual([
      {
        command: '/meetup',
        description: 'Lav og se træf · Make and see meetups',
        usage_hint: 'opret | liste',
        should_escape: true,
      },
    ]);
  });

  it('uses Socket Mode without an address, and HTTP with one', () => {
    expect(slackManifest([meetup], { name: 'Samling' }).settings).toMatchObject({
      socket_mode_enabled: true,
      interactivity: { is_enabled: true },
    });
    const { settings, features } = slackManifest([meetup], { name: 'Samling', publicUrl: 'https://bot.ra.dk' });
    const request_url = 'https://bot.ra.dk/slack/events';
    expect(settings).toMatchObject({ socket_mode_enabled: false, interactivity: { request_url } });
    expect(settings.event_subscriptions.request_url).toBe(request_url);
    expect(features.slash_commands[0]?.url).toBe(request_url);
  });

  it('asks for the scopes that are explained and lets people get direct messages', () => {
    const { oauth_config, features } = slackManifest([], { name: 'x'.repeat(40) });
    expect(oauth_config.scopes.bot).toEqual(Object.keys(SCOPES));
    expect(features.app_home.messages_tab_enabled).toBe(true);
    expect(features.bot_user.display_name).toBe(`${'x'.repeat(34)}…`);
  });

  it('is what the sandbox has: paste it anew into festival/slack-app.json when this fails', async () => {
    const commands = await loadCommands(fileURLToPath(new URL('../../commands', import.meta.url)));
    const printed = slackManifest(describeCommands(commands), { name: 'Samling' });
    expect(festivalSeed().slack.application.manifest).toEqual(JSON.parse(JSON.stringify(printed)));
  });
});
