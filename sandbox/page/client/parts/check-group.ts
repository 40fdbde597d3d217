import { useId } from 'preact/hooks';
import { html, type View } from '../html.ts';
import type { Choice } from './listbox.ts';

interface Props {
  label: string;
  choices: readonly Choice[];
  chosen: readonly string[];
  /** Check boxes; else one of them can be chosen. */
  several: boolean;
  onChoose(values: string[]): void;
}

/** Choices that are all seen at once. */
export function CheckGroup({ label, choices, chosen, several, onChoose }: Props): View {
  const name = useId();
  const toggle = (value: string) => {
    if (!several) return onChoose([value]);
    onChoose(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  };
  return html`<div class="check-group" role=${several ? 'group' : 'radiogroup'} aria-label=${label}>
    ${choices.map(
      ({ value, label: words, hint }) => html`<label class="check" key=${value}>
        <input
          type=${several ? 'checkbox' : 'radio'}
          name=${name}
          checked=${chosen.includes(value)}
          onChange=${() => toggle(value)}
        />
        <span>${words}${hint && html`<small>${hint}</small>`}</span>
      </label>`,
    )}
  </div>`;
}
