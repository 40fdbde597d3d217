import type { Text } from './text.ts';

type Values = Record<string, string>;
/** Explanations of what is wrong with an input, by field. */
export type Mistakes = Record<string, Text>;

/** Marks what was wrong with a field, among what is kept of an input: no field's name begins so. */
const MARK = '!';

/** @returns an input as it is kept, with what is wrong with it by field: each platform writes that in its own way */
export function withMistakes(values: Values, mistakes: Mistakes = {}): Values {
  const marked = Object.entries(mistakes).map(([name, text]) => [MARK + name, JSON.stringify(text)] as const);
  return { ...values, ...Object.fromEntries(marked) };
}

/** Undoes {@link withMistakes}. */
export function partMistakes(kept: Values): { values: Values; mistakes: Mistakes } {
  const all = Object.entries(kept);
  return {
    values: Object.fromEntries(all.filter(([name]) => !name.startsWith(MARK))),
    mistakes: Object.fromEntries(
      all.flatMap(([name, text]) => (name.startsWith(MARK) ? [[name.slice(1), JSON.parse(text) as Text]] : [])),
    ),
  };
}
