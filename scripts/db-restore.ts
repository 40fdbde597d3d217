/** `npm run db:restore -- FILE`: puts a backup into an empty database. The bot must not be running. */
import { createReadStream, existsSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ConfigurationError } from '../src/chat/platform.ts';
import { readConfig, readEnvironment } from '../src/config.ts';
import { restore } from '../src/database/backup.ts';
import { startEmbedded } from '../src/database/embedded.ts';
import { DatabaseError } from '../src/database/error.ts';
import type { Doubtful } from '../src/feature.ts';
import { doubtWhatWasDue } from '../src/restored.ts';

const [file] = process.argv.slice(2);

try {
  if (!file || !existsSync(file))
    throw new ConfigurationError(
      `Name the backup: npm run db:restore -- samling.backup.gz${file ? ` (there is no "${file}")` : ''}`,
    );
  const { databaseUrl, dataDir } = readConfig(readEnvironment());
  const said = await (databaseUrl ? putBack(databaseUrl, file) : putBackEmbedded(dataDir, file));
  process.stdout.write(said);
} catch (error) {
  if (!(error instanceof DatabaseError || error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function putBackEmbedded(dataDir: string, path: string): Promise<string> {
  const server = await startEmbedded({ dataDir });
  try {
    return await putBack(server.url, path);
  } finally {
    await server.stop();
  }
}

/** @returns what to tell */
async function putBack(url: string, path: string): Promise<string> {
  let doubtful: Doubtful = { messages: 0, reminders: 0, announcements: 0 };
  // What goes wrong on the way is met by whoever reads the end.
  const plain = pipeline(createReadStream(path), createGunzip(), () => undefined);
  const { tables, rows } = await restore(url, plain, async (session) => {
    doubtful = await doubtWhatWasDue(session, new Date());
  });
  const { messages, reminders, announcements } = doubtful;
  return `${rows} rows of ${tables} tables are back.
Messages that were on their way, looked for before they are sent: ${messages}
Reminders that were due since the backup, taken as sent: ${reminders}
Announcements that were due since the backup, drafts again until somebody sends them: ${announcements}
`;
}
