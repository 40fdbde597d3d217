import { useId, useRef, useState } from 'preact/hooks';
import { html, type View } from '../html.ts';
import { Icon } from './icon.ts';
import { type Choice, Listbox, movedBy, optionId } from './listbox.ts';

interface Props {
  /** Of the button, for a label to point at. */
  id?: string;
  /** Purpose of the menu; read aloud, and shown while nothing is chosen when there is no placeholder. */
  label: string;
  placeholder?: string | undefined;
  choices: readonly Choice[];
  selected: readonly string[];
  /** More than one can be chosen when `most` is over 1; then they are sent when the list closes. */
  most?: number;
  disabled?: boolean;
  /** True while what was chosen is on its way; the cursor stays where it is. */
  busy?: boolean;
  invalid?: boolean;
  describedBy?: string | undefined;
  onChoose(values: string[]): void;
}

/** A menu as both platforms have them, for keyboard and screen reader: a button that opens a list. */
export function Select(props: Props): View {
  const { label, placeholder = label, choices, selected, most = 1, onChoose } = props;
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [pending, setPending] = useState<readonly string[]>();
  const shown = pending ?? selected;
  const several = most > 1;

  const show = () => {
    setActive(choices.findIndex(({ value }) => selected.includes(value)));
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    if (pending) onChoose([...pending]);
    setPending(undefined);
  };
  const pick = ({ value }: Choice) => {
    if (several) {
      const rest = shown.filter((one) => one !== value);
      if (rest.length < shown.length || shown.length < most)
        setPending(rest.length < shown.length ? rest : [...rest, value]);
      return;
    }
    setOpen(false);
    onChoose([value]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    const to = movedBy(key, active, choices.length) ?? startingWith(key, choices, active);
    const chosen = choices[active];
    if (!open) {
      if (!['ArrowDown', 'ArrowUp'].includes(key)) return;
      show();
    } else if (key === 'Escape') setOpen(false);
    else if (key === 'Tab') return close();
    else if (key === 'Enter' || key === ' ') {
      if (chosen) pick(chosen);
    } else if (to !== undefined) setActive(to);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const words = choices.filter(({ value }) => shown.includes(value)).map((choice) => choice.label);
  return html`<div class="select">
    <button
      ref=${button}
      id=${props.id}
      type="button"
      class=${`select-button${props.busy ? ' busy' : ''}`}
      aria-busy=${props.busy || null}
      role="combobox"
      aria-haspopup="listbox"
      aria-expanded=${open}
      aria-controls=${open ? `${id}-list` : null}
      aria-activedescendant=${open && active >= 0 ? optionId(`${id}-list`, active) : null}
      aria-label=${words.length > 0 ? `${label}: ${words.join(', ')}` : label}
      aria-invalid=${props.invalid || null}
      aria-describedby=${props.describedBy}
      disabled=${props.disabled}
      onClick=${() => (open ? close() : show())}
      onKeyDown=${onKeyDown}
      onBlur=${close}
    >
      <span class=${words.length > 0 ? 'select-value' : 'select-value placeholder'}>${words.join(', ') || placeholder}</span>
      <${Icon} name="chevron" />
    </button>
    ${
      open &&
      html`<${Listbox}
        id=${`${id}-list`}
        label=${label}
        choices=${choices}
        active=${active}
        selected=${shown}
        multiple=${several}
        anchor=${button}
        onPick=${pick}
      />`
    }
  </div>`;
}

/** @returns the next choice that begins with a letter */
function startingWith(key: string, choices: readonly Choice[], active: number): number | undefined {
  if ([...key].length !== 1 || key === ' ') return undefined;
  const fits = ({ label }: Choice) => label.toLowerCase().replace(/^[#@]/, '').startsWith(key.toLowerCase());
  const order = choices.map((_, index) => (index + active + 1) % choices.length);
  return order.find((index) => choices[index] !== undefined && fits(choices[index]));
}
