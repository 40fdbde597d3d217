import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** What the committed client must be made from; `.ci/run` makes it anew and compares every byte. */
const HINT = 'run `npm run generate`, and commit src/database/generated with the schema';
const ROOT = join(import.meta.dirname, '../..');

const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');
const versionIn = (text: string) => (JSON.parse(text) as { version: string }).version;

/** @returns a field of the configuration that Prisma writes into the client */
function configured(field: string): unknown {
  const [, json] =
    new RegExp(`^ {2}"${field}": (".*"),$`, 'm').exec(read('src/database/generated/internal/class.ts')) ?? [];
  return JSON.parse(json ?? 'null');
}

/** Prisma aligns the columns of what it was given. */
const unaligned = (schema: unknown) => String(schema).replace(/\s+/g, ' ').trim();

test('the committed client is made from the schema as it stands', () => {
  const files = readdirSync(join(ROOT, 'prisma/schema')).sort();
  const schema = files.map((file) => read('prisma/schema', file)).join('\n');
  expect(unaligned(configured('inlineSchema')) === unaligned(schema), HINT).toBe(true);
});

test('the committed client is made by the version that it runs with', () => {
  const runtime = versionIn(read('node_modules/@prisma/client/package.json'));
  const generator = JSON.parse(read('prisma/generator/package.json')) as { dependencies: { prisma: string } };
  expect({ client: configured('clientVersion'), generator: generator.dependencies.prisma }, HINT).toEqual({
    client: runtime,
    generator: runtime,
  });
});
