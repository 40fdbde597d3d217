import { Temporal } from 'temporal-polyfill';
import { momentOf } from './moment.ts';
import type { Moment, When } from './when.ts';

/** A text without the zone that was said in it. */
export interface SaidZone {
  readonly text: string;
  /** IANA name, or an offset such as "+01:00" */
  readonly zone: string;
}

/** Abbreviations that mean one offset to readers in Europe. Others ("CST", "IST") mean several and stay unknown. */
const OFFSETS: Readonly<Record<string, string>> = {
  utc: '+00:00',
  gmt: '+00:00',
  wet: '+00:00',
  west: '+01:00',
  bst: '+01:00',
  cet: '+01:00',
  cest: '+02:00',
  eet: '+02:00',
  eest: '+03:00',
};

const DANISH_TIME = 'Europe/Copenhagen';

/** "UTC+01", "GMT+1", "UTC+01:00", "UTC", "CET". A word of letters alone must stand after a number, a dot or "pm". */
const ABBREVIATION =
  /(?<=[\d.m]\s?)[(\s](utc|gmt|cet|cest|bst|wet|west|eet|eest)(?:\s?([+\-−])(\d{1,2})(?::?(\d\d))?)?\)?(?![\p{L}\p{N}])/iu;
/** The offset after a time: "19:00:00 +0100" as in RFC 5322, "19:00 +01:00". "10:00 -12:00" is rather a range. */
const OFFSET = /(?:(?<=\d\d:\d\d)\s(\+)|(?<=\d\d:\d\d:\d\d)\s(-))(\d\d):?(\d\d)(?!\d)/;
/** "Europe/Copenhagen" */
const NAME =
  /\(?\b((?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[A-Za-z_]{2,30})\b\)?/;
/** As systems name summer and winter time. */
const LONG_NAME =
  /[(\s](?:centraleuropæisk|central european) (?:(normaltid|standard time)|(?:sommertid|summer time))\)?(?!\p{L})/iu;
const SPOKEN = /[(\s](?:dansk tid|danish time|copenhagen time)\)?(?!\p{L})/iu;

/** Takes the zone out of a text, also where it stands beside each of two times, or null when none is said. */
export function takeZone(text: string): SaidZone | null {
  let taken = takeOne(text);
  let next = taken && takeOne(taken.text);
  for (; taken && next?.zone === taken.zone; next = takeOne(taken.text)) taken = next;
  return taken;
}

function takeOne(text: string): SaidZone | null {
  return takeAbbreviation(text) ?? takeOffset(text) ?? takeName(text) ?? takeLongName(text) ?? takeSpoken(text);
}

function takeAbbreviation(text: string): SaidZone | null {
  const match = ABBREVIATION.exec(text);
  if (!match) return null;
  const [typed, name = '', sign, hours, minutes] = match;
  const rest = without(text, match.index, typed);
  const zone = OFFSETS[name.toLowerCase()] ?? '+00:00';
  if (!sign) return { text: rest, zone };
  if (zone !== '+00:00') return null;
  const offset = offsetOf(sign, hours, minutes);
  return offset ? { text: rest, zone: offset } : null;
}

function takeOffset(text: string): SaidZone | null {
  const match = OFFSET.exec(text);
  const offset = match && offsetOf(match[1] ?? match[2], match[3], match[4]);
  return offset ? { text: without(text, match.index, match[0]), zone: offset } : null;
}

function takeName(text: string): SaidZone | null {
  const match = NAME.exec(text);
  const [typed, zone] = match ?? [];
  if (!match || !typed || !zone || !isZone(zone)) return null;
  return { text: without(text, match.index, typed), zone };
}

function takeLongName(text: string): SaidZone | null {
  const match = LONG_NAME.exec(text);
  return match && { text: without(text, match.index, match[0]), zone: match[1] ? '+01:00' : '+02:00' };
}

function takeSpoken(text: string): SaidZone | null {
  const match = SPOKEN.exec(text);
  return match && { text: without(text, match.index, match[0]), zone: DANISH_TIME };
}

function without(text: string, index: number, typed: string): string {
  return `${text.slice(0, index)} ${text.slice(index + typed.length)}`;
}

/** @returns "+01:00", or null when no clock on Earth is so far from UTC */
function offsetOf(sign = '+', hours = '0', minutes = '00'): string | null {
  if (Number(hours) > 14 || Number(minutes) > 59) return null;
  return `${sign === '+' ? '+' : '-'}${hours.padStart(2, '0')}:${minutes}`;
}

function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * Judges a moment that was read in the reader's zone by the zone that was said. Where the two differ ("19.00 UTC", "CET"
 * in summer) it may be a slip, so both hours are suggested.
 * @param read the text without the zone, read in a zone
 * @param zone IANA name of the reader's zone
 */
export function inSaidZone(read: (zone: string) => When, said: SaidZone, zone: string): When {
  const own = read(zone);
  const other = own.ok ? read(said.zone) : own;
  if (!own.ok || (other.ok && other.start === own.start)) return own;
  return doubtful(other.ok ? [seenIn(other, zone), own] : [own]);
}

function seenIn(moment: Moment, zone: string): Moment {
  const at = (instant: number) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  return momentOf(at(moment.start), moment.end === null ? null : at(moment.end));
}

function doubtful(moments: readonly Moment[]): When {
  const suggestions = moments.map(({ start, end, wall }) => ({ start, end, wall }));
  const [date = null, clock = ''] = moments[0]?.wall.start.split('T') ?? [];
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  const nothing = { weekday: null, calendar: null, endTime: null, period: null, repeats: false, unknown: [] };
  return { ok: false, kind: 'unclear', understood: { ...nothing, date, time: { hour, minute } }, suggestions };
}
