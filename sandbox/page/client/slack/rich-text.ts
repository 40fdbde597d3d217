import { type Json, objectOf, objectsOf, stringOf } from '../../../slack/json.ts';
import { html, type View } from '../html.ts';
import { useReader } from '../parts/half-context.ts';
import { useSpeech } from '../say.ts';
import { DateView } from './date.ts';
import { Lines } from './lines.ts';

/** Nothing in it is mark-up: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export function RichText({ block }: { block: Json }): View {
  return html`<div class="s-rich">${objectsOf(block.elements).map((part) => html`<${Part} part=${part} />`)}</div>`;
}

function Part({ part }: { part: Json }): View {
  const elements = objectsOf(part.elements);
  const inner = elements.map((element) => html`<${Element} element=${element} />`);
  switch (part.type) {
    case 'rich_text_list': {
      const items = elements.map((item) => html`<li><${Part} part=${item} /></li>`);
      const indent = `s-list indent-${Number(part.indent ?? 0)}`;
      return part.style === 'ordered'
        ? html`<ol class=${indent}>${items}</ol>`
        : html`<ul class=${indent}>${items}</ul>`;
    }
    case 'rich_text_quote':
      return html`<blockquote>${inner}</blockquote>`;
    case 'rich_text_preformatted':
      return html`<pre><code>${inner}</code></pre>`;
    default:
      return html`<p>${inner}</p>`;
  }
}

function Element({ element }: { element: Json }): View {
  const style = objectOf(element.style);
  let drawn: View = html`<${Bare} element=${element} />`;
  if (style.code === true) drawn = html`<code>${drawn}</code>`;
  if (style.strike === true) drawn = html`<s>${drawn}</s>`;
  if (style.italic === true) drawn = html`<em>${drawn}</em>`;
  if (style.underline === true) drawn = html`<u>${drawn}</u>`;
  return style.bold === true ? html`<strong>${drawn}</strong>` : drawn;
}

function Bare({ element }: { element: Json }): View {
  const { user, channel, role } = useReader();
  const { say } = useSpeech();
  switch (element.type) {
    case 'link':
      return html`<a href=${element.url} target="_blank" rel="noreferrer">${stringOf(element.text) || element.url}</a>`;
    case 'date':
      return html`<${DateView}
        seconds=${String(element.timestamp)}
        format=${stringOf(element.format)}
        url=${element.url}
        fallback=${stringOf(element.fallback)}
      />`;
    case 'user':
      return html`<span class="mention">@${user(stringOf(element.user_id)) ?? say('unknown.user')}</span>`;
    case 'usergroup':
      return html`<span class="mention">@${role(stringOf(element.usergroup_id)) ?? say('unknown.role')}</span>`;
    case 'channel':
      return html`<span class="mention">#${channel(stringOf(element.channel_id)) ?? say('unknown.channel')}</span>`;
    case 'broadcast':
      return html`<span class="mention">@${element.range}</span>`;
    case 'emoji':
      return emoji(element);
    case 'color':
      return stringOf(element.value);
    default:
      return html`<${Lines} text=${stringOf(element.text)} />`;
  }
}

/** `unicode` is the code points in hexadecimal, parted by "-". */
function emoji({ name, unicode }: Json): string {
  const points = stringOf(unicode).split('-').filter(Boolean);
  if (points.length === 0) return `:${stringOf(name)}:`;
  return String.fromCodePoint(...points.map((point) => Number.parseInt(point, 16)));
}
