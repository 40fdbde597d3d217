import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { html, type View } from '../html.ts';
import { useFloating } from './floating.ts';
import { Icon } from './icon.ts';

/** One line of a list to choose from. */
export interface Choice {
  value: string;
  label: string;
  hint?: string | undefined;
}

interface Props {
  id: string;
  label: string;
  choices: readonly Choice[];
  /** The place in `choices` of the one that Enter takes; -1 for none. */
  active: number;
  selected?: readonly string[];
  multiple?: boolean;
  /** The element that opened the list, when it lies over everything beside that. */
  anchor?: RefObject<HTMLElement | null>;
  onPick(choice: Choice): void;
}

/**
 * The list of a combobox. The cursor stays where it is typed or pressed; the list only shows what is active.
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function Listbox({ id, label, choices, active, selected = [], multiple = false, anchor, onPick }: Props): View {
  const list = useFloating(anchor);
  useEffect(() => {
    document.getElementById(optionId(id, active))?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  return html`<ul
    ref=${list}
    id=${id}
    class="listbox"
    role="listbox"
    popover=${anchor ? 'manual' : null}
    aria-label=${label}
    aria-multiselectable=${multiple || null}
  >
    ${choices.map(
      (choice, index) => html`<li
        id=${optionId(id, index)}
        key=${choice.value}
        class=${index === active ? 'option active' : 'option'}
        role="option"
        aria-selected=${selected.includes(choice.value)}
        onMouseDown=${(event: Event) => event.preventDefault()}
        onClick=${() => onPick(choice)}
      >
        <span class="option-words">
          <span class="option-label">${choice.label}</span>
          ${choice.hint && html`<span class="option-hint">${choice.hint}</span>`}
        </span>
        ${selected.includes(choice.value) && html`<${Icon} name="check" />`}
      </li>`,
    )}
  </ul>`;
}

export function optionId(list: string, index: number): string {
  return `${list}-${index}`;
}

/** @returns where a key moves in a list of `count`; undefined for a key that does not move */
export function movedBy(key: string, active: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return (active + 1) % count;
  if (key === 'ArrowUp') return (active <= 0 ? count : active) - 1;
  return undefined;
}
