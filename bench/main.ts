/** `npm run bench`, or `npm run bench -- NAME`: measures, and prints what bench/README.md holds. */
import { benchAcknowledgements } from './acknowledgements.ts';
import { benchBroadcast } from './broadcast.ts';
import { benchBusy } from './busy.ts';
import { benchDeliveries } from './deliveries.ts';
import { benchMemory } from './memory.ts';
import { benchMetrics } from './metrics.ts';
import { benchWhen } from './when.ts';

const BENCHES: Record<string, () => Promise<string[]>> = {
  broadcast: benchBroadcast,
  deliveries: benchDeliveries,
  busy: benchBusy,
  metrics: benchMetrics,
  acknowledgements: benchAcknowledgements,
  memory: benchMemory,
  when: benchWhen,
};

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(BENCHES);
for (const name of names) {
  const bench = BENCHES[name];
  if (!bench) throw new Error(`There is no measurement "${name}": ${Object.keys(BENCHES).join(', ')}.`);
  process.stdout.write(`${name}\n`);
  for (const line of await bench()) process.stdout.write(`  ${line}\n`);
}
process.exit(0);
