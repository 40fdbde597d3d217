import type { Daypart, TimeOfDay } from './parts.ts';

const HOUR = 60;
const HALF_DAY = 12 * HOUR;
const DAY = 24 * HOUR;

/** Start and end in minutes after the start date's midnight; 1,440 and more is a later day. */
export interface ClockSpan {
  readonly start: number;
  readonly end: number | null;
}

/** Statements about times of day. `endDated`: the end has a date of its own, and its minutes count from that. */
export interface SaidTimes {
  readonly startTime: TimeOfDay;
  readonly startPart: Daypart | null;
  readonly endTime: TimeOfDay | null;
  readonly endPart: Daypart | null;
  readonly endDated: boolean;
}

/** Tells whether a clock can show this time. 24.00 is the end of a day; 24.30 is nothing. */
export function isTimeOfDay({ hour, minute, reading }: TimeOfDay): boolean {
  if (minute > 59) return false;
  if (reading === 'am' || reading === 'pm') return hour >= 1 && hour <= 12;
  return hour < 24 || (hour === 24 && minute === 0);
}

/**
 * Works out what a start and an end mean together. An hour from 1 to 12 stands as it is said unless something moves it
 * to the afternoon: a part of the day ("i aften kl. 8"), or the other end of the range ("2-4pm", "kl. 10-4"). An end
 * that is not after its start is on the next day.
 * @returns null when the part of the day contradicts the hour ("fredag morgen kl. 20")
 */
export function resolveClock(said: SaidTimes): ClockSpan | null {
  const { startTime, endTime, startPart, endDated } = said;
  const ownStart = settle(startTime, startPart);
  if (ownStart === null) return null;
  const plain = startTime.hour * HOUR + startTime.minute;
  if (!endTime) return { start: ownStart ?? plain, end: null };
  const ownEnd = settle(endTime, said.endPart);
  if (ownEnd === null) return null;
  const end = ownEnd ?? endTime.hour * HOUR + endTime.minute;
  if (endDated) return { start: ownStart ?? plain, end };
  if (ownStart === undefined && ownEnd !== undefined && startTime.reading === 'bare') {
    return lastBefore(startTime, end);
  }
  const start = ownStart ?? plain;
  const movable = endTime.reading === 'bare' && ownEnd === undefined;
  const twelveHours = ownStart !== undefined || startTime.reading === 'bare';
  const step = movable && twelveHours ? HALF_DAY : DAY;
  return { start, end: firstAfter(movable && twelveHours ? end % HALF_DAY : end % DAY, start, step) };
}

/** Tells whether a part of the day has no such hour: "i morgen tidlig kl. 19". */
export function contradicts(time: TimeOfDay, part: Daypart | null): boolean {
  return settle(time, part) === null;
}

/**
 * The minutes that am, pm or a part of the day give a time.
 * @returns undefined when nothing decides, null when they contradict each other
 */
function settle(time: TimeOfDay, part: Daypart | null): number | null | undefined {
  const minutes = time.hour * HOUR + time.minute;
  const half = (time.hour % 12) * HOUR + time.minute;
  if (time.reading === 'pm') return isEarly(part) && half > 0 ? null : half + HALF_DAY;
  if (time.reading === 'am') {
    if (isLate(part) && part !== 'eve') return half < 6 * HOUR ? half + DAY : null;
    return part === 'afternoon' ? null : half;
  }
  if (!part) return undefined;
  return time.reading === 'exact' ? settleExact(time.hour, part, minutes) : settleBare(time, part, minutes, half);
}

/** The hours that each part of the day ends before, or begins at. */
const MORNING_ENDS = 13;
const FORENOON_ENDS = 15;
const AFTERNOON_BEGINS = 12;
const EVENING_BEGINS = 15;

function settleExact(hour: number, part: Daypart, minutes: number): number | null {
  if (part === 'eve') return minutes < 6 * HOUR ? minutes + DAY : minutes;
  if (isLate(part)) return minutes < 6 * HOUR ? minutes + DAY : hour < EVENING_BEGINS ? null : minutes;
  if (part === 'afternoon') return hour < AFTERNOON_BEGINS ? null : minutes;
  const last = part === 'morning' ? MORNING_ENDS : part === 'forenoon' ? FORENOON_ENDS : 24;
  return hour >= last && hour < 24 ? null : minutes;
}

function isEarly(part: Daypart | null): boolean {
  return part === 'morning' || part === 'forenoon';
}

function settleBare(time: TimeOfDay, part: Daypart, minutes: number, half: number): number | undefined {
  switch (part) {
    case 'morning':
    case 'forenoon':
      return minutes;
    case 'noon':
      return time.hour <= 3 ? minutes + HALF_DAY : minutes;
    case 'afternoon':
      return half + HALF_DAY;
    case 'evening':
    case 'night': {
      const smallHours = part === 'night' ? 6 : 4;
      return half < smallHours * HOUR ? half + DAY : half + HALF_DAY;
    }
    case 'nighttime':
      return half < 6 * HOUR && time.hour !== 12 ? minutes : time.hour === 12 ? DAY + time.minute : half + HALF_DAY;
    case 'eve':
      // "juleaften kl. 11" is a morning; nobody means 6 in the morning by "nytårsaften kl. 6".
      return time.hour < 8 ? half + HALF_DAY : undefined;
  }
}

function isLate(part: Daypart | null): boolean {
  return part === 'evening' || part === 'night' || part === 'eve';
}

/** "2-4pm" is 14 to 16, "11-1pm" is 11 to 13, "10-2am" is 22 to 2: the start is the last one before the end. */
function lastBefore(startTime: TimeOfDay, end: number): ClockSpan {
  const start = (startTime.hour % 12) * HOUR + startTime.minute;
  const candidates = [start + HALF_DAY, start].filter((each) => each < end);
  if (candidates[0] !== undefined) return { start: candidates[0], end };
  return { start: start + HALF_DAY, end: end + DAY };
}

/** The first time after the start that shows these minutes, every twelve or twenty-four hours. */
function firstAfter(minutes: number, start: number, step: number): number {
  let end = minutes;
  while (end <= start) end += step;
  return end;
}
