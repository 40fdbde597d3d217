import {
  type APIGuild,
  type Client,
  GatewayDispatchEvents,
  type GatewayGuildCreateDispatchData,
  type Guild,
} from 'discord.js';

/** Longest life of entries that a change in a server brings back, a few channels and roles, in ms. */
const EVERY_MS = 60 * 60 * 1_000;

/**
 * Keeps discord.js small: nine tenths of what it holds of a server are channels and roles, which are seldom asked for
 * and can be asked of Discord (rights.ts). Its caches of them may not be limited, but need not be filled.
 * @returns ends it
 */
export function forgetContents(client: Client): () => void {
  // Heard before discord.js reads it itself: what is not made need not be thrown away.
  client.ws.on(GatewayDispatchEvents.GuildCreate, (guild: GatewayGuildCreateDispatchData) => {
    if (guild.unavailable) return;
    guild.channels = [];
    guild.threads = [];
    guild.roles = (guild.roles ?? []).filter((role) => isEveryone(role, guild));
  });
  const timer = setInterval(() => client.guilds.cache.forEach(forget), EVERY_MS).unref();
  return () => clearInterval(timer);
}

function forget(guild: Guild): void {
  const { client, channels, roles } = guild;
  for (const channel of channels.cache.keys()) client.channels.cache.delete(channel);
  channels.cache.clear();
  roles.cache.sweep((role) => !isEveryone(role, guild));
}

/** discord.js takes it for granted that each server has this role, whose id is the server's. */
function isEveryone(role: { id: string }, guild: Pick<APIGuild, 'id'>): boolean {
  return role.id === guild.id;
}
