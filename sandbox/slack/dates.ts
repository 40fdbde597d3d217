/** For whom something is drawn, and when. */
export interface DateReader {
  locale: string;
  zone: string;
  /** ms since the epoch */
  now: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const HALF_A_YEAR_MS = 182.5 * DAY_MS;

type Format = Intl.DateTimeFormatOptions;

const DAY_MONTH: Format = { day: 'numeric', month: 'long' };
const SHORT: Format = { day: 'numeric', month: 'short' };
const LONG: Format = { ...DAY_MONTH, weekday: 'long' };

/**
 * Draws what a reader sees for `<!date^TIMESTAMP^TOKENS^LINK|FALLBACK>`. See
 * https://docs.slack.dev/messaging/formatting-message-text/#date-formatting
 * @param seconds the time stamp as it is written
 * @returns undefined when it cannot be drawn: then the fallback is shown
 */
export function drawDate(seconds: string, tokens: string, reader: DateReader): string | undefined {
  if (!/^\d{1,12}$/.test(seconds)) return undefined;
  const at = Number(seconds) * 1000;
  let known = true;
  const drawn = tokens.replaceAll(/\{(\w+)\}/g, (whole, token: string) => {
    const text = drawToken(token, at, reader);
    if (text === undefined) known = false;
    return text ?? whole;
  });
  return known ? drawn : undefined;
}

function drawToken(token: string, at: number, reader: DateReader): string | undefined {
  switch (token) {
    case 'date_num':
      return dateIn(at, reader.zone);
    case 'date':
      return drawDay(at, DAY_MONTH, reader);
    case 'date_short':
      return drawDay(at, SHORT, reader);
    case 'date_long':
      return drawDay(at, LONG, reader);
    case 'date_pretty':
      return drawNearby(at, reader) ?? drawDay(at, DAY_MONTH, reader);
    case 'date_short_pretty':
      return drawNearby(at, reader) ?? drawDay(at, SHORT, reader);
    case 'date_long_pretty':
      return drawNearby(at, reader) ?? drawDay(at, LONG, reader);
    case 'time':
      return drawWith(at, { timeStyle: 'short' }, reader);
    case 'time_secs':
      return drawWith(at, { timeStyle: 'medium' }, reader);
    case 'ago':
      return drawAgo(at, reader);
    default:
      return undefined;
  }
}

/** The year is left out within six months, before and after. */
function drawDay(at: number, format: Format, reader: DateReader): string {
  const year: Format = Math.abs(at - reader.now) < HALF_A_YEAR_MS ? {} : { year: 'numeric' };
  return drawWith(at, { ...format, ...year }, reader);
}

function drawWith(at: number, format: Format, { locale, zone }: DateReader): string {
  return new Intl.DateTimeFormat(locale, { ...format, timeZone: zone }).format(at);
}

/** @returns "yesterday", "today", "tomorrow", or undefined */
function drawNearby(at: number, { locale, zone, now }: DateReader): string | undefined {
  const days = (Date.parse(dateIn(at, zone)) - Date.parse(dateIn(now, zone))) / DAY_MS;
  if (Math.abs(days) > 1) return undefined;
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
}

/** @returns the zone's date as YYYY-MM-DD, as Swedish writes it. Browsers draw with this too, some without Temporal. */
function dateIn(at: number, zone: string): string {
  return new Intl.DateTimeFormat('sv', { timeZone: zone }).format(at);
}

/** Each unit, and how many of it make the next. */
const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
];

/**
 * To the nearest of its unit: Slack does not say how it rounds. One hour, less the moment in which one reads, is 1
 * hour.
 */
function drawAgo(at: number, { locale, now }: DateReader): string {
  const format = new Intl.RelativeTimeFormat(locale);
  let distance = (at - now) / 1000;
  for (const [unit, many] of UNITS) {
    const count = Math.round(distance);
    if (Math.abs(count) < many) return format.format(count, unit);
    distance /= many;
  }
  return format.format(Math.round(distance), 'year');
}
