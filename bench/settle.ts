/**
 * Loaded into a process that is measured, by `--expose-gc --import`: on SIGUSR2 it throws away what nobody needs any
 * more, as V8 does when memory is short, until that frees nothing; then says what its objects take, in bytes.
 */
import { setTimeout as delay } from 'node:timers/promises';

const FREED_NOTHING = 0.005;
const BETWEEN_MS = 500;

process.on('SIGUSR2', async () => {
  for (let before = Number.POSITIVE_INFINITY, now = 0; ; before = now) {
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    now = process.memoryUsage().heapUsed;
    if (before - now < now * FREED_NOTHING) break;
    await delay(BETWEEN_MS);
  }
  process.stdout.write(`settled ${process.memoryUsage().heapUsed}\n`);
});
