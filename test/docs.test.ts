import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

const files = (folder: string, ends: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: folder !== '.', withFileTypes: true })
    .filter((entry) => entry.isFile() && ends.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !/node_modules|generated/.test(path));

const read = (path: string) => readFileSync(join(root, path), 'utf8');

const pages = ['.', 'docs', 'bench', 'sandbox', 'festival', 'test'].flatMap((folder) => files(folder, /\.md$/));

/** Anchors of a page's headings, as both forges make them. */
const anchors = (path: string) =>
  [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );

test('links between pages lead to a file and a heading that exist', () => {
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)/g)]
      .filter(([, path = '', anchor]) => {
        const target = path === '' ? page : join(dirname(page), path);
        if (!existsSync(join(root, target))) return true;
        return anchor !== undefined && !anchors(target).includes(anchor);
      })
      .map(([link]) => `${page}: ${link}`),
  );
  expect(broken).toEqual([]);
});

test('a page that code or a setting names exists', () => {
  const code = ['src', 'commands', 'prisma', 'sandbox', 'festival', 'scripts', 'bench', 'test', '.ci'].flatMap(
    (folder) => files(folder, /\.(ts|prisma|cjs|sql|sh)$|^run$/),
  );
  const missing = [...code, ...pages, '.npmrc', '.env.example'].flatMap((path) =>
    (read(path).match(/\bdocs\/[\w./-]+\.md\b/g) ?? [])
      .filter((page) => !existsSync(join(root, page)) && !existsSync(join(root, path.split('/')[0] ?? '', page)))
      .map((page) => `${path}: ${page}`),
  );
  expect(missing).toEqual([]);
});

test('the list of decisions has each of them once, by its title and date', () => {
  const listed = [...read('docs/decisions/README.md').matchAll(/^- (\S+) \[(.+)\]\((.+)\)$/gm)].map(
    ([, date, title, file]) => `${date} ${title} ${file}`,
  );
  const written = files('docs/decisions', /^\d{4}-.*\.md$/).map((path) => {
    const file = path.slice('docs/decisions/'.length);
    return `${file.slice(0, 10)} ${/^# (.+)\n/.exec(read(path))?.[1]} ${file}`;
  });
  expect(listed.toSorted()).toEqual(written.toSorted());
});

test('the changelog has no heading of a change twice', () => {
  const heads = [...read('CHANGELOG.md').matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, head = '']) => head);
  expect(heads.filter((head, index) => heads.indexOf(head) !== index)).toEqual([]);
});
