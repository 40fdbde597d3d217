import { html, type View } from '../html.ts';
import { Avatar } from './avatar.ts';
import { Icon } from './icon.ts';

/** Words in a channel, or in the direct messages with the bot, where nobody has written yet. */
export function Empty({ title, direct, children }: { title: string; direct: boolean; children: View }): View {
  return html`<div class="empty">
    <span class="empty-sign">${direct ? html`<${Avatar} name=${title} bot=${true} />` : html`<${Icon} name="hash" />`}</span>
    <h4>${title}</h4>
    <p>${children}</p>
  </div>`;
}
