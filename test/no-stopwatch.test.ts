import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

/** Deeds that a test may not do, because it then depends on how quick the machine is; see docs/testing.md. */
const FORBIDDEN: Record<string, RegExp> = {
  'waits so long, and not for a condition': /\bsetTimeout\(|timers\/promises|Atomics\.wait\b/,
  'reads a stopwatch': /performance\.now\(|process\.hrtime/,
  'waits with a ceiling of its own: use waiting.ts': /\bvi\.wait(?:For|Until)\(|\.poll\([^;]*\btimeout:/,
  'has a time limit of its own': /\{\s*timeout: [\d_]+,?\s*\},\s*(?:async|\()|^\s*\},\s*[\d_]{4,},?\s*\);/m,
  'compares a time with a bound':
    /expect\([^;,]*(?:Ms\b|[Ee]lapsed|\btook\b|[Dd]uration|performance\.now|Date\.now)[^;]*\)\s*\.toBe(?:Less|Greater)Than/,
};

/** Files where it is no matter of speed, and why. */
const ALLOWED: Record<string, string> = {
  'test/waiting.ts': 'the one place that waits',
  'test/crashes/slow-database.ts': 'a slow database is what it plays',
  'test/platforms/discord-send.test.ts': 'compares how long Discord said to wait',
  'test/rules/in-time.test.ts': 'compares limits that stand in the code',
};

const root = join(import.meta.dirname, '..');
const files = readdirSync(import.meta.dirname, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  // Chaos is about what happens at which moment, and the browser's tests have the browser's own waits.
  .filter((path) => !/^test\/(chaos|browser)\//.test(path) && path !== relative(root, import.meta.filename));

const breaches = (text: string) => Object.keys(FORBIDDEN).filter((rule) => FORBIDDEN[rule]?.test(text));

test('no test depends on how quick the machine is', () => {
  const found = files
    .filter((path) => !(path in ALLOWED))
    .map((path) => [path, ...breaches(readFileSync(join(root, path), 'utf8'))])
    .filter(({ length }) => length > 1);
  expect(found).toEqual([]);
});

test('what is allowed is still needed', () => {
  const needless = Object.keys(ALLOWED).filter((path) => breaches(readFileSync(join(root, path), 'utf8')).length === 0);
  expect(needless).toEqual([]);
});

test.each([
  'await new Promise((resolve) => setTimeout(resolve, 50));',
  "import { setTimeout as delay } from 'node:timers/promises';",
  'const since = performance.now();',
  'await vi.waitFor(() => expect(told).toEqual([1]), { timeout: 5_000 });',
  'await expect.poll(() => count, { timeout: 1_000 }).toBe(1);',
  "test('a long one', { timeout: 90_000 }, async () => {",
  "test('a long one', async () => {\n}, 150_000);",
  'expect((await sent).acknowledgedAfterMs).toBeLessThan(3000);',
  'expect(Date.now() - startedAt)\n  .toBeGreaterThanOrEqual(2_990);',
])('the rule finds %j', (line) => {
  expect(breaches(line)).not.toEqual([]);
});
