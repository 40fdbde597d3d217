import type { Component } from '../../../discord/components.ts';
import { html, type View } from '../html.ts';

/** Pictures side by side; a picture without a description says nothing to a screen reader. */
export function Gallery({ component }: { component: Component }): View {
  return html`<div class="d-gallery">
    ${component.items?.map(
      ({ media, description }) => html`<img src=${media.url} alt=${description ?? ''} loading="lazy" />`,
    )}
  </div>`;
}

export function Thumbnail({ component }: { component: Component }): View {
  return html`<img class="d-thumbnail" src=${component.media?.url} alt=${component.description ?? ''} loading="lazy" />`;
}
