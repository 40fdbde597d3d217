import { html, type View } from '../html.ts';
import { Mark } from './icon.ts';

const HUES = 8;

/**
 * A person's first letter on a colour of their own, the same on both platforms; the bot's mark. The name stands beside
 * it.
 */
export function Avatar({ name, bot = false }: { name: string; bot?: boolean }): View {
  if (bot) return html`<span class="avatar avatar-bot"><${Mark} /></span>`;
  return html`<span class="avatar hue-${hueOf(name)}" aria-hidden="true">${[...name][0] ?? '?'}</span>`;
}

/** FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hueOf(text: string): number {
  const hash = [...text].reduce(
    (sum, character) => Math.imul(sum ^ (character.codePointAt(0) ?? 0), 16777619),
    2166136261,
  );
  return (hash >>> 0) % HUES;
}
