import { LONGEST_NAME, namedDay } from './named-days.ts';
import { ORDINAL_ENDINGS, ORDINALS } from './numbers.ts';
import { type Match, type Part, single } from './parts.ts';
import { markAt, numberAt, type Token, wordAt } from './tokens.ts';
import { COMING, MONTH_NOUNS, MONTHS, NEXT, WEEKDAYS } from './vocabulary.ts';

const LAST_OF_MONTH = new Set(['sidste', 'last']);
const LAST_BUT_ONE = new Set(['nastsidste', 'penultimate']);
const ANY_DAY = new Set(['dag', 'day']);

/** "den 3. onsdag", "the first Monday", "den sidste dag", "the second to last Friday"; the month is a part of its own. */
export function readNthWeekday(tokens: readonly Token[], at: number): Match[] {
  const nth = readNth(tokens, at);
  if (!nth) return [];
  const word = wordAt(tokens, nth.to);
  const ofMonth = nth.n === -1 && word === 'i' && isMonthWord(tokens, nth.to + 1);
  if (ofMonth) return [single({ slot: 'nth', value: { n: -1, weekday: null } }, nth.to + 1, 0.1)];
  const weekday = WEEKDAYS.get(word) ?? null;
  if (weekday === null && !ANY_DAY.has(word)) return [];
  return [single({ slot: 'nth', value: { n: nth.n, weekday } }, nth.to + 1, 0.1)];
}

/** "den sidste i måneden" is its last day. */
function isMonthWord(tokens: readonly Token[], at: number): boolean {
  return [at, at + 1].some((each) => MONTH_NOUNS.has(wordAt(tokens, each)) || MONTHS.has(wordAt(tokens, each)));
}

function readNth(tokens: readonly Token[], at: number): { n: number; to: number } | null {
  const number = numberAt(tokens, at, 1, 1);
  if (number) {
    const ending =
      tokens[at + 1]?.glued && (markAt(tokens, at + 1, '.') || ORDINAL_ENDINGS.has(wordAt(tokens, at + 1)));
    return ending && number.value >= 1 && number.value <= 5 ? { n: number.value, to: at + 2 } : null;
  }
  const word = wordAt(tokens, at);
  if (LAST_BUT_ONE.has(word)) return { n: -2, to: at + 1 };
  const ordinal = ORDINALS.get(word);
  const to = wordAt(tokens, at + 1) === 'to' ? at + 2 : at + 1;
  if (ordinal && ordinal > 1 && wordAt(tokens, to) === 'last') return { n: -ordinal, to: to + 1 };
  if (LAST_OF_MONTH.has(word)) return { n: -1, to: at + 1 };
  return ordinal && ordinal <= 5 ? { n: ordinal, to: at + 1 } : null;
}

/** "juleaften", "Skt. Hans aften", "2. juledag", "3. søndag i advent", "New Year's Eve". The longest name wins. */
export function readNamedDay(tokens: readonly Token[], at: number): Match[] {
  const start = NEXT.has(wordAt(tokens, at)) || COMING.has(wordAt(tokens, at)) ? at + 1 : at;
  let joined = '';
  let found: Match | null = null;
  for (let to = start, used = 0; to < tokens.length && used < LONGEST_NAME; to++) {
    const token = tokens[to];
    if (!token || (token.kind === 'mark' && token.text !== '.' && token.text !== '-')) break;
    if (token.kind === 'mark') continue;
    used++;
    joined += token.text;
    const day = namedDay(joined);
    if (day) found = single({ slot: 'named', value: day }, to + 1);
  }
  return found ? [found] : [];
}

/** "dagen efter juleaften", "the day before Easter", "natten til lørdag". */
export function readShift(tokens: readonly Token[], at: number): Match[] {
  const night = ['nat', 'natten'].includes(wordAt(tokens, at)) && wordAt(tokens, at + 1) === 'til';
  if (night) {
    const parts: Part[] = [
      { slot: 'shift', value: -1 },
      { slot: 'daypart', value: 'night' },
    ];
    return [{ parts, to: at + 2, cost: 0 }];
  }
  if (!['dagen', 'day'].includes(wordAt(tokens, at))) return [];
  const word = wordAt(tokens, at + 1);
  if (word === 'efter' || word === 'after') return [single({ slot: 'shift', value: 1 }, at + 2)];
  if (word === 'for' || word === 'before') return [single({ slot: 'shift', value: -1 }, at + 2)];
  return [];
}
