import { Temporal } from 'temporal-polyfill';
import { isSmallHour, type MomentOptions, SMALL_HOURS, smallHours, type WrittenLanguage, writeTime } from './write.ts';

/** Written out, because short names differ between versions of ICU. Sunday first. */
const WEEKDAYS: Record<WrittenLanguage, readonly string[]> = {
  da: ['søn.', 'man.', 'tir.', 'ons.', 'tor.', 'fre.', 'lør.'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const MONTHS: Record<WrittenLanguage, readonly string[]> = {
  da: ['jan.', 'feb.', 'mar.', 'apr.', 'maj', 'jun.', 'jul.', 'aug.', 'sep.', 'okt.', 'nov.', 'dec.'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
};

/**
 * Writes a date where there is little room: "tor. 26. nov.", "Thu 26 Nov"; with its year when that is not this one's.
 * @param instant ms since the epoch
 */
export function writeShortDate(instant: number, { zone, language, now, year }: MomentOptions): string {
  const date = zoned(instant, zone);
  const [weekday, month] = [WEEKDAYS[language][date.dayOfWeek % 7], MONTHS[language][date.month - 1]];
  const day = language === 'da' ? `${weekday} ${date.day}. ${month}` : `${weekday} ${date.day} ${month}`;
  const shown = year === 'always' || now === undefined || zoned(now, zone).year !== date.year;
  return shown ? `${day} ${date.year}` : day;
}

/**
 * Writes date and time where there is little room: "tor. 26. nov. kl. 19.00", "Thu 26 Nov, 19:00".
 * @param instant ms since the epoch
 */
export function writeShortMoment(instant: number, options: MomentOptions): string {
  const [date, time] = [writeShortDate(instant, options), writeTime(instant, options)];
  return options.language === 'da' ? `${date} kl. ${time}` : `${date}, ${time}`;
}

/**
 * Writes the day in whose first hours something begins: "natten til lør. 28. nov.", "early on Sat 28 Nov".
 * @param instant ms since the epoch
 * @returns null from six in the morning on
 */
export function writeShortNight(instant: number, options: MomentOptions): string | null {
  const { hour } = zoned(instant, options.zone);
  return hour < SMALL_HOURS ? smallHours(options.language) + writeShortDate(instant, options) : null;
}

/**
 * Writes start and end where there is little room: "tor. 26. nov. kl. 19.00–21.00"; an end on another day with its
 * date, and both days of a start at midnight: "natten mellem tor. 31. dec. og fre. 1. jan. 2027 kl. 00.00".
 * @param start, end ms since the epoch
 */
export function writeShortRange(start: number, end: number | null, options: MomentOptions): string {
  const from = beginning(start, options);
  if (end === null) return from;
  const days = zoned(start, options.zone).toPlainDate().until(zoned(end, options.zone).toPlainDate()).days;
  return days === 0 ? `${from}–${writeTime(end, options)}` : `${from} – ${writeShortMoment(end, options)}`;
}

function beginning(start: number, options: MomentOptions): string {
  const moment = writeShortMoment(start, options);
  const { hour, minute } = zoned(start, options.zone);
  if (hour !== 0 || minute !== 0) {
    const small = options.nights === 'all' && isSmallHour(zoned(start, options.zone));
    return small ? smallHours(options.language) + moment : moment;
  }
  const before = writeShortDate(start - 1, { ...options, now: start - 1, year: undefined });
  return options.language === 'da'
    ? `natten mellem ${before} og ${moment}`
    : `the night between ${before} and ${moment}`;
}

function zoned(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}
