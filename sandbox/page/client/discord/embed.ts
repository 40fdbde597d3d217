import { html, type View } from '../html.ts';
import type { Embed } from './raw.ts';
import { DiscordText } from './text.ts';

/** An embed, which messages without Components V2 have: https://docs.discord.com/developers/resources/message#embed-object */
export function EmbedView({ embed }: { embed: Embed }): View {
  const { title, description, fields = [], footer, author, image, color, url } = embed;
  const edge = color === undefined ? undefined : `#${color.toString(16).padStart(6, '0')}`;
  return html`<div class="d-container accented" style=${{ borderLeftColor: edge }}>
    ${author && html`<p class="d-line"><strong>${author.name}</strong></p>`}
    ${title && html`<p class="d-heading d-heading-3">${url ? html`<a href=${url} target="_blank" rel="noreferrer">${title}</a>` : title}</p>`}
    ${description && html`<${DiscordText} source=${description} />`}
    ${
      fields.length > 0 &&
      html`<dl class="d-fields">
        ${fields.map(
          ({ name, value }) => html`<div>
            <dt><${DiscordText} source=${name} /></dt>
            <dd><${DiscordText} source=${value} /></dd>
          </div>`,
        )}
      </dl>`
    }
    ${image && html`<img class="d-picture" src=${image.url} alt="" />`}
    ${footer && html`<p class="d-small">${footer.text}</p>`}
  </div>`;
}
