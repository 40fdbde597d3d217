import { html, type View } from '../html.ts';

/** A text with its line breaks. */
export function Lines({ text }: { text: string }): View {
  return text.split('\n').map((line, index) => (index === 0 ? line : [html`<br />`, line]));
}
