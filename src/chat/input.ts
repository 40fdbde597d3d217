import { z } from 'zod';

/** How a value is asked for and given; zod says what is a right one. */
export interface FieldMeta {
  type: 'line' | 'paragraph' | 'moment' | 'integer' | 'choice' | 'pick' | 'channel' | 'role';
  maxLength: number;
  minimum?: number;
  maximum?: number;
  /** Of a `choice`: the values; their words are in the locale files. */
  values?: readonly string[];
}

/** A command's input: an object of fields made by `field`. */
export type InputSchema = z.ZodObject<Record<string, z.ZodType>>;

const metas = z.registry<FieldMeta>();

/** Longest text that is read as a moment; more is cut before it is parsed. */
export const MOMENT_MAX = 200;

function text(meta: FieldMeta): z.ZodString {
  return z.string().trim().min(1).max(meta.maxLength).register(metas, meta);
}

/** The kinds of field. Add `.optional()` to what may be left out. */
export const field = {
  /** One line of words. */
  line: (maxLength: number) => text({ type: 'line', maxLength }),
  paragraph: (maxLength: number) => text({ type: 'paragraph', maxLength }),
  /** A date and time in free words, to be read by src/time/when. */
  moment: () =>
    z
      .string()
      .trim()
      .min(1)
      .transform((words) => words.slice(0, MOMENT_MAX))
      .register(metas, { type: 'moment', maxLength: MOMENT_MAX }),
  /** A whole number; words after it ("12 pladser") are let be. */
  integer: (minimum: number, maximum: number) =>
    z
      .string()
      .trim()
      .transform((words, context) => {
        const digits = /^(-?\d{1,9})(?:\s+\p{L}+)?$/u.exec(words)?.[1];
        const number = Number(digits);
        if (digits === undefined) context.issues.push({ code: 'custom', params: { kind: 'number' }, input: words });
        else if (number < minimum || number > maximum)
          context.issues.push({ code: 'custom', params: { kind: 'range', minimum, maximum }, input: words });
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

/**
 * @returns the values without those that are empty: an empty one counts as not given. The character NUL, which no
 * keyboard types, is taken out, and half a character is replaced: PostgreSQL stores neither.
 */
export function given(values: Record<string, string>): Record<string, string> {
  const storable = Object.entries(values).map(
    ([name, value]) => [name, value.replaceAll('\0', '').toWellFormed()] as const,
  );
  return Object.fromEntries(storable.filter(([, value]) => value.trim() !== ''));
}

/** @returns the names of required fields that are not among `values` */
export function missing(input: InputSchema, values: Record<string, string>): string[] {
  return fieldsOf(input)
    .filter((one) => one.required && !(one.name in values))
    .map((one) => one.name);
}
