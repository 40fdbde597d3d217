/** https://docs.discord.com/developers/reference#message-formatting-timestamp-styles */
const STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

/** From which distance in seconds each unit is used, and how long it is. */
const UNITS: [from: number, unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  [320 * 86_400, 'year', 365 * 86_400],
  [26 * 86_400, 'month', 30.4 * 86_400],
  [22 * 3600, 'day', 86_400],
  [45 * 60, 'hour', 3600],
  [45, 'minute', 60],
  [0, 'second', 1],
];

export interface Reader {
  locale: string;
  zone: string;
}

/**
 * A time as the client draws it for a reader.
 * @param ms since the epoch
 * @param style the letter of the mark-up; "f" when there is none
 * @param now what "R" is relative to, in ms since the epoch
 */
export function drawTime(ms: number, style: string, reader: Reader, now: number): string {
  if (style === 'R') return drawDistance((ms - now) / 1000, reader.locale);
  const options = STYLES[style] ?? STYLES.f;
  return new Intl.DateTimeFormat(reader.locale, { ...options, timeZone: reader.zone }).format(ms);
}

function drawDistance(seconds: number, locale: string): string {
  const distance = Math.abs(seconds);
  const [, unit, length] = UNITS.find(([from]) => distance >= from) ?? [0, 'second' as const, 1];
  const count = Math.max(1, Math.round(distance / length));
  return new Intl.RelativeTimeFormat(locale).format(seconds < 0 ? -count : count, unit);
}
