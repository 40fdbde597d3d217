import { Temporal } from 'temporal-polyfill';
import type { DateProblem } from './date-words.ts';
import { momentOf } from './moment.ts';
import type { DateWords, TimeOfDay } from './parts.ts';
import type { Phrase } from './phrase.ts';
import { suggest, type Wish } from './suggest.ts';
import type { SaidDays, Understood, When, WhenProblem } from './when.ts';

/** Meaning of a reading, and how unlikely it is that somebody meant that. */
export interface Outcome {
  readonly when: When;
  readonly penalty: number;
}

/** A phrase, and when and where it is read. */
export interface Scene {
  readonly phrase: Phrase;
  readonly now: Temporal.ZonedDateTime;
  readonly today: Temporal.PlainDate;
}

/**
 * An explanation is a poorer answer than a moment, a contradiction than an explanation, nonsense than anything. `agreed`:
 * the weekday fits the date, which is hardly a coincidence ("lørdag 5.12"). `unlikely` is added to a moment that nobody
 * means unless every other reading is worse.
 */
export const PENALTY = { ok: 0, agreed: 0.3, limit: 1.2, explained: 1.5, unlikely: 2, contradiction: 20, nonsense: 60 };

/** The answer when a moment was found. */
export function succeed(start: Temporal.ZonedDateTime, end: Temporal.ZonedDateTime | null): Outcome {
  return { when: { ok: true, ...momentOf(start, end) }, penalty: PENALTY.ok };
}

/** Facts that are known when a reading fails. */
export interface Fact extends Partial<Wish> {
  readonly date?: Temporal.PlainDate | null;
  readonly period?: DateProblem['period'];
  readonly days?: SaidDays;
}

/** The answer when there is none: the kind of problem, with what is known so far. */
export function fail(scene: Scene, kind: WhenProblem, fact: Fact, penalty = PENALTY.explained): Outcome {
  const { phrase, now } = scene;
  const understood = understand(phrase, fact);
  const suggestions = suggest({ dates: fact.dates ?? [], minutes: fact.minutes ?? null, phrase, now });
  return { when: { ok: false, kind, understood, suggestions }, penalty };
}

const KINDS: Record<DateProblem['kind'], WhenProblem> = {
  'no-such-date': 'no-such-date',
  'weekday-mismatch': 'weekday-mismatch',
  past: 'past',
  'no-day': 'unclear',
  contradiction: 'unclear',
  nonsense: 'unclear',
};

/** The answer when the date is the problem. */
export function failDate(scene: Scene, { kind, date, period, instead }: DateProblem): Outcome {
  const penalty =
    kind === 'nonsense' ? PENALTY.nonsense : kind === 'contradiction' ? PENALTY.contradiction : PENALTY.explained;
  const dates = instead.length > 0 || kind !== 'past' ? instead : comingDays(scene);
  return fail(scene, KINDS[kind], { date, period, dates }, penalty);
}

/** Days that may be meant instead of a day that is over: the coming such weekday, or simply today or tomorrow. */
function comingDays({ phrase, today }: Scene): Temporal.PlainDate[] {
  const weekday = phrase.start.weekday?.day;
  if (weekday === undefined) return [today, today.add({ days: 1 })];
  const first = today.add({ days: (weekday - today.dayOfWeek + 7) % 7 });
  return [first, first.add({ days: 7 })];
}

function understand(phrase: Phrase, fact: Fact): Understood {
  const { start, startTime, endTime, unknown } = phrase;
  return {
    weekday: start.weekday?.day ?? start.nth?.weekday ?? null,
    date: fact.date?.toString() ?? null,
    calendar: calendarOf(start),
    time: startTime && timeOf(startTime, fact.minutes),
    endTime: endTime && timeOf(endTime),
    period: fact.period ?? null,
    repeats: phrase.repeats !== null,
    unknown,
    ...(fact.days && { days: fact.days }),
  };
}

function calendarOf({ calendar, month, year }: DateWords): Understood['calendar'] {
  if (!calendar) return null;
  return {
    day: calendar.day,
    month: calendar.month ?? month?.month ?? null,
    year: calendar.year ?? year?.year ?? null,
  };
}

function timeOf({ hour, minute, reading }: TimeOfDay, minutes?: number | null): Understood['time'] {
  if (minutes !== undefined && minutes !== null) {
    return { hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 };
  }
  return { hour: reading === 'pm' && hour < 12 ? hour + 12 : hour, minute };
}

/** Turns an answer that rests on words left over, or on a far-fetched reading, into a guess to be confirmed. */
export function doubt(when: When, phrase: Phrase): When {
  if (!when.ok) return { ...when, kind: 'unclear', understood: { ...when.understood, unknown: phrase.unknown } };
  const date = Temporal.PlainDate.from(when.wall.start.slice(0, 10));
  const minutes = Number(when.wall.start.slice(11, 13)) * 60 + Number(when.wall.start.slice(14));
  const { ok: _, ...moment } = when;
  const understood = understand(phrase, { date, minutes });
  // "Om to timer" is a time of day as well.
  const time =
    understood.time ?? (phrase.start.offset?.exact ? { hour: Math.floor(minutes / 60), minute: minutes % 60 } : null);
  return { ok: false, kind: 'unclear', understood: { ...understood, time }, suggestions: [moment] };
}
