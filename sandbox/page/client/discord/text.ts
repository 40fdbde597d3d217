import { drawTime } from '../../../discord/person/timestamps.ts';
import { html, type View } from '../html.ts';
import { type Reader, useReader } from '../parts/half-context.ts';
import { withBars } from '../parts/progress-bar.ts';
import { useSpeech } from '../say.ts';
import { useNow } from '../store/clock.ts';
import { type Block, type Inline, parseLine, parseMarkdown } from './markdown.ts';

/** Words in Discord's markdown, as the reader's client draws them. */
export function DiscordText({ source }: { source: string }): View {
  return html`<div class="d-text">${parseMarkdown(source).map((block) => html`<${BlockView} block=${block} />`)}</div>`;
}

/** Draws one line of Discord's markdown, in whatever stands around it. */
export function DiscordLine({ source }: { source: string }): View {
  return html`<${Line} pieces=${parseLine(source)} />`;
}

function BlockView({ block }: { block: Block }): View {
  switch (block.type) {
    case 'heading':
      return html`<p class=${`d-heading d-heading-${block.level}`} role="heading" aria-level="4">
        <${Line} pieces=${block.children} />
      </p>`;
    case 'small':
      return html`<p class="d-small"><${Line} pieces=${block.children} /></p>`;
    case 'line':
      return html`<p class="d-line"><${Line} pieces=${block.children} /></p>`;
    case 'quote':
      return html`<blockquote>${block.lines.map((line) => html`<p class="d-line"><${Line} pieces=${line} /></p>`)}</blockquote>`;
    case 'list': {
      const items = block.items.map((item) => html`<li><${Line} pieces=${item} /></li>`);
      return block.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    case 'code':
      return html`<pre><code>${block.text}</code></pre>`;
  }
}

function Line({ pieces }: { pieces: readonly Inline[] }): View {
  return pieces.map((piece) => html`<${Piece} piece=${piece} />`);
}

function Piece({ piece }: { piece: Inline }): View {
  const reader = useReader();
  const { say } = useSpeech();
  switch (piece.type) {
    case 'text':
      return withBars(piece.text);
    case 'emoji':
      return piece.text;
    case 'code':
      return html`<code>${piece.text}</code>`;
    case 'command':
    case 'everyone':
      return html`<span class="mention">${piece.text}</span>`;
    case 'user':
      return html`<span class="mention">@${reader.user(piece.id) ?? say('unknown.user')}</span>`;
    case 'role':
      return html`<span class="mention">@${reader.role(piece.id) ?? say('unknown.role')}</span>`;
    case 'channel':
      return html`<span class="mention">#${reader.channel(piece.id) ?? say('unknown.channel')}</span>`;
    case 'time':
      return html`<${TimeView} piece=${piece} reader=${reader} />`;
    case 'link':
      return html`<a href=${piece.url} target="_blank" rel="noreferrer"><${Line} pieces=${piece.children} /></a>`;
    case 'spoiler':
      return html`<${Spoiler} pieces=${piece.children} />`;
    default:
      return html`<${TAGS[piece.type]}><${Line} pieces=${piece.children} /><//>`;
  }
}

const TAGS = { strong: 'strong', em: 'em', underline: 'u', strike: 's' } as const;

/** In the reader's zone and language; "in 2 days" moves on with the sandbox's time. */
function TimeView({ piece, reader }: { piece: Extract<Inline, { type: 'time' }>; reader: Reader }): View {
  const now = useNow();
  const ms = piece.seconds * 1000;
  if (Number.isNaN(new Date(ms).getTime())) return `<t:${piece.seconds}:${piece.style}>`;
  return html`<time class="d-time" datetime=${new Date(ms).toISOString()} title=${drawTime(ms, 'F', reader, now)}>
    ${drawTime(ms, piece.style, reader, now)}
  </time>`;
}

function Spoiler({ pieces }: { pieces: readonly Inline[] }): View {
  return html`<details class="d-spoiler"><summary>…</summary><${Line} pieces=${pieces} /></details>`;
}
