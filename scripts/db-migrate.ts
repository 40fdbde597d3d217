/** `npm run db:migrate`: applies the migrations to DATABASE_URL, or to the embedded database when that is not set. */
import { existsSync } from 'node:fs';
import { startEmbedded } from '../src/database/embedded.ts';
import { DatabaseError } from '../src/database/error.ts';
import { migrate } from '../src/database/migrate.ts';

if (existsSync('.env')) process.loadEnvFile('.env');
const { DATABASE_URL: url, DATA_DIR: dataDir = 'data' } = process.env;

try {
  const applied = url ? await migrate(url) : await migrateEmbedded();
  process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied ${applied.join(', ')}.\n`);
} catch (error) {
  if (!(error instanceof DatabaseError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function migrateEmbedded(): Promise<string[]> {
  const server = await startEmbedded({ dataDir });
  try {
    return await migrate(server.url);
  } finally {
    await server.stop();
  }
}
