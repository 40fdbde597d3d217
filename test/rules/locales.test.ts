import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { loadCommands } from '../../src/chat/load.ts';
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
      children?: unknown[];
    }[]) {
      if (element.type > 0 && element.type < 7) found.add(element.value);
      walk(element.children ?? []);
      for (const option of Object.values(element.options ?? {})) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(source, language).getAst());
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
    // A title may name the language that a form is about.
    if (key.endsWith('.title') || key.endsWith('.submit'))
      for (const language of ['da', 'en'])
        expect(String(new IntlMessageFormat(source).format({ language })).length, key).toBeLessThanOrEqual(24);
    if (key.endsWith('.button')) expect(source.length, key).toBeLessThanOrEqual(38);
  }
});

const NAMED = /<command>(.*?)<\/command>/g;

test('a text names only commands that there are, in a way that each platform can show by its own name', async () => {
  const commands = await loadCommands(fileURLToPath(new URL('../../commands', import.meta.url)));
  const paths = [...commands.values()].flatMap(({ name, subcommands }) =>
    [...subcommands.keys()].map((sub) => `${name} ${sub}`),
  );
  const names = [
    ...commands.keys(),
    ...[da, en].map((one) => Object.values(one.commands).map(({ name }) => name)),
  ].flat();
  const bare = new RegExp(`/(?:${names.join('|')})(?!\\p{L})`, 'u');
  for (const [key, source] of [...texts(da), ...texts(en)]) {
    for (const [, path] of source.matchAll(NAMED)) expect(paths, key).toContain(path);
    expect(source.replace(NAMED, ''), key).not.toMatch(bare);
  }
});

test('what names a command is never asked for as plain words, which know no platform', () => {
  const naming = [...texts(da)].filter(([, source]) => source.includes('<command>')).map(([key]) => key);
  expect(naming.length).toBeGreaterThan(20);
  const folders = ['src', 'commands'].map((name) => fileURLToPath(new URL(`../../${name}/`, import.meta.url)));
  const code = folders
    .flatMap((folder) => globSync('**/*.ts', { cwd: folder }).map((path) => readFileSync(folder + path, 'utf8')))
    .join('\n');
  const asWords = [...code.matchAll(/\bsay\((?:\w+, )?'([\w.-]+)'/g)].map(([, key]) => key);
  expect(naming.filter((key) => asWords.includes(key))).toEqual([]);
});

test('what stands there afterwards does not say that something is yet to be sent at a time', () => {
  for (const [key, source] of [...texts(da), ...texts(en)])
    expect(source, key).not.toMatch(/(?:bliver sendt|will be sent|being sent) \{when\}/i);
});

test('times in Danish texts are written with a full stop and "kl."', () => {
  for (const [key, source] of texts(da)) expect(source, key).not.toMatch(/\b\d{1,2}:\d{2}\b/);
});
