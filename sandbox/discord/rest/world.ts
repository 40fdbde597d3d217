import type { Core } from '../core.ts';
import { GUILD_MEMBERS } from '../gateway/intents.ts';
import { applicationJson, channelJson, guildJson, memberJson, ownGuildJson, roleJson, userJson } from '../objects.ts';
import { Fields, FormErrors } from '../validate/form.ts';
import { asObject } from '../validate/message.ts';
import type { Guild } from '../world.ts';
import { channelFor, guildFor, mustBeOwn } from './access.ts';
import { invalidRecipient, missingAccess, unknownMember, unknownRole, unknownUser } from './errors.ts';
import type { Call, Reply, Route } from './router.ts';

/** The gateway's address, the bot itself, servers, channels, members and roles. */
export function worldRoutes(): Route[] {
  return [
    { method: 'GET', path: '/gateway', open: true, does: ({ core }) => ok({ url: gatewayUrl(core) }) },
    { method: 'GET', path: '/gateway/bot', does: gatewayBot },
    { method: 'GET', path: '/users/@me', does: ({ core }) => ok(ownUserJson(core)) },
    { method: 'GET', path: '/users/@me/guilds', does: ownGuilds },
    { method: 'POST', path: '/users/@me/channels', does: openDirect },
    { method: 'GET', path: '/users/:user', does: getUser },
    { method: 'GET', path: '/oauth2/applications/@me', does: ({ core }) => ok(applicationJson(core.world)) },
    { method: 'GET', path: '/applications/@me', does: ({ core }) => ok(applicationJson(core.world)) },
    { method: 'GET', path: '/applications/:application/entitlements', does: entitlements },
    { method: 'GET', path: '/channels/:channel', does: getChannel },
    { method: 'GET', path: '/guilds/:guild', does: getGuild },
    { method: 'GET', path: '/guilds/:guild/channels', does: getChannels },
    { method: 'GET', path: '/guilds/:guild/roles', does: getRoles },
    { method: 'GET', path: '/guilds/:guild/roles/member-counts', does: countMembers },
    { method: 'GET', path: '/guilds/:guild/roles/:role', does: getRole },
    { method: 'GET', path: '/guilds/:guild/members', does: getMembers },
    { method: 'GET', path: '/guilds/:guild/members/search', does: searchMembers },
    { method: 'GET', path: '/guilds/:guild/members/:user', does: getMember },
  ];
}

/** Address at which the gateway listens. */
export function gatewayUrl(core: Pick<Core, 'origin'>): string {
  return `${core.origin().replace(/^http/, 'ws')}/discord/gateway`;
}

function gatewayBot({ core }: Call): Reply {
  return ok({ url: gatewayUrl(core), shards: core.shards, session_start_limit: core.limit.told() });
}

function ownUserJson(core: Core) {
  return { ...userJson(core.world.bot), verified: true, mfa_enabled: false, email: null, flags: 0, locale: 'en-US' };
}

function ownGuilds({ core }: Call): Reply {
  const guilds = [...core.world.guilds.values()].filter(({ installed }) => installed);
  return ok(guilds.map((guild) => ownGuildJson(core.world, guild)));
}

function openDirect({ core, body }: Call): Reply {
  const fields = new Fields(new FormErrors(), [], asObject(body));
  const id = fields.snowflake('recipient_id', { required: true });
  fields.errors.throwIfAny();
  const user = core.world.users.get(id ?? '');
  // A bot cannot talk to itself.
  if (!user || user === core.world.bot) throw invalidRecipient();
  const channel = core.world.direct(user);
  return ok(channelJson(channel, core.messages.last(channel.id)));
}

function getUser({ core, params }: Call): Reply {
  const user = core.world.users.get(params.user ?? '');
  if (!user) throw unknownUser();
  return ok(userJson(user));
}

function entitlements({ core, params }: Call): Reply {
  mustBeOwn(core, params.application);
  return ok([]);
}

function getChannel({ core, params }: Call): Reply {
  const channel = channelFor(core, params.channel);
  return ok(channelJson(channel, core.messages.last(channel.id)));
}

function getGuild({ core, params, query }: Call): Reply {
  const guild = guildFor(core, params.guild);
  const count = guild.members.size;
  const counts =
    query.get('with_counts') === 'true' ? { approximate_member_count: count, approximate_presence_count: count } : {};
  return ok({ ...guildJson(core.world, guild), ...counts });
}

function getChannels({ core, params }: Call): Reply {
  const { channels } = guildFor(core, params.guild);
  return ok(channels.map((channel) => channelJson(channel, core.messages.last(channel.id))));
}

function getRoles({ core, params }: Call): Reply {
  return ok([...guildFor(core, params.guild).roles.values()].map((role) => roleJson(core.world, role)));
}

function getRole({ core, params }: Call): Reply {
  const role = guildFor(core, params.guild).roles.get(params.role ?? '');
  if (!role) throw unknownRole();
  return ok(roleJson(core.world, role));
}

/** Without @everyone: https://docs.discord.com/developers/resources/guild#get-guild-role-member-counts */
function countMembers({ core, params }: Call): Reply {
  const { id: everyone, roles, members } = guildFor(core, params.guild);
  const count = (role: string) => [...members.values()].filter((member) => member.roles.includes(role)).length;
  const others = [...roles.keys()].filter((id) => id !== everyone);
  return ok(Object.fromEntries(others.map((id) => [id, count(id)])));
}

/** Needs the privileged intent GUILD_MEMBERS: https://docs.discord.com/developers/resources/guild#list-guild-members */
function getMembers({ core, params, query }: Call): Reply {
  const guild = guildFor(core, params.guild);
  if (!(core.privileged & GUILD_MEMBERS)) throw missingAccess();
  const { limit, after } = readPage(query);
  return ok(members(guild, (id) => BigInt(id) > BigInt(after), limit));
}

function searchMembers({ core, params, query }: Call): Reply {
  const guild = guildFor(core, params.guild);
  const wanted = (query.get('query') ?? '').toLowerCase();
  const { limit } = readPage(query);
  return ok(members(guild, (id) => (guild.members.get(id)?.user.name ?? '').toLowerCase().startsWith(wanted), limit));
}

function getMember({ core, params }: Call): Reply {
  const guild = guildFor(core, params.guild);
  const member = guild.members.get(params.user ?? '');
  if (!member) throw core.world.users.has(params.user ?? '') ? unknownMember() : unknownUser();
  return ok(memberJson(guild, member));
}

function members(guild: Guild, wanted: (id: string) => boolean, limit: number) {
  const found = [...guild.members.values()].filter(({ user }) => wanted(user.id));
  return found
    .sort((one, other) => (BigInt(one.user.id) < BigInt(other.user.id) ? -1 : 1))
    .slice(0, limit)
    .map((member) => memberJson(guild, member));
}

function readPage(query: URLSearchParams): { limit: number; after: string } {
  const fields = new Fields(new FormErrors(), [], Object.fromEntries(query));
  const limit = fields.integer('limit', { min: 1, max: 1000 }) ?? 1;
  const after = fields.snowflake('after') ?? '0';
  fields.errors.throwIfAny();
  return { limit, after };
}

function ok(body: unknown): Reply {
  return { status: 200, body };
}
