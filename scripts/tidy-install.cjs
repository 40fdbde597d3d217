'use strict';
/**
 * npm runs this after every change of node_modules ("dependencies" in package.json). Nothing depends on it: without it
 * the installation is larger, no more.
 */
const fs = require('fs');
const path = require('path');

const root = path.join(__dirname, '..');

/** The packages that hold a Node.js. */
const RUNTIME = /^node-(bin-)?(linux|darwin)-/;

/** Names that are never read: folder in node_modules, and the names in it. */
const UNREAD = [
  // Headers for compiling extensions, and manuals.
  [RUNTIME, '', /^(include|share|.*\.md)$/],
  // Compilers of queries for other databases, a second copy of ours for other runtimes, maps of bundled code.
  [/^@prisma\/client$/, 'runtime', /\.map$|^wasm-compiler-edge|^query_compiler_(?!fast_bg\.postgresql\.)|base64\.js$/],
];

linkNode(path.join(root, 'node_modules'));
removeUnread(path.join(root, 'node_modules'));
dropEngines(path.join(root, 'package-lock.json'));

/**
 * npm 9 takes the link away with those of the packages for other platforms. Programs of packages (vitest, tsc) look for
 * it: `#!/usr/bin/env node`.
 */
function linkNode(modules) {
  const name = packagesIn(modules).find((each) => RUNTIME.test(each));
  const link = path.join(modules, '.bin', 'node');
  if (name && !fs.existsSync(link)) fs.symlinkSync(path.join('..', name, 'bin', 'node'), link);
}

function removeUnread(modules) {
  for (const name of packagesIn(modules)) {
    for (const [owner, inside, unread] of UNREAD) {
      if (!owner.test(name)) continue;
      const folder = path.join(modules, name, inside);
      const names = fs.readdirSync(folder).filter((each) => unread.test(each));
      for (const each of names) fs.rmSync(path.join(folder, each), { recursive: true });
    }
  }
}

function packagesIn(modules) {
  const [scoped, plain] = [true, false].map((scope) => {
    return fs.readdirSync(modules).filter((name) => name.startsWith('@') === scope && !name.startsWith('.'));
  });
  return plain.concat(...scoped.map((scope) => fs.readdirSync(path.join(modules, scope)).map((name) => `${scope}/${name}`)));
}

/**
 * Packages run on the Node.js that the project brings, whatever the machine's own is that runs npm. So what they ask of
 * it is taken out of the lock file: npm would warn, and leave out optional packages that are needed.
 */
function dropEngines(file) {
  const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
  const asking = Object.keys(lock.packages).filter((name) => name !== '' && lock.packages[name].engines);
  for (const name of asking) delete lock.packages[name].engines;
  if (asking.length > 0) fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
