/**
 * `npm run bench`, or `npm run bench -- NAME`: measures, and prints what bench/README.md holds. With `--check` it exits
 * with 1 when a goal is missed.
 */
import { benchAcknowledgements } from './acknowledgements.ts';
import { benchBroadcast } from './broadcast.ts';
import { benchBusy } from './busy.ts';
import { benchDeliveries } from './deliveries.ts';
import { type Figure, isMissed, type Measured, table } from './figures.ts';
import { benchMemory } from './memory.ts';
import { benchMetrics } from './metrics.ts';
import { benchStatements } from './statements.ts';
import { benchWhen } from './when.ts';

const BENCHES: Record<string, () => Promise<Measured>> = {
  broadcast: benchBroadcast,
  deliveries: benchDeliveries,
  busy: benchBusy,
  metrics: benchMetrics,
  acknowledgements: benchAcknowledgements,
  statements: benchStatements,
  memory: benchMemory,
  when: benchWhen,
};
const CHECK = '--check';

const words = process.argv.slice(2);
const wanted = words.filter((word) => word !== CHECK);
const names = wanted.length > 0 ? wanted : Object.keys(BENCHES);
const missed: Figure[] = [];
for (const name of names) {
  const bench = BENCHES[name];
  if (!bench) throw new Error(`There is no measurement "${name}": ${Object.keys(BENCHES).join(', ')}.`);
  process.stdout.write(`${name}\n`);
  const { figures, notes = [] } = await bench();
  for (const line of [...(figures.length > 0 ? table(figures) : []), ...notes]) process.stdout.write(`  ${line}\n`);
  missed.push(...figures.filter(isMissed));
}
for (const { what } of missed) process.stdout.write(`missed: ${what}\n`);
process.exit(words.includes(CHECK) && missed.length > 0 ? 1 : 0);
