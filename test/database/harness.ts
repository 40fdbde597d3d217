import { chmod, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { inject } from 'vitest';
import { createScratchDatabase, type ScratchDatabase } from '../../src/database/scratch-database.ts';

/** @returns a migrated, empty database for one test file; `drop` it in `afterAll` */
export async function freshDatabase(): Promise<ScratchDatabase> {
  const { url, template } = inject('testServer');
  return await createScratchDatabase(url, template);
}

/** @returns an empty database without the migrations */
export async function emptyDatabase(): Promise<ScratchDatabase> {
  return await createScratchDatabase(inject('testServer').url);
}

/** @returns a connection string to the run's server, for what needs a server of its own to work on */
export function serverUrl(): string {
  return inject('testServer').url;
}

/** @returns an empty folder; it need not be removed */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(inject('testServer').folder, 'test-'));
  // Root's PostgreSQL may have to run as another user, who must be able to enter.
  await chmod(folder, 0o755);
  return folder;
}
