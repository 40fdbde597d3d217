import type { Temporal } from 'temporal-polyfill';
import type { Moment } from './when.ts';

const MINUTES_OF_DAY = 24 * 60;

/** An instant that a wall clock shows. */
export interface WallInstant {
  readonly at: Temporal.ZonedDateTime;
  /** false when clocks skip this time; `at` is then as much later as they skip */
  readonly exists: boolean;
}

/**
 * Finds the instant of a time on a wall clock. Where clocks go back and show a time twice it is the first of the two,
 * or the second when the first is over.
 * @param minutes after the date's midnight; 1,440 and more is a later day
 * @param notBefore ms since the epoch
 */
export function wallInstant(date: Temporal.PlainDate, minutes: number, zone: string, notBefore: number): WallInstant {
  const wall = date
    .add({ days: Math.floor(minutes / MINUTES_OF_DAY) })
    .toPlainDateTime({ hour: Math.floor((minutes % MINUTES_OF_DAY) / 60), minute: minutes % 60 });
  const first = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const second = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  const exists = first.toPlainDateTime().equals(wall);
  if (!exists) return { at: second, exists };
  return { at: first.epochMilliseconds < notBefore ? second : first, exists };
}

export function momentOf(start: Temporal.ZonedDateTime, end: Temporal.ZonedDateTime | null): Moment {
  return {
    start: start.epochMilliseconds,
    end: end?.epochMilliseconds ?? null,
    wall: { start: wallOf(start), end: end && wallOf(end) },
  };
}

function wallOf(time: Temporal.ZonedDateTime): string {
  return time.toPlainDateTime().toString({ smallestUnit: 'minute' });
}

/** The form that is read back exactly: "2026-12-19 19:00", "… 19:00-21:00", "… 22:00 - 2026-12-20 02:00". */
export function canonicalWhen({ wall }: Pick<Moment, 'wall'>): string {
  const start = wall.start.replace('T', ' ');
  if (!wall.end) return start;
  const [date, time] = wall.end.split('T');
  return wall.start.startsWith(`${date}T`) ? `${start}-${time}` : `${start} - ${date} ${time}`;
}
