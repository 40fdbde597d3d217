import { Temporal } from 'temporal-polyfill';
import { type MomentOptions, type WrittenLanguage, writeTime } from './write.ts';

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

function zoned(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}
