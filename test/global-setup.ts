import type { TestProject } from 'vitest/node';
import { startTestServer } from './database/server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What `freshDatabase` copies, and where. */
    testServer: { url: string; template: string };
  }
}

/** One PostgreSQL for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, template, stop } = await startTestServer();
  project.provide('testServer', { url, template });
  return stop;
}
