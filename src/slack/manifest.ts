import type { CommandDescription } from '../chat/describe.ts';
import { shorten } from '../chat/shorten.ts';

/** https://docs.slack.dev/reference/app-manifest */
const NAME_MAX = 35;
const DESCRIPTION_MAX = 140;
const COMMAND_DESCRIPTION_MAX = 2000;
const USAGE_HINT_MAX = 1000;

/** Events that Slack tells us of. Messages in channels come only when they mention the bot. */
const EVENTS = ['app_mention', 'app_uninstalled', 'message.im', 'tokens_revoked'];

/** Commands that Slack has for itself, and lets no app have. https://slack.com/help/articles/201259356 */
const RESERVED = new Set(['help']);

/** Path to which Slack sends everything in HTTP mode, below the bot's public address. */
export const EVENTS_PATH = '/slack/events';

/** Permissions, with what each is for; docs/connect-slack.md tells it to people. */
export const SCOPES = {
  commands: 'slash commands',
  'app_mentions:read': 'hearing that somebody mentions the bot, who is then shown what it can do',
  'chat:write': 'posting cards, and direct messages',
  'chat:write.public': 'posting in public channels without being invited',
  'channels:read': 'whether a chosen channel can be posted in',
  'channels:history': 'finding a message again whose posting was cut off, so that none comes twice',
  'channels:join': 'the same, in a public channel the bot is no member of: Slack shows its history to members alone',
  'groups:read': 'as channels:read, in private channels the bot is invited to',
  'groups:history': 'as channels:history, in private channels the bot is invited to',
  'im:write': 'opening direct messages',
  'im:history': 'as channels:history, in direct messages; and hearing that somebody writes to the bot there',
  'users:read': 'who manages the workspace, the language of each, names on cards',
  'usergroups:read': 'user groups as those who may organise, or whom an announcement notifies',
  'team:read': 'the name of the workspace',
} as const;

/** The manifest as far as we use it. */
export interface SlackManifest {
  display_information: { name: string; description: string; background_color: string };
  features: {
    app_home: { home_tab_enabled: boolean; messages_tab_enabled: boolean; messages_tab_read_only_enabled: boolean };
    bot_user: { display_name: string; always_online: boolean };
    slash_commands: SlashCommand[];
  };
  oauth_config: { scopes: { bot: string[] } };
  settings: {
    event_subscriptions: { bot_events: string[]; request_url?: string };
    interactivity: { is_enabled: boolean; request_url?: string };
    org_deploy_enabled: boolean;
    socket_mode_enabled: boolean;
    token_rotation_enabled: boolean;
  };
}

interface SlashCommand {
  command: string;
  description: string;
  usage_hint?: string;
  should_escape: boolean;
  url?: string;
}

/**
 * Describes the app to Slack, ready to paste at https://api.slack.com/apps.
 * @param options `name`: what the bot is called. `publicUrl`: where Slack reaches the bot over HTTP; without it the app
 * uses Socket Mode, which needs no address
 */
export function slackManifest(
  commands: readonly CommandDescription[],
  options: { name: string; publicUrl?: string },
): SlackManifest {
  const name = shorten(options.name, NAME_MAX);
  const url = options.publicUrl ? new URL(EVENTS_PATH, options.publicUrl).href : undefined;
  return {
    display_information: {
      name,
      description: shorten(
        'Træf, svar og påmindelser for foreninger · Meetups, answers and reminders',
        DESCRIPTION_MAX,
      ),
      background_color: '#1d3557',
    },
    features: {
      // Without the messages tab nobody gets direct messages. Who writes there is shown what they can do.
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: name, always_online: true },
      slash_commands: commands
        .filter(({ name: command }) => !RESERVED.has(command))
        .map((command) => slashCommand(command, url)),
    },
    oauth_config: { scopes: { bot: Object.keys(SCOPES) } },
    settings: {
      event_subscriptions: { ...(url && { request_url: url }), bot_events: EVENTS },
      interactivity: { is_enabled: true, ...(url && { request_url: url }) },
      org_deploy_enabled: false,
      socket_mode_enabled: !url,
      token_rotation_enabled: false,
    },
  };
}

/** Slack has one description for everyone, so it is in both languages. */
function slashCommand(command: CommandDescription, url: string | undefined): SlashCommand {
  const descriptions = new Set([command.descriptions.da ?? command.description, command.description]);
  const hint = command.subcommands.map((one) => one.names.da ?? one.name).join(' | ');
  return {
    command: `/${command.name}`,
    description: shorten([...descriptions].join(' · '), COMMAND_DESCRIPTION_MAX),
    ...(hint && { usage_hint: shorten(hint, USAGE_HINT_MAX) }),
    // Channels and user groups then come with their ids.
    should_escape: true,
    ...(url && { url }),
  };
}
