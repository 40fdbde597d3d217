import type { SeenMessage } from '../../../contract.ts';
import { type Json, objectOf, objectsOf, stringOf } from '../../../slack/json.ts';
import { html, type View } from '../html.ts';
import { Avatar } from '../parts/avatar.ts';
import { useHalfState, useReader } from '../parts/half-context.ts';
import { Icon } from '../parts/icon.ts';
import { timeOfDay } from '../parts/time.ts';
import { useSpeech } from '../say.ts';
import { BlockView, type Surface } from './block.ts';
import { Mrkdwn } from './mrkdwn.ts';
import { TextObject } from './text-object.ts';

/** Messages of one author within so long stand together under one name. */
const TOGETHER_MS = 5 * 60_000;

interface Props {
  message: SeenMessage;
  before: SeenMessage | undefined;
}

/** A message, as this person's client shows it. */
export function SlackMessage({ message, before }: Props): View {
  const { say } = useSpeech();
  const reader = useReader();
  const raw = objectOf(message.raw);
  const failed = useHalfState((state) => state.failed.has(message.id));
  const joined = goesOn(message, before);
  const time = timeOfDay(message.postedAt, reader);
  return html`<article class=${`s-message${joined ? ' joined' : ''}${message.onlyYou ? ' only-you' : ''}`}>
    ${message.onlyYou && html`<p class="s-only-you"><${Icon} name="eye" /> ${say('slack.only-you')}</p>`}
    <div class="s-message-body">
      ${
        joined
          ? html`<time class="s-side-time" datetime=${new Date(message.postedAt).toISOString()}>${time}</time>`
          : html`<${Avatar} name=${message.author} bot=${message.fromBot} />`
      }
      <div class="s-message-main">
        ${
          !joined &&
          html`<header class="s-message-head">
            <span class="s-author">${message.author}</span>
            ${message.fromBot && html`<span class="s-app">${say('slack.app')}</span>`}
            <time datetime=${new Date(message.postedAt).toISOString()}>${time}</time>
          </header>`
        }
        <${Content} raw=${raw} message=${message} />
        ${failed && html`<p class="s-failed" role="alert">${say('slack.failed')}</p>`}
      </div>
    </div>
  </article>`;
}

function Content({ raw, message }: { raw: Json; message: SeenMessage }): View {
  const { say } = useSpeech();
  const surface: Surface = message;
  const blocks = objectsOf(raw.blocks);
  const text = stringOf(raw.text);
  return html`
    ${
      // With blocks, the text is for notifications only.
      blocks.length > 0
        ? html`<div class="s-blocks">${blocks.map((block) => html`<${BlockView} key=${block.block_id} block=${block} surface=${surface} />`)}</div>`
        : text && html`<p class="s-text"><${Mrkdwn} text=${text} /></p>`
    }
    ${raw.edited !== undefined && html`<small class="s-edited">${say('message.edited')}</small>`}
    ${objectsOf(raw.attachments).map((attachment) => html`<${Attachment} attachment=${attachment} surface=${surface} />`)}
    <${Reactions} raw=${raw} />
  `;
}

/** The older kind of card: https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments */
function Attachment({ attachment, surface }: { attachment: Json; surface: Surface }): View {
  const colour = /^#[0-9a-f]{6}$/i.test(stringOf(attachment.color)) ? attachment.color : undefined;
  const words = ['pretext', 'title', 'text'].map((name) => stringOf(attachment[name])).filter(Boolean);
  return html`<div class="s-attachment" style=${{ borderLeftColor: colour }}>
    ${words.map((text) => html`<p><${TextObject} text=${{ type: 'mrkdwn', text }} /></p>`)}
    ${objectsOf(attachment.blocks).map((block) => html`<${BlockView} block=${block} surface=${surface} />`)}
  </div>`;
}

function Reactions({ raw }: { raw: Json }): View {
  const reactions = objectsOf(raw.reactions);
  if (reactions.length === 0) return null;
  return html`<ul class="s-reactions">
    ${reactions.map(({ name, count }) => html`<li>:${stringOf(name)}: ${String(count)}</li>`)}
  </ul>`;
}

function goesOn(message: SeenMessage, before: SeenMessage | undefined): boolean {
  if (!before || message.onlyYou || before.onlyYou || message.fromBot) return false;
  const near = message.postedAt - before.postedAt < TOGETHER_MS && message.postedAt >= before.postedAt;
  return near && objectOf(before.raw).user === objectOf(message.raw).user;
}
