import type { SeenMessage } from '../../../contract.ts';
import { type Json, objectOf, objectsOf, stringOf } from '../../../slack/json.ts';
import { DiscordText as Markdown } from '../discord/text.ts';
import { html, type View } from '../html.ts';
import { Picture } from '../parts/picture.ts';
import { useSpeech } from '../say.ts';
import { ElementView } from './element.ts';
import { RichText } from './rich-text.ts';
import { TextObject } from './text-object.ts';

/** The surface on which blocks stand: what is pressed and chosen belongs to a message, or to an open modal. */
export interface Surface {
  id: string;
  menus: SeenMessage['menus'];
}

/** A block, but for inputs, which only modals have: https://docs.slack.dev/reference/block-kit/blocks */
export function BlockView({ block, surface }: { block: Json; surface: Surface }): View {
  const { say } = useSpeech();
  switch (block.type) {
    case 'header':
      return html`<p class="s-header" role="heading" aria-level="4"><${TextObject} text=${block.text} /></p>`;
    case 'section':
      return html`<${Section} block=${block} surface=${surface} />`;
    case 'rich_text':
      return html`<${RichText} block=${block} />`;
    case 'markdown':
      return html`<${Markdown} source=${stringOf(block.text)} />`;
    case 'divider':
      return html`<hr class="s-divider" />`;
    case 'context':
      return html`<div class="s-context">
        ${objectsOf(block.elements).map((element) =>
          element.type === 'image'
            ? html`<img class="s-context-image" src=${element.image_url} alt=${element.alt_text} />`
            : html`<span><${TextObject} text=${element} /></span>`,
        )}
      </div>`;
    case 'actions':
      return html`<div class="s-actions">
        ${objectsOf(block.elements).map((element) => html`<${ElementView} key=${element.action_id} element=${element} surface=${surface} />`)}
      </div>`;
    case 'image':
      return html`<figure class="s-image">
        ${block.title !== undefined && html`<figcaption><${TextObject} text=${block.title} /></figcaption>`}
        <${Picture} src=${stringOf(block.image_url)} alt=${stringOf(block.alt_text)} />
      </figure>`;
    case 'table':
      return html`<${Table} block=${block} />`;
    default:
      return html`<p class="s-unknown">${say('unknown.part', { type: stringOf(block.type) })}</p>`;
  }
}

function Section({ block, surface }: { block: Json; surface: Surface }): View {
  const accessory = objectOf(block.accessory);
  const fields = objectsOf(block.fields);
  return html`<div class="s-section">
    <div class="s-section-words">
      ${block.text !== undefined && html`<p><${TextObject} text=${block.text} /></p>`}
      ${fields.length > 0 && html`<div class="s-fields">${fields.map((field) => html`<p><${TextObject} text=${field} /></p>`)}</div>`}
    </div>
    ${
      accessory.type === 'image'
        ? html`<${Picture} class="s-thumbnail" src=${stringOf(accessory.image_url)} alt=${stringOf(accessory.alt_text)} />`
        : accessory.type !== undefined && html`<${ElementView} element=${accessory} surface=${surface} />`
    }
  </div>`;
}

function Table({ block }: { block: Json }): View {
  const rows = (Array.isArray(block.rows) ? block.rows : []) as unknown[];
  const cell = (one: Json) => (one.type === 'rich_text' ? html`<${RichText} block=${one} />` : stringOf(one.text));
  return html`<table class="s-table">
    <tbody>
      ${rows.map((row) => html`<tr>${objectsOf(row).map((one) => html`<td>${cell(one)}</td>`)}</tr>`)}
    </tbody>
  </table>`;
}
