import { createHash } from 'node:crypto';

/** Discord counts from the first second of 2015: https://docs.discord.com/developers/reference#snowflakes */
const DISCORD_EPOCH = Date.UTC(2015, 0, 1);
const SEED_EPOCH = Date.UTC(2024, 0, 15);
const SEED_SPREAD_MS = 90 * 24 * 60 * 60 * 1000;
const BASE_32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A snowflake that is always the same for the same name, so that a thing keeps its id when the seed grows. It tells a
 * day in the first months of 2024.
 */
export function snowflake(...name: string[]): string {
  const hash = digest('discord', name);
  const created = SEED_EPOCH - DISCORD_EPOCH + (hash.readUIntBE(0, 6) % SEED_SPREAD_MS);
  return ((BigInt(created) << 22n) | BigInt(hash.readUIntBE(6, 4) & 0x3fffff)).toString();
}

/** An id as Slack writes them: a letter that tells the kind (T, C, U, S, A), "0", and nine more. */
export function slackId(letter: string, ...name: string[]): string {
  const hash = digest(`slack ${letter}`, name);
  return `${letter}0${[...hash.subarray(0, 9)].map((byte) => BASE_32[byte % BASE_32.length]).join('')}`;
}

function digest(what: string, name: string[]): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([what, ...name]))
    .digest();
}
