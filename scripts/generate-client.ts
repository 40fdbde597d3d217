/**
 * `npm run generate`: writes the Prisma client in src/database/generated anew, from prisma/schema. The client is
 * committed, and Prisma's command line, which is larger than all the rest, is a package of its own that only this
 * script installs.
 *
 * `prisma generate` wants a schema engine, downloads one and fails where it cannot. It never runs it: any existing file
 * will do.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const generator = path.join(root, 'prisma', 'generator');

/** Prisma asks its maker's server for news otherwise. */
const quiet = { PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' };

if (installedVersion() !== wantedVersion()) {
  run('npm ci', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], generator);
}
const prisma = path.join(generator, 'node_modules', 'prisma', 'build', 'index.js');
run(
  'prisma generate',
  process.execPath,
  [prisma, 'generate', '--no-hints', '--schema', path.join('prisma', 'schema')],
  root,
);

function run(name: string, program: string, parameters: string[], cwd: string): void {
  const env = { ...process.env, ...quiet, PRISMA_SCHEMA_ENGINE_BINARY: import.meta.filename };
  const { status, signal, error, stdout, stderr } = spawnSync(program, parameters, { cwd, encoding: 'utf8', env });
  if (status === 0) return;
  const reason = error?.message ?? `${name} ended with ${status ?? signal}`;
  process.stderr.write(`The Prisma client cannot be generated: ${reason}\n${stdout ?? ''}${stderr ?? ''}`);
  process.exit(1);
}

function wantedVersion(): string {
  const text = readFileSync(path.join(generator, 'package.json'), 'utf8');
  return (JSON.parse(text) as { dependencies: { prisma: string } }).dependencies.prisma;
}

/** @returns undefined when it is not installed */
function installedVersion(): string | undefined {
  try {
    return JSON.parse(readFileSync(path.join(generator, 'node_modules', 'prisma', 'package.json'), 'utf8')).version;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
