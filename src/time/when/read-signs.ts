import type { Match } from './parts.ts';
import { markAt, type Token, wordAt } from './tokens.ts';
import { BETWEEN, UNTIL, WEEKDAYS } from './vocabulary.ts';

/** Two words that say that there is no time or no end, and "senere på dagen", which says neither. */
const OPEN_ENDED = new Set(['hele dagen', 'all day', 'og frem', 'og fremefter', 'and onwards', 'pa dagen']);
const EACH_DAY = new Set(['begge dage', 'begge dagene', 'both days', 'alle dage', 'all days']);
const JOINTS: ReadonlyMap<string, 'and' | 'or'> = new Map([
  ['og', 'and'],
  ['and', 'and'],
  ['samt', 'and'],
  ['eller', 'or'],
  ['or', 'or'],
]);

/** The words that divide start from end, and "hele dagen", which says that there is no time. */
export function readSigns(tokens: readonly Token[], at: number): Match[] {
  const word = wordAt(tokens, at);
  const next = wordAt(tokens, at + 1);
  if (BETWEEN.has(word)) return [{ parts: [{ slot: 'between' }], to: at + 1, cost: 0 }];
  if (['frem', 'up', 'og', 'and'].includes(word) && UNTIL.has(next)) {
    return [{ parts: [{ slot: 'until' }], to: at + 2, cost: 0 }];
  }
  if (OPEN_ENDED.has(`${word} ${next}`)) {
    return [{ parts: [], to: at + 2, cost: 0 }];
  }
  // "Hele lørdag" and "hele weekenden" say no time either.
  const whole = WEEKDAYS.has(next) || next.startsWith('weekend');
  if ((word === 'hele' || word === 'all') && whole) return [{ parts: [], to: at + 1, cost: 0 }];
  if (EACH_DAY.has(`${word} ${next}`)) return [{ parts: [{ slot: 'each' }], to: at + 2, cost: 0 }];
  const joined = readJoint(tokens, at);
  if (joined) return [joined];
  const until = UNTIL.has(word) || markAt(tokens, at, '-');
  return until ? [{ parts: [{ slot: 'until' }], to: at + 1, cost: 0 }] : [];
}

/** "og", "&", "eller"; a comma before one of them, and "lørdag/søndag". */
function readJoint(tokens: readonly Token[], at: number): Match | null {
  const joint = (value: 'and' | 'or', cost: number): Match => ({ parts: [{ slot: 'and', value }], to: at + 1, cost });
  const said = JOINTS.get(wordAt(tokens, at));
  if (said) return joint(said, 0);
  if (markAt(tokens, at, '&') || markAt(tokens, at, '+')) return joint('and', 0.2);
  if (markAt(tokens, at, '/') && wordAt(tokens, at - 1) !== '' && wordAt(tokens, at + 1) !== '')
    return joint('and', 0.2);
  const last = markAt(tokens, at, ',')
    ? tokens.slice(at).find(({ text }) => JOINTS.has(text) || text === '&')
    : undefined;
  return last ? joint(JOINTS.get(last.text) ?? 'and', 1) : null;
}
