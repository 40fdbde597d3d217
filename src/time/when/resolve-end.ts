import type { Temporal } from 'temporal-polyfill';
import { type DateAnswer, found } from './date-words.ts';
import { type WallInstant, wallInstant } from './moment.ts';
import { fail, failDate, type Outcome, PENALTY, type Scene, succeed } from './outcome.ts';
import type { DateWords, TimeOfDay } from './parts.ts';
import { isTimeOfDay } from './resolve-clock.ts';
import { resolveDate } from './resolve-date.ts';

/** A start that was found. */
export interface Begun {
  readonly at: Temporal.ZonedDateTime;
  /** the date that was said, and the minutes after its midnight; a start at 24.00 is on the day after */
  readonly date: Temporal.PlainDate;
  readonly minutes: number;
  /** the end's minutes after that midnight, or after its own date's, when a time was said for it */
  readonly endMinutes: number | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Longer than this nothing lasts whose end was said without a year: "20/12 til 19/12" is a slip. */
const LONGEST_DAYS = 62;
const LONGEST_DURATION_DAYS = 366;

/** Adds the end to a start: a duration, a time on the start's day or the next, or a date of its own. */
export function resolveEnd(scene: Scene, begun: Begun): Outcome {
  const { duration, endTime, end } = scene.phrase;
  const dated = Object.keys(end).length > 0;
  if (endTime && !isTimeOfDay(endTime)) return fail(scene, 'no-such-time', begun);
  const said = endTime && (dated ? datedEnd(scene, begun, endTime) : clockEnd(begun, endTime));
  if (said && 'when' in said) return said;
  if (duration) return withDuration(scene, begun, said);
  // "12.-13. december kl. 10": perhaps no end was meant.
  if (!said) return dated ? fail(scene, 'no-time', { ...begun, dates: [begun.date] }) : succeed(begun.at, null);
  return said.exists ? succeed(begun.at, said.at) : fail(scene, 'no-such-time', { ...begun, dates: [begun.date] });
}

/** A duration may be said beside an end ("kl. 19-21 (2 timer)") when they agree. */
function withDuration(scene: Scene, begun: Begun, said: WallInstant | null): Outcome {
  const { duration, end } = scene.phrase;
  if (!duration || (!said && Object.keys(end).length > 0)) return fail(scene, 'unclear', begun, PENALTY.nonsense);
  const { months, days, minutes } = duration;
  const stop = begun.at.add({ months, days, minutes });
  const length = stop.epochMilliseconds - begun.at.epochMilliseconds;
  const agreed = !said || said.at.epochMilliseconds === stop.epochMilliseconds;
  const sensible = agreed && length > 0 && length <= LONGEST_DURATION_DAYS * DAY_MS;
  if (sensible) return succeed(begun.at, stop);
  const dates = [begun.date];
  return fail(scene, 'unclear', { ...begun, dates }, agreed ? PENALTY.contradiction : PENALTY.unlikely);
}

function clockEnd({ at, date, minutes, endMinutes }: Begun, endTime: TimeOfDay): WallInstant {
  const said = endMinutes ?? endTime.hour * 60 + endTime.minute;
  const stop = said > minutes ? said : said + 24 * 60;
  return wallInstant(date, stop, at.timeZoneId, at.epochMilliseconds + 1);
}

function datedEnd(scene: Scene, begun: Begun, endTime: TimeOfDay): WallInstant | Outcome {
  const { end } = scene.phrase;
  const answer = resolveEndDate(scene, begun);
  if (!answer.ok) return answer.kind === 'past' ? fail(scene, 'end-before-start', begun) : failDate(scene, answer);
  const minutes = begun.endMinutes ?? endTime.hour * 60 + endTime.minute;
  const start = begun.at.epochMilliseconds;
  const stops = answer.dates.map((date) => wallInstant(date, minutes, begun.at.timeZoneId, start + 1));
  const stop = stops.find(({ at }) => at.epochMilliseconds > start);
  const open = !end.calendar?.year && !end.year;
  const tooLong = stop && stop.at.epochMilliseconds - start > LONGEST_DAYS * DAY_MS;
  // The end's date may be the slip.
  const slip = { ...begun, dates: [begun.date] };
  return !stop || (open && tooLong) ? fail(scene, 'end-before-start', slip) : stop;
}

/** "Til kl. 12 dagen efter" counts from the start's day alone. */
function resolveEndDate({ phrase: { end }, today }: Scene, { date }: Begun): DateAnswer {
  const { shift, ...others } = end;
  if (shift !== undefined && Object.keys(others).length === 0) return found(date.add({ days: shift }));
  return resolveDate(end, countsFromToday(end) ? today : date);
}

/** "Til i overmorgen" counts from today, "til søndag" from the start. */
export function countsFromToday({ day, offset, week, month }: DateWords): boolean {
  return day !== undefined || offset !== undefined || week !== undefined || (month?.offset ?? null) !== null;
}
