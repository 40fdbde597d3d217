import { isJson, stringOf } from '../../../slack/json.ts';
import { html, type View } from '../html.ts';
import { Lines } from './lines.ts';
import { Mrkdwn } from './mrkdwn.ts';

/** Plain text or mrkdwn: https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
export function TextObject({ text }: { text: unknown }): View {
  if (!isJson(text)) return null;
  if (text.type === 'mrkdwn') return html`<${Mrkdwn} text=${stringOf(text.text)} />`;
  return html`<${Lines} text=${plainText(text)} />`;
}

/** @returns the words of a plain text; three signs in it are entities */
export function plainText(text: unknown): string {
  if (!isJson(text)) return '';
  return stringOf(text.text).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
