/** Characters that neither people nor editors show: blanks of any kind, line ends, and characters without a width. */
const UNSEEN = /[\p{Z}\p{C}]/u;
/** Tokens and secrets of both platforms are made of these alone. */
const IN_NO_TOKEN = /[^\x21-\x7e]/u;
const QUOTES = /^["'“”‘’«»]|["'“”‘’«»]$/u;

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'a space',
  '\t': 'a tab',
  '\n': 'a line break',
  '\r': 'a line break',
  '\u00a0': 'a no-break space',
};

/**
 * Finds what comes along when a token is copied: a blank, a line break, a character that nobody sees, quotes around it.
 * @returns what is wrong and what to do, to stand after the variable's name, without the value; null when all is well
 */
export function strayInToken(token: string): string | null {
  return stray(token, IN_NO_TOKEN);
}

/** Does what `strayInToken` does, for an address: its password may hold letters of any language. */
export function strayInAddress(address: string): string | null {
  const found = stray(address, UNSEEN);
  return found && `${found} (a space that belongs there is written %20)`;
}

/**
 * @returns the name without the characters that nobody sees, when there are any: an editor's byte order mark, for one
 */
export function seenName(name: string): string | null {
  return UNSEEN.test(name) ? name.replaceAll(new RegExp(UNSEEN, 'gu'), '') : null;
}

function stray(value: string, forbidden: RegExp): string | null {
  if (QUOTES.test(value.trim())) return 'has quotes around it: take them away';
  const index = value.search(forbidden);
  if (index < 0) return null;
  const [character = ''] = value.slice(index);
  const place = [...value.slice(0, index)].length + 1;
  return `has ${nameOf(character)} as its character number ${place}: copy it again, without that`;
}

function nameOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const kind = UNSEEN.test(character) ? 'an invisible character' : 'a character that does not belong there';
  return NAMES[character] ?? `${kind} (U+${code})`;
}
