import { type Json, objectOf, objectsOf } from '../../../slack/json.ts';
import type { Choice } from '../parts/listbox.ts';
import { plainText } from './text-object.ts';

/** @param offered what the sandbox lets a person choose @returns it as the client shows it */
export function choicesOf(element: Json, offered: readonly { value: string; label: string }[]): Choice[] {
  const groups = objectsOf(element.option_groups).flatMap((group) => objectsOf(group.options));
  const options = [...objectsOf(element.options), ...groups];
  return offered.map(({ value, label }) => {
    const hint = plainText(objectOf(options.find((option) => option.value === value)).description);
    return { value, label, hint: hint || undefined };
  });
}
