import { ApiError } from '../rest/errors.ts';
import { isSnowflake } from '../snowflakes.ts';

export type Path = readonly (string | number)[];

interface Branch {
  [key: string]: Branch | { code: string; message: string }[];
}

/**
 * Mistakes in a body, field by field, in Discord's shape:
 * https://docs.discord.com/developers/reference#error-messages
 */
export class FormErrors {
  readonly #root: Branch = {};
  #any = false;

  add(path: Path, code: string, message: string): void {
    this.#any = true;
    let branch = this.#root;
    for (const part of path) {
      const next = branch[part] ?? {};
      if (Array.isArray(next)) throw new Error(`A field cannot be called "${part}".`);
      branch[part] = next;
      branch = next;
    }
    const leaf = branch._errors ?? [];
    if (!Array.isArray(leaf)) throw new Error('A field cannot be called "_errors".');
    leaf.push({ code, message });
    branch._errors = leaf;
  }

  required(path: Path): void {
    this.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
  }

  /** @throws {ApiError} 50035 when anything was added */
  throwIfAny(): void {
    if (this.#any) throw new ApiError(400, 50035, 'Invalid Form Body', { errors: this.#root });
  }
}

/** Refuses one field. @throws {ApiError} 50035 */
export function refuse(path: Path, code: string, message: string): never {
  const errors = new FormErrors();
  errors.add(path, code, message);
  errors.throwIfAny();
  throw new Error('unreachable');
}

/** Length as Discord counts: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  return [...text].length;
}

interface Range {
  min?: number;
  max?: number;
  required?: boolean;
}

/** Reads the fields of one object of a body; what is wrong with them is added to the errors and read as undefined. */
export class Fields {
  readonly errors: FormErrors;
  readonly path: Path;
  readonly source: Record<string, unknown>;

  constructor(errors: FormErrors, path: Path, source: Record<string, unknown>) {
    this.errors = errors;
    this.path = path;
    this.source = source;
  }

  /** @returns undefined, with an error, when the value is not an object */
  static of(errors: FormErrors, path: Path, value: unknown): Fields | undefined {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return new Fields(errors, path, value as Record<string, unknown>);
    }
    errors.add(path, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType');
    return undefined;
  }

  /** Null counts as left out. */
  has(name: string): boolean {
    return this.source[name] !== undefined && this.source[name] !== null;
  }

  error(name: string | null, code: string, message: string): undefined {
    this.errors.add(name === null ? this.path : [...this.path, name], code, message);
    return undefined;
  }

  /** Numbers are read as their digits, as Discord does. */
  text(name: string, range: Range & { trim?: boolean } = {}): string | undefined {
    const value = this.#given(name, range);
    if (value === undefined) return undefined;
    if (typeof value !== 'string' && typeof value !== 'number') {
      return this.error(name, 'STRING_TYPE_CONVERT', `Could not interpret "${JSON.stringify(value)}" as string.`);
    }
    const text = range.trim ? String(value).trim() : String(value);
    return this.#fits(name, lengthOf(text), range) ? text : undefined;
  }

  integer(name: string, range: Range = {}): number | undefined {
    const value = this.#given(name, range);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number)) {
      return this.error(name, 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not int.`);
    }
    return this.#within(name, number, range);
  }

  boolean(name: string): boolean | undefined {
    const value = this.#given(name, {});
    if (value === undefined || typeof value === 'boolean') return value;
    return this.error(name, 'BOOLEAN_TYPE_CONVERT', 'Must be either true or false.');
  }

  choice<Choice extends number | string>(
    name: string,
    choices: readonly Choice[],
    range: Range = {},
  ): Choice | undefined {
    const value = this.#given(name, range);
    if (value === undefined || choices.includes(value as Choice)) return value as Choice | undefined;
    return this.error(name, 'BASE_TYPE_CHOICES', `Value must be one of {${choices.join(', ')}}.`);
  }

  snowflake(name: string, range: Range = {}): string | undefined {
    const value = this.#given(name, range);
    if (value === undefined) return undefined;
    if (isSnowflake(String(value))) return String(value);
    return this.error(name, 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not snowflake.`);
  }

  list(name: string, range: Range = {}): unknown[] | undefined {
    const value = this.#given(name, range);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) return this.error(name, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
    return this.#fits(name, value.length, range) ? value : undefined;
  }

  /** @returns the list's objects; what is none is an error */
  objects(name: string, range: Range = {}): Fields[] | undefined {
    return this.list(name, range)?.flatMap((value, index) => {
      const fields = Fields.of(this.errors, [...this.path, name, index], value);
      return fields ? [fields] : [];
    });
  }

  object(name: string, range: Range = {}): Fields | undefined {
    const value = this.#given(name, range);
    return value === undefined ? undefined : Fields.of(this.errors, [...this.path, name], value);
  }

  url(name: string, schemes: readonly string[], range: Range = {}): string | undefined {
    const text = this.text(name, range);
    if (text === undefined) return undefined;
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
    if (scheme !== undefined && !schemes.includes(scheme)) {
      const list = schemes.map((each) => `'${each}'`).join(', ');
      return this.error(
        name,
        'URL_TYPE_INVALID_SCHEME',
        `Scheme "${scheme}" is not supported. Scheme must be one of (${list}).`,
      );
    }
    if (URL.canParse(text)) return text;
    return this.error(name, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
  }

  #given(name: string, { required }: Range): unknown {
    if (this.has(name)) return this.source[name];
    if (required) this.errors.required([...this.path, name]);
    return undefined;
  }

  #fits(name: string, length: number, { min = 0, max = Infinity }: Range): boolean {
    if (length >= min && length <= max) return true;
    if (max === Infinity) this.error(name, 'BASE_TYPE_MIN_LENGTH', `Must be ${min} or more in length.`);
    else if (min === 0) this.error(name, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
    else this.error(name, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
    return false;
  }

  #within(name: string, value: number, { min = -Infinity, max = Infinity }: Range): number | undefined {
    if (value < min) {
      return this.error(name, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`);
    }
    if (value > max) return this.error(name, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`);
    return value;
  }
}

/** An object without the fields that are undefined: JSON would drop them, comparison would not. */
export function compact<Item extends object>(item: { [Key in keyof Item]: Item[Key] | undefined }): Item {
  const kept: Partial<Item> = {};
  for (const key in item) if (item[key] !== undefined) kept[key] = item[key];
  return kept as Item;
}
