const DAY: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' };

/** A person's way of having times written. */
export interface Zoned {
  locale: string;
  zone: string;
}

/** @param ms since the epoch @returns "17.30" */
export function timeOfDay(ms: number, { locale, zone }: Zoned): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: zone }).format(ms);
}

/** @param ms since the epoch @returns "torsdag den 26. november" */
export function dayOf(ms: number, { locale, zone }: Zoned): string {
  return new Intl.DateTimeFormat(locale, { ...DAY, timeZone: zone }).format(ms);
}

/** @param ms since the epoch @returns "tors. 26. nov. 17.30" */
export function shortMoment(ms: number, { locale, zone }: Zoned): string {
  return new Intl.DateTimeFormat(locale, {
    ...{ weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
    timeZone: zone,
  }).format(ms);
}

/** @returns whether two instants are on one day in the zone */
export function sameDay(one: number, other: number, { zone }: Zoned): boolean {
  const day = new Intl.DateTimeFormat('sv', { timeZone: zone });
  return day.format(one) === day.format(other);
}
