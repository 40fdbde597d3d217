import { Temporal } from 'temporal-polyfill';

/** The languages that dates are written in. */
export type WrittenLanguage = 'da' | 'en';

export interface WriteOptions {
  /** IANA name of the reader's or the community's zone */
  readonly zone: string;
  readonly language: WrittenLanguage;
}

export interface MomentOptions extends WriteOptions {
  /** ms since the epoch: the year is left out when it is this one's */
  readonly now?: number;
  /** `always` writes the year whatever it is; so does leaving out `now` */
  readonly year?: 'always';
  /** `all` says of every start before six that it is at night, and not of midnight alone */
  readonly nights?: 'all';
}

/** An end before this hour of the next day belongs to the same evening. */
export const SMALL_HOURS = 6;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const LOCALES: Record<WrittenLanguage, string> = { da: 'da-DK', en: 'en-GB' };

/** Intl objects take a tenth of a millisecond to make and are used for every card. */
const kept = new Map<string, unknown>();

function keep<T>(key: string, make: () => T): T {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key) as T;
}

type DateLike = Temporal.PlainDate | Temporal.ZonedDateTime;

/** Names come from a formatter of their own, because formats of whole dates differ between versions of ICU. */
function name(part: 'weekday' | 'month', date: DateLike, language: WrittenLanguage): string {
  const format = keep(`${part} ${language}`, () => {
    return new Intl.DateTimeFormat(LOCALES[language], { [part]: 'long', timeZone: 'UTC' });
  });
  return format.format(Date.UTC(date.year, date.month - 1, date.day));
}

function zoned(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}

/**
 * Writes a moment as people do: "torsdag den 26. november kl. 19.00–21.00", "Thursday 26 November, 19:00–21:00". An end
 * on another day is written out, except in the small hours of the next. A start at midnight names both days, because
 * "lørdag kl. 00.00" is read as either night. `parseWhen` reads it back when it has its year.
 * @param start ms since the epoch
 * @param end ms since the epoch, or null
 */
export function writeMoment(start: number, end: number | null, options: MomentOptions): string {
  const { zone, language, now } = options;
  const from = zoned(start, zone);
  const yearShown = options.year === 'always' || now === undefined || zoned(now, zone).year !== from.year;
  const small = options.nights === 'all' && isSmallHour(from) ? smallHours(language) : '';
  const first = small + dayAndTime(from, language, yearShown);
  if (end === null) return first;
  const to = zoned(end, zone);
  if (isSameEvening(from, to)) return `${first}–${clock(to, language)}`;
  return `${first} – ${endOf(to, language, yearShown || to.year !== from.year)}`;
}

/** @returns whether it is night, and the day has begun */
export const isSmallHour = (time: Temporal.ZonedDateTime): boolean => time.hour < SMALL_HOURS && !isMidnightTime(time);

/** Stands before a day in whose first hours something begins: "natten til lørdag den 28. november kl. 00.30". */
export const smallHours = (language: WrittenLanguage): string => (language === 'da' ? 'natten til ' : 'early on ');

/** Midnight is the end of the day before it. */
function endOf(time: Temporal.ZonedDateTime, language: WrittenLanguage, year: boolean): string {
  if (!isMidnightTime(time)) return dayAndTime(time, language, year);
  const day = dayOf(time.subtract({ days: 1 }), language, year);
  return language === 'da' ? `${day} kl. 24.00` : `${day}, 24:00`;
}

const isMidnightTime = ({ hour, minute }: Temporal.ZonedDateTime) => hour === 0 && minute === 0;

/**
 * Writes the night at whose middle a day begins: "natten mellem fredag den 4. og lørdag den 5. december".
 * @param instant ms since the epoch
 * @returns null where it is not midnight in the zone
 */
export function writeNight(instant: number, { zone, language, now }: MomentOptions): string | null {
  const time = zoned(instant, zone);
  const yearShown = now === undefined || zoned(now, zone).year !== time.year;
  return isMidnightTime(time) ? nightOf(time, language, yearShown) : null;
}

function nightOf(time: Temporal.ZonedDateTime, language: WrittenLanguage, year: boolean): string {
  const [before, after] = [time.subtract({ days: 1 }), dayOf(time, language, year)];
  const month = before.month === time.month ? '' : ` ${name('month', before, language)}`;
  const weekday = name('weekday', before, language);
  return language === 'da'
    ? `natten mellem ${weekday} den ${before.day}.${month} og ${after}`
    : `the night between ${weekday} ${before.day}${month} and ${after}`;
}

function isSameEvening(from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime): boolean {
  const days = from.toPlainDate().until(to.toPlainDate()).days;
  const minutes = (time: Temporal.ZonedDateTime) => time.hour * 60 + time.minute;
  return days === 0 || (days === 1 && to.hour < SMALL_HOURS && minutes(to) < minutes(from));
}

function dayAndTime(time: Temporal.ZonedDateTime, language: WrittenLanguage, year: boolean): string {
  const day = isMidnightTime(time) ? nightOf(time, language, year) : dayOf(time, language, year);
  return language === 'da' ? `${day} kl. ${clock(time, language)}` : `${day}, ${clock(time, language)}`;
}

function dayOf(date: DateLike, language: WrittenLanguage, year: boolean): string {
  const weekday = name('weekday', date, language);
  const dayMonth = writeDayMonth(date.toString().slice(0, 10), language);
  const day = language === 'da' ? `${weekday} den ${dayMonth}` : `${weekday} ${dayMonth}`;
  return year ? `${day} ${date.year}` : day;
}

function clock(time: Temporal.ZonedDateTime, language: WrittenLanguage): string {
  const [hour, minute] = [time.hour, time.minute].map((each) => String(each).padStart(2, '0'));
  return language === 'da' ? `${hour}.${minute}` : `${hour}:${minute}`;
}

/**
 * Writes when something was: "i dag kl. 10.48", "yesterday at 10:48"; longer ago as `writeMoment` does.
 * @param instant ms since the epoch
 * @param now ms since the epoch
 */
export function writeRecent(instant: number, now: number, { zone, language }: WriteOptions): string {
  const days = calendarDays(instant, now, zone);
  if (days !== 0 && days !== 1) return writeMoment(instant, null, { zone, language, now });
  const time = clock(zoned(instant, zone), language);
  if (language === 'da') return `${days === 0 ? 'i dag' : 'i går'} kl. ${time}`;
  return `${days === 0 ? 'today' : 'yesterday'} at ${time}`;
}

/**
 * Writes a time of day alone: "19.00", "19:00".
 * @param instant ms since the epoch
 */
export function writeTime(instant: number, { zone, language }: WriteOptions): string {
  return clock(zoned(instant, zone), language);
}

/**
 * Writes a date: "torsdag den 26. november", "Thursday 26 November".
 * @param date `YYYY-MM-DD`
 * @param year writes the year as well
 */
export function writeDate(date: string, language: WrittenLanguage, year = false): string {
  return dayOf(Temporal.PlainDate.from(date), language, year);
}

/**
 * Writes a date without its weekday: "26. november", "26 November".
 * @param date `YYYY-MM-DD`
 */
export function writeDayMonth(date: string, language: WrittenLanguage): string {
  const day = Temporal.PlainDate.from(date);
  return language === 'da'
    ? `${day.day}. ${name('month', day, language)}`
    : `${day.day} ${name('month', day, language)}`;
}

/**
 * Writes the weekday of a date: "torsdag", "Thursday".
 * @param date `YYYY-MM-DD`
 */
export function writeWeekday(date: string, language: WrittenLanguage): string {
  return name('weekday', Temporal.PlainDate.from(date), language);
}

/**
 * Writes how far away an instant is: "om 3 dage", "in 3 days", "for 2 timer siden". Minutes up to 99, hours up to a day
 * and a half, days up to two weeks, then weeks, months and years.
 * @param instant ms since the epoch
 * @param now ms since the epoch
 * @param zone with it, days are counted as people do, from midnight to midnight
 */
export function writeRelative(instant: number, now: number, language: WrittenLanguage, zone?: string): string {
  const format = keep(`relative ${language}`, () => new Intl.RelativeTimeFormat(LOCALES[language]));
  const distance = instant - now;
  const minutes = Math.round(distance / MINUTE);
  if (minutes === 0) return language === 'da' ? 'nu' : 'now';
  if (Math.abs(minutes) < 100 && minutes % 60 !== 0) return format.format(minutes, 'minute');
  const hours = Math.round(distance / HOUR);
  if (Math.abs(hours) < 36) return format.format(hours, 'hour');
  const days = zone ? calendarDays(now, instant, zone) : Math.round(distance / DAY);
  if (Math.abs(days) < 14) return format.format(days, 'day');
  if (Math.abs(days) < 60) return format.format(Math.round(days / 7), 'week');
  if (Math.abs(days) < 700) return format.format(Math.round(days / 30.44), 'month');
  return format.format(Math.round(days / 365.25), 'year');
}

function calendarDays(from: number, to: number, zone: string): number {
  return zoned(from, zone).toPlainDate().until(zoned(to, zone).toPlainDate(), { largestUnit: 'day' }).days;
}

/**
 * Writes a length of time: "1 time og 30 minutter", "1 hour, 30 minutes".
 * @param minutes whole minutes, zero or more
 */
export function writeDuration(minutes: number, language: WrittenLanguage): string {
  const format = keep(`duration ${language}`, () => {
    return new Intl.DurationFormat(LOCALES[language], { style: 'long', minutesDisplay: 'auto' });
  });
  if (minutes === 0) return language === 'da' ? '0 minutter' : '0 minutes';
  const days = Math.floor(minutes / (24 * 60));
  return format.format({ days, hours: Math.floor(minutes / 60) % 24, minutes: minutes % 60 });
}
