import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import da from '../../src/i18n/da.json' with { type: 'json' };
import en from '../../src/i18n/en.json' with { type: 'json' };

function texts(node: object, path = ''): Map<string, string> {
  const found = Object.entries(node).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[path + name, value]] : [...texts(value, `${path}${name}.`)],
  );
  return new Map(found);
}

/** The names in braces, at any depth: what the code has to give. */
function names(source: string, language: string): string[] {
  const found = new Set<string>();
  const walk = (elements: readonly unknown[]) => {
    for (const element of elements as {
      type: number;
      value: string;
      options?: Record<string, { value: unknown[] }>;
    }[]) {
      if (element.type > 0 && element.type < 7) found.add(element.value);
      for (const option of Object.values(element.options ?? {})) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(source, language, undefined, { ignoreTag: true }).getAst());
  return [...found].sort();
}

test('both languages have the same texts, with the same values in them', () => {
  const danish = texts(da);
  const english = texts(en);
  expect([...english.keys()].sort()).toEqual([...danish.keys()].sort());
  for (const [key, source] of danish)
    expect([key, names(english.get(key) ?? '', 'en')]).toEqual([key, names(source, 'da')]);
});

test('names and descriptions of commands fit both platforms', () => {
  for (const [key, source] of [...texts(da.commands), ...texts(en.commands)]) {
    // https://docs.discord.com/developers/interactions/application-commands
    if (key.endsWith('.name')) expect(source, key).toMatch(/^[-_\p{Ll}\p{N}]{1,32}$/u);
    if (key.endsWith('.description') || key.endsWith('.hint')) expect(source.length, key).toBeLessThanOrEqual(100);
    if (key.endsWith('.label')) expect(source.length, key).toBeLessThanOrEqual(45);
    if (key.endsWith('.title') || key.endsWith('.submit')) expect(source.length, key).toBeLessThanOrEqual(24);
    if (key.endsWith('.button')) expect(source.length, key).toBeLessThanOrEqual(38);
  }
});

test('times in Danish texts are written with a full stop and "kl."', () => {
  for (const [key, source] of texts(da)) expect(source, key).not.toMatch(/\b\d{1,2}:\d{2}\b/);
});
