import { CARDINALS, ORDINAL_ENDINGS } from './numbers.ts';
import { FAR_FETCHED, type Match, type TimeOfDay } from './parts.ts';
import {
  gluedMarkAt,
  gluedNumberAt,
  isClockAt,
  markAt,
  numberAt,
  skipMark,
  type Token,
  wordAt,
  wordBefore,
} from './tokens.ts';
import { CLOCK, FILLER, MONTHS, UNITS, UNTIL, WEEKDAYS } from './vocabulary.ts';

/** A clock time that was read, before am or pm is looked for. */
export interface ClockMatch {
  readonly time: TimeOfDay;
  readonly to: number;
  readonly cost: number;
}

/** The place where a clock time starts, and whether a word announced it ("kl. 19", "at 7"). */
interface Place {
  readonly at: number;
  readonly announced: boolean;
}

const ARTICLES = new Set(['den', 'd', 'the']);
const HOURS = new Set(['hours', 'hrs']);
/** "Lørdag 5-12" is rather a date than from five o'clock. */
const EARLIEST_PLAIN = 8;

/**
 * Reads a time of day written in digits: "kl. 19", "19.30", "19:30", "1930", "7pm", "19h30", "kl 19 30".
 * @param year the current year: "2026" alone is rather that than 20.26
 */
export function readDigitalClock(tokens: readonly Token[], at: number, year: number): Match[] {
  const place = announcedPlace(tokens, at);
  const readings = [
    ...withMinutes(tokens, place),
    ...withoutMarks(tokens, place, year),
    ...onlyHour(tokens, place),
    ...withLetter(tokens, place),
  ];
  return readings.map((reading) => asMatch(withSuffix(tokens, reading)));
}

/** Finds the place where the time itself stands: after "kl.", "klokken", "at", "@" and a word like "ca.". */
export function announcedPlace(tokens: readonly Token[], at: number): Place {
  if (!CLOCK.has(wordAt(tokens, at)) && !markAt(tokens, at, '@')) return { at, announced: false };
  let next = skipMark(tokens, skipMark(tokens, at + 1, '.'), ':');
  if (FILLER.has(wordAt(tokens, next))) next = skipMark(tokens, next + 1, '.');
  return { at: next, announced: true };
}

export function asMatch(reading: ClockMatch): Match {
  return { parts: [{ slot: 'time', value: reading.time }], to: reading.to, cost: reading.cost };
}

/** "19.30", "19:30", "19:30:00", "19,30". A dot may also stand in a date, so it is less certain than a colon. */
function withMinutes(tokens: readonly Token[], { at, announced }: Place): ClockMatch[] {
  const hour = numberAt(tokens, at);
  const minute = gluedNumberAt(tokens, at + 2, 2);
  const mark = tokens[at + 1]?.text ?? '';
  if (!hour || !minute || !gluedMarkAt(tokens, at + 1, mark) || !(announced ? ':.,;' : ':.,').includes(mark)) return [];
  const time = timeOf(hour, minute.value);
  if (mark === ':') {
    const seconds = gluedMarkAt(tokens, at + 3, ':') && gluedNumberAt(tokens, at + 4, 2);
    const to = seconds ? at + 5 : at + 3;
    // "19:00h"
    const letter = wordAt(tokens, to) === 'h' && tokens[to]?.glued;
    return [{ time, to: letter ? to + 1 : to, cost: 0 }];
  }
  if (gluedMarkAt(tokens, at + 3, '.') && gluedNumberAt(tokens, at + 4, 1, 4)) return [];
  if (announced) return [{ time, to: at + 3, cost: 0 }];
  const likeDate =
    minute.value % 5 !== 0 || (minute.value >= 1 && minute.value <= 12 && gluedMarkAt(tokens, at + 3, '.'));
  const article = ARTICLES.has(wordBefore(tokens, at));
  // "Kl. 14-16.12." may be on the 16th.
  const ending = gluedMarkAt(tokens, at + 3, '.') && markAt(tokens, at - 1, '-');
  return [{ time, to: at + 3, cost: (likeDate ? (ending ? FAR_FETCHED + 0.5 : 2) : 0.2) + (article ? 5 : 0) }];
}

/** "1930", "kl 930", and "kl 19 30". */
function withoutMarks(tokens: readonly Token[], { at, announced }: Place, year: number): ClockMatch[] {
  const spaced = announced && numberAt(tokens, at) ? numberAt(tokens, at + 1, 2) : null;
  const hour = numberAt(tokens, at);
  if (spaced && hour && !spaced.glued && spaced.value < 60) {
    return [{ time: timeOf(hour, spaced.value), to: at + 2, cost: 0.4 }];
  }
  const number = numberAt(tokens, at, 3, 4);
  if (!number) return [];
  const time = exactOrBare(Math.floor(number.value / 100), number.value % 100, number.text.startsWith('0'));
  if (announced) return [{ time, to: at + 1, cost: 0 }];
  const meridiem = readMeridiem(tokens, at + 1) !== null;
  if (!meridiem && (number.text.length === 3 || time.hour > 24 || time.minute > 59)) return [];
  const ending = markAt(tokens, at - 1, '-') && numberAt(tokens, at - 2, 3, 4);
  const afterDate =
    MONTHS.has(wordBefore(tokens, at)) || numberAt(tokens, markAt(tokens, at - 1, ',') ? at - 2 : at - 1) !== null;
  const past = afterDate && number.value > 2000 && number.value < year;
  const likeYear = past || Math.abs(number.value - year) <= 5;
  return [{ time, to: at + 1, cost: ending ? 0.2 : !likeYear ? 1 : time.minute % 15 === 0 ? 2 : 4 }];
}

/** "kl. 19" for certain; "fredag 19" when nothing better can be made of it. */
function onlyHour(tokens: readonly Token[], { at, announced }: Place): ClockMatch[] {
  const hour = numberAt(tokens, at);
  if (!hour) return [];
  const time = timeOf(hour, 0);
  // "Kl. 13:5" and "kl. 13.5" may be 13.05, 13.30 or 13.50.
  if (isClockAt(tokens, at) || (gluedMarkAt(tokens, at + 1, '.') && gluedNumberAt(tokens, at + 2))) return [];
  if (announced) return [{ time, to: at + 1, cost: 0 }];
  const ending =
    markAt(tokens, at - 1, '-') && (numberAt(tokens, markAt(tokens, at - 2, '.') ? at - 3 : at - 2)?.value ?? 25) <= 24;
  if ((hour.value > 24 && !ending) || gluedMarkAt(tokens, at + 1, '/')) return [];
  const afterArticle = ARTICLES.has(wordBefore(tokens, at));
  const beforeMonth = isDayOfMonthAfter(tokens, skipMark(tokens, at + 1, '.'));
  const ordinal = gluedMarkAt(tokens, at + 1, '.') && !ending && !isLastOfRange(tokens, at);
  const distance = ['om', 'in'].includes(wordAt(tokens, at - 1));
  const alone = tokens.length === 1;
  const likeDate = hour.value < EARLIEST_PLAIN && markAt(tokens, at + 1, '-') && WEEKDAYS.has(wordBefore(tokens, at));
  const fraction = numberAt(tokens, at + 1, 1, 1) && gluedMarkAt(tokens, at + 2, '/');
  if (fraction && UNITS.has(wordAt(tokens, at + 4))) return [];
  return [
    {
      time,
      to: at + 1,
      cost:
        (ending ? 0.2 : likeDate ? 2 : 1) +
        (afterArticle || beforeMonth ? 5 : 0) +
        (ordinal ? 2 : 0) +
        (alone || distance ? 3 : 0),
    },
  ];
}

/**
 * Tells whether a month stands here that the number before it may be a day of; in "19-21 Nov 26th" and "… Nov 26, 2026"
 * not.
 */
function isDayOfMonthAfter(tokens: readonly Token[], at: number): boolean {
  if (!MONTHS.has(wordAt(tokens, at))) return false;
  const day = skipMark(tokens, at + 1, '.');
  const ordinal = tokens[day + 1]?.glued && ORDINAL_ENDINGS.has(wordAt(tokens, day + 1));
  return !numberAt(tokens, day) || !(ordinal || numberAt(tokens, skipMark(tokens, day + 1, ','), 4, 4));
}

/** "Fra 19 til 21.", where the full stop ends the text. */
function isLastOfRange(tokens: readonly Token[], at: number): boolean {
  const divider = wordAt(tokens, at - 1);
  return (UNTIL.has(divider) || divider === 'og') && numberAt(tokens, at - 2) !== null && at + 2 === tokens.length;
}

/** "19h", "19h30". */
function withLetter(tokens: readonly Token[], { at }: Place): ClockMatch[] {
  const hour = numberAt(tokens, at);
  if (!hour || wordAt(tokens, at + 1) !== 'h' || !tokens[at + 1]?.glued) return [];
  const minute = gluedNumberAt(tokens, at + 2, 2);
  return [{ time: timeOf(hour, minute?.value ?? 0), to: minute ? at + 3 : at + 2, cost: 0.6 }];
}

function timeOf(hour: Token, minute: number): TimeOfDay {
  return exactOrBare(hour.value, minute, hour.text.startsWith('0'));
}

/** An hour from 1 to 12 without a leading zero may mean the afternoon. */
export function exactOrBare(hour: number, minute: number, leadingZero = false): TimeOfDay {
  return { hour, minute, reading: hour >= 1 && hour <= 12 && !leadingZero ? 'bare' : 'exact' };
}

/** Adds "pm", "o'clock" or "-tiden" that follow a time; "pm" also makes a lone hour certain. */
export function withSuffix(tokens: readonly Token[], reading: ClockMatch): ClockMatch {
  const meridiem = readMeridiem(tokens, reading.to);
  if (meridiem) {
    const { hour, minute } = reading.time;
    const sensible = meridiem.half === 'pm' && hour > 12;
    return { time: { hour, minute, reading: sensible ? 'exact' : meridiem.half }, to: meridiem.to, cost: 0 };
  }
  const word = wordAt(tokens, reading.to);
  if (word === 'oclock' || word === 'ish') return withSuffix(tokens, { ...reading, to: reading.to + 1, cost: 0 });
  // "0800 hours"
  if (HOURS.has(word) && numberAt(tokens, reading.to - 1, 4, 4)) return { ...reading, to: reading.to + 1, cost: 0 };
  const dash = skipMark(tokens, reading.to, '-');
  if (wordAt(tokens, dash) === 'tiden') return { ...reading, to: dash + 1, cost: 0 };
  return reading;
}

/** "pm", "p.m.", "a.m", and "p" right after the number. */
function readMeridiem(tokens: readonly Token[], at: number): { half: 'am' | 'pm'; to: number } | null {
  const word = wordAt(tokens, at);
  if (word === 'am' || word === 'pm') return { half: word, to: at + 1 };
  if (word !== 'a' && word !== 'p') return null;
  if (markAt(tokens, at + 1, '.') && wordAt(tokens, at + 2) === 'm') {
    return { half: `${word}m`, to: skipMark(tokens, at + 3, '.') };
  }
  return tokens[at]?.glued ? { half: `${word}m`, to: at + 1 } : null;
}

/** An hour in digits or words, for "halv otte" and the like. */
export function hourAt(tokens: readonly Token[], at: number): number | null {
  const number = numberAt(tokens, at);
  const hour = number ? number.value : CARDINALS.get(wordAt(tokens, at));
  return hour !== undefined && hour >= 1 && hour <= 24 ? hour : null;
}
