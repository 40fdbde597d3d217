import { useId, useRef, useState } from 'preact/hooks';
import { html, type View } from '../html.ts';
import { Icon } from './icon.ts';
import { type Choice, Listbox, movedBy, optionId } from './listbox.ts';

interface Props {
  /** Of the button, for a label to point at. */
  id?: string;
  /** What it is for; read aloud, and shown while nothing is chosen when there is no placeholder. */
  label: string;
  placeholder?: string | undefined;
  choices: readonly Choice[];
  selected: readonly string[];
  /** More than one can be chosen when `most` is over 1; then they are sent when the list closes. */
  most?: number;
  disabled?: boolean;
  invalid?: boolean;
  describedBy?: string | undefined;
  onChoose(values: string[]): void;
}

const LIST_HEIGHT_PX = 260;

/** A menu as both platforms have them, for keyboard and screen reader: a button that opens a list. */
export function Select(props: Props): View {
  const { label, placeholder = label, choices, selected, most = 1, onChoose } = props;
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState<'up' | 'down'>();
  const [active, setActive] = useState(-1);
  const [pending, setPending] = useState<readonly string[]>();
  const shown = pending ?? selected;
  const several = most > 1;

  const show = () => {
    setActive(choices.findIndex(({ value }) => selected.includes(value)));
    setOpen(directionFor(button.current));
  };
  const close = () => {
    setOpen(undefined);
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
    setOpen(undefined);
    onChoose([value]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    const to = movedBy(key, active, choices.length) ?? startingWith(key, choices, active);
    const chosen = choices[active];
    if (open === undefined) {
      if (!['ArrowDown', 'ArrowUp'].includes(key)) return;
      show();
    } else if (key === 'Escape') setOpen(undefined);
    else if (key === 'Tab') return close();
    else if (key === 'Enter' || key === ' ') {
      if (chosen) pick(chosen);
    } else if (to !== undefined) setActive(to);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const words = choices.filter(({ value }) => shown.includes(value)).map((choice) => choice.label);
  return html`<div class=${`select ${open ?? ''}`}>
    <button
      ref=${button}
      id=${props.id}
      type="button"
      class="select-button"
      role="combobox"
      aria-haspopup="listbox"
      aria-expanded=${open !== undefined}
      aria-controls=${open && `${id}-list`}
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
        onPick=${pick}
      />`
    }
  </div>`;
}

/** Upwards where the list would be cut off below. */
function directionFor(button: HTMLElement | null): 'up' | 'down' {
  const frame = button?.closest('.messages, .dialog-body');
  if (!button || !frame) return 'down';
  const [own, outer] = [button.getBoundingClientRect(), frame.getBoundingClientRect()];
  const [above, below] = [own.top - outer.top, outer.bottom - own.bottom];
  return below < LIST_HEIGHT_PX && above > below ? 'up' : 'down';
}

/** @returns the next choice that begins with a letter */
function startingWith(key: string, choices: readonly Choice[], active: number): number | undefined {
  if ([...key].length !== 1 || key === ' ') return undefined;
  const fits = ({ label }: Choice) => label.toLowerCase().replace(/^[#@]/, '').startsWith(key.toLowerCase());
  const order = choices.map((_, index) => (index + active + 1) % choices.length);
  return order.find((index) => choices[index] !== undefined && fits(choices[index]));
}
