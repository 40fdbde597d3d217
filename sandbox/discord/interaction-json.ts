import type { Core } from './core.ts';
import type { Interaction } from './interactions.ts';
import { messageJson } from './message-json.ts';
import type { StoredMessage } from './messages.ts';
import {
  channelJson,
  type Json,
  memberJson,
  partialChannelJson,
  partialMemberJson,
  roleJson,
  userJson,
} from './objects.ts';
import type { Channel, Guild, World } from './world.ts';

const ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024;
const IN_GUILD = 0;
const IN_DIRECT = 1;

/**
 * The event that the bot gets:
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
 * @param data what is special to the kind of interaction
 */
export function interactionJson(core: Core, interaction: Interaction, data: Json): Json {
  const { world, messages } = core;
  const { channel, user, message } = interaction;
  const { guild } = channel;
  const member = guild?.members.get(user.id);
  return {
    id: interaction.id,
    application_id: world.application.id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: { ...channelIn(core, channel), permissions: `${world.mayIn(channel, user)}` },
    ...(guild && member
      ? {
          guild_id: guild.id,
          guild: { id: guild.id, locale: guild.locale, features: [] },
          guild_locale: guild.locale,
          member: { ...memberJson(guild, member), permissions: `${world.mayIn(channel, user)}` },
        }
      : { user: userJson(user) }),
    ...(message ? { message: pressedJson(world, messageJson(world, messages, message), message) } : {}),
    locale: user.locale,
    app_permissions: `${world.mayIn(channel, world.bot)}`,
    context: guild ? IN_GUILD : IN_DIRECT,
    authorizing_integration_owners: owners(guild),
    entitlements: [],
    attachment_size_limit: ATTACHMENT_SIZE_LIMIT,
  };
}

/** Writes which interaction a message answers. */
export function interactionMetadata(interaction: Interaction): Json {
  const { id, type, user, message, channel } = interaction;
  return {
    id,
    type,
    user: userJson(user),
    authorizing_integration_owners: owners(channel.guild),
    ...(message ? { interacted_message_id: message.id } : {}),
  };
}

/** The people, roles and channels that someone chose, in full, as `resolved` carries them. */
export function resolvedJson(core: Core, { channel, user }: Interaction, ids: readonly string[]): Json | undefined {
  const { world } = core;
  const { guild } = channel;
  const resolved: Record<string, Json> = {};
  const put = (kind: string, id: string, json: unknown) => {
    resolved[kind] = { ...resolved[kind], [id]: json };
  };
  for (const id of ids) {
    const [someone, role, place] = [world.users.get(id), guild?.roles.get(id), world.channel(id)];
    const member = someone && guild?.members.get(id);
    if (someone) put('users', id, userJson(someone));
    if (guild && someone && member) {
      put('members', id, { ...partialMemberJson(guild, member), permissions: `${world.mayIn(channel, someone)}` });
    }
    if (role) put('roles', id, roleJson(world, role));
    if (place) {
      put('channels', id, {
        ...partialChannelJson(place, core.messages.last(id)),
        permissions: `${world.mayIn(place, user)}`,
        app_permissions: `${world.mayIn(place, world.bot)}`,
      });
    }
  }
  return Object.keys(resolved).length > 0 ? resolved : undefined;
}

function channelIn(core: Core, channel: Channel): Json {
  const last = core.messages.last(channel.id);
  return channel.guild ? partialChannelJson(channel, last) : { ...channelJson(channel, last) };
}

/** The bot's own message has its content, whatever intents it has. */
function pressedJson(world: World, json: Json, message: StoredMessage): Json {
  const guild = world.channel(message.channelId)?.guild;
  return guild ? { ...json, guild_id: guild.id } : json;
}

/** The app is installed to servers; in direct messages with it, the value is "0". */
function owners(guild: Guild | undefined): Json {
  return { 0: guild?.id ?? '0' };
}
