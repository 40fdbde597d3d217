import { NAMES, namedDay } from './named-days.ts';
import { CARDINALS, ORDINALS } from './numbers.ts';
import type { Daypart } from './parts.ts';
import { fold, mendTypo } from './spelling.ts';

/** Words of both languages for each weekday, Monday first. */
const WEEKDAY_WORDS = [
  'mandag mandagen man monday mon',
  'tirsdag tirsdagen tir tirs tuesday tue tues',
  'onsdag onsdagen ons wednesday wed weds wensday',
  'torsdag torsdagen tor tors thursday thu thur thurs',
  'fredag fredagen fre fred friday fri',
  'lørdag lørdagen lør lørd saturday sat',
  'søndag søndagen søn sønd sunday sun',
];

const MONTH_WORDS = [
  'januar january jan',
  'februar february feb febr',
  'marts march mar',
  'april apr',
  'maj may',
  'juni june jun',
  'juli july jul',
  'august aug',
  'september sep sept',
  'oktober october okt oct',
  'november nov',
  'december dec',
];

const DAYPART_WORDS: Record<Exclude<Daypart, 'eve' | 'nighttime'>, string> = {
  morning: 'morgen morgenen morges morning tidlig tidligt early',
  forenoon: 'formiddag formiddagen formiddags',
  noon: 'middag middagstid noon midday lunchtime frokosttid lunch frokost',
  afternoon: 'eftermiddag eftermiddagen eftermiddags afternoon',
  evening: 'aften aftenen aftens aftenstid evening eve',
  night: 'nat natten night',
};

export type Unit = 'minute' | 'quarter' | 'hour' | 'fullDay' | 'day' | 'week' | 'fortnight' | 'month' | 'year';

const UNIT_WORDS: Record<Unit, string> = {
  minute: 'minut minutter minuts minutters min mins m minute minutes',
  quarter: 'kvarter kvarters',
  hour: 'time timer times timers t h hour hours hr hrs hs',
  fullDay: 'døgn døgns',
  day: 'dag dage dags dages day days',
  week: 'uge uger uges ugers week weeks wk wks w',
  fortnight: 'fortnight fortnights',
  month: 'mdr mdrs måned måneder måneds måneders month months',
  year: 'år års year years',
};

/** Days counted from today. */
const DAY_WORDS: Record<string, number> = {
  idag: 0,
  today: 0,
  imorgen: 1,
  imorn: 1,
  imrg: 1,
  mrg: 1,
  tomorrow: 1,
  tmrw: 1,
  tmr: 1,
  tmw: 1,
  overmorgen: 2,
  iovermorgen: 2,
  igår: -1,
  går: -1,
  yesterday: -1,
  forgårs: -2,
  iforgårs: -2,
};

/** Words that put a weekday, a week, a month or a year near or far. */
const NEXT_WORDS = 'næste neste next nxt';
const COMING_WORDS = 'kommende førstkommende førstkomne næstkommende nærmeste coming upcoming';
const LAST_WORDS = 'sidste seneste forrige last previous past';
const THIS_WORDS = 'denne dette this';

/** Words before a time of day. */
const CLOCK_WORDS = 'kl klk klok klokken klokka at';

/** Words between a start and an end. */
const UNTIL_WORDS = 'til to until till indtil thru through slut slutter ends ending';

/** Words that open "mellem 17 og 19". */
const BETWEEN_WORDS = 'mellem imellem between';

/** Words that say nothing about when and are passed over wherever nothing else can be made of them. */
const FILLERS = `på den d det de der om fra i in of on from the this ved med start starter starts starting begynder
  begins beginning senere later tidlig tidligt early sen sent late her nu ca cirka circa omkring omtrent around about
  approx approximately roughly præcis præcist sharp prompt punktlig punktligt exactly lige så tid tidspunkt tidsrum tidsrummet dato date
  when hvornår kun just only tak please nok onwards agtigt agtig sådan prik både both`;

/** The other words of the grammar, so that they are not taken for misspelt ones. */
const SYNTAX = `halv halvt half kvart quarter over past efter after før before minus og and et par couple halvanden
  halvandet tidens tiden siden ago now from fra for uge ugen week weekend weekenden uges næstsidste midnat midnight hele
  all day dag tonight tonite aftes noon pm am second oclock varighed duration varer lasting dato nr no hver hvert every
  eller or ikke not morges ago siden
  alle each other lige ulige even odd ugentlig ugentligt weekly daglig dagligt daily månedlig månedligt monthly
  fortnightly biweekly hverdag hverdage weekday weekdays weekdage`;

const words = (list: string): string[] => list.split(/\s+/).map(fold);
const setOf = (list: string): ReadonlySet<string> => new Set(words(list));

const indexed = (lists: readonly string[]): ReadonlyMap<string, number> =>
  new Map(lists.flatMap((list, index) => words(list).map((word) => [word, index + 1] as const)));

const keyed = <K extends string>(lists: Readonly<Record<K, string>>): ReadonlyMap<string, K> =>
  new Map((Object.keys(lists) as K[]).flatMap((key) => words(lists[key]).map((word) => [word, key] as const)));

export const WEEKDAYS = indexed(WEEKDAY_WORDS);
export const MONTHS = indexed(MONTH_WORDS);
/** "måned" itself, for "i måneden" and "of the month" */
export const MONTH_NOUNS = setOf('måned måneden måneds month months');
export const DAYPARTS: ReadonlyMap<string, Daypart> = keyed(DAYPART_WORDS);
export const UNITS = keyed(UNIT_WORDS);
export const DAYS: ReadonlyMap<string, number> = new Map(
  Object.entries(DAY_WORDS).map(([word, days]) => [fold(word), days] as const),
);
export const NEXT = setOf(NEXT_WORDS);
export const COMING = setOf(COMING_WORDS);
export const LAST = setOf(LAST_WORDS);
export const THIS = setOf(THIS_WORDS);
export const CLOCK = setOf(CLOCK_WORDS);
export const UNTIL = setOf(UNTIL_WORDS);
export const BETWEEN = setOf(BETWEEN_WORDS);
export const FILLER = setOf(FILLERS);

/** "mandage", "Mondays": a weekday that comes again. */
export const PLURAL_WEEKDAYS: ReadonlyMap<string, number> = new Map(
  WEEKDAY_WORDS.flatMap((list, index) =>
    list
      .split(' ')
      .filter((word) => /(dag|day)$/.test(word))
      .flatMap((word) => (word.endsWith('dag') ? [`${word}e`, `${word}ene`] : [`${word}s`]))
      .map((word) => [fold(word), index + 1] as const),
  ),
);

/** "i torsdags": a weekday that is over. */
export const PAST_WEEKDAYS: ReadonlyMap<string, number> = new Map(
  WEEKDAY_WORDS.map((list, index) => [fold(`${list.split(' ')[0]}s`), index + 1] as const),
);

const MEANINGS = [WEEKDAYS, PLURAL_WEEKDAYS, MONTHS, DAYPARTS, UNITS, DAYS, CARDINALS, ORDINALS, PAST_WEEKDAYS];
const SETS = [NEXT, COMING, LAST, THIS, CLOCK, UNTIL, BETWEEN, FILLER, setOf(SYNTAX)];

const TWO_SLIPS = 2;

/** Words that misspelt ones are mended to: long words that are rarely anything else when nearly right. */
const MENDABLE: readonly string[] = [
  // Not "fredagen": "fredagaften" is as near when misspelt.
  ...[WEEKDAYS, MONTHS].flatMap((map) => [...map.keys()]).filter((word) => word.length >= 5 && !word.endsWith('en')),
  // Not "morgen": Morten is a name.
  ...[DAYPARTS, DAYS].flatMap((map) => [...map.keys()]).filter((word) => word.length >= 7),
  ...[
    'klokken',
    'kommende',
    'forstkommende',
    'kvarter',
    'minutter',
    'minutes',
    'midnight',
    'weekend',
    'forste',
    'tonight',
  ],
];

/** Names of days, in which one slip is forgiven: with two "sankthansbål" would be Sankt Hans' day. */
const MENDABLE_NAMES: readonly string[] = NAMES.filter((name) => name.length >= 7 && !/\d/.test(name));

const COMPOUND = new RegExp(
  `^(${WEEKDAY_WORDS.map((list) => fold(list.split(' ')[0] ?? '')).join('|')}|imorgen|morgen|i)s?` +
    '(morgen|formiddag|middag|eftermiddag|aften|nat)$',
);

/**
 * Reads a folded word as the words of the grammar: itself when known, its two halves ("fredagaften", "syvtiden"), what
 * it is a misspelling of, or itself again.
 */
export function readWord(word: string): string[] {
  if (isKnown(word)) return [word];
  const hour = /^(.+)tiden$/.exec(word)?.[1];
  if (hour && CARDINALS.has(hour)) return [hour, 'tiden'];
  const compound = COMPOUND.exec(word);
  if (compound) return compound.slice(1);
  return [mendTypo(word, MENDABLE, TWO_SLIPS, meaningOf) ?? mendTypo(word, MENDABLE_NAMES, 1, meaningOf) ?? word];
}

function isKnown(word: string): boolean {
  return MEANINGS.some((map) => map.has(word)) || SETS.some((set) => set.has(word)) || NAME_SET.has(word);
}

const NAME_SET: ReadonlySet<string> = new Set(NAMES);

function meaningOf(word: string): string {
  const index = MEANINGS.findIndex((map) => map.has(word));
  return index >= 0 ? `${index} ${MEANINGS[index]?.get(word)}` : (namedDay(word)?.name ?? word);
}
