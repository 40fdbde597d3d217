import { html, type View } from '../html.ts';
import { Mark } from './icon.ts';

const HUES = 6;

/** A person's first letter on a colour of their own; the bot's mark. The name stands beside it. */
export function Avatar({ name, bot = false, of }: { name: string; bot?: boolean; of?: string }): View {
  if (bot) return html`<span class="avatar avatar-bot"><${Mark} /></span>`;
  return html`<span class="avatar hue-${hueOf(of ?? name)}" aria-hidden="true">${[...name][0] ?? '?'}</span>`;
}

function hueOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % HUES;
}
