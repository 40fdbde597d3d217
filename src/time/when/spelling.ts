/** The longest text that is read; what comes after is ignored. */
export const LONGEST_TEXT = 200;

/** A normalised text may be longer than what was typed (one sign can become many); this bounds it again. */
const LONGEST_NORMALISED = 400;

/** Soft hyphens, joiners, byte order marks, directions of writing and what makes an emoji of a digit. */
const INVISIBLE = /[\u00ad\u061c\u200c-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\u20e3|\p{Variation_Selector}/gu;

/**
 * Prepares a typed text for reading: at most {@link LONGEST_TEXT} characters, one form for each sign (full-width
 * digits, typographic dashes and fractions; "½ 8" is "halv 8"), apostrophes of words and invisible signs dropped.
 * @returns text where `-` is the only dash and fractions are written as `1/2`
 */
export function normalise(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .replace(INVISIBLE, '')
    .replace(/(?<!\d\s?)½\s?(?=\d)/g, ' halv ')
    .replaceAll('½', ' 1/2')
    .replaceAll('¼', ' 1/4')
    .replaceAll('¾', ' 3/4')
    .normalize('NFKC')
    .slice(0, LONGEST_NORMALISED)
    .replace(/[\u2010-\u2015\u2212→]|->/g, '-')
    .replace(/(\d\s?)~(?=\s?\d)/g, '$1-')
    .replace(/(\p{L})['’`´](?=[\p{L}\s])/gu, '$1')
    .replace(/(\d{4}-\d\d-\d\d)t(?=\d)/gi, '$1 ');
}

/**
 * Reduces a word to the form it is looked up by: lower case, no accents, and æ, ø, å in all the ways they are typed
 * without a Danish keyboard ("lørdag", "loerdag", "lordag" and "paa", "pa" are the same).
 */
export function fold(word: string): string {
  return word
    .toLowerCase()
    .replaceAll('å', 'a')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'a')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('aa', 'a')
    .replaceAll('oe', 'o')
    .replaceAll('ae', 'a');
}

/**
 * Finds the word that a misspelt one stands for. One slip is forgiven in a word of six letters, `most` from eight. In
 * five letters one may be missing, or two swapped, when the ends are right ("lødag", "arpil"). The first letter must be
 * right, and another word as near with a different meaning leaves it unknown ("orsdag" is nearer to "torsdag").
 * @param meaning says whether two words mean the same, by giving the same key
 */
export function mendTypo(
  word: string,
  known: readonly string[],
  most: number,
  meaning: (word: string) => string,
): string | null {
  if (word.length < SHORTEST_MENDED || word.length > 20) return null;
  const allowed = word.length >= 8 ? most : 1;
  let best: { word: string; slips: number } | null = null;
  let ambiguous = false;
  for (const candidate of known) {
    if (candidate[0] !== word[0] || Math.abs(candidate.length - word.length) > allowed) continue;
    const slips = countSlips(word, candidate);
    if (slips > allowed || (best && slips > best.slips)) continue;
    if (word.length === SHORTEST_MENDED && !isShortSlip(word, candidate)) continue;
    ambiguous = best?.slips === slips && (ambiguous || meaning(best.word) !== meaning(candidate));
    best = { word: candidate, slips };
  }
  if (!best || ambiguous) return null;
  const { word: meant, slips: fewest } = best;
  const rivals = known.filter((each) => each[0] !== word[0] && Math.abs(each.length - word.length) <= fewest);
  return rivals.some((each) => countSlips(word, each) <= fewest && meaning(each) !== meaning(meant)) ? null : meant;
}

const SHORTEST_MENDED = 5;

/** A letter that is missing inside a short word, or two that are swapped; another letter would be another word. */
function isShortSlip(word: string, meant: string): boolean {
  if (word.at(-1) !== meant.at(-1)) return false;
  return meant.length > word.length || [...word].sort().join('') === [...meant].sort().join('');
}

/** Tells whether a word is another one with a single slip, where the words around leave no doubt ("i morgn"). */
export function isSlipOf(word: string, meant: string): boolean {
  return word.length >= 5 && word[0] === meant[0] && countSlips(word, meant) === 1;
}

/**
 * Counts letters added, left out, replaced, or changed places with their neighbour: the optimal string alignment distance,
 * https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance
 */
export function countSlips(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let slips = Math.min(cell(last, j) + 1, cell(row, j - 1) + 1, cell(last, j - 1) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) slips = Math.min(slips, cell(beforeLast, j - 2) + 1);
      row.push(slips);
    }
    beforeLast = last;
    last = row;
  }
  return cell(last, b.length);
}

function cell(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
