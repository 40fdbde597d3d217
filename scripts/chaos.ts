import { parseArgs } from 'node:util';
import { main } from '../test/chaos/main.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    story: { type: 'string' },
    runs: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '6' },
    root: { type: 'string' },
    planted: { type: 'boolean', default: false },
    bug: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
// The first Ctrl+C lets the runs under way finish, so that no server is left behind.
const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());
process.exit(await main({ ...values, signal: stopping.signal }));
