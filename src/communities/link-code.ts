import { createHash, randomInt } from 'node:crypto';

/** No letters or digits that look alike: a code is read aloud and typed on a phone. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 8;

/** Time for which a code can be used, in ms. */
export const CODE_VALID_MS = 15 * 60_000;

/** @returns a new code as it is shown: "K7MP-2QXD" */
export function makeCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`;
}

/** @param typed with or without the hyphen, in capital or small letters @returns what is stored of a code */
export function hashCode(typed: string): string {
  return createHash('sha256')
    .update(typed.toUpperCase().replace(/[^A-Z0-9]/g, ''))
    .digest('hex');
}
