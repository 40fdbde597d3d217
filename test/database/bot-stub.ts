/**
 * Stands for a bot in the tests that kill one: holds the embedded database of the folder it is given, says so in one
 * line (JSON) on its output, and stays until it is killed, or ends at once when it is told so.
 */
import { startEmbedded } from '../../src/database/embedded.ts';
import { DatabaseError } from '../../src/database/error.ts';

const [dataDir = '', ends] = process.argv.slice(2);
try {
  const { url, adopted, stop } = await startEmbedded({ dataDir, patience: 300 });
  process.stdout.write(`${JSON.stringify({ url, adopted })}\n`);
  if (ends) await stop();
} catch (error) {
  if (!(error instanceof DatabaseError)) throw error;
  process.stdout.write(`${JSON.stringify({ error: error.message })}\n`);
}
