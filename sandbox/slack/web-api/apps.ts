import type { Team } from '../directory.ts';
import { botProfile } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import type { Methods } from './call.ts';

export const appMethods: Methods = {
  'auth.test': {
    tier: 'many',
    run: ({ team }) => ({
      url: addressOf(team),
      team: team.name,
      user: team.botName.toLowerCase(),
      team_id: team.id,
      user_id: team.botUser,
      bot_id: team.botId,
      is_enterprise_install: false,
    }),
  },
  'apps.connections.open': {
    tier: 3,
    token: 'app',
    run: ({ world }) => {
      const origin = world.options.origin().replace(/^http/, 'ws');
      const { id } = world.directory.application;
      return { url: `${origin}/slack/socket?ticket=${world.delivery.sockets.ticket()}&app_id=${id}` };
    },
  },
  'bots.info': {
    tier: 3,
    scopes: ['users:read'],
    run: ({ world, team, args }) => {
      if (args.text('bot') !== team.botId) throw new Refusal('bot_not_found');
      return { bot: botProfile(team, world.directory.application) };
    },
  },
  'team.info': {
    tier: 3,
    scopes: ['team:read'],
    run: ({ team, args }) => {
      const asked = args.text('team');
      if (asked !== undefined && asked !== team.id) throw new Refusal('team_not_found');
      const { id, name, domain } = team;
      const icon = { image_default: true };
      return { team: { id, name, url: addressOf(team), domain, email_domain: '', icon, avatar_base_url: '' } };
    },
  },
};

export function addressOf(team: Team): string {
  return `https://${team.domain}.slack.com/`;
}
