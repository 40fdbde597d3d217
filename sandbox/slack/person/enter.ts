import { CannotDo } from '../../contract.ts';
import { optionNamed, valueWith } from '../blocks/values.ts';
import type { Reader } from '../draw.ts';
import { type Json, stringOf } from '../json.ts';
import { offeredIn } from './seen.ts';

const SHAPES: Record<string, RegExp> = {
  datepicker: /^\d{4}-\d{2}-\d{2}$/,
  timepicker: /^([01]\d|2[0-3]):[0-5]\d$/,
  datetimepicker: /^\d{10}$/,
};

/** Elements that take one text: it is not parted at commas. */
const WRITTEN = /^(plain_text|email_text|url_text|number)_input$/;

/**
 * Puts into an element what a person chooses or writes.
 * @param entered option values or labels, names or ids of channels and people, a date, a time, or a text; '' empties it
 * @returns the element's new value
 * @throws {CannotDo} for what the element cannot hold: a person could not have entered it
 */
export function entered(element: Json, entered: readonly string[], reader: Reader): Json {
  const type = stringOf(element.type);
  const given = entered.filter((one) => one !== '');
  const shape = SHAPES[type];
  if (shape !== undefined) {
    const bad = given.find((one) => !shape.test(one));
    if (bad !== undefined) throw new CannotDo('wrong', `A ${type} cannot hold "${bad}".`);
    return valueWith(element, type === 'datetimepicker' ? given.map(Number) : given);
  }
  if (WRITTEN.test(type)) return valueWith(element, given);
  const chosen = given.map((name) => chosenThing(element, name, reader));
  return valueWith(element, chosen);
}

/** @returns the values in a field of a form: a menu for several takes them parted by commas */
export function partsOf(element: Json, text: string): string[] {
  const several = /^(multi_|checkboxes)/.test(stringOf(element.type));
  return several ? text.split(',').map((one) => one.trim()) : [text];
}

function chosenThing(element: Json, name: string, reader: Reader): unknown {
  const option = optionNamed(element, name);
  if (option !== undefined) return option;
  const offered = offeredIn(element, reader);
  const thing = offered.find(({ value, label }) => value === name || label === name || label === `#${name}`);
  const own = /^(multi_)?(users|channels|conversations)_select$/.test(stringOf(element.type));
  if (!own || thing === undefined) {
    throw new CannotDo(
      'wrong',
      `"${name}" is not offered here; there is: ${offered.map(({ label }) => label).join(', ')}.`,
    );
  }
  return thing.value;
}

/** Says what Slack's own client says of a field before it sends anything. @returns undefined when all is well */
export function complaintAbout(block: Json, element: Json, text: string): string | undefined {
  if (block.type !== 'input') return undefined;
  if (text === '') return block.optional === true ? undefined : 'Please complete this required field.';
  const { min_length: min, max_length: max, type } = element;
  if (typeof min === 'number' && text.length < min) return `This entry must have at least ${min} characters.`;
  const most = typeof max === 'number' ? max : 3000;
  if (type === 'plain_text_input' && text.length > most) return `This entry can have at most ${most} characters.`;
  if (type === 'number_input') return complaintAboutNumber(element, text);
  if (type === 'email_text_input' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text)) return 'Please enter a valid email.';
  if (type === 'url_text_input' && !/^https?:\/\/\S+$/.test(text)) return 'Please enter a valid URL.';
  return undefined;
}

function complaintAboutNumber(element: Json, text: string): string | undefined {
  const number = Number(text);
  if (!Number.isFinite(number)) return 'Please enter a valid number.';
  if (element.is_decimal_allowed !== true && !Number.isInteger(number)) return 'Please enter a whole number.';
  if (element.min_value !== undefined && number < Number(element.min_value)) return 'This number is too small.';
  if (element.max_value !== undefined && number > Number(element.max_value)) return 'This number is too large.';
  return undefined;
}
