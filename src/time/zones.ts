import { Temporal } from 'temporal-polyfill';

/**
 * Largest number of zones offered at once, as many as Discord shows:
 * https://docs.discord.com/developers/interactions/application-commands#autocomplete
 */
const MOST_OFFERED = 25;

/** Zones that Danish communities are likeliest to live in, offered before anything is typed. */
const NEAR = [
  'Europe/Copenhagen',
  'Atlantic/Faroe',
  'America/Nuuk',
  'Europe/Stockholm',
  'Europe/Oslo',
  'Europe/Helsinki',
  'Atlantic/Reykjavik',
  'Europe/Berlin',
  'Europe/London',
  'Europe/Paris',
  'America/New_York',
];

/**
 * Names that lead to a zone and are neither a city in its IANA name nor the name of a country with one zone. Zones are
 * also known by the names that IANA gave up (https://data.iana.org/time-zones/tzdb/backward); the present ones win.
 */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  københavn: 'Europe/Copenhagen',
  dansk: 'Europe/Copenhagen',
  aarhus: 'Europe/Copenhagen',
  odense: 'Europe/Copenhagen',
  aalborg: 'Europe/Copenhagen',
  tórshavn: 'Atlantic/Faroe',
  thorshavn: 'Atlantic/Faroe',
  faroe: 'Atlantic/Faroe',
  færøerne: 'Atlantic/Faroe',
  føroyar: 'Atlantic/Faroe',
  nuuk: 'America/Nuuk',
  godthåb: 'America/Nuuk',
  grønland: 'America/Nuuk',
  greenland: 'America/Nuuk',
  'kalaallit nunaat': 'America/Nuuk',
  england: 'Europe/London',
  scotland: 'Europe/London',
  uk: 'Europe/London',
  tyskland: 'Europe/Berlin',
  germany: 'Europe/Berlin',
  göteborg: 'Europe/Stockholm',
  malmö: 'Europe/Stockholm',
  kiev: 'Europe/Kyiv',
  utc: 'UTC',
  gmt: 'UTC',
};

/** The names that people use where the runtime still lists the old ones. */
const RENAMED: Readonly<Record<string, string>> = {
  'America/Godthab': 'America/Nuuk',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Europe/Kiev': 'Europe/Kyiv',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
};

const LANGUAGES = ['da', 'en'];

/** Letters without accents and marks, so that "Tórshavn" and "torshavn", "New York" and "new_york" are the same. */
function key(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('ð', 'd')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[\s_.-]+/g, ' ')
    .trim();
}

let zones: readonly string[] | undefined;
let names: ReadonlyMap<string, string> | undefined;

function allZones(): readonly string[] {
  zones ??= [...Intl.supportedValuesOf('timeZone').map((zone) => RENAMED[zone] ?? zone), 'UTC'];
  return zones;
}

/** Everything a zone may be called, by {@link key}: cities, then countries of one zone, then what is listed above. */
function allNames(): ReadonlyMap<string, string> {
  names ??= new Map([
    ...countries(),
    ...allZones().map((zone): [string, string] => [key(zone.split('/').at(-1) ?? zone), zone]),
    ...Object.entries(OTHER_NAMES).map(([name, zone]): [string, string] => [key(name), zone]),
  ]);
  return names;
}

/** Names, in our languages, of the countries that live by one zone. */
function countries(): [string, string][] {
  const display = LANGUAGES.map((language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }));
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters.flatMap((first) => letters.flatMap((second) => countryNames(first + second, display)));
}

function countryNames(region: string, display: readonly Intl.DisplayNames[]): [string, string][] {
  const called = display.map((each) => each.of(region)).filter((name) => name !== undefined);
  if (called.length === 0) return [];
  const [zone, ...others] = new Intl.Locale('und', { region }).getTimeZones() ?? [];
  if (!zone || others.length > 0) return [];
  return called.map((name) => [key(name), RENAMED[zone] ?? zone]);
}

/**
 * Finds the time zone that somebody means.
 * @param text an IANA name in any case, a city, or a country with one zone, in Danish or English
 * @returns the IANA name, or null when there is no such zone; an offset ("+01:00") is none, as it knows no summer time
 */
export function readZone(text: string): string | null {
  const typed = text.trim().replaceAll(' ', '_');
  if (!/^[a-z]+(?:\/[a-z0-9_+-]+)+$/i.test(typed)) return allNames().get(key(text)) ?? null;
  try {
    const zone = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(typed).timeZoneId;
    return RENAMED[zone] ?? zone;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * Proposes zones while somebody types.
 * @param text what was typed so far; empty gives the zones near Denmark
 * @returns IANA names, the likeliest first, at most 25
 */
export function suggestZones(text: string): string[] {
  const typed = key(text);
  if (typed === '') return [...NEAR];
  const exact = readZone(text);
  const named = [...allNames()].filter(([name]) => name.startsWith(typed)).map(([, zone]) => zone);
  const containing = allZones().filter((zone) => key(zone).includes(typed));
  return [...new Set([...(exact ? [exact] : []), ...named, ...containing])].slice(0, MOST_OFFERED);
}
