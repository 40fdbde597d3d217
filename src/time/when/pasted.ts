import { Temporal } from 'temporal-polyfill';

/** A timestamp as Discord writes it into a message. https://docs.discord.com/developers/reference#message-formatting */
const DISCORD = /<t:(-?\d{1,13})(?::([a-z]))?>/gi;

/** The basic format of ISO 8601, as calendars export it: "20261210T190000Z", two of them parted by "/". */
const BASIC = /(?<!\d)(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:\d\d)?(Z?)(?![\d:])/gi;
const BETWEEN_TWO = /(?<=T[\d:.]{5,18}(?:Z|[+-]\d\d:?\d\d)?)\/(?=\d{4}-?\d\d-?\d\dT)/gi;

/** An instant of RFC 3339. */
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)(?!\d)/gi;

/**
 * Puts what machines write (instants, Discord's timestamps, exports of calendars) as the clock of the zone shows it. An
 * instant in the hour that clocks show twice is left alone, since no words can name it.
 * @param zone IANA name
 */
export function inWallTime(text: string, zone: string): string {
  return text
    .replace(DISCORD, (typed, seconds, style) => {
      const wall = wallOf(typed, () => secondsAfterEpoch(Number(seconds)), zone);
      // The styles d and D show a date alone.
      return /d/i.test(style ?? '') ? wall.replace(/T\d\d:\d\d$/, '') : wall;
    })
    .replace(BETWEEN_TWO, ' - ')
    .replace(BASIC, '$1-$2-$3T$4:$5$6')
    .replace(INSTANT, (typed) => wallOf(typed, () => Temporal.Instant.from(typed), zone));
}

function secondsAfterEpoch(seconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
}

/** @param read throws RangeError when there is no such instant */
function wallOf(typed: string, read: () => Temporal.Instant, zone: string): string {
  try {
    const time = read().toZonedDateTimeISO(zone);
    const wall = time.toPlainDateTime();
    return wall.toZonedDateTime(zone).equals(time) ? wall.toString({ smallestUnit: 'minute' }) : typed;
  } catch (error) {
    if (error instanceof RangeError) return typed;
    throw error;
  }
}
