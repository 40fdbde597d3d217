import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { BUGS } from '../chaos/bugs.ts';

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

test('each planted bug still finds the code that it replaces, once', () => {
  const lost = BUGS.flatMap(({ name, changes }) =>
    changes.filter(({ file, code }) => read(file).split(code).length !== 2).map(({ file }) => `${name}: ${file}`),
  );
  expect(lost).toEqual([]);
});

test('docs/chaos.md says how many bugs there are, and how many of them tests are to catch', () => {
  const byTests = BUGS.filter(({ tests }) => tests !== undefined).length;
  const said = `There are ${BUGS.length}: ${BUGS.length - byTests} for chaos, ${byTests} for tests.`;
  expect(read('docs/chaos.md').replaceAll('\n', ' ')).toContain(said);
});
