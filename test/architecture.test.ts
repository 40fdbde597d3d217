import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.includes('generated'));

const code = new Map(
  ['src', 'commands', 'festival', 'sandbox']
    .flatMap(sources)
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);

/** Rooms are the folders of src/, those beside it, and "main" for the files that join everything. */
function room(path: string): string {
  const [first, second] = path.split('/');
  if (first !== 'src') return first ?? '';
  return second?.endsWith('.ts') ? 'main' : (second ?? '');
}

/** The local platforms and who is on them: no part of the bot. */
const beside = (path: string) => ['sandbox', 'festival'].includes(room(path));

interface Import {
  from: string;
  to: string;
}

const imports: Import[] = [...code].flatMap(([path, text]) =>
  [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) => ({
    from: path,
    to: normalize(join(dirname(path), match[1] ?? '')),
  })),
);

/** Folders with a `feature.ts`, and the help, which has nothing to tell the rest of the bot. Delivery serves them all. */
const FEATURES = [
  ...[...code.keys()].filter((path) => /^src\/\w+\/feature\.ts$/.test(path) && room(path) !== 'delivery').map(room),
  'help',
];
const GROUND = ['time', 'i18n', 'database'];

/**
 * Features that each one may import. Communities and meetups, and communities and announcements, still hold each other:
 * linking and parting places has both move what is theirs.
 */
const OTHERS: Record<string, readonly string[]> = {
  communities: ['meetups', 'announcements'],
  meetups: ['communities', 'reminders'],
  announcements: ['communities'],
  help: ['communities'],
};

/** Features whose tables each one may read or write in SQL, besides its own. */
const TABLES_OF: Record<string, readonly string[]> = {
  announcements: ['communities'],
  reminders: ['meetups'],
  help: ['meetups'],
};

/** Tables that belong to no feature: everybody refers to them. */
const EVERYBODYS = ['Space', 'Community', 'Account', 'Person'];

/** Rooms that each room may import, besides itself; see docs/architecture.md. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  commands: [...FEATURES, 'chat', 'time', 'i18n'],
  ...Object.fromEntries(
    FEATURES.map((feature) => [
      feature,
      [...(OTHERS[feature] ?? []), 'delivery', 'dispatch', 'chat', 'web', ...GROUND],
    ]),
  ),
  delivery: ['chat', ...GROUND],
  dispatch: ['chat', 'time', 'i18n'],
  chat: ['time', 'i18n'],
  discord: ['chat', 'http'],
  slack: ['chat', 'http', 'web'],
  http: [],
  time: [],
  i18n: [],
  database: [],
  sandbox: [],
  festival: [],
  web: ['chat', 'http'],
  health: ['delivery', 'chat', 'web', ...GROUND],
};

test('imports run in the directions of the design', () => {
  const against = imports.filter(({ from, to }) => {
    const [own, other] = [room(from), room(to)];
    // The type of a feature, which those who are one are made to.
    const isType = to === 'src/feature.ts' && [...FEATURES, 'delivery'].includes(own);
    return own !== 'main' && own !== other && !isType && !MAY_IMPORT[own]?.includes(other);
  });
  expect(against).toEqual([]);
});

test('the sandbox knows nothing of the bot', () => {
  const texts = [...code].filter(([path]) => room(path) === 'sandbox');
  const naming = texts.filter(([, text]) => /samling(?!\/sandbox)|meetup/i.test(text));
  expect(naming.map(([path]) => path)).toEqual([]);
});

test('in a feature only the store touches the database', () => {
  const allowed = /\/(store|jobs|service|context|kept-inputs|messages)\.ts$/;
  const touching = [...code].filter(
    ([path, text]) =>
      FEATURES.includes(room(path)) &&
      /\b(tx|db|prisma)\.\w+\.(find|create|update|delete|upsert|count|groupBy)|\$(query|execute)Raw/.test(text),
  );
  expect(touching.map(([path]) => path).filter((path) => !/\/(store|kept-inputs)\.ts$/.test(path))).toEqual([]);
  const importing = imports.filter(({ from, to }) => FEATURES.includes(room(from)) && room(to) === 'database');
  expect(importing.map(({ from }) => from).filter((path) => !allowed.test(path))).toEqual([]);
});

test('a feature reads and writes the tables of the features of its row alone', () => {
  const owners = new Map(
    readdirSync(join(root, 'prisma/schema')).flatMap((file) => {
      const feature = { 'networks.prisma': 'communities' }[file] ?? file.replace('.prisma', '');
      const models = readFileSync(join(root, 'prisma/schema', file), 'utf8').matchAll(/^model (\w+)/gm);
      return [...models].map(([, model = '']) => [model, feature] as const);
    }),
  );
  const foreign = [...code].flatMap(([path, text]) => {
    const own = room(path);
    const inSql = [...text.matchAll(/"([A-Z]\w+)"/g)].map(([, name = '']) => name);
    const inCalls = [...text.matchAll(/\b(?:tx|db|prisma)\.([a-z])(\w+)\.[a-z]/g)].map(
      ([, first = '', rest = '']) => first.toUpperCase() + rest,
    );
    return [...new Set([...inSql, ...inCalls])]
      .filter((name) => owners.has(name) && !EVERYBODYS.includes(name))
      .filter((name) => ![own, 'delivery', ...(TABLES_OF[own] ?? [])].includes(owners.get(name) ?? ''))
      .map((name) => `${path}: ${name}`);
  });
  expect(foreign.filter((one) => FEATURES.includes(room(one)))).toEqual([]);
});

test('one of several rows is never taken by chance: what finds the first has an order', () => {
  const calls = [...code].flatMap(([path, text]) =>
    [...text.matchAll(/\.findFirst(?:OrThrow)?\(/g)].map(({ index }) => ({ path, call: callAt(text, index) })),
  );
  expect(calls.length).toBeGreaterThan(5);
  expect(calls.filter(({ call }) => !call.includes('orderBy'))).toEqual([]);
});

/** @returns the text of a call, from its name to its closing bracket */
function callAt(text: string, index: number): string {
  let depth = 0;
  for (let end = text.indexOf('(', index); end < text.length; end += 1) {
    if (text[end] === '(') depth += 1;
    if (text[end] === ')') depth -= 1;
    if (depth === 0) return text.slice(index, end + 1);
  }
  return text.slice(index);
}

test('only config.ts reads the environment', () => {
  const readers = [...code].filter(([path, text]) => text.includes('process.env') && !beside(path));
  expect(readers.map(([path]) => path)).toEqual(['src/config.ts']);
});

test('only the clock reads the time of day', () => {
  const bots = [...code].filter(([path]) => !beside(path) && !['discord', 'slack', 'database'].includes(room(path)));
  const readers = bots.filter(([, text]) =>
    /Date\.now\(|new Date\(\)|Temporal\.Now|\bnow\(\)\s*(?:at|AT)|CURRENT_TIMESTAMP/.test(text),
  );
  expect(readers.map(([path]) => path)).toEqual(['src/time/clock.ts']);
});

test('nobody but the adapters branches on the name of a platform', () => {
  const shared = [...code].filter(([path]) => !beside(path) && !['discord', 'slack', 'main'].includes(room(path)));
  const branching = shared.filter(([, text]) => /['"](discord|slack)['"]/.test(text));
  expect(branching.map(([path]) => path)).toEqual([]);
});

test('files stay small enough to have one reason to change', () => {
  const long = [...code]
    .map(([path, text]) => ({ path, lines: text.split('\n').length }))
    .filter(({ lines }) => lines > 400);
  expect(long).toEqual([]);
});

/** First words of docstrings that say neither what a thing is nor what it does, but ask a question. */
const QUESTION =
  /(?:\/\*\*\s*(?:\*\s*)?|(?<!\/\/\/ .*\n\s*)^\s*\/\/\/ )((?:Wh(?:at|ere|en|ich|y|ether|om?|ose)(?:ever)?|How)\b.*)/gm;

test('a docstring begins with a noun, or with a verb in the third person', () => {
  const written = ['src', 'commands', 'sandbox', 'festival', 'test', 'bench', 'scripts', 'prisma'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|cjs|prisma)$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      .filter((path) => !/generated|node_modules/.test(path)),
  );
  const asking = written.flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(QUESTION)].map(([, first]) => `${path}: ${first}`),
  );
  expect(asking).toEqual([]);
});
