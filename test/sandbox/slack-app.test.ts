import type { SlackManifest } from '@samling/sandbox/contract.ts';
import { describe, expect, it } from 'vitest';
import { client, MEETUPS, PLACE, refusal, smallSeed, startBolt, startSlack, TEAM } from './slack-world.ts';

const manifest = (home: Partial<SlackManifest['features']['app_home']> = {}): SlackManifest => ({
  features: {
    app_home: { messages_tab_enabled: true, messages_tab_read_only_enabled: true, ...home },
    slash_commands: [{ command: '/meetup', should_escape: false }],
  },
  oauth_config: { scopes: { bot: ['commands', 'chat:write', 'im:write'] } },
  settings: { event_subscriptions: { bot_events: ['app_uninstalled'] } },
});

function start(its: SlackManifest) {
  const seed = smallSeed();
  return startSlack({
    seed: { ...seed, slack: { ...seed.slack, application: { ...seed.slack.application, manifest: its } } },
  });
}

describe('an app with a manifest', () => {
  it('has the scopes, the commands and the events that it asks for, and no others', async () => {
    const sandbox = await start(manifest());
    expect(await refusal(client(sandbox).users.info({ user: 'U0BENT' }))).toBe('missing_scope');
    const heard: string[] = [];
    await startBolt(sandbox, (app) => {
      app.command(/.*/, async ({ command, ack }) => {
        heard.push(`${command.command} ${command.text}`);
        await ack();
      });
      app.event(/.*/, async ({ event }) => void heard.push(event.type));
    });
    await sandbox.slack.command('bent', PLACE, { name: '/meetup', text: '#generelt' });
    await expect(sandbox.slack.command('bent', PLACE, { name: '/nope' })).rejects.toThrow(
      /^\/nope is not a valid command\. In Slack, all messages that start with the “\/” character/,
    );
    sandbox.slack.setPerson('bent', { language: 'en-GB' });
    await sandbox.slack.command('bent', PLACE, { name: 'meetup', text: 'list' });
    expect(heard).toEqual(['/meetup #generelt', '/meetup list']);
  });

  it('has no commands without the scope for them', async () => {
    const its = manifest();
    its.oauth_config.scopes.bot = ['chat:write'];
    const sandbox = await start(its);
    await expect(sandbox.slack.command('bent', PLACE, { name: '/meetup' })).rejects.toThrow('not a valid command');
  });

  it('lets people write to it, and be written to, as its messages tab says', async () => {
    const direct = { ...PLACE, channel: 'Samling' };
    const readOnly = await start(manifest());
    expect(await refusal(client(readOnly).chat.postMessage({ channel: 'U0BENT', text: 'Hej' }))).toBe('not refused');
    await expect(readOnly.slack.say('bent', direct, 'Hej')).rejects.toThrow('has been turned off');
    await expect(readOnly.slack.command('bent', direct, { name: '/meetup' })).rejects.toThrow('has been turned off');
    const open = await start(manifest({ messages_tab_read_only_enabled: false }));
    await open.slack.say('bent', direct, 'Hej');
    expect(open.slack.directMessages('bent')).toHaveLength(1);
    const none = await start(manifest({ messages_tab_enabled: false }));
    expect(await refusal(client(none).chat.postMessage({ channel: 'U0BENT', text: 'Hej' }))).toBe(
      'messages_tab_disabled',
    );
    expect(await refusal(client(none).chat.postMessage({ channel: MEETUPS, text: TEAM }))).toBe('not refused');
  });
});
