import { html, type View } from '../html.ts';
import { withBars } from '../parts/progress-bar.ts';

/** A text with its line breaks. */
export function Lines({ text }: { text: string }): View {
  return text.split('\n').map((line, index) => (index === 0 ? withBars(line) : [html`<br />`, withBars(line)]));
}
