import type { Period } from './date-words.ts';

/** A stretch of time, or a start alone. */
export interface Moment {
  /** ms since the epoch, a whole minute */
  readonly start: number;
  /** ms since the epoch, after the start; null when no end was said */
  readonly end: number | null;
  /** the same as clocks in the zone show it: `YYYY-MM-DDTHH:mm` */
  readonly wall: { readonly start: string; readonly end: string | null };
}

/** Reason for which a text is no moment that a meetup can have. */
export type WhenProblem =
  /** words that mean nothing here, that contradict each other, or no day ("i weekenden kl. 14") */
  | 'unclear'
  /** a day, but no time of day */
  | 'no-time'
  /** it is over */
  | 'past'
  /** 30 February, week 54, a fifth Monday */
  | 'no-such-date'
  /** "kl. 25", or an hour that is skipped when the clocks go forward */
  | 'no-such-time'
  /** "fredag den 26." when the 26th is a Thursday */
  | 'weekday-mismatch'
  /** the end has a date of its own and is not after the start */
  | 'end-before-start';

/** Meaning of a text; what was not said, or not understood, is null. */
export interface Understood {
  /** the weekday that was said, Monday is 1 */
  readonly weekday: number | null;
  /** the day that the words mean, `YYYY-MM-DD` */
  readonly date: string | null;
  /** day, month and year as they were said, also when there is no such date */
  readonly calendar: { readonly day: number; readonly month: number | null; readonly year: number | null } | null;
  /** also hours that no clock shows, as in "kl. 25" */
  readonly time: { readonly hour: number; readonly minute: number } | null;
  readonly endTime: { readonly hour: number; readonly minute: number } | null;
  /** set when a period was said but not which of its days */
  readonly period: Period | null;
  /** it is to come again ("hver torsdag"); the suggestion is the first time */
  readonly repeats: boolean;
  /** set when several days were said, which one moment cannot be */
  readonly days?: SaidDays;
  /** the words that were not understood, as typed */
  readonly unknown: readonly string[];
}

/** Several days, each of which may be a moment of its own; those are the suggestions. */
export interface SaidDays {
  readonly count: number;
  /** `same`: one time on all of them; `own`: each has its own; `either`: one of them */
  readonly hours: 'same' | 'own' | 'either';
  /** the last suggestion lasts from the first day to the last */
  readonly long: boolean;
}

/** Further meanings that the words may have; nobody but the writer knows. */
export interface Unsure {
  /** `hour`: morning or evening, this night or the next; `length`: it would last into the next evening; `year`: just over */
  readonly why: 'hour' | 'length' | 'year';
  /** may be empty: then only whether that is meant is in doubt */
  readonly others: readonly Moment[];
}

/** The answer to a text: a moment ahead, or why not, what was understood, and what may have been meant. */
export type When =
  | ({ readonly ok: true /** left out when the words mean one thing */; readonly unsure?: Unsure } & Moment)
  | {
      readonly ok: false;
      readonly kind: WhenProblem;
      readonly understood: Understood;
      /** moments ahead that may have been meant, the likeliest first; a time that was not said is only an example */
      readonly suggestions: readonly Moment[];
    };

/** Place and time at which a text is read. */
export interface WhenContext {
  /** ms since the epoch */
  readonly now: number;
  /** IANA name of the writer's time zone */
  readonly zone: string;
}
