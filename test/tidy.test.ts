import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

const files = new Map(
  ['.', 'src', 'commands', 'festival', 'sandbox', 'scripts', 'bench', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: folder !== '.', withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|cjs)$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      .filter((path) => !path.includes('generated'))
      .map((path) => [path, readFileSync(join(root, path), 'utf8')] as const),
  ),
);

/** Pattern of an import by a package's name. */
const IMPORT = /^(?:import|export) (?:[^;'"`]*? from )?'([^'.][^']*)'|\b(?:import|require)\('([^'.][^']*)'\)/gm;

test('what a file exports is used in another one', () => {
  const exported = [...files].flatMap(([path, text]) =>
    [...text.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)].map(([, name = '']) => ({
      path,
      name,
    })),
  );
  const filesWith = new Map<string, number>();
  for (const text of files.values())
    for (const word of new Set(text.match(/\w+/g))) filesWith.set(word, (filesWith.get(word) ?? 0) + 1);
  const alone = exported.filter(({ name }) => filesWith.get(name) === 1);
  expect(alone.map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
});

test('every package that is imported is one that package.json asks for', () => {
  const askedBy = (folder: string) => {
    const file = join(root, folder, 'package.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, object | undefined>;
    return ['dependencies', 'devDependencies'].flatMap((kind) => Object.keys(manifest[kind] ?? {}));
  };
  // The guide is a part of the sandbox's page.
  const asked = { sandbox: askedBy('sandbox'), guide: ['@samling/sandbox', 'preact'], bot: askedBy('.') };
  const owner = (path: string) =>
    path.startsWith('sandbox/') ? 'sandbox' : path.startsWith('festival/guide/') ? 'guide' : 'bot';
  const imported = [...files].flatMap(([path, text]) =>
    [...text.matchAll(IMPORT)].map((match) => {
      const name = match[1] ?? match[2] ?? '';
      return { path, name: name.split('/', name.startsWith('@') ? 2 : 1).join('/') };
    }),
  );
  const unasked = imported.filter(({ path, name }) => !isBuiltin(name) && !asked[owner(path)].includes(name));
  expect(unasked.map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
});
