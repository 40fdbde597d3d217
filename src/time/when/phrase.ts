import {
  type Amount,
  type DateWords,
  type Daypart,
  FAR_FETCHED,
  type Match,
  type Part,
  type Repeat,
  type TimeOfDay,
} from './parts.ts';
import { readCalendar, readLoneYear } from './read-calendar.ts';
import { readDigitalClock } from './read-clock.ts';
import { readDaypart, readMonthOrYear, readRelativeDay, readShortWeekday, readWeek, readWeekday } from './read-day.ts';
import { readDayRange } from './read-day-range.ts';
import { readNamedDay, readNthWeekday, readShift, readWeekdayBeside } from './read-named-day.ts';
import { readRepeat } from './read-repeat.ts';
import { readSigns } from './read-signs.ts';
import { readDuration, readOffset } from './read-span.ts';
import { readSpokenClock } from './read-spoken-clock.ts';
import { gluedMarkAt, gluedNumberAt, markAt, numberAt, type Token, wordAt } from './tokens.ts';
import { CLOCK, DAYPARTS, FILLER } from './vocabulary.ts';

/** A text taken apart: everything that was said, each kind at most once. */
export interface Phrase {
  readonly start: DateWords;
  readonly end: DateWords;
  readonly startTime: TimeOfDay | null;
  readonly endTime: TimeOfDay | null;
  readonly startPart: Daypart | null;
  readonly endPart: Daypart | null;
  readonly duration: Amount | null;
  /** "18.-19. december": hours beside it may be those of each day */
  readonly days: boolean;
  /** "lørdag og søndag": the days after the first one */
  readonly also: readonly DateWords[];
  /** "lørdag eller søndag" */
  readonly either: boolean;
  /** "hver torsdag" */
  readonly repeats: Repeat | null;
  /** words that mean nothing here, as they were typed */
  readonly unknown: readonly string[];
}

/** One way to take the whole text apart; the lower the cost, the more natural. */
export interface Cover {
  readonly phrase: Phrase;
  readonly cost: number;
}

interface State extends Phrase {
  readonly side: 'start' | 'end';
  /** "mellem" was said, so "og" means "til" */
  readonly between: boolean;
  /** The start's hour was said after both days, and the end's is to follow. */
  readonly hours: boolean;
  /** True when both hours were said before any day. */
  readonly hoursFirst: boolean;
}

/**
 * Largest number of steps that the search may take. Real phrases need fewer than 250; the bound keeps a text made of
 * nothing but ambiguous words within a few milliseconds.
 */
const MOST_STEPS = 800;
const UNKNOWN_COST = 100;
/** Covers that cost this much more than the best one are not looked at. */
const ROOM = 4;

const EMPTY: State = {
  start: {},
  end: {},
  startTime: null,
  endTime: null,
  startPart: null,
  endPart: null,
  duration: null,
  days: false,
  also: [],
  either: false,
  repeats: null,
  unknown: [],
  side: 'start',
  between: false,
  hours: false,
  hoursFirst: false,
};

/**
 * Finds the ways to read a text so that every token is part of what is said, a filler, or at worst unknown.
 * @param year the current year
 * @returns readings, cheapest first; never empty
 */
export function readPhrase(tokens: readonly Token[], year: number): Cover[] {
  const matches: Match[][] = [];
  const covers: Cover[] = [];
  let best = Number.POSITIVE_INFINITY;
  let steps = 0;

  const search = (at: number, state: State, cost: number): void => {
    if (++steps > MOST_STEPS || cost > best + ROOM) return;
    if (at >= tokens.length) {
      const total = isHalfSaid(state) ? cost + UNKNOWN_COST : cost;
      best = Math.min(best, total);
      covers.push({ phrase: { ...state, also: state.also.filter(isSomething) }, cost: total });
      return;
    }
    matches[at] ??= matchesAt(tokens, at, year);
    let placed = false;
    for (const match of matches[at]) {
      for (const next of placeAll(state, match.parts)) {
        placed = true;
        search(match.to, next, cost + match.cost);
      }
    }
    const filler = fillerCost(tokens, at, state);
    if (filler !== null) search(at + 1, state, cost + filler);
    else if (!placed) search(at + 1, withUnknown(state, tokens[at]), cost + UNKNOWN_COST);
  };

  search(0, EMPTY, 0);
  if (covers.length === 0) return [{ phrase: { ...EMPTY, unknown: tokens.map((token) => token.raw) }, cost: best }];
  return covers.sort((a, b) => a.cost - b.cost);
}

/** "Mellem" without "og", an hour that was to have an end, "lørdag og" without another day. */
function isHalfSaid({ between, side, hours, also }: State): boolean {
  return (between && side === 'start') || hours || !also.every(isSomething);
}

const isSomething = (words: DateWords): boolean => Object.keys(words).length > 0;

function matchesAt(tokens: readonly Token[], at: number, year: number): Match[] {
  const matches = [
    ...readDigitalClock(tokens, at, year),
    ...readSpokenClock(tokens, at),
    ...readCalendar(tokens, at, year),
    ...readDayRange(tokens, at),
    ...readNamedDay(tokens, at),
    ...readWeekdayBeside(tokens, at),
    ...readNthWeekday(tokens, at),
    ...readWeekday(tokens, at),
    ...readRepeat(tokens, at),
    ...readShortWeekday(tokens, at),
    ...readRelativeDay(tokens, at),
    ...readDaypart(tokens, at),
    ...readWeek(tokens, at),
    ...readOffset(tokens, at),
    ...readDuration(tokens, at),
    ...readMonthOrYear(tokens, at),
    ...readLoneYear(tokens, at),
    ...readShift(tokens, at),
    ...readSigns(tokens, at),
  ];
  return matches.sort((a, b) => a.cost - b.cost || b.to - a.to);
}

/** Words before the day that something is for. */
const TOWARDS = new Set(['til', 'to']);

/** A part of the day behind it ("i morgen tidlig"), a filler before one ("tidlig aften"). */
const EARLY = new Set(['tidlig', 'tidligt', 'early']);

/** Marks that say something, though not when; among them digits of other scripts. */
const MEANINGFUL_MARK = /[/%=<>$€£&]|\p{N}/u;

/** The cost of passing over a token, or null when it must mean something. */
function fillerCost(tokens: readonly Token[], at: number, state: State): number | null {
  const token = tokens[at];
  const word = wordAt(tokens, at);
  if (isBeforeSlashDate(tokens, at)) return FAR_FETCHED;
  if (token?.kind === 'mark') return '-+'.includes(token.text) ? 0.5 : MEANINGFUL_MARK.test(token.text) ? null : 0;
  if (CLOCK.has(word)) return word === 'at' ? 0 : 0.2;
  // "I aften" is today's; without its "i" it could be tomorrow's.
  if ((word === 'i' || word === 'this') && DAYPARTS.has(wordAt(tokens, at + 1))) return 5;
  if (EARLY.has(word) && !DAYPARTS.has(wordAt(tokens, at + 1))) return 2;
  if (FILLER.has(word)) return 0;
  // "Date: Nov 30 Time: 6:30 pm"
  if (word === 'time' && markAt(tokens, at + 1, ':')) return 0;
  // "Til fredag kl. 19" may be for Friday.
  const nothingYet = Object.keys(state.start).length === 0 && !state.startTime;
  return TOWARDS.has(word) && nothingYet && !isInFigures(tokens, at + 1) ? 1 : null;
}

/** "Kl. 14-16/12", "kl. 14 - 16/12", "2pm - 4/12": an hour and a day of December, or hours of a day that is not said. */
function isBeforeSlashDate(tokens: readonly Token[], at: number): boolean {
  const afterHour = tokens[at - 1]?.kind === 'number' || HALVES.has(wordAt(tokens, at - 1));
  const day = markAt(tokens, at, '-') && afterHour ? numberAt(tokens, at + 1) : null;
  const dotted = gluedMarkAt(tokens, at + 2, '.') && gluedMarkAt(tokens, at + 4, '.');
  const date = (gluedMarkAt(tokens, at + 2, '/') || dotted) && gluedNumberAt(tokens, at + 3) !== null;
  return date && day !== null && day.value <= 24;
}

const HALVES = new Set(['am', 'pm', 'm']);

/** A time or a date in figures: "til kl. 19", "til d. 1/12" are ends. */
function isInFigures(tokens: readonly Token[], at: number): boolean {
  return CLOCK.has(wordAt(tokens, at)) || ['d', 'den'].includes(wordAt(tokens, at)) || numberAt(tokens, at) !== null;
}

function withUnknown(state: State, token: Token | undefined): State {
  return token ? { ...state, unknown: [...state.unknown, token.raw] } : state;
}

/** The states after all parts of a match have found their place; none when one of them is said already. */
function placeAll(state: State, parts: readonly Part[]): State[] {
  return parts.reduce<State[]>((states, part) => states.flatMap((each) => place(each, part)), [state]);
}

function place(state: State, part: Part): State[] {
  const atEnd = state.side === 'end';
  switch (part.slot) {
    case 'between':
      return state.between || atEnd ? [] : [{ ...state, between: true }];
    case 'and':
      if (state.between && !atEnd) return [{ ...state, side: 'end' }];
      return placeAnother(state, part.value === 'or');
    case 'each':
      return state.days || state.also.length > 0 ? [{ ...state, days: true }] : [];
    case 'until':
      if (state.hours) return [{ ...state, hours: false, days: true }];
      // "Kl. 10-16 den 12. til 13. december"
      if (state.hoursFirst && !state.days) return [{ ...state, days: true }];
      return atEnd ? [] : [{ ...state, side: 'end' }];
    case 'time':
      if (atEnd) return placeTimeAtEnd(state, part.value);
      return state.startTime ? [] : [{ ...state, startTime: part.value }];
    case 'daypart':
      if (atEnd) return state.endPart ? [] : [{ ...state, endPart: part.value }];
      return state.startPart ? [] : [{ ...state, startPart: part.value }];
    case 'repeats':
      return placeRepeat(state, part.value);
    case 'days':
      return placeDays(state, part.value);
    case 'duration':
      return state.duration ? [] : [{ ...state, duration: part.value }];
    default:
      return placeDate(state, part);
  }
}

/** "12. december - 13. december kl. 10-16": both hours come after both days. */
function placeTimeAtEnd(state: State, value: TimeOfDay): State[] {
  if (state.endTime || state.hours) return [];
  const atEnd = { ...state, endTime: value };
  const dated = [state.start, state.end].every((words) => Object.keys(words).length > 0);
  return dated && !state.startTime ? [atEnd, { ...state, startTime: value, hours: true }] : [atEnd];
}

/** "Torsdage i lige uger" says it twice. */
function placeRepeat(state: State, value: Repeat): State[] {
  return [{ ...state, repeats: value === 'any' ? (state.repeats ?? value) : value }];
}

/** "Lørdag og søndag kl. 10-16", "kl. 10-16 lørdag og søndag" */
function placeAnother(state: State, either: boolean): State[] {
  const { start, end, also } = state;
  const last = also.at(-1) ?? start;
  if (Object.keys(last).length === 0 || Object.keys(end).length > 0) return [];
  return [{ ...state, also: [...also, {}], either: either || state.either }];
}

function placeInAlso(state: State, said: DateWords): State[] {
  const { start, also } = state;
  const last = also.at(-1) ?? {};
  if (Object.keys(said).some((slot) => slot in last)) return [];
  // "Fredag kl. 19 og 21" is no day of the month.
  if (said.calendar?.month === null && !start.calendar) return [];
  return [{ ...state, also: [...also.slice(0, -1), { ...last, ...said }] }];
}

function placeDays(state: State, { from, until }: Extract<Part, { slot: 'days' }>['value']): State[] {
  if (state.start.calendar || state.end.calendar) return [];
  const [second, ...others] = state.also;
  // "Lørdag og søndag d. 5.-6. december"
  if (second && (others.length > 0 || second.calendar)) return [];
  if (second)
    return [
      { ...state, start: { ...state.start, calendar: from }, also: [{ ...second, calendar: until }], days: true },
    ];
  const start = { ...state.start, calendar: from };
  return [{ ...state, start, end: { ...state.end, calendar: until }, days: true }];
}

/**
 * Decides where a date belongs. After "kl. 18-21" a date may still be the start's ("kl. 18-21 på fredag") or the end's
 * ("Friday 6pm to 2pm Sunday"): both are tried.
 */
function placeDate(state: State, part: Extract<Part, { slot: keyof DateWords }>): State[] {
  const said = { [part.slot]: part.value };
  if (state.also.length > 0) return placeInAlso(state, said);
  const dayless = Object.keys(state.start).length === 0;
  const hoursFirst = state.hoursFirst || (dayless && state.startTime !== null && state.endTime !== null);
  const atStart = part.slot in state.start ? [] : [{ ...state, hoursFirst, start: { ...state.start, ...said } }];
  if (state.side === 'start' || (hoursFirst && dayless)) return atStart;
  // "Kl. 10-16 den 12. - 13. december": the hours may be those of each day.
  const days = state.days || (state.hoursFirst && !dayless);
  const atEnd = part.slot in state.end ? [] : [{ ...state, days, end: { ...state.end, ...said } }];
  // "I morgen kl. 10 til kl. 12 dagen efter": the day after the start's.
  const counted = part.slot === 'shift' && !dayless;
  if (!state.endTime || counted) return atEnd;
  return [...atStart, ...atEnd];
}
