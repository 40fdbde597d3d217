import type { SeenMessage } from '../../../contract.ts';
import { type Component, LINK_STYLE } from '../../../discord/components.ts';
import { html, type View } from '../html.ts';
import { useHalf, useHalfState } from '../parts/half-context.ts';
import { Icon } from '../parts/icon.ts';
import { press } from '../store/acts.ts';

/** By number: https://docs.discord.com/developers/components/reference#button-button-styles */
const STYLES = ['', 'primary', 'secondary', 'success', 'danger', 'link', 'premium'];

/** A button, or a link that looks like one. While the bot is asked it says so, and cannot be pressed again. */
export function Button({ component, message }: { component: Component; message: SeenMessage }): View {
  const half = useHalf();
  const { custom_id: id = '', style = 2, url, disabled = false } = component;
  const busy = useHalfState((state) => state.busy.has(`${message.id}/${id}`));
  const emoji = component.emoji?.id === undefined ? component.emoji?.name : `:${component.emoji.name}:`;
  const words = [emoji, component.label].filter(Boolean).join(' ');
  if (style === LINK_STYLE) {
    return html`<a class="d-button link" href=${url} target="_blank" rel="noreferrer">${words} <${Icon} name="window" /></a>`;
  }
  return html`<button
    type="button"
    class=${`d-button ${STYLES[style] ?? ''}${busy ? ' busy' : ''}`}
    disabled=${disabled}
    aria-busy=${busy || null}
    onClick=${() => void press(half, message.id, id)}
  >${words}</button>`;
}
