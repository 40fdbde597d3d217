import { Temporal } from 'temporal-polyfill';
import type { Group, Person, Team } from '../directory.ts';
import type { Json } from '../json.ts';
import { Refusal } from '../refusal.ts';
import { page } from './arguments.ts';
import { type Call, type Methods, userOf } from './call.ts';

export const userMethods: Methods = {
  'users.info': { tier: 4, scopes: ['users:read'], run: info },
  'users.list': { tier: 2, scopes: ['users:read'], run: list },
  'usergroups.list': { tier: 2, scopes: ['usergroups:read'], run: listGroups },
  'usergroups.users.list': { tier: 2, scopes: ['usergroups:read'], run: listGroupUsers },
};

/** https://docs.slack.dev/reference/methods/users.info */
function info(call: Call): Json {
  const { world, team, args } = call;
  if (args.text('user') === team.botUser) return { user: botJson(team, world.directory.application.id) };
  return { user: userJson(userOf(call), world.now(), args.flag('include_locale')) };
}

/** https://docs.slack.dev/reference/methods/users.list */
function list({ world, team, args }: Call): Json {
  const all = [
    ...team.people.map((person) => userJson(person, world.now(), args.flag('include_locale'))),
    botJson(team, world.directory.application.id),
  ];
  const { items, next } = page(all, args, { size: all.length, max: 1000, keyOf: ({ id }) => String(id) });
  return { members: items, cache_ts: Math.floor(world.now() / 1000), response_metadata: { next_cursor: next } };
}

/** https://docs.slack.dev/reference/methods/usergroups.list */
function listGroups({ team, args }: Call): Json {
  return {
    usergroups: team.groups.map((group) => ({
      id: group.id,
      team_id: team.id,
      is_usergroup: true,
      is_subteam: true,
      name: group.name,
      description: '',
      handle: group.handle,
      is_external: false,
      date_delete: 0,
      auto_type: null,
      enterprise_subteam_id: '',
      ...(args.flag('include_count') ? { user_count: idsOf(team, group).length } : {}),
      ...(args.flag('include_users') ? { users: idsOf(team, group) } : {}),
    })),
  };
}

/** https://docs.slack.dev/reference/methods/usergroups.users.list */
function listGroupUsers({ team, args }: Call): Json {
  const group = team.groups.find(({ id }) => id === args.required('usergroup'));
  if (group === undefined) throw new Refusal('no_such_subteam');
  return { users: idsOf(team, group) };
}

function idsOf(team: Team, group: Group): string[] {
  return team.people.filter(({ key }) => group.members.includes(key)).map(({ id }) => id);
}

function userJson(person: Person, now: number, withLocale: boolean): Json {
  const { id, key, name, team, zone, admin, owner } = person;
  return {
    id,
    team_id: team.id,
    name: key,
    deleted: false,
    color: '9f69e7',
    real_name: name,
    ...zoneOf(zone, now),
    profile: profileOf(name, team),
    is_admin: admin,
    is_owner: owner,
    is_primary_owner: owner,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: false,
    is_app_user: false,
    updated: 1_700_000_000,
    is_email_confirmed: true,
    who_can_share_contact_card: 'EVERYONE',
    ...(withLocale ? { locale: slackLocale(person.locale) } : {}),
  };
}

function botJson(team: Team, applicationId: string): Json {
  return {
    id: team.botUser,
    team_id: team.id,
    name: team.botName.toLowerCase(),
    deleted: false,
    real_name: team.botName,
    tz: 'America/Los_Angeles',
    tz_label: 'Pacific Standard Time',
    tz_offset: -28_800,
    profile: { ...profileOf(team.botName, team), bot_id: team.botId, api_app_id: applicationId, always_active: true },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: true,
    is_app_user: false,
    updated: 1_700_000_000,
  };
}

function profileOf(name: string, team: Team): Json {
  return {
    title: '',
    real_name: name,
    real_name_normalized: name,
    display_name: name,
    display_name_normalized: name,
    status_text: '',
    status_emoji: '',
    image_72: 'https://a.slack-edge.com/df10d/img/avatars/ava_0000-72.png',
    team: team.id,
  };
}

function zoneOf(zone: string, now: number): Json {
  const label = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'long' })
    .formatToParts(now)
    .find(({ type }) => type === 'timeZoneName');
  const offset = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).offsetNanoseconds / 1e9;
  return { tz: zone, tz_label: label?.value ?? zone, tz_offset: offset };
}

/** Slack always tells a country: "da-DK". */
function slackLocale(locale: string): string {
  const { language, region } = new Intl.Locale(locale).maximize();
  return region === undefined ? language : `${language}-${region}`;
}
