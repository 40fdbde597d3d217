import { MISTAKE_MARK } from './marks.ts';
import type { Text } from './text.ts';

type Values = Record<string, string>;
/** Explanations of what is wrong with an input, by field. */
export type Mistakes = Record<string, Text>;

/** @returns an input as it is kept, with what is wrong with it by field: each platform writes that in its own way */
export function withMistakes(values: Values, mistakes: Mistakes = {}): Values {
  const marked = Object.entries(mistakes).map(([name, text]) => [MISTAKE_MARK + name, JSON.stringify(text)] as const);
  return { ...values, ...Object.fromEntries(marked) };
}

/** Undoes {@link withMistakes}. */
export function partMistakes(kept: Values): { values: Values; mistakes: Mistakes } {
  const all = Object.entries(kept);
  return {
    values: Object.fromEntries(all.filter(([name]) => !name.startsWith(MISTAKE_MARK))),
    mistakes: Object.fromEntries(
      all.flatMap(([name, text]) =>
        name.startsWith(MISTAKE_MARK) ? [[name.slice(MISTAKE_MARK.length), JSON.parse(text) as Text]] : [],
      ),
    ),
  };
}
