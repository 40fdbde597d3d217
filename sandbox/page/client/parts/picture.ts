import { useState } from 'preact/hooks';
import { html, type View } from '../html.ts';
import { useSpeech } from '../say.ts';
import { Icon } from './icon.ts';

interface Props {
  class?: string;
  src: string | undefined;
  /** Description of the picture in words; empty for one that says nothing to a screen reader. */
  alt: string;
}

/** A picture of a message, from wherever it lies; what it shows in words, where it cannot be fetched. */
export function Picture({ class: name = '', src, alt }: Props): View {
  const { say } = useSpeech();
  const [missing, setMissing] = useState<string>();
  if (missing !== src || src === undefined)
    return html`<img class=${name} src=${src} alt=${alt} onError=${() => setMissing(src)} />`;
  return html`<span class=${`picture-missing ${name}`} role=${alt ? 'img' : null} aria-label=${alt || null}>
    <${Icon} name="picture" /> <span>${alt || say('picture.missing')}</span>
  </span>`;
}
