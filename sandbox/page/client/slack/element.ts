import { type Json, stringOf } from '../../../slack/json.ts';
import { html, type View } from '../html.ts';
import { CheckGroup } from '../parts/check-group.ts';
import { useHalf, useHalfState } from '../parts/half-context.ts';
import { Select } from '../parts/select.ts';
import { useSpeech } from '../say.ts';
import { choose, press } from '../store/acts.ts';
import type { Surface } from './block.ts';
import { choicesOf } from './choices.ts';
import { plainText } from './text-object.ts';

interface Props {
  element: Json;
  surface: Surface;
}

const INPUT_TYPES: Record<string, string> = {
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

/** A button, menu or picker that tells the bot at once: https://docs.slack.dev/reference/block-kit/block-elements */
export function ElementView({ element, surface }: Props): View {
  const half = useHalf();
  const { say } = useSpeech();
  const type = stringOf(element.type);
  const id = stringOf(element.action_id);
  const busy = useHalfState((state) => state.busy.has(`${surface.id}/${id}`));
  if (type === 'button') return html`<${Button} element=${element} surface=${surface} busy=${busy} />`;
  const menu = surface.menus.find((one) => one.id === id);
  const send = (values: string[]) => void choose(half, surface.id, id, values);
  const label = plainText(element.placeholder) || say(type === 'overflow' ? 'select.more' : 'select.choose');
  const choices = choicesOf(element, menu?.options ?? []);
  const inputType = INPUT_TYPES[type];
  if (inputType) {
    const onChange = (event: Event) => send([pickedValue(event.target as HTMLInputElement)]);
    return html`<input class="s-input" type=${inputType} aria-label=${label} value=${menu?.selected[0] ?? ''} onChange=${onChange} />`;
  }
  if (type === 'checkboxes' || type === 'radio_buttons') {
    const several = type === 'checkboxes';
    return html`<${CheckGroup} label=${label} choices=${choices} chosen=${menu?.selected ?? []} several=${several} onChoose=${send} />`;
  }
  return html`<div class=${type === 'overflow' ? 's-menu s-overflow' : 's-menu'}>
    <${Select}
      label=${label}
      choices=${choices}
      selected=${menu?.selected ?? []}
      most=${type.startsWith('multi_') ? Number(element.max_selected_items ?? choices.length) : 1}
      busy=${busy}
      onChoose=${send}
    />
  </div>`;
}

function Button({ element, surface, busy }: Props & { busy: boolean }): View {
  const half = useHalf();
  const style = stringOf(element.style);
  const tell = () => void press(half, surface.id, stringOf(element.action_id));
  const words = plainText(element.text);
  if (typeof element.url === 'string') {
    // Slack opens the address, and tells the app of the press as well.
    return html`<a class="s-button" href=${element.url} target="_blank" rel="noreferrer" onClick=${tell}>${words}</a>`;
  }
  return html`<button
    type="button"
    class=${`s-button ${style}${busy ? ' busy' : ''}`}
    aria-label=${element.accessibility_label}
    aria-busy=${busy || null}
    onClick=${tell}
  >${words}</button>`;
}

/** Slack counts a date with a time in seconds since the epoch. */
function pickedValue(input: HTMLInputElement): string {
  return input.type === 'datetime-local' ? String(Math.floor(new Date(input.value).getTime() / 1000)) : input.value;
}
