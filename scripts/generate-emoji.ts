/**
 * `npm run generate:emoji`: writes src/slack/emoji/generated/names.json, Slack's names of emoji, from the package
 * emojibase-data. Slack took its names from iamcal's emoji-data, which that package carries. The file is committed, for
 * the package has 50 MB and this is all that we need of it.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import emoji from 'emojibase-data/en/compact.json' with { type: 'json' };
import shortcodes from 'emojibase-data/en/shortcodes/iamcal.json' with { type: 'json' };

export const FILE = new URL('../src/slack/emoji/generated/names.json', import.meta.url);

/** @returns the file's words: each name with its emoji, in the order of the names */
export function emojiNames(): string {
  const characters = new Map(emoji.map(({ hexcode, unicode }) => [hexcode, unicode]));
  const entries = Object.entries(shortcodes).flatMap(([hexcode, names]) => {
    const character = characters.get(hexcode);
    // Signs that are in colour by themselves need no asking for it.
    const plain = character?.replace(/(\p{Emoji_Presentation})\uFE0F/gu, '$1');
    return plain ? [names].flat().map((name): [string, string] => [name, plain]) : [];
  });
  return `${JSON.stringify(Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1))), null, 1)}\n`;
}

if (import.meta.main) writeFileSync(fileURLToPath(FILE), emojiNames());
