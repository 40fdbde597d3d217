import { type Element, wordsOf } from './rich-text.ts';

const MARKUP = /[*_~`>]|:\S+:/;

/**
 * Writes elements as Slack's text mark-up. Styles are left out: mrkdwn has no way to escape "*", "_", "~" and "`", so
 * it is used only where they cannot matter (`isLiteral`) or are not shown (the text for notifications).
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function mrkdwn(elements: readonly Element[]): string {
  return elements.map(one).join('');
}

/** @returns whether mrkdwn shows these very words: nothing in them is mark-up, an emoji's name or a quotation */
export function isLiteral(elements: readonly Element[]): boolean {
  return elements.every((element) => !element.style && !MARKUP.test(wordsOf(element) ?? ''));
}

/** Only these three, as entities. https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function one(element: Element): string {
  switch (element.type) {
    case 'text':
      return escapeText(element.text);
    case 'link':
      return element.text === element.url
        ? `<${escapeText(element.url)}>`
        : `<${escapeText(element.url)}|${label(element.text ?? '')}>`;
    case 'date':
      return `<!date^${element.timestamp}^${element.format}|${label(element.fallback ?? '')}>`;
    case 'user':
      return `<@${element.user_id}>`;
    case 'channel':
      return `<#${element.channel_id}>`;
    case 'usergroup':
      return `<!subteam^${element.usergroup_id}>`;
  }
}

/** What stands behind the "|" of a link or date runs to the next ">" on the same line. */
function label(text: string): string {
  return escapeText(text.replaceAll('\n', ' ')).replaceAll('|', '¦');
}
