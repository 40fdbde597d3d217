/**
 * Writes the Prisma client to src/database/generated; npm runs it after installing.
 *
 * `prisma generate` wants a schema engine, downloads one and fails where it cannot. It never runs it: any existing file
 * will do.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');

const { status, signal, error, stdout, stderr } = spawnSync(
  process.execPath,
  [prisma, 'generate', '--no-hints', '--schema', path.join('prisma', 'schema')],
  {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: import.meta.filename,
      // No questions to anybody's server.
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  },
);

if (status !== 0) {
  const reason = error?.message ?? `prisma generate ended with ${status ?? signal}`;
  process.stderr.write(`The Prisma client cannot be generated: ${reason}\n${stdout ?? ''}${stderr ?? ''}`);
  process.exitCode = 1;
}
