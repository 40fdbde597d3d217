import { z } from 'zod';

/** Description of a field: how its value is asked for and given; zod says what is a right one. */
export interface FieldMeta {
  type: 'line' | 'paragraph' | 'moment' | 'integer' | 'choice' | 'pick' | 'channel' | 'role';
  maxLength: number;
  minimum?: number;
  maximum?: number;
  /** Of a `choice`: the values; their words are in the locale files. */
  values?: readonly string[];
  /** True when what is said in it is read in the community's zone: a form names that. */
  timed?: true;
  /** Nobody else may read it: a platform that would take it for a message without a value must insist on it. */
  secret?: true;
}

/** A command's input: an object of fields made by `field`. */
export type InputSchema = z.ZodObject<Record<string, z.ZodType>>;

const metas = z.registry<FieldMeta>();

/** A code with what people put around it. */
const CODE_MAX = 20;

/** Longest text that is read as a moment; more is cut before it is parsed. */
const MOMENT_MAX = 200;

/**
 * The most UTF-16 units that are looked at of one value, and of what is typed after a command: cut before anything else
 * reads it, so that no text costs more than this. Far above what any field takes, so what was cut is refused as too
 * long.
 */
export const VALUE_MAX = 12_000;
export const TYPED_MAX = 2 * VALUE_MAX;

function text(meta: FieldMeta): z.ZodString {
  return z.string().trim().min(1).max(meta.maxLength).register(metas, meta);
}

const LINE_ENDS = /[\n\v\f\r\u0085\u2028\u2029]/;

/** One blank for each run of line ends and the blanks around them. In steps that grow with the length alone. */
function onOneLine(words: string): string {
  const [first = '', ...more] = words.split(LINE_ENDS);
  if (more.length === 0) return first;
  const last = more.pop() ?? '';
  const middle = more.map((line) => line.trim()).filter((line) => line !== '');
  return [first.trimEnd(), ...middle, last.trimStart()].join(' ');
}

/**
 * Digits, in groups of three or not, perhaps with a fraction, and perhaps a word after them: "12 pladser", "1.200",
 * "2,5".
 */
const NUMBER =
  /^(?<sign>[-−]?)(?<whole>\d{1,3}(?:[.,\u00a0\u202f' ]\d{3})+|\d+)(?:[.,](?<fraction>\d+))?(?:\s+\p{L}+)?$/u;

/** @returns the number that was written, also one that is far too large; null when it is none */
function readNumber(words: string): number | null {
  const { sign, whole, fraction = '0' } = NUMBER.exec(words)?.groups ?? {};
  if (whole === undefined) return null;
  return Number(`${sign === '' ? '' : '-'}${whole.replaceAll(/\D/g, '')}.${fraction}`);
}

/** The kinds of field. Add `.optional()` to what may be left out. */
export const field = {
  /** One line of words: what was pasted in several becomes one. */
  line: (maxLength: number) =>
    z.string().overwrite(onOneLine).trim().min(1).max(maxLength).register(metas, { type: 'line', maxLength }),
  /** A code that whoever knows it can use. */
  code: () => text({ type: 'line', maxLength: CODE_MAX, secret: true }),
  paragraph: (maxLength: number) => text({ type: 'paragraph', maxLength }),
  /** An address on the web. How long it may be is counted as browsers send it, so a check says that, not the field. */
  address: () => z.string().overwrite(onOneLine).trim().min(1).register(metas, { type: 'line', maxLength: VALUE_MAX }),
  /** A date and time in free words, to be read by src/time/when. */
  moment: () =>
    z
      .string()
      .trim()
      .min(1)
      .transform((words) => cutTo(words, MOMENT_MAX))
      .register(metas, { type: 'moment', maxLength: MOMENT_MAX, timed: true }),
  /** One instant in free words: no end is asked for, so there are no pickers for one. */
  instant: () =>
    z
      .string()
      .overwrite(onOneLine)
      .trim()
      .min(1)
      .max(MOMENT_MAX)
      .register(metas, { type: 'line', maxLength: MOMENT_MAX, timed: true }),
  /** A whole number; words after it ("12 pladser") are let be. */
  integer: (minimum: number, maximum: number) =>
    z
      .string()
      .trim()
      .transform((words, context) => {
        const number = readNumber(words);
        if (number === null) context.issues.push({ code: 'custom', params: { kind: 'number' }, input: words });
        else if (number < minimum || number > maximum || !Number.isInteger(number))
          context.issues.push({ code: 'custom', params: { kind: 'range', minimum, maximum, number }, input: words });
        else return number;
        return z.NEVER;
      })
      .register(metas, { type: 'integer', maxLength: 10, minimum, maximum }),
  /** One of a few values whose words are in the locale files. */
  choice: <const Values extends readonly [string, ...string[]]>(values: Values) =>
    z.enum(values).register(metas, { type: 'choice', maxLength: 100, values }),
  /** One of the things that there are (a meetup): proposed while typing, or picked in a form. */
  pick: () => text({ type: 'pick', maxLength: 100 }),
  /** The platform's own id of a channel. */
  channel: () => text({ type: 'channel', maxLength: 100 }),
  /** The platform's own id of a role or user group. */
  role: () => text({ type: 'role', maxLength: 100 }),
};

export interface Field extends FieldMeta {
  name: string;
  required: boolean;
}

/** @returns the fields of an input in their order @throws Error when one was not made by `field` */
export function fieldsOf(input: InputSchema): Field[] {
  return Object.entries(input.shape).map(([name, schema]) => {
    const required = !(schema instanceof z.ZodOptional);
    const meta = metas.get(required ? schema : ((schema as z.ZodOptional).unwrap() as z.ZodType));
    if (!meta) throw new Error(`The input field "${name}" was not made by field.*().`);
    return { name, required, ...meta };
  });
}

/** @returns words as PostgreSQL stores them: without the character NUL, which no keyboard types, and half characters */
export function storable(words: string): string {
  return words.replaceAll('\0', '').toWellFormed();
}

/** @returns the first `max` UTF-16 units, without half a character at their end */
export function cutTo(words: string, max: number): string {
  return words.slice(0, max).replace(/[\ud800-\udbff]$/, '');
}

/** Anything that can be seen: a text of blanks, marks and characters without a width shows nothing. */
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}\u2800]/u;

/**
 * @returns the values as they can be stored, none longer than {@link VALUE_MAX}, without those that show nothing: such
 * a one counts as not given
 */
export function given(values: Record<string, string>): Record<string, string> {
  const all = Object.entries(values).map(
    ([name, value]) => [storable(name), storable(cutTo(value, VALUE_MAX))] as const,
  );
  return Object.fromEntries(all.filter(([, value]) => VISIBLE.test(value)));
}

/** @returns the names of required fields that are not among `values` */
export function missing(input: InputSchema, values: Record<string, string>): string[] {
  return fieldsOf(input)
    .filter((one) => one.required && !(one.name in values))
    .map((one) => one.name);
}
