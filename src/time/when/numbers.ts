import { fold } from './spelling.ts';

const CARDINALS_DA =
  'nul en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten'.split(
    ' ',
  );
const CARDINALS_EN =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS_DA = ['tyve', 'tredive', 'fyrre', 'halvtreds'];
const TENS_EN = ['twenty', 'thirty', 'forty', 'fifty'];

const ORDINALS_DA =
  '- første anden tredje fjerde femte sjette syvende ottende niende tiende ellevte tolvte trettende fjortende femtende sekstende syttende attende nittende tyvende'.split(
    ' ',
  );
const ORDINALS_EN =
  '- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  );

/** Number words up to 59 in both languages, folded. English compounds are also found as two words by the readers. */
export const CARDINALS: ReadonlyMap<string, number> = new Map([
  ...CARDINALS_DA.map((word, value) => [fold(word), value] as const),
  ...CARDINALS_EN.map((word, value) => [word, value] as const),
  ...TENS_DA.map((word, index) => [word, 20 + 10 * index] as const),
  ...TENS_EN.map((word, index) => [word, 20 + 10 * index] as const),
  ...compoundsDa(),
  ['et', 1],
  ['a', 1],
  ['an', 1],
  ['tres', 60],
  ['halvfems', 90],
  ['sixty', 60],
  ['ninety', 90],
]);

/** Ordinal words up to 31, folded. */
export const ORDINALS: ReadonlyMap<string, number> = new Map([
  ...ORDINALS_DA.map((word, value) => [fold(word), value] as const),
  ...ORDINALS_EN.map((word, value) => [word, value] as const),
  ...ordinalCompoundsDa(),
  ['andet', 2],
  ['andre', 2],
  ['tredie', 3],
  ['tredivte', 30],
  ['enogtredivte', 31],
  ['thirtieth', 30],
]);

/** Letters that may be written right after a number to make it an ordinal: "12th", "3rd", "1ste", "5te". */
export const ORDINAL_ENDINGS: ReadonlySet<string> = new Set(['st', 'nd', 'rd', 'th', 'ste', 'te', 'de', 'ende', 'e']);

function compoundsDa(): [string, number][] {
  return TENS_DA.flatMap((ten, index) =>
    CARDINALS_DA.slice(1, 10).map((one, digit): [string, number] => [
      fold(`${one}og${ten}`),
      20 + 10 * index + digit + 1,
    ]),
  );
}

function ordinalCompoundsDa(): [string, number][] {
  return CARDINALS_DA.slice(1, 10).map((one, digit): [string, number] => [fold(`${one}ogtyvende`), 21 + digit]);
}
