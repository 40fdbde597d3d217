import { drawDate } from './dates.ts';
import type { Person, Team } from './directory.ts';
import { drawRich } from './draw-rich.ts';
import { isJson, type Json, objectsOf, stringOf } from './json.ts';

/** The reader, and the time of reading (ms since the epoch). */
export interface Reader {
  person: Person;
  now: number;
}

/** Characters that are there and not seen: they part what would else be mark-up. */
const UNSEEN = /[\u200B\u2060\uFEFF]/g;

/** @returns plain text as it is read: https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
export function drawPlain(text: string): string {
  return unseenLeftOut(decoded(text));
}

/**
 * @returns mrkdwn as it is read: emphasis drawn, mentions by name, dates in the reader's zone and language
 * See https://docs.slack.dev/messaging/formatting-message-text/
 */
export function drawMrkdwn(text: string, reader: Reader): string {
  const parts = text.split(/(```[\s\S]*?```|`[^`\n]+`|<[^<>]*>)/);
  // What stands between is kept apart as one private character each, so that "*<@U1> comes*" is still one emphasis.
  const drawn: string[] = [];
  const outline = parts.map((part, index) => {
    if (index % 2 === 0) return part;
    drawn.push(part.startsWith('`') ? drawCode(part, reader) : drawReference(part.slice(1, -1), reader));
    return String.fromCharCode(0xe000 + drawn.length - 1);
  });
  const plain = decoded(drawEmphasis(outline.join('').replaceAll(/^>\s?/gm, '')));
  const whole = plain.replaceAll(/[\uE000-\uF8FF]/g, (mark) => drawn[mark.charCodeAt(0) - 0xe000] ?? mark);
  return unseenLeftOut(whole);
}

function drawCode(part: string, reader: Reader): string {
  const inner = part.startsWith('```') ? part.slice(3, -3) : part.slice(1, -1);
  return decoded(inner.replaceAll(/<([^<>]*)>/g, (_whole, reference: string) => drawReference(reference, reader)));
}

/** Marks stand at the edges of words, never within them, and on one line. */
function drawEmphasis(text: string): string {
  return ['*', '_', '~'].reduce((rest, mark) => {
    const sign = RegExp.escape(mark);
    const pair = new RegExp(
      `(?<![\\p{L}\\p{N}${sign}])${sign}(?=[^\\s${sign}])([^\\n${sign}]*[^\\s${sign}])${sign}(?![\\p{L}\\p{N}${sign}])`,
      'gu',
    );
    return rest.replaceAll(pair, '$1');
  }, text);
}

/** Draws what stands between < and >. */
function drawReference(reference: string, { person, now }: Reader): string {
  const bar = reference.indexOf('|');
  const target = bar < 0 ? reference : reference.slice(0, bar);
  const label = bar < 0 ? undefined : decoded(reference.slice(bar + 1));
  if (target.startsWith('!date^')) {
    const [, seconds = '', tokens = ''] = target.split('^');
    if (label === undefined) return `<${reference}>`;
    return drawDate(seconds, decoded(tokens), { locale: person.locale, zone: person.zone, now }) ?? label;
  }
  if (/^@[UW]/.test(target)) return `@${nameOf(person.team, target.slice(1))}`;
  if (/^#[CDG]/.test(target)) {
    return `#${person.team.channels.find(({ id }) => id === target.slice(1))?.name ?? label ?? 'private channel'}`;
  }
  if (target.startsWith('!subteam^')) {
    return groupName(person.team, target.slice('!subteam^'.length)) ?? label ?? '@user-group';
  }
  if (target.startsWith('!')) return `@${target.slice(1)}`;
  return label ?? decoded(target.replace(/^mailto:/, ''));
}

/** @returns the name that is shown for an account of the workspace, the bot's too */
export function nameOf(team: Team, user: string): string {
  if (user === team.botUser) return team.botName;
  return team.people.find(({ id }) => id === user)?.name ?? user;
}

/** @returns a user group as a mention shows it */
export function groupName(team: Team, id: string): string | undefined {
  const group = team.groups.find((one) => one.id === id);
  return group === undefined ? undefined : `@${group.handle}`;
}

export function unseenLeftOut(text: string): string {
  return text.replaceAll(UNSEEN, '');
}

function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** @returns a text object, plain or mrkdwn, as it is read */
export function drawObject(value: unknown, reader: Reader): string {
  if (!isJson(value)) return '';
  const text = stringOf(value.text);
  return value.type === 'mrkdwn' ? drawMrkdwn(text, reader) : drawPlain(text);
}

/** @returns all words of blocks, top to bottom; what stands on buttons and in menus is not among them */
export function drawBlocks(blocks: readonly Json[], reader: Reader): string {
  return blocks
    .flatMap((block) => drawBlock(block, reader))
    .filter((line) => line !== '')
    .join('\n');
}

function drawBlock(block: Json, reader: Reader): string[] {
  const draw = (value: unknown) => drawObject(value, reader);
  switch (block.type) {
    case 'section':
      return [draw(block.text), ...objectsOf(block.fields).map(draw)];
    case 'header':
      return [draw(block.text)];
    case 'context':
      return [objectsOf(block.elements).map(draw).filter(Boolean).join(' ')];
    case 'image':
      return [draw(block.title)];
    case 'input':
      return [draw(block.label)];
    case 'markdown':
      return [drawMarkdown(stringOf(block.text), reader)];
    case 'rich_text':
      return [drawRich(block, reader)];
    default:
      return [];
  }
}

/** The markdown block takes standard Markdown; Slack's own references are read in it all the same. */
function drawMarkdown(text: string, reader: Reader): string {
  const marked = text
    .replaceAll(/^#{1,6}\s+/gm, '')
    .replaceAll(/\*\*([^*\n]+)\*\*/g, '*$1*')
    .replaceAll(/\[([^\]\n]+)\]\([^)\s]+\)/g, '$1');
  return drawMrkdwn(marked, reader);
}
