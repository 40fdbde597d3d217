import { parseWhen } from '../src/time/when/parse-when.ts';
import type { Measured } from './figures.ts';

const ZONE = 'Europe/Copenhagen';
const NOW = Date.parse('2026-11-23T12:00:00+01:00');
const ORDINARY = 'på torsdag den 26. november kl. 17-19';
/** Words that may each be read in several ways. */
const WORDS =
  'i om den på kl. til - 3. 12 7 1/2 19.30 2027 2026-12-19 fredag næste sidste første nat uge halv kvart over efter / : ,';
const ROUNDS = 200;

/** Cost of the text that takes longest to read, of words repeated without sense, against an ordinary one. */
export async function benchWhen(): Promise<Measured> {
  const texts = WORDS.split(' ').flatMap((word) => [`${word} `.repeat(100), word.repeat(100), `${word} - `.repeat(60)]);
  const ordinary = shortest(ORDINARY);
  const [worst] = texts.map((text) => ({ text, ms: shortest(text) })).sort((one, other) => other.ms - one.ms);
  if (!worst) throw new Error('There are no texts.');
  const figure = {
    what: 'the text that takes longest to read, against an ordinary one',
    measured: `${worst.ms.toFixed(3)} ms`,
    baseline: `${ordinary.toFixed(3)} ms`,
    ratio: worst.ms / ordinary,
    goal: { atMost: 20 },
  };
  return { figures: [figure], notes: [`slowest: “${worst.text.slice(0, 20)}…”`] };
}

/** The shortest of many runs in ms: what the work takes when nothing else has the processor. */
function shortest(text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = performance.now();
    parseWhen(text, { now: NOW, zone: ZONE });
    best = Math.min(best, performance.now() - from);
  }
  return best;
}
