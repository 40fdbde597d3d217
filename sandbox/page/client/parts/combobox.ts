import type { Ref } from 'preact';
import { useState } from 'preact/hooks';
import { html, type View } from '../html.ts';
import { type Choice, Listbox, movedBy, optionId } from './listbox.ts';

interface Props {
  id: string;
  label: string;
  value: string;
  placeholder?: string;
  choices: readonly Choice[];
  listLabel: string;
  /** Heading above the list. */
  heading?: View;
  /** The first choice is active at once, so that Enter and Tab take it. */
  eager?: boolean;
  multiline?: boolean;
  describedBy?: string | undefined;
  field?: Ref<HTMLInputElement & HTMLTextAreaElement>;
  onInput(value: string): void;
  onPick(choice: Choice): void;
  /** Enter, with nothing chosen in the list. */
  onEnter(): void;
  onEscape?(): void;
  /** Backspace with nothing left to delete. */
  onDelete?(): void;
}

/** A text that is typed, with a list of what it may become: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
export function Combobox(props: Props): View {
  const { id, choices, value, eager = false, onPick } = props;
  const [moved, setMoved] = useState({ value: '', count: 0, active: -1 });
  const [focused, setFocused] = useState(false);
  const [put, setPut] = useState(false);
  const count = choices.length;
  const open = focused && !put && (count > 0 || Boolean(props.heading));
  const list = `${id}-list`;
  // Taken from what is drawn, not set after it: whoever types and presses Enter at once means the first choice too.
  const stands = moved.value === value && moved.count === count;
  const active = stands ? moved.active : eager && count > 0 ? 0 : -1;
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (event.isComposing) return;
    const to = open ? movedBy(key, active, count) : undefined;
    const choice = open ? choices[active] : undefined;
    if (to !== undefined) setMoved({ value, count, active: to });
    else if (choice && (key === 'Enter' || (key === 'Tab' && eager && !event.shiftKey))) onPick(choice);
    else if (key === 'Enter' && !event.shiftKey) props.onEnter();
    else if (key === 'Escape' && open && count > 0) setPut(true);
    else if (key === 'Escape' && props.onEscape) props.onEscape();
    else if (key === 'Backspace' && value === '' && props.onDelete) props.onDelete();
    else return;
    event.preventDefault();
  };
  const shared = {
    id,
    value,
    onKeyDown,
    ref: props.field,
    class: 'combobox-field',
    // A text of several lines cannot be a combobox in name; the list is announced all the same.
    ...(props.multiline ? {} : { role: 'combobox', 'aria-expanded': open && count > 0 }),
    'aria-label': props.label,
    'aria-autocomplete': 'list',
    'aria-controls': open && count > 0 ? list : null,
    'aria-activedescendant': open && active >= 0 ? optionId(list, active) : null,
    'aria-describedby': props.describedBy,
    placeholder: props.placeholder,
    autocomplete: 'off',
    spellcheck: false,
    enterkeyhint: 'send',
    onInput: (event: Event) => {
      setPut(false);
      props.onInput((event.target as HTMLInputElement).value);
    },
    onFocus: () => setFocused(true),
    onBlur: () => setFocused(false),
  };
  return html`<div class="combobox">
    ${props.multiline ? html`<textarea ...${shared} rows="1"></textarea>` : html`<input ...${shared} type="text" />`}
    ${
      open &&
      html`<div class="popup">
        ${props.heading}
        ${count > 0 && html`<${Listbox} id=${list} label=${props.listLabel} choices=${choices} active=${active} onPick=${onPick} />`}
      </div>`
    }
  </div>`;
}
