/** `npm run shape`: prints figures about the code of the bot, so that its shape can be compared over time. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isIdentifier, type Node, type SourceFile } from 'typescript7/unstable/ast';
import * as is from 'typescript7/unstable/ast/is';
import { API } from 'typescript7/unstable/sync';

const root = fileURLToPath(new URL('..', import.meta.url));

/** First words of a docstring that name neither a thing nor what it does: questions, pronouns, particles. */
const WEAK =
  /^(?:wh(?:at|ere|en|ich|y|ether|om?|ose)(?:ever)?|how|its?|this|that|these|those|they|their|he|she|we|our|you|your|nobody|nothing|no one|somebody|something|everybody|everything|everyone|anybody|anything|all|some|many|so|as|if|not|only|also|else|then|there|here|for|of|in|on|at|by|to|with|from|until|unless|like|after|before|than)\b/i;

interface File {
  path: string;
  source: SourceFile;
}

/** Reads the bot's own modules as TypeScript's compiler does. */
function readModules(): File[] {
  const api = new API();
  try {
    const [project] = api.updateSnapshot({ openProject: join(root, 'tsconfig.json') }).getProjects();
    if (!project) throw new Error('TypeScript did not open tsconfig.json.');
    return project.program.getSourceFileNames().flatMap((name) => {
      const path = relative(root, name);
      const source =
        /^(src|commands)\/.*\.ts$/.test(path) && !path.includes('generated') && project.program.getSourceFile(name);
      return source ? [{ path, source }] : [];
    });
  } finally {
    api.close();
  }
}

function* nodesOf(node: Node): Generator<Node> {
  const children: Node[] = [];
  node.forEachChild((child) => void children.push(child));
  for (const child of children) {
    yield child;
    yield* nodesOf(child);
  }
}

const lineCount = (text: string) => text.trimEnd().split('\n').length;

/** Lines of each function that has at least three. */
function functionLengths({ source }: File): number[] {
  return [...nodesOf(source)]
    .filter(
      (node) =>
        is.isFunctionDeclaration(node) ||
        is.isFunctionExpression(node) ||
        is.isArrowFunction(node) ||
        is.isMethodDeclaration(node) ||
        is.isConstructorDeclaration(node),
    )
    .map((node) => lineCount(source.text.slice(node.getStart(source), node.end)))
    .filter((lines) => lines >= 3);
}

/** First words of docstrings; of one that begins with a tag, nothing. */
function docstrings({ source }: File): string[] {
  return [...source.text.matchAll(/\/\*\*\s*(?:\*\s*)?([^@\s*][^\n]*)/g)].map(([, first = '']) => first);
}

function exportedFunctions({ source }: File): string[] {
  return source.statements.flatMap((statement) => {
    const isExported = source.text.slice(statement.getStart(source)).startsWith('export ');
    if (!isExported) return [];
    if (is.isFunctionDeclaration(statement)) return statement.name ? [statement.name.text] : [];
    if (!is.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      isIdentifier(name) && initializer && is.isArrowFunction(initializer) ? [name.text] : [],
    );
  });
}

/** "findOwnMeetup" has three words. */
const wordCount = (name: string) => name.split(/(?=[A-Z])/).length;

const room = (path: string) => {
  const [first = '', second = ''] = path.split('/');
  return first === 'src' ? (second.endsWith('.ts') ? 'main' : second) : first;
};

interface Import {
  from: string;
  to: string;
}

function importsOf({ path, source }: File): Import[] {
  return [...source.text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, to = '']) => ({
    from: path,
    to: normalize(join(dirname(path), to)),
  }));
}

/** Rooms that import each other, as "a ↔ b". */
function mutual(imports: readonly Import[]): string[] {
  const pairs = new Set(imports.map(({ from, to }) => `${room(from)} ${room(to)}`));
  const twoWay = [...pairs]
    .map((pair) => pair.split(' '))
    .filter(([a = '', b = '']) => a < b && pairs.has(`${b} ${a}`));
  return twoWay.filter((pair) => !pair.includes('main')).map((pair) => pair.join(' ↔ '));
}

/** Room of the feature whose schema file has a table. Networks are in the room of communities. */
function ownersOfTables(): Map<string, string> {
  const folder = join(root, 'prisma/schema');
  return new Map(
    readdirSync(folder).flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/^model (\w+)/gm)].map(
        ([, table = '']) => [table, file.replace('networks', 'communities').replace('.prisma', '')] as const,
      ),
    ),
  );
}

/** Tables that a file reads or writes, in SQL or through Prisma. */
function tablesIn(text: string): string[] {
  const sql = [...text.matchAll(/\b(?:FROM|JOIN|UPDATE|INTO)\s+"(\w+)"/g)].map(([, table = '']) => table);
  const calls = /\.(\w+)\s*\.(?:find|create|update|delete|upsert|count|groupBy|aggregate)\w*\(/g;
  const prisma = [...text.matchAll(calls)].map(([, model = '']) => model.charAt(0).toUpperCase() + model.slice(1));
  return [...sql, ...prisma];
}

function median(numbers: readonly number[], at = 0.5): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0;
}

const threeOf = (numbers: readonly number[]) =>
  `${median(numbers)} / ${median(numbers, 0.9)} / ${numbers.reduce((a, b) => Math.max(a, b), 0)}`;
const share = (part: number, whole: number) => `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`;

function measure(files: readonly File[]): [string, string][] {
  const lengths = files.map(({ source }) => lineCount(source.text));
  const docs = files.flatMap(docstrings);
  const names = files.flatMap(exportedFunctions);
  const imports = files.flatMap(importsOf).filter(({ from, to }) => room(from) !== room(to));
  // The room of a feature is the folder that features.ts imports it from.
  const listed = imports.filter(({ from }) => from === 'src/features.ts').map(({ to }) => to);
  const features = listed.filter((to) => to.endsWith('/feature.ts')).map(room);
  const registering = (feature: string) =>
    imports.filter(({ from, to }) => room(from) === 'main' && from !== 'src/features.ts' && room(to) === feature)
      .length;
  const owners = ownersOfTables();
  const reaching = files.filter(
    ({ path, source }) =>
      features.includes(room(path)) &&
      tablesIn(source.text).some((table) => owners.has(table) && owners.get(table) !== room(path)),
  );
  const onlyPeople = reaching.filter(({ path, source }) =>
    tablesIn(source.text).every((table) => ['communities', room(path), undefined].includes(owners.get(table))),
  );
  const twice = [...Map.groupBy(names, (name) => name)].filter(([, all]) => all.length > 1).map(([name]) => name);
  const mean = names.reduce((sum, name) => sum + wordCount(name), 0) / names.length;
  return [
    ['files in src/ and commands/', `${files.length}`],
    ['their lines', `${lengths.reduce((a, b) => a + b, 0)}`],
    ['lines of a file: median / 90 % / longest', threeOf(lengths)],
    ['lines of a function of three or more: median / 90 % / longest', threeOf(files.flatMap(functionLengths))],
    [
      'docstrings that begin with a pronoun or a particle',
      share(docs.filter((doc) => WEAK.test(doc)).length, docs.length),
    ],
    ['words in the name of an exported function, mean', `${mean.toFixed(2)} (${names.length} names)`],
    ['of these, names of one word', share(names.filter((name) => wordCount(name) === 1).length, names.length)],
    ['names of exported functions that stand for two things', `${twice.length}: ${twice.join(', ')}`],
    [
      'imports by src/*.ts of each feature, besides the list in features.ts',
      features.map((feature) => `${feature} ${registering(feature)}`).join(', '),
    ],
    ['files of a feature that touch another one’s tables', `${reaching.length}`],
    ['of these, only tables of spaces, communities and people', `${onlyPeople.length}`],
    ['rooms that import each other', mutual(imports).join(', ')],
  ];
}

const rows = measure(readModules());
process.stdout.write(
  `| what | figure |\n| --- | --- |\n${rows.map(([what, figure]) => `| ${what} | ${figure} |`).join('\n')}\n`,
);
