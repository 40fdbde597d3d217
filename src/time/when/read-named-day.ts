import { LONGEST_NAME, type NamedDay, namedDay, seasonEdge, weekdayBeside } from './named-days.ts';
import { ORDINAL_ENDINGS, ORDINALS } from './numbers.ts';
import { type Match, type Part, single } from './parts.ts';
import { markAt, numberAt, type Token, wordAt } from './tokens.ts';
import { COMING, MONTH_NOUNS, MONTHS, NEXT, UNTIL, WEEKDAYS } from './vocabulary.ts';

const LAST_OF_MONTH = new Set(['sidste', 'last']);
const LAST_BUT_ONE = new Set(['nastsidste', 'penultimate']);
const ANY_DAY = new Set(['dag', 'day']);
const EVENINGS = new Set(['aftenen', 'evening']);
const OF = new Set(['i', 'of', 'in']);
const FIRST = new Set(['forste', 'first']);
const DIRECTIONS: ReadonlyMap<string, 1 | -1> = new Map([
  ['efter', 1],
  ['after', 1],
  ['for', -1],
  ['before', -1],
]);

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
  // "Den sjette torsdag" may be a date; "den sjette torsdag i december" is none.
  const counted = ordinal && (ordinal <= 5 || OF.has(wordAt(tokens, at + 2)));
  return counted ? { n: ordinal, to: at + 1 } : null;
}

/** "juleaften", "Skt. Hans aften", "2. juledag", "3. søndag i advent", "New Year's Eve". The longest name wins. */
export function readNamedDay(tokens: readonly Token[], at: number): Match[] {
  const named = nameAt(tokens, NEXT.has(wordAt(tokens, at)) || COMING.has(wordAt(tokens, at)) ? at + 1 : at);
  return named ? [single({ slot: 'named', value: named.day }, named.to)] : [];
}

function nameAt(tokens: readonly Token[], start: number): { day: NamedDay; to: number } | null {
  let joined = '';
  let found: { day: NamedDay; to: number } | null = null;
  for (let to = start, used = 0; to < tokens.length && used < LONGEST_NAME; to++) {
    const token = tokens[to];
    if (!token || (token.kind === 'mark' && token.text !== '.' && token.text !== '-')) break;
    if (token.kind === 'mark') continue;
    used++;
    joined += token.text;
    const day = namedDay(joined);
    if (day) found = { day, to: to + 1 };
  }
  return found;
}

/** "første mandag efter påske", "lørdagen før jul", "the Friday after Thanksgiving". */
export function readWeekdayBeside(tokens: readonly Token[], at: number): Match[] {
  const weekdayAt = FIRST.has(wordAt(tokens, at)) ? at + 1 : at;
  const weekday = WEEKDAYS.get(wordAt(tokens, weekdayAt));
  const direction = DIRECTIONS.get(wordAt(tokens, weekdayAt + 1));
  if (!weekday || !direction) return [];
  const place = weekdayAt + 2;
  const season = seasonEdge(wordAt(tokens, place), direction);
  const anchor = season ? { day: season, to: place + 1 } : nameAt(tokens, place);
  return anchor ? [single({ slot: 'named', value: weekdayBeside(anchor.day, weekday, direction) }, anchor.to)] : [];
}

/** "natten til lørdag" and "natten mellem fredag og lørdag", both up to the later day. */
function readNightBefore(tokens: readonly Token[], at: number): Match | null {
  if (!['nat', 'natten'].includes(wordAt(tokens, at))) return null;
  const parts: Part[] = [
    { slot: 'shift', value: -1 },
    { slot: 'daypart', value: 'night' },
  ];
  if (UNTIL.has(wordAt(tokens, at + 1))) return { parts, to: at + 2, cost: 0 };
  const [first, last] = [at + 2, at + 4].map((each) => WEEKDAYS.get(wordAt(tokens, each)));
  const between = wordAt(tokens, at + 1) === 'mellem' && wordAt(tokens, at + 3) === 'og';
  return between && first && last === (first % 7) + 1 ? { parts, to: at + 4, cost: 0 } : null;
}

/** "dagen efter juleaften", "the day before Easter", "aftenen før juleaften", "natten til lørdag". */
export function readShift(tokens: readonly Token[], at: number): Match[] {
  const night = readNightBefore(tokens, at);
  if (night) return [night];
  const word = wordAt(tokens, at + 1);
  if (EVENINGS.has(wordAt(tokens, at)) && (word === 'for' || word === 'before')) {
    const parts: Part[] = [
      { slot: 'shift', value: -1 },
      { slot: 'daypart', value: 'evening' },
    ];
    return [{ parts, to: at + 2, cost: 0 }];
  }
  if (!['dagen', 'day'].includes(wordAt(tokens, at))) return [];
  if (word === 'efter' || word === 'after') return [single({ slot: 'shift', value: 1 }, at + 2)];
  if (word === 'for' || word === 'before') return [single({ slot: 'shift', value: -1 }, at + 2)];
  return [];
}
