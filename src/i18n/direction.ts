/** Letters that are written from right to left: Hebrew, Arabic and their neighbours. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Signs that set or turn a direction for what follows them. https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/**
 * @returns words that somebody wrote, as they stand within a sentence of ours: from right to left they move nothing of
 * what stands around them. Other words are left as they are.
 */
export function isolate(words: string): string {
  const straight = words.replace(TURNING, '');
  return RIGHT_TO_LEFT.test(straight) ? FIRST_STRONG_ISOLATE + straight + POP_ISOLATE : straight;
}
