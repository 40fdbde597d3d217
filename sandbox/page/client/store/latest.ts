import { ControlProblem } from './control.ts';

/**
 * Reads something as often as it changes, yet never twice at once: what changes during a reading is read after it.
 * @param read may fail because the sandbox cannot be reached; then the banner says so, and reading begins again when it
 *   can
 */
export function latest(read: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  const run = async () => {
    try {
      do {
        again = false;
        await read().catch(ignoreUnreachable);
      } while (again);
    } finally {
      running = undefined;
    }
  };
  return () => {
    again = running !== undefined;
    running ??= run();
    return running;
  };
}

function ignoreUnreachable(error: unknown): void {
  if (!(error instanceof ControlProblem) || error.status !== 0) throw error;
}
