import { hash } from 'node:crypto';
import { type APIMessage, ComponentType } from 'discord.js';

/** At most so long. https://docs.discord.com/developers/resources/message#create-message-json/form-params */
const NONCE_LENGTH = 25;
/** Above every id that Discord gives to components by itself, which count from 1. */
const MARKER_BASE = 0x4000_0000;

/**
 * @param key identifies a delivery
 * @returns what Discord knows the message by for a few minutes: the same nonce again posts nothing new
 */
export function nonceOf(key: string): string {
  return hash('sha256', key, 'base64url').slice(0, NONCE_LENGTH);
}

/**
 * A component's id is any 32-bit integer of ours, and Discord keeps it with the message: the only thing of a message
 * that nobody sees and that can still be read after the nonce is forgotten.
 * https://docs.discord.com/developers/components/reference#anatomy-of-a-component
 * @returns an id for the outermost component of the delivery's message: 30 bits of a hash of the key
 */
export function markerOf(key: string): number {
  const bits = Number.parseInt(hash('sha256', `marker ${key}`, 'hex').slice(0, 8), 16);
  return MARKER_BASE | (bits & (MARKER_BASE - 1));
}

/** @returns the marker that a message carries, if any */
export function markerIn({ components }: Pick<APIMessage, 'components'>): number | undefined {
  const outermost = components?.[0];
  if (outermost?.type !== ComponentType.Container) return undefined;
  return outermost.id !== undefined && outermost.id >= MARKER_BASE ? outermost.id : undefined;
}
