import type { SeenMessage } from '../../../contract.ts';
import { html, type View } from '../html.ts';
import { Avatar } from '../parts/avatar.ts';
import { useHalf, useHalfState, useReader } from '../parts/half-context.ts';
import { Icon } from '../parts/icon.ts';
import { Picture } from '../parts/picture.ts';
import { timeOfDay } from '../parts/time.ts';
import { useSpeech } from '../say.ts';
import { dismiss } from '../store/acts.ts';
import { nested } from './component.ts';
import { EmbedView } from './embed.ts';
import { LOADING, type RawMessage, rawMessage } from './raw.ts';
import { Reference } from './reference.ts';
import { DiscordText } from './text.ts';

/** Messages of one author within so long stand together under one name. */
const TOGETHER_MS = 7 * 60_000;

interface Props {
  message: SeenMessage;
  before: SeenMessage | undefined;
}

/** A message, as this person's client shows it. */
export function DiscordMessage({ message, before }: Props): View {
  const { say } = useSpeech();
  const reader = useReader();
  const raw = rawMessage(message);
  const failed = useHalfState((state) => state.failed.has(message.id));
  const joined = goesOn(message, before);
  const classes = ['d-message', joined ? 'joined' : '', message.onlyYou ? 'only-you' : ''].filter(Boolean).join(' ');
  return html`<article class=${classes}>
    ${!joined && html`<${Reference} raw=${raw} />`}
    <div class="d-message-body">
      ${!joined && html`<${Avatar} name=${message.author} bot=${message.fromBot} />`}
      <div class="d-message-main">
        ${
          !joined &&
          html`<header class="d-message-head">
            <span class=${`d-author${message.fromBot ? ' bot' : ''}`}>${message.author}</span>
            ${message.fromBot && html`<span class="d-app">APP</span>`}
            <time datetime=${new Date(message.postedAt).toISOString()}>${timeOfDay(message.postedAt, reader)}</time>
          </header>`
        }
        <${Content} raw=${raw} message=${message} />
        ${failed && html`<p class="d-failed" role="alert">${say('discord.failed')}</p>`}
        ${message.onlyYou && html`<${OnlyYou} message=${message} />`}
      </div>
    </div>
  </article>`;
}

function Content({ raw, message }: { raw: RawMessage; message: SeenMessage }): View {
  const { say } = useSpeech();
  if (raw.flags & LOADING) return html`<p class="d-thinking">${say('discord.thinking', { name: message.author })}</p>`;
  return html`
    ${raw.content && html`<${DiscordText} source=${raw.content} />`}
    ${raw.embeds.map((embed) => html`<${EmbedView} embed=${embed} />`)}
    ${raw.components.length > 0 && html`<div class="d-components">${nested(raw.components, message)}</div>`}
    ${raw.attachments.map(({ url, filename, content_type: type = '', description }) =>
      type.startsWith('image/')
        ? html`<${Picture} class="d-picture" src=${url} alt=${description ?? filename} />`
        : html`<a class="d-file" href=${url} target="_blank" rel="noreferrer">${filename}</a>`,
    )}
    ${raw.edited_timestamp && raw.content && html`<small class="d-edited">${say('message.edited')}</small>`}
  `;
}

function OnlyYou({ message }: { message: SeenMessage }): View {
  const half = useHalf();
  const { say } = useSpeech();
  return html`<p class="d-only-you">
    <${Icon} name="eye" /> ${say('discord.only-you')} <span aria-hidden="true">•</span>
    <button type="button" class="d-link" onClick=${() => dismiss(half, message.id)}>${say('discord.dismiss')}</button>
  </p>`;
}

function goesOn(message: SeenMessage, before: SeenMessage | undefined): boolean {
  const { interaction_metadata: interaction, referenced_message: answered } = rawMessage(message);
  if (!before || interaction || answered || message.onlyYou || before.onlyYou) return false;
  const near = message.postedAt - before.postedAt < TOGETHER_MS && message.postedAt >= before.postedAt;
  return near && rawMessage(before).author.id === rawMessage(message).author.id && !message.fromBot;
}
