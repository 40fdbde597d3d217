/**
 * Limits of the language that all platforms share. Each is the smallest of theirs, which stand, with their pages, in
 * the platforms' own `render/limits.ts`; `test/rules/limits.test.ts` holds these against those.
 */

/** Characters in the id of a button, menu or form. */
export const ID_MAX = 100;
/** Characters on a button. */
export const BUTTON_TEXT_MAX = 75;
/** Proposals while somebody types, and characters in each. */
export const PROPOSALS_MAX = 25;
export const PROPOSAL_TEXT_MAX = 100;
/** Characters in the address behind a button. */
export const BUTTON_URL_MAX = 512;
