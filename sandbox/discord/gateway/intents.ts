/** https://docs.discord.com/developers/events/gateway#gateway-intents */
export const GUILDS = 1 << 0;
export const GUILD_MEMBERS = 1 << 1;
const GUILD_PRESENCES = 1 << 8;
export const GUILD_MESSAGES = 1 << 9;
export const DIRECT_MESSAGES = 1 << 12;
export const MESSAGE_CONTENT = 1 << 15;

const PRIVILEGED = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT;
/** Bits 0 to 16, 20, 21, 24 and 25. */
const KNOWN = 0x1ffff | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);

/**
 * @param privileged which privileged intents the application is approved for
 * @returns how Discord closes the connection, when it does
 */
export function intentProblem(intents: number, privileged: number): { code: number; reason: string } | undefined {
  if (!Number.isInteger(intents) || intents < 0 || intents & ~KNOWN)
    return { code: 4013, reason: 'Invalid intent(s).' };
  if (intents & PRIVILEGED & ~privileged) return { code: 4014, reason: 'Disallowed intent(s).' };
  return undefined;
}
