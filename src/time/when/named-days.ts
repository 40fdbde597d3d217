import { Temporal } from 'temporal-polyfill';
import { fold } from './spelling.ts';

/** A day of the year that has a name. */
export interface NamedDay {
  /** the name by which it is known in Danish, for messages and tests */
  readonly name: string;
  /** the name says evening: "kl. 6" on it is 18.00 */
  readonly eve: boolean;
  /** the day in a year */
  readonly in: (year: number) => Temporal.PlainDate;
}

type Rule = (year: number) => Temporal.PlainDate;

/**
 * Easter Sunday in the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher (J. Meeus, Astronomical
 * Algorithms, chapter 8), valid for every year.
 */
export function easterSunday(year: number): Temporal.PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(n / 31), day: (n % 31) + 1 });
}

const on =
  (day: number, month: number): Rule =>
  (year) =>
    Temporal.PlainDate.from({ year, month, day });

const easter =
  (days: number): Rule =>
  (year) =>
    easterSunday(year).add({ days });

/** The n-th such weekday on or after a day of the year. */
const weekdayFrom =
  (weekday: number, day: number, month: number, n = 1): Rule =>
  (year) => {
    const first = Temporal.PlainDate.from({ year, month, day });
    return first.add({ days: ((weekday - first.dayOfWeek + 7) % 7) + 7 * (n - 1) });
  };

/** The first Sunday of Advent is the fourth before Christmas Day, so the first on or after 27 November. */
const advent = (n: number): Rule => weekdayFrom(7, 27, 11, n);

/** Lines of the rule, then all names, the Danish one first; `aften` and `eve` in the first name make it an evening. */
const DAYS: readonly (readonly [Rule, ...string[]])[] = [
  [on(1, 1), 'nytårsdag', 'nytårsdagen', "new year's day"],
  [on(5, 1), 'helligtrekongersaften', 'hellig tre kongers aften'],
  [on(6, 1), 'helligtrekonger', 'hellig tre konger', 'hellig 3 konger', 'epiphany', 'twelfth night'],
  [on(2, 2), 'kyndelmisse'],
  [on(14, 2), 'valentinsdag', "valentine's day", 'valentines', 'valentines dag'],
  [on(8, 3), 'kvindernes kampdag', 'kvindernes internationale kampdag', 'kvindedagen', "women's day"],
  [on(30, 4), 'valborgsaften', 'walpurgis night'],
  [on(1, 5), 'arbejdernes kampdag', 'arbejdernes internationale kampdag', 'may day', "international workers' day"],
  [on(4, 5), 'befrielsesaften', 'befrielsesaftenen'],
  [on(5, 5), 'befrielsesdagen', 'danmarks befrielse', 'liberation day'],
  [on(5, 6), 'grundlovsdag', 'grundlovsdagen', 'fars dag', 'constitution day'],
  [on(15, 6), 'valdemarsdag', 'valdemarsdagen'],
  [on(21, 6), 'ullortuneq', 'grønlands nationaldag'],
  [on(23, 6), 'sankthansaften', 'sankthans', 'sankthansaftenen', "st john's eve", 'midsommeraften', 'midsummer eve'],
  [on(23, 6), 'skt hansaften', 'skt hans', 'sct hans', 'sct hansaften', 'st hans', 'st hansaften', 'midsummers eve'],
  [on(24, 6), 'sankthansdag', 'skt hansdag', 'sct hansdag', 'st hansdag', 'midsummer day', 'midsummers day'],
  [on(29, 7), 'ólavsøka', 'olsok'],
  [on(31, 10), 'halloween', 'allehelgensaften'],
  [weekdayFrom(7, 1, 11), 'allehelgensdag', 'allehelgen', 'alle helgens dag', "all saints' sunday"],
  [on(10, 11), 'mortensaften', 'morten aften', "st martin's eve", 'martinmas eve'],
  [on(11, 11), 'mortensdag', "st martin's day", 'martinmas'],
  [on(13, 12), 'luciadag', 'lucia', 'santa lucia', 'sankta lucia', "st lucy's day", 'saint lucy day', 'luciadagen'],
  [on(23, 12), 'lillejuleaften', 'lille juleaften', 'lillejuleaftensdag'],
  [on(24, 12), 'juleaften', 'juleaftensdag', 'christmas eve', 'xmas eve', 'juleaftenen'],
  [
    on(25, 12),
    'juledag',
    '1. juledag',
    'første juledag',
    'christmas day',
    'xmas day',
    'christmas',
    'xmas',
    'juledagen',
  ],
  [on(26, 12), '2. juledag', 'anden juledag', 'andenjuledag', 'boxing day', "st stephen's day"],
  [on(27, 12), '3. juledag', 'tredje juledag'],
  [on(31, 12), 'nytårsaften', 'nytårsaftensdag', "new year's eve", 'new years', 'nytårsaftenen', 'nye'],
  [easter(-49), 'fastelavn', 'fastelavnssøndag', 'shrove sunday'],
  [easter(-48), 'fastelavnsmandag', 'shrove monday'],
  [easter(-47), 'hvidetirsdag', 'shrove tuesday', 'pancake day', 'mardi gras'],
  [easter(-46), 'askeonsdag', 'ash wednesday'],
  [easter(-7), 'palmesøndag', 'palm sunday'],
  [easter(-3), 'skærtorsdag', 'maundy thursday', 'holy thursday'],
  [easter(-2), 'langfredag', 'good friday'],
  [easter(-1), 'påskelørdag', 'påskeaften', 'easter saturday', 'holy saturday', 'easter eve'],
  [easter(0), 'påskedag', '1. påskedag', 'første påskedag', 'påskesøndag', 'easter sunday', 'easter day', 'easter'],
  [easter(1), '2. påskedag', 'anden påskedag', 'påskemandag', 'easter monday'],
  [easter(25), 'store bededagsaften'],
  [easter(26), 'store bededag', 'st bededag', 'bededag', 'great prayer day'],
  [
    easter(39),
    'kristi himmelfartsdag',
    'kristi himmelfart',
    'himmelfartsdag',
    'kr himmelfartsdag',
    'kr himmelfart',
    'ascension day',
    'ascension',
  ],
  [easter(48), 'pinselørdag', 'pinseaften', 'whit saturday'],
  [easter(49), 'pinsedag', '1. pinsedag', 'første pinsedag', 'pinsesøndag', 'whit sunday', 'whitsun', 'pentecost'],
  [easter(50), '2. pinsedag', 'anden pinsedag', 'pinsemandag', 'whit monday'],
  [weekdayFrom(7, 1, 5, 2), 'mors dag', "mother's day"],
  [weekdayFrom(5, 1, 11), 'j-dag'],
  [weekdayFrom(4, 1, 11, 4), 'thanksgiving', 'thanksgiving day'],
  [(year) => weekdayFrom(4, 1, 11, 4)(year).add({ days: 1 }), 'black friday'],
];

const ADVENT_ORDINALS: readonly (readonly string[])[] = [
  ['1', 'første', 'first', '1st'],
  ['2', 'anden', 'second', '2nd'],
  ['3', 'tredje', 'third', '3rd'],
  ['4', 'fjerde', 'fourth', '4th'],
];

/** Number of tokens that the longest name takes ("3rd Sunday of Advent" is five, one more for a stray article). */
export const LONGEST_NAME = 6;

const BY_NAME = new Map<string, NamedDay>();
for (const [rule, name, ...others] of DAYS) {
  const day: NamedDay = { name: name ?? '', eve: /aften|halloween/.test(name ?? ''), in: rule };
  for (const each of [day.name, ...others]) BY_NAME.set(nameKey(each), day);
}
for (const [index, ordinals] of ADVENT_ORDINALS.entries()) {
  const day: NamedDay = { name: `${index + 1}. søndag i advent`, eve: false, in: advent(index + 1) };
  for (const ordinal of ordinals) {
    const names = [
      'søndag i advent',
      'adventssøndag',
      'advent',
      'sunday in advent',
      'sunday of advent',
      'advent sunday',
    ];
    for (const rest of names) BY_NAME.set(nameKey(`${ordinal} ${rest}`), day);
  }
}

/** Names are compared without spaces and marks: "sankt hans aften" is "Sankthansaften". */
function nameKey(name: string): string {
  return fold(name).replace(/[^a-z0-9]/g, '');
}

/** The day of this name, its words folded and written together, or null. */
export function namedDay(joined: string): NamedDay | null {
  return BY_NAME.get(joined) ?? null;
}

/** Danish names of holidays that last several days, with the day before which and the one after which they are over. */
const SEASONS: Readonly<Record<string, readonly [first: Rule | null, last: Rule]>> = {
  jul: [on(24, 12), on(26, 12)],
  nytar: [on(31, 12), on(1, 1)],
  // "Onsdag før påske" may be the one in Holy Week or the one before.
  paske: [null, easter(1)],
  pinse: [easter(49), easter(50)],
};

/** The edge from which days before or after a holiday are counted, or null when this is none or it is ambiguous. */
export function seasonEdge(word: string, direction: 1 | -1): NamedDay | null {
  const [first, last] = Object.hasOwn(SEASONS, word) ? (SEASONS[word] ?? []) : [];
  const rule = direction > 0 ? last : first;
  return rule ? { name: word, eve: false, in: rule } : null;
}

/**
 * The first such weekday after a named day, or the last one before it.
 * @param weekday Monday is 1
 */
export function weekdayBeside({ name, in: rule }: NamedDay, weekday: number, direction: 1 | -1): NamedDay {
  return {
    name: `weekday ${weekday} ${direction > 0 ? 'after' : 'before'} ${name}`,
    eve: false,
    in: (year) => {
      const day = rule(year);
      const distance = (direction * (weekday - day.dayOfWeek) + 7) % 7 || 7;
      return day.add({ days: direction * distance });
    },
  };
}

/** All names, folded and without spaces: words to mend misspelt ones by. */
export const NAMES: readonly string[] = [...BY_NAME.keys()];
