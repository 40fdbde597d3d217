import type { Component } from '../../../discord/components.ts';
import { html, type View } from '../html.ts';
import { Picture } from '../parts/picture.ts';

/** Pictures side by side; a picture without a description says nothing to a screen reader. */
export function Gallery({ component }: { component: Component }): View {
  return html`<div class="d-gallery">
    ${component.items?.map(({ media, description }) => html`<${Picture} src=${media.url} alt=${description ?? ''} />`)}
  </div>`;
}

export function Thumbnail({ component }: { component: Component }): View {
  return html`<${Picture} class="d-thumbnail" src=${component.media?.url} alt=${component.description ?? ''} />`;
}
