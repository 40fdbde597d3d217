import type { Speech, TextKey } from '../say.ts';

/** Sentences of the platforms' own clients about a field before it is sent: the sandbox says them in English. */
const COMPLAINTS: [pattern: RegExp, key: TextKey][] = [
  [/^(This field is required|Please complete this required field)\.$/, 'field.required'],
  [/^Must be between (?<least>\d+) and (?<most>\d+) in length\.$/, 'field.length'],
  [/^This entry must have at least (?<least>\d+) characters\.$/, 'field.too-short'],
  [/^This entry can have at most (?<most>\d+) characters\.$/, 'field.too-long'],
  [/^Please enter a (valid|whole) number\.$/, 'field.number'],
];

/** @returns what is wrong with a field, in the person's language; the bot's own words stay as they are */
export function complaint(error: string, say: Speech['say']): string {
  for (const [pattern, key] of COMPLAINTS) {
    const match = pattern.exec(error);
    if (match) return say(key, match.groups);
  }
  return error;
}
