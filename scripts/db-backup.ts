/** `npm run db:backup -- FILE`: writes what the database holds into a file, while the bot may go on working. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { ConfigurationError } from '../src/chat/platform.ts';
import { readConfig, readEnvironment } from '../src/config.ts';
import { backUp } from '../src/database/backup.ts';
import { withEmbedded } from '../src/database/embedded.ts';
import { DatabaseError } from '../src/database/error.ts';
import { hasCode } from '../src/database/files.ts';

const [file] = process.argv.slice(2);

try {
  if (!file) throw new ConfigurationError('Name the file: npm run db:backup -- samling.backup.gz');
  const { databaseUrl, dataDir } = readConfig(readEnvironment());
  const into = (url: string) => write(url, file);
  const { tables, rows } = await (databaseUrl ? into(databaseUrl) : withEmbedded(dataDir, into));
  process.stdout.write(`${file} holds ${rows} rows of ${tables} tables.\n`);
} catch (error) {
  if (!(error instanceof DatabaseError || error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** Under its name stands only what is whole; nobody but this user may read it. */
async function write(url: string, path: string) {
  const unfinished = `${path}.unfinished`;
  await rm(unfinished, { force: true });
  const packed = createGzip();
  try {
    const [amount] = await Promise.all([
      backUp(url, packed).finally(() => packed.end()),
      pipeline(packed, createWriteStream(unfinished, { mode: 0o600, flags: 'wx', flush: true })),
    ]);
    await rename(unfinished, path);
    return amount;
  } catch (error) {
    await rm(unfinished, { force: true });
    if (!hasCode(error, 'ENOENT', 'EACCES', 'ENOSPC', 'EISDIR', 'EROFS')) throw error;
    throw new DatabaseError(`${path} cannot be written: ${(error as Error).message}.`, { cause: error });
  }
}
