import type { Temporal } from 'temporal-polyfill';
import type { DateAnswer } from './date-words.ts';
import { hasSeveralDays, resolveEachDay } from './each-day.ts';
import { type WallInstant, wallInstant } from './moment.ts';
import { doubt, fail, failDate, type Outcome, PENALTY, type Scene } from './outcome.ts';
import type { DateWords, TimeOfDay } from './parts.ts';
import type { Phrase } from './phrase.ts';
import { contradicts, isTimeOfDay, resolveClock } from './resolve-clock.ts';
import { resolveDate } from './resolve-date.ts';
import { resolveEnd } from './resolve-end.ts';

const EARLY_HOUR = 6;
/** Distance ahead at which a weekday that fits its date is rather a coincidence. */
const SOON_DAYS = 100;

type Zoned = Temporal.ZonedDateTime;
type PlainDate = Temporal.PlainDate;

/** Works out the moment that a phrase means. */
export function resolve(phrase: Phrase, now: Zoned): Outcome {
  const scene = { phrase: withEve(withMonthOfEnd(phrase)), now, today: now.toPlainDate() };
  if (isLimit(phrase)) return resolveLimit(phrase, now);
  if (hasSeveralDays(phrase)) return resolveEachDay(scene, (each) => resolve(each, now));
  return scene.phrase.start.offset?.exact ? resolveFromNow(scene) : resolveOnDate(scene);
}

/** "Indtil kl. 19 torsdag", "until Friday": an end without a start. */
function isLimit({ start, startTime, startPart, end, endTime }: Phrase): boolean {
  const ending = endTime !== null || !isNothing(end);
  return ending && !startTime && !startPart && isNothing(start);
}

function isNothing(words: DateWords): boolean {
  return Object.keys(words).length === 0;
}

/** Nobody said when it starts; perhaps the limit itself was meant. */
function resolveLimit(phrase: Phrase, now: Zoned): Outcome {
  const { end, endTime, endPart } = phrase;
  const nothing = { end: {}, endTime: null, endPart: null, duration: null };
  const meant = { ...phrase, ...nothing, start: end, startTime: endTime, startPart: endPart };
  const outcome = resolve(meant, now);
  return { when: doubt(outcome.when, meant), penalty: Math.max(outcome.penalty, PENALTY.limit) };
}

/** "12.-14. december": the start takes month and year from the end. */
function withMonthOfEnd(phrase: Phrase): Phrase {
  const start = phrase.start.calendar;
  const end = phrase.end.calendar;
  if (!start || start.month !== null || !end?.month || phrase.start.month) return phrase;
  const calendar = { day: start.day, month: end.month, year: end.year };
  return { ...phrase, start: { ...phrase.start, calendar } };
}

/** "nytårsaften kl. 6": the name of the day says evening. */
function withEve(phrase: Phrase): Phrase {
  return phrase.start.named?.eve && !phrase.startPart ? { ...phrase, startPart: 'eve' } : phrase;
}

/** "om to timer": counted from now, to the minute. */
function resolveFromNow(scene: Scene): Outcome {
  const { phrase, now } = scene;
  const { offset, ...others } = phrase.start;
  const sensible = Object.keys(others).length === 0 || (Object.keys(others).length === 1 && others.day === 0);
  if (!offset || !sensible || phrase.startTime || phrase.startPart) return fail(scene, 'unclear', {}, PENALTY.nonsense);
  const { months, days, minutes } = offset;
  if (Math.abs(months) > 12 * 100) return fail(scene, 'unclear', {}, PENALTY.nonsense);
  const roundingMode = months + days + minutes === 0 ? 'ceil' : 'halfExpand';
  const start = now.add({ months, days, minutes }).round({ smallestUnit: 'minute', roundingMode });
  if (months + days + minutes < 0) {
    const fact = { date: start.toPlainDate(), minutes: start.hour * 60 + start.minute };
    return fail(scene, 'past', { ...fact, dates: [scene.today, scene.today.add({ days: 1 })] });
  }
  const begun = { at: start, date: start.toPlainDate(), minutes: start.hour * 60 + start.minute, endMinutes: null };
  return resolveEnd(scene, begun);
}

function resolveOnDate(scene: Scene): Outcome {
  const { phrase, today } = scene;
  const answer = resolveDate(phrase.start, today);
  const { startTime, endTime, end } = phrase;
  if (!answer.ok) return failDate(scene, answer);
  if (!answer.said && !startTime) return fail(scene, 'unclear', {}, PENALTY.nonsense);
  const dated = Object.keys(end).length > 0;
  if (dated && !answer.said) return fail(scene, 'unclear', {}, PENALTY.nonsense);
  const date = answer.dates[0] ?? today;
  const said = [startTime, endTime].filter((time) => time !== null);
  if (!said.every(isTimeOfDay)) return fail(scene, 'no-such-time', { date });
  if (!startTime)
    return fail(scene, 'no-time', { date, dates: answer.dates }, withoutTime(phrase, today.until(date).days));
  const clock = resolveClock({ ...phrase, startTime, endDated: dated });
  if (!clock) return resolveContradiction(scene, date, startTime);
  const dates = withLastNight(scene, answer, clock.start);
  const chosen = chooseDate(scene, dates, clock.start);
  const fact = { date: chosen.date, minutes: clock.start };
  if (chosen.over) return fail(scene, 'past', { ...fact, dates: [today, today.add({ days: 1 })] });
  if (!chosen.exists) return fail(scene, 'no-such-time', { ...fact, dates: [chosen.date] });
  const { at } = chosen;
  const outcome = resolveEnd(scene, { at, date: chosen.date, minutes: clock.start, endMinutes: clock.end });
  // "Morgen kl. 8" alone is rather tomorrow than a morning.
  const bareMorning = !answer.said && phrase.startPart === 'morning';
  return bareMorning ? { ...outcome, penalty: outcome.penalty + 1 } : outcome;
}

/** "Kl. 19 i morgen tidlig": the hour as it was said, or that of the other half of the day, is a slip. */
function resolveContradiction(scene: Scene, date: PlainDate, said: TimeOfDay): Outcome {
  const { phrase, now } = scene;
  const asked = fail(scene, 'unclear', { date });
  // Otherwise it is the end that does.
  if (!contradicts(said, phrase.startPart)) return asked;
  const { endTime } = phrase;
  const alongside = endTime && isAfternoon(endTime) === isAfternoon(said);
  const meant = [
    { ...phrase, startPart: null },
    { ...phrase, startTime: inOtherHalf(said), endTime: alongside ? inOtherHalf(endTime) : endTime },
  ];
  return suggesting(
    asked,
    meant.map((each) => resolve(each, now)),
  );
}

function inOtherHalf(time: TimeOfDay): TimeOfDay {
  return { ...time, hour: time.hour % 12 || 12, reading: isAfternoon(time) ? 'am' : 'pm' };
}

const isAfternoon = ({ hour, reading }: TimeOfDay) => reading === 'pm' || (reading === 'exact' && hour >= 12);

/** A failure, with the moments that were found by reading otherwise before those that it suggests. */
function suggesting({ when, penalty }: Outcome, found: readonly Outcome[]): Outcome {
  if (when.ok) return { when, penalty };
  const moments = found.flatMap(({ when: each }) =>
    each.ok ? [{ start: each.start, end: each.end, wall: each.wall }] : [],
  );
  const others = when.suggestions.filter(
    ({ start, end }) => !moments.some((one) => one.start === start && one.end === end),
  );
  return { when: { ...when, suggestions: [...moments, ...others] }, penalty };
}

/**
 * Price of a day without a time.
 * @param ahead days from today
 */
function withoutTime({ start, startPart, endTime, endPart, days }: Phrase, ahead: number): number {
  const agreed = days || (start.weekday && start.calendar && ahead <= SOON_DAYS);
  return agreed && !startPart && !endTime && !endPart ? PENALTY.agreed : PENALTY.explained;
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
