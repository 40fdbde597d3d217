import { type Daypart, type Match, single } from './parts.ts';
import { readAmount } from './read-amount.ts';
import { fold, isSlipOf } from './spelling.ts';
import { gluedMarkAt, isClockAt, markAt, numberAt, skipMark, type Token, wordAt } from './tokens.ts';
import {
  COMING,
  DAYPARTS,
  DAYS,
  LAST,
  MONTH_NOUNS,
  MONTHS,
  NEXT,
  PAST_WEEKDAYS,
  THIS,
  WEEKDAYS,
} from './vocabulary.ts';

const WEEK_WORDS = new Set(['uge', 'ugen', 'uges', 'week', 'weeks', 'wk', 'w']);
const WEEKEND_WORDS = new Set(['weekend', 'weekenden', 'weekends']);
const YEAR_WORDS = new Set(['ar', 'aret', 'year']);
const AFTER = new Set(['after', 'efter']);
const NEARNESS = [NEXT, COMING, LAST, THIS];

/** Weekdays as on a calendar's head. Four of them are other words too, and are weekdays only before "kl." or a date. */
const SHORT_WEEKDAYS: Readonly<Record<string, number>> = { ma: 1, ti: 2, on: 3, to: 4, fr: 5, lo: 6, so: 7 };
const SURE = new Set(['ma', 'fr', 'lo']);

/** "lø kl. 13", "ti d. 1/12", "on 18.30" */
export function readShortWeekday(tokens: readonly Token[], at: number): Match[] {
  const word = wordAt(tokens, at);
  const day = SHORT_WEEKDAYS[word];
  if (!day || tokens[at]?.glued || (!SURE.has(word) && at > 0)) return [];
  const to = gluedMarkAt(tokens, at + 1, '.') ? at + 2 : at + 1;
  const danish = ['kl', 'klokken', 'd', 'den'].includes(wordAt(tokens, to)) || to > at + 1;
  const minute = numberAt(tokens, to + 2, 2)?.value ?? -1;
  const clock = numberAt(tokens, to) && !markAt(tokens, to + 1, '/') && (minute === 0 || minute > 12);
  const date = word !== 'on' && (markAt(tokens, to + 1, '/') || isDottedDate(tokens, to));
  if (!SURE.has(word) && !danish && !clock && !date) return [];
  return [single({ slot: 'weekday', value: { day, which: 'plain', weeks: 0 } }, to)];
}

/** "ti 1.12", "to 3-12" */
function isDottedDate(tokens: readonly Token[], at: number): boolean {
  const parted = ['.', '-'].some((mark) => gluedMarkAt(tokens, at + 1, mark));
  return parted && numberAt(tokens, at) !== null && (numberAt(tokens, at + 2)?.value ?? 13) <= 12;
}

/** "fredag", "fre.", "næste fredag", "Friday week", "the Friday after next", "i torsdags". */
export function readWeekday(tokens: readonly Token[], at: number): Match[] {
  const past = wordAt(tokens, at) === 'i' ? PAST_WEEKDAYS.get(wordAt(tokens, at + 1)) : undefined;
  if (past) return [single({ slot: 'weekday', value: { day: past, which: 'last', weeks: 0 } }, at + 2)];
  const near = readNearness(tokens, at);
  const day = WEEKDAYS.get(wordAt(tokens, near.to));
  if (day === undefined) return [];
  const to = gluedMarkAt(tokens, near.to + 1, '.') ? near.to + 2 : near.to + 1;
  const plain: Match = single({ slot: 'weekday', value: { day, which: near.which, weeks: 0 } }, to);
  const weeks = readWeeksAfter(tokens, to);
  if (!weeks) return [plain];
  return [single({ slot: 'weekday', value: { day, which: near.which, weeks: weeks.weeks } }, weeks.to), plain];
}

type Which = 'plain' | 'coming' | 'next' | 'last';

/** "denne", "næste", "den kommende", "this coming": the last word that decides wins. */
function readNearness(tokens: readonly Token[], at: number): { which: Which; to: number } {
  let which: Which = 'plain';
  let to = at;
  for (; to < at + 3; to++) {
    const word = wordAt(tokens, to);
    if (NEXT.has(word)) which = 'next';
    else if (COMING.has(word)) which = 'coming';
    else if (LAST.has(word)) which = 'last';
    else if (!THIS.has(word)) break;
  }
  return { which, to };
}

/** "fredag otte dage", which counts both ends, and "fredag fjorten dage" */
const WEEKS_OF_DAYS: Readonly<Record<number, number>> = { 8: 1, 14: 2 };

/** "Tuesday week", "Friday fortnight", "Friday after next". "Tuesday week 50" is read as the week's number instead. */
function readWeeksAfter(tokens: readonly Token[], at: number): { weeks: number; to: number } | null {
  const word = wordAt(tokens, at);
  const days = readAmount(tokens, at);
  const idiom = days && !days.amount.exact ? WEEKS_OF_DAYS[days.amount.days] : undefined;
  if (days && idiom) return { weeks: idiom, to: days.to };
  if (word === 'week') return { weeks: 1, to: at + 1 };
  if (word === 'fortnight') return { weeks: 2, to: at + 1 };
  if (word === 'after' && wordAt(tokens, at + 1) === 'next') return { weeks: 1, to: at + 2 };
  return null;
}

/** "i dag", "i morgen", "tomorrow", "i aften", "i nat", "tonight", "this evening", "last night". */
export function readRelativeDay(tokens: readonly Token[], at: number): Match[] {
  const word = wordAt(tokens, at);
  const next = wordAt(tokens, at + 1);
  if (word === 'tonight' || word === 'tonite') return [dayWithPart(0, 'evening', at + 1)];
  if (word === 'last' && next === 'night') return [dayWithPart(-1, 'night', at + 2)];
  if (word === 'i' && next === 'aftes') return [dayWithPart(-1, 'evening', at + 2)];
  if (word === 'i' && next === 'dag') return [single({ slot: 'day', value: 0 }, at + 2)];
  if (word === 'i' && next === 'morges') return [dayWithPart(0, 'morning', at + 2)];
  // As typed: "morgeen" is otherwise mended to "morgenen".
  const tomorrow = next === 'morgen' || isSlipOf(fold(tokens[at + 1]?.raw ?? ''), 'morgen');
  if (word === 'i' && tomorrow) return [single({ slot: 'day', value: 1 }, at + 2)];
  const days = DAYS.get(word === 'i' ? next : word);
  if (days !== undefined) return [single({ slot: 'day', value: days }, word === 'i' ? at + 2 : at + 1)];
  // "morgen kl. 18" is how "i morgen" is typed in a hurry.
  if (word === 'morgen') return [single({ slot: 'day', value: 1 }, at + 1, 0.6)];
  const today = word === 'i' || word === 'this' || (word === 'til' && next === 'aften');
  const part = today ? DAYPARTS.get(next) : undefined;
  return part ? [dayWithPart(0, part, at + 2)] : [];
}

function dayWithPart(day: number, part: Daypart, to: number): Match {
  return {
    parts: [
      { slot: 'day', value: day },
      { slot: 'daypart', value: part },
    ],
    to,
    cost: 0,
  };
}

/** "aften", "om aftenen", "in the morning", "midt på dagen", "til frokost". */
export function readDaypart(tokens: readonly Token[], at: number): Match[] {
  const word = wordAt(tokens, at);
  if (word === 'om' && wordAt(tokens, at + 1) === 'natten') {
    return [single({ slot: 'daypart', value: 'nighttime' }, at + 2)];
  }
  if (word === 'midt' && wordAt(tokens, at + 1) === 'pa' && wordAt(tokens, at + 2) === 'dagen') {
    return [single({ slot: 'daypart', value: 'noon' }, at + 3)];
  }
  // "Til frokost kl. 12.30"; "kl. 10 til middag" is rather an end.
  const meal = word === 'til' ? DAYPARTS.get(wordAt(tokens, at + 1)) : undefined;
  if (meal) return [single({ slot: 'daypart', value: meal }, at + 2, 0.6)];
  const part = DAYPARTS.get(word);
  if (!part) return [];
  return [single({ slot: 'daypart', value: part }, at + 1, part === 'noon' ? 0.3 : 0)];
}

/** "uge 50", "week no. 50", "i næste uge", "ugen efter næste", "denne weekend". */
export function readWeek(tokens: readonly Token[], at: number): Match[] {
  const near = readNearness(tokens, at);
  const said = near.to > at;
  const word = wordAt(tokens, near.to);
  const weekend = WEEKEND_WORDS.has(word);
  if (!weekend && !WEEK_WORDS.has(word)) return [];
  const afterNext = AFTER.has(wordAt(tokens, near.to + 1)) && NEXT.has(wordAt(tokens, near.to + 2));
  if (afterNext) return [single({ slot: 'week', value: { offset: 2, number: null, weekend } }, near.to + 3)];
  const offset = near.which === 'plain' ? 0 : near.which === 'last' ? -1 : near.which === 'next' || !weekend ? 1 : 0;
  const numberAfter = weekend ? null : readWeekNumber(tokens, near.to + 1);
  if (!said && numberAfter) {
    return [single({ slot: 'week', value: { offset: 0, number: numberAfter.number, weekend } }, numberAfter.to)];
  }
  if (!said && !weekend) return [];
  return [single({ slot: 'week', value: { offset, number: null, weekend } }, near.to + 1)];
}

function readWeekNumber(tokens: readonly Token[], at: number): { number: number; to: number } | null {
  const nr = ['nr', 'no', 'number', 'nummer'].includes(wordAt(tokens, at)) ? skipMark(tokens, at + 1, '.') : at;
  const number = numberAt(tokens, nr);
  if (!number || gluedMarkAt(tokens, nr + 1, '/') || isClockAt(tokens, nr)) return null;
  return { number: number.value, to: nr + 1 };
}

/** "næste måned", "i måneden", "i januar", "næste år", "i år". */
export function readMonthOrYear(tokens: readonly Token[], at: number): Match[] {
  const month = MONTHS.get(wordAt(tokens, at));
  if (month) {
    return [single({ slot: 'month', value: { offset: null, month } }, skipMark(tokens, at + 1, '.'), 0.5)];
  }
  const near = readNearness(tokens, wordAt(tokens, at) === 'til' ? at + 1 : at);
  const said = NEARNESS.some((set) => set.has(wordAt(tokens, near.to - 1)));
  const offset = near.which === 'plain' ? 0 : near.which === 'last' ? -1 : 1;
  const word = wordAt(tokens, near.to);
  if (MONTH_NOUNS.has(word)) {
    return [single({ slot: 'month', value: { offset: said ? offset : null, month: null } }, near.to + 1)];
  }
  if (!YEAR_WORDS.has(word) || (!said && wordAt(tokens, at - 1) !== 'i')) return [];
  return [single({ slot: 'year', value: { year: null, offset } }, near.to + 1)];
}
