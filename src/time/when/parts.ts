import type { NamedDay } from './named-days.ts';

/**
 * A part of the day. `night` follows the day that is named ("lørdag nat kl. 1" is Sunday's), `nighttime` does not
 * ("lørdag kl. 1 om natten"). `eve` is what "juleaften" carries in its name.
 */
export type Daypart = 'morning' | 'forenoon' | 'noon' | 'afternoon' | 'evening' | 'night' | 'nighttime' | 'eve';

/**
 * A time of day as it was said. `bare` is an hour from 1 to 12 that a part of the day, or the other end of a range, may
 * move to the afternoon; `exact` stands as it is. The hour may be 24, or one that no clock shows ("kl. 25").
 */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
  readonly reading: 'bare' | 'exact' | 'am' | 'pm';
  /** "halv otte", "kl. syv" */
  readonly inWords?: boolean;
}

/** Of which weeks: every one (or nobody said), those of an even or of an odd number. */
export type Repeat = 'any' | 'even' | 'odd';

/** A length of time as it was said. `exact` when it counts minutes or hours rather than days. */
export interface Amount {
  readonly months: number;
  readonly days: number;
  readonly minutes: number;
  readonly exact: boolean;
  /** "om 1 m": so many minutes, or so many months */
  readonly orMonths?: number;
}

/** A day of the month, with the month and the year when they were said. */
export interface Calendar {
  readonly day: number;
  readonly month: number | null;
  readonly year: number | null;
}

/** Statements about a date, each kind of statement at most once. What they mean together is decided when resolved. */
export interface DateWords {
  /** "fredag", "næste fredag"; `weeks` is added for "Friday week". Monday is 1, as in ISO 8601. */
  readonly weekday?: {
    readonly day: number;
    readonly which: 'plain' | 'coming' | 'next' | 'last';
    readonly weeks: number;
  };
  /** "12/3", "den 12." */
  readonly calendar?: Calendar;
  /** "i morgen": days from today */
  readonly day?: number;
  /** "om to uger" */
  readonly offset?: Amount;
  /** "i næste uge", "uge 50", "i weekenden" */
  readonly week?: { readonly offset: number; readonly number: number | null; readonly weekend: boolean };
  /** "i næste måned" (offset), "i måneden" (both null), "i januar" (month) */
  readonly month?: { readonly offset: number | null; readonly month: number | null };
  /** "2027" or "næste år" (offset) */
  readonly year?: { readonly year: number | null; readonly offset: number };
  /** "juleaften" */
  readonly named?: NamedDay;
  /** "den sidste torsdag" (n is -1), "den første dag" (weekday is null) */
  readonly nth?: { readonly n: number; readonly weekday: number | null };
  /** "dagen efter": days to add to whatever the other words mean */
  readonly shift?: number;
}

type DatePart = { [K in keyof DateWords]-?: { slot: K; value: NonNullable<DateWords[K]> } }[keyof DateWords];

export type Part =
  | DatePart
  | { slot: 'time'; value: TimeOfDay }
  | { slot: 'daypart'; value: Daypart }
  | { slot: 'duration'; value: Amount }
  /** "18.-19. december": the start's day and the end's, said together */
  | { slot: 'days'; value: { from: Calendar; until: Calendar } }
  /** "hver torsdag": it comes again */
  | { slot: 'repeats'; value: Repeat }
  /** "til": what follows is the end */
  | { slot: 'until' }
  /** "mellem": the next "og" means "til" */
  | { slot: 'between' }
  /** "og": the end after "mellem", otherwise one day more; "eller": another day instead */
  | { slot: 'and'; value: 'and' | 'or' }
  /** "begge dage": the hours are those of each day */
  | { slot: 'each' };

/** One way to read the words from some place on: what they say, where reading goes on, how far-fetched it is. */
export interface Match {
  readonly parts: readonly Part[];
  readonly to: number;
  readonly cost: number;
}

/** A moment that needs a stranger reading than this is only guessed at. */
export const FAR_FETCHED = 3.5;

/** A match that says one thing. */
export const single = (part: Part, to: number, cost = 0): Match => ({ parts: [part], to, cost });
