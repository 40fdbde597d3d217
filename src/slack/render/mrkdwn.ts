import { type Element, wordsOf } from './rich-text.ts';

/** Marks that mrkdwn would draw, or read as an emoji or as everyone: it has no way to escape them. */
const MARKUP = /[*_~`>]|:\S+:|@(here|channel|everyone)/i;

const MARKS = { bold: '*', italic: '_', code: '`' } as const;

/** Neighbours of one style, which stand between one pair of marks. */
interface Run {
  style: Element['style'];
  elements: Element[];
}

/**
 * Writes elements as Slack's text mark-up; without `styles`, as the text for notifications.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function mrkdwn(elements: readonly Element[], { styles }: { styles: boolean }): string {
  return runs(elements)
    .map(({ style, elements: inner }) => {
      const mark = styles ? markOf(style) : '';
      return mark + inner.map(reference).join('') + mark;
    })
    .join('');
}

/** @returns whether mrkdwn shows these very words with these very styles; else they must stand in rich_text */
export function isLiteral(elements: readonly Element[]): boolean {
  const all = runs(elements);
  return (
    elements.every((element) => !MARKUP.test(wordsOf(element) ?? '')) &&
    all.every((run, index) => markOf(run.style) === '' || marksHold(run, all[index - 1], all[index + 1]))
  );
}

/** Marks are read only at the edges of words, on one line, and not within each other. */
function marksHold({ style, elements }: Run, before: Run | undefined, after: Run | undefined): boolean {
  const text = elements.map((element) => wordsOf(element) ?? 'x').join('');
  const previous = before && wordsOf(before.elements.at(-1) as Element);
  const next = after && wordsOf(after.elements[0] as Element);
  return (
    Object.keys(style ?? {}).length === 1 &&
    /^\S([^\n]*\S)?$/.test(text) &&
    (!before || /[\s(–-]$/.test(previous ?? '')) &&
    (!after || /^[\s).,;:!?–-]/.test(next ?? ''))
  );
}

function runs(elements: readonly Element[]): Run[] {
  const result: Run[] = [];
  for (const element of elements) {
    const last = result.at(-1);
    if (last && markOf(last.style) === markOf(element.style)) last.elements.push(element);
    else result.push({ style: element.style, elements: [element] });
  }
  return result;
}

function markOf(style: Element['style']): string {
  return (['bold', 'italic', 'code'] as const).map((one) => (style?.[one] ? MARKS[one] : '')).join('');
}

/** Only these three, as entities. https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function reference(element: Element): string {
  switch (element.type) {
    case 'text':
      return escapeText(element.text);
    case 'link': {
      // Slack ends the address at the first "|": what stands behind it would be read in place of the address.
      const url = escapeText(element.url).replaceAll('|', '%7C');
      return element.text === element.url && !element.url.includes('|')
        ? `<${url}>`
        : `<${url}|${label(element.text ?? '')}>`;
    }
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

/** Writes the text behind the "|" of a link or date, which runs to the next ">" on the same line. */
function label(text: string): string {
  return escapeText(text.replaceAll('\n', ' ')).replaceAll('|', '¦');
}
