import { isJson } from '../json.ts';

/** Looks at one value and adds to `found` what Slack would say of it: "… [json-pointer:/blocks/0/text]". */
export type Check = (value: unknown, at: string, found: string[]) => void;

export function wrong(found: string[], at: string, what: string): void {
  found.push(`${what} [json-pointer:${at}]`);
}

export function text(max: number, min = 1): Check {
  return (value, at, found) => {
    if (typeof value !== 'string') wrong(found, at, 'must provide a string');
    else if (value.length < min) wrong(found, at, `must be more than ${min - 1} characters`);
    else if (value.length > max) wrong(found, at, `must be less than ${max + 1} characters`);
  };
}

export function pattern(expression: RegExp, what: string): Check {
  return (value, at, found) => {
    if (typeof value !== 'string' || !expression.test(value)) wrong(found, at, what);
  };
}

export const flag: Check = (value, at, found) => {
  if (typeof value !== 'boolean') wrong(found, at, 'must provide a boolean');
};

export function whole(min: number, max: number): Check {
  return (value, at, found) => {
    if (!Number.isInteger(value)) wrong(found, at, 'must provide an integer');
    else if ((value as number) < min || (value as number) > max) wrong(found, at, `must be from ${min} to ${max}`);
  };
}

export function oneOf(...allowed: readonly string[]): Check {
  return (value, at, found) => {
    if (!allowed.some((one) => one === value)) wrong(found, at, `must be one of: ${allowed.join(', ')}`);
  };
}

export function list(item: Check, max: number, min = 1): Check {
  return (value, at, found) => {
    if (!Array.isArray(value)) {
      wrong(found, at, 'must provide an array');
      return;
    }
    if (value.length < min) wrong(found, at, `must provide at least ${min} items`);
    if (value.length > max) wrong(found, at, `no more than ${max} items allowed`);
    value.forEach((one, index) => {
      item(one, `${at}/${index}`, found);
    });
  };
}

/** An object with these fields and no others. */
export function shape(fields: Record<string, Check>, required: readonly string[]): Check {
  return (value, at, found) => {
    if (!isJson(value)) {
      wrong(found, at, 'must provide an object');
      return;
    }
    for (const name of required) if (value[name] === undefined) wrong(found, at, `missing required field: ${name}`);
    for (const [name, field] of Object.entries(value)) {
      const check = fields[name];
      if (check === undefined) wrong(found, at, `invalid additional property: ${name}`);
      else if (field !== undefined) check(field, `${at}/${name}`, found);
    }
  };
}

/** An object that is checked by its `type`. */
export function byType(kinds: Record<string, Check>): Check {
  return (value, at, found) => {
    if (!isJson(value)) {
      wrong(found, at, 'must provide an object');
      return;
    }
    const check = typeof value.type === 'string' && Object.hasOwn(kinds, value.type) ? kinds[value.type] : undefined;
    if (value.type === undefined) wrong(found, at, 'missing required field: type');
    else if (check === undefined) wrong(found, `${at}/type`, `unsupported type: ${String(value.type)}`);
    else check(value, at, found);
  };
}

/** All of these. */
export function every(...checks: readonly Check[]): Check {
  return (value, at, found) => {
    for (const check of checks) check(value, at, found);
  };
}

/** Exactly one of two fields, such as `options` and `option_groups`. */
export function either(one: string, other: string): Check {
  return (value, at, found) => {
    if (!isJson(value)) return;
    if (value[one] === undefined && value[other] === undefined) {
      wrong(found, at, `must define either \`${one}\` or \`${other}\``);
    }
  };
}

export const anything: Check = () => undefined;
