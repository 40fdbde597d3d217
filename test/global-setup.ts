import type { TestProject } from 'vitest/node';
import { startTestServer } from './database/server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * The template that `freshDatabase` copies, and where; and a folder for what tests make, cleared by the next run.
     */
    testServer: { url: string; template: string; folder: string };
  }
}

/** One PostgreSQL for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...server } = await startTestServer();
  project.provide('testServer', server);
  return stop;
}
