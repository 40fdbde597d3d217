const SINGLE_QUOTES = /[‘’‚‛‹›`´ʼʹ′]/g;
const DOUBLE_QUOTES = /[“”„‟«»″]/g;
const DASHES = /[\u2010-\u2015\u2212]/g;
/** Joiners, soft hyphens, directions of writing, what makes a sign an emoji: what has no width of its own. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * @returns a text that is equal exactly when people see the same name: whatever its case, blanks, quotation marks,
 * dashes, invisible signs and Unicode form
 */
export function asSeen(name: string): string {
  return name
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .replace(SINGLE_QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(DASHES, '-')
    .toLowerCase()
    .trim()
    .replace(/\s+/g, ' ');
}
