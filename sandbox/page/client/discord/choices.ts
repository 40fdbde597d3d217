import { CHANNEL_SELECT, type Component, ROLE_SELECT } from '../../../discord/components.ts';
import type { Choice } from '../parts/listbox.ts';

/** @param offered what the sandbox lets a person choose @returns it as the client shows it */
export function choicesOf(component: Component, offered: readonly { value: string; label: string }[]): Choice[] {
  const sign = component.type === CHANNEL_SELECT ? '# ' : component.type === ROLE_SELECT ? '@' : '';
  return offered.map(({ value, label }) => {
    const option = component.options?.find((one) => one.value === value);
    return { value, label: sign + label, hint: option?.description };
  });
}
