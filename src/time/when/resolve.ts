import { type WallInstant, wallInstant } from './moment.ts';
import { type Fact, fail, failDate, type Outcome, PENALTY, type Scene, succeed } from './outcome.ts';
import type { TimeOfDay } from './parts.ts';
import type { Phrase } from './phrase.ts';
import { isTimeOfDay, resolveClock } from './resolve-clock.ts';
import { type DateAnswer, resolveDate } from './resolve-date.ts';

/** Longer than this nothing lasts that was said without a year: "20/12 til 19/12" is a slip. */
const LONGEST_DAYS = 62;
const DAY_MS = 24 * 60 * 60 * 1000;
const EARLY_HOUR = 6;

type Zoned = Temporal.ZonedDateTime;
type PlainDate = Temporal.PlainDate;

/** Works out the moment that a phrase means. */
export function resolve(phrase: Phrase, now: Zoned): Outcome {
  const scene = { phrase: withMonthOfEnd(phrase), now, today: now.toPlainDate() };
  return scene.phrase.start.offset?.exact ? resolveFromNow(scene) : resolveOnDate(scene);
}

/** "12.-14. december": the start takes month and year from the end. */
function withMonthOfEnd(phrase: Phrase): Phrase {
  const start = phrase.start.calendar;
  const end = phrase.end.calendar;
  if (!start || start.month !== null || !end?.month || phrase.start.month) return phrase;
  const calendar = { day: start.day, month: end.month, year: end.year };
  return { ...phrase, start: { ...phrase.start, calendar } };
}

/** "om to timer": counted from now, to the minute. */
function resolveFromNow(scene: Scene): Outcome {
  const { phrase, now } = scene;
  const { offset, ...others } = phrase.start;
  const sensible = Object.keys(others).length === 0 || (Object.keys(others).length === 1 && others.day === 0);
  if (!offset || !sensible || phrase.startTime || phrase.startPart) return fail(scene, 'unclear', {}, PENALTY.nonsense);
  const { months, days, minutes } = offset;
  if (months > 12 * 100) return fail(scene, 'unclear', {}, PENALTY.nonsense);
  const roundingMode = months + days + minutes === 0 ? 'ceil' : 'halfExpand';
  const start = now.add({ months, days, minutes }).round({ smallestUnit: 'minute', roundingMode });
  return withEnd(scene, start, start.hour * 60 + start.minute, start.toPlainDate());
}

function resolveOnDate(scene: Scene): Outcome {
  const { phrase, today } = scene;
  const answer = resolveDate(phrase.start, today);
  const { startTime, endTime, duration, end } = phrase;
  if (!answer.ok) return failDate(scene, answer);
  if (!answer.said && !startTime) return fail(scene, 'unclear', {}, PENALTY.nonsense);
  const dated = Object.keys(end).length > 0;
  if ((endTime && duration) || (dated && !answer.said)) return fail(scene, 'unclear', {}, PENALTY.nonsense);
  const date = answer.dates[0] ?? today;
  const said = [startTime, endTime].filter((time) => time !== null);
  if (!said.every(isTimeOfDay)) return fail(scene, 'no-such-time', { date });
  if (!startTime) return fail(scene, 'no-time', { date, dates: answer.dates });
  const clock = resolveClock({ ...phrase, startTime, endDated: dated });
  if (!clock) return fail(scene, 'unclear', { date }, PENALTY.contradiction);
  const dates = withLastNight(scene, answer, clock.start);
  const chosen = chooseDate(scene, dates, clock.start);
  if (chosen.over)
    return fail(scene, 'past', { date: chosen.date, minutes: clock.start, dates: [today, today.add({ days: 1 })] });
  if (!chosen.exists)
    return fail(scene, 'no-such-time', { date: chosen.date, minutes: clock.start, dates: [chosen.date] });
  const outcome = withEnd(scene, chosen.at, clock.start, chosen.date, clock.end);
  // "Morgen kl. 8" alone is rather tomorrow than a morning.
  const bareMorning = !answer.said && phrase.startPart === 'morning';
  return bareMorning ? { ...outcome, penalty: outcome.penalty + 1 } : outcome;
}

/** Before six in the morning "i nat" is the night that is going on, which began yesterday. */
function withLastNight({ phrase, now, today }: Scene, answer: DateAnswer & { ok: true }, start: number): PlainDate[] {
  const tonight = (!answer.said || phrase.start.day === 0) && phrase.startPart !== null && start >= 24 * 60;
  return tonight && now.hour < EARLY_HOUR ? [today.subtract({ days: 1 }), ...answer.dates] : [...answer.dates];
}

interface Choice extends WallInstant {
  readonly date: PlainDate;
  readonly over: boolean;
}

/** The first of the days on which the time still lies ahead. */
function chooseDate({ now }: Scene, dates: readonly PlainDate[], minutes: number): Choice {
  const choices = dates.map((date): Choice => {
    const instant = wallInstant(date, minutes, now.timeZoneId, now.epochMilliseconds);
    return { ...instant, date, over: instant.at.epochMilliseconds < now.epochMilliseconds };
  });
  const ahead = choices.find((choice) => choice.at.epochMilliseconds > now.epochMilliseconds);
  const choice = ahead ?? choices.at(-1);
  if (!choice) throw new Error('A date was resolved to no day at all');
  return choice;
}

/** Adds the end: a duration, a time on the start's day or the next, or a date of its own. */
function withEnd(
  scene: Scene,
  start: Zoned,
  minutes: number,
  date: PlainDate,
  endMinutes: number | null = null,
): Outcome {
  const { phrase } = scene;
  const { duration, endTime, end } = phrase;
  const fact = { date, minutes };
  const dated = Object.keys(end).length > 0;
  if (duration) {
    const { months, days, minutes: more } = duration;
    const stop = start.add({ months, days, minutes: more });
    if (endTime || dated) return fail(scene, 'unclear', fact, PENALTY.nonsense);
    const sensible =
      stop.epochMilliseconds > start.epochMilliseconds &&
      stop.epochMilliseconds - start.epochMilliseconds < 366 * DAY_MS;
    return sensible ? succeed(start, stop) : fail(scene, 'unclear', fact, PENALTY.contradiction);
  }
  if (!endTime) return dated ? fail(scene, 'no-time', { ...fact, dates: [] }) : succeed(start, null);
  if (!isTimeOfDay(endTime)) return fail(scene, 'no-such-time', fact);
  if (dated) return withDatedEnd(scene, start, fact, endMinutes ?? clockMinutes(endTime));
  const stopAt = endMinutes ?? firstAfter(clockMinutes(endTime), minutes);
  const stop = wallInstant(date, stopAt, start.timeZoneId, start.epochMilliseconds + 1);
  if (!stop.exists) return fail(scene, 'no-such-time', { ...fact, dates: [date] });
  return succeed(start, stop.at);
}

function withDatedEnd(scene: Scene, start: Zoned, fact: Fact, endMinutes: number): Outcome {
  const date = fact.date ?? scene.today;
  const answer = resolveDate(scene.phrase.end, date);
  if (!answer.ok) return answer.kind === 'past' ? fail(scene, 'end-before-start', fact) : failDate(scene, answer);
  const stops = answer.dates.map((each) =>
    wallInstant(each, endMinutes, start.timeZoneId, start.epochMilliseconds + 1),
  );
  const stop = stops.find((each) => each.at.epochMilliseconds > start.epochMilliseconds);
  const open = !scene.phrase.end.calendar?.year && !scene.phrase.end.year;
  const tooLong = stop && stop.at.epochMilliseconds - start.epochMilliseconds > LONGEST_DAYS * DAY_MS;
  if (!stop || (open && tooLong)) return fail(scene, 'end-before-start', fact);
  return stop.exists ? succeed(start, stop.at) : fail(scene, 'no-such-time', fact);
}

function clockMinutes(time: TimeOfDay): number {
  return time.hour * 60 + time.minute;
}

function firstAfter(minutes: number, start: number): number {
  return minutes > start ? minutes : minutes + 24 * 60;
}
