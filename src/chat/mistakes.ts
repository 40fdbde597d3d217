import { plainText, type Text } from './text.ts';

type Values = Record<string, string>;

/** Marks what was wrong with a field, among what is kept of an input: no field's name begins so. */
const MARK = '!';

/** @returns what is wrong with an input, by field, as a form can show it */
export function inForm(errors: Record<string, Text>): Values {
  return Object.fromEntries(Object.entries(errors).map(([name, error]) => [name, plainText(error)]));
}

/** @returns an input as it is kept, with what is wrong with it by field */
export function withMistakes(values: Values, mistakes: Values = {}): Values {
  const marked = Object.entries(mistakes).map(([name, mistake]) => [MARK + name, mistake] as const);
  return { ...values, ...Object.fromEntries(marked) };
}

/** Undoes {@link withMistakes}. */
export function partMistakes(kept: Values): { values: Values; mistakes: Values } {
  const all = Object.entries(kept);
  return {
    values: Object.fromEntries(all.filter(([name]) => !name.startsWith(MARK))),
    mistakes: Object.fromEntries(all.flatMap(([name, text]) => (name.startsWith(MARK) ? [[name.slice(1), text]] : []))),
  };
}
