import { html, type View } from '../html.ts';
import { useSpeech } from '../say.ts';

/** A bar as bots write it: full and empty parts. */
const BAR = /([█▓▰░▒▱]{5,})/;

/** A text in which a row of blocks is a bar: how far it has come, for a screen reader, which would read each block. */
export function withBars(text: string): View {
  return text.split(BAR).map((part, index) => (index % 2 === 1 ? html`<${ProgressBar} blocks=${part} />` : part));
}

function ProgressBar({ blocks }: { blocks: string }): View {
  const { say } = useSpeech();
  const full = blocks.replaceAll(/[░▒▱]/g, '').length;
  const percent = Math.round((full / blocks.length) * 100);
  return html`<span role="progressbar" aria-label=${say('progress')} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent}>${blocks}</span>`;
}
