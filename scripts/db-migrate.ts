/** `npm run db:migrate`: applies the migrations to DATABASE_URL, or to the embedded database when that is not set. */
import { ConfigurationError } from '../src/chat/platform.ts';
import { readConfig, readEnvironment } from '../src/config.ts';
import { startEmbedded } from '../src/database/embedded.ts';
import { DatabaseError } from '../src/database/error.ts';
import { migrate } from '../src/database/migrate.ts';

try {
  const { databaseUrl, dataDir } = readConfig(readEnvironment());
  const applied = databaseUrl ? await migrate(databaseUrl) : await migrateEmbedded(dataDir);
  process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied ${applied.join(', ')}.\n`);
} catch (error) {
  if (!(error instanceof DatabaseError || error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** @throws {DatabaseError} when a bot is running with the folder, which then has migrated itself */
async function migrateEmbedded(dataDir: string): Promise<string[]> {
  const server = await startEmbedded({ dataDir });
  try {
    return await migrate(server.url);
  } finally {
    await server.stop();
  }
}
