import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Before anything is loaded, which alone takes seconds on a small machine. Of a shard's process its manager tells.
if (!process.send) process.stdout.write('Samling is starting …\n');

/**
 * Starts what `npm start` runs. Compiled code is kept between starts, which takes more than half off the loading of
 * modules; where the folder cannot be written, nothing is kept.
 */
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
await import('./main.ts');
