import { type Channel, peopleIn } from './channels.ts';
import type { Group } from './directory.ts';
import { isJson, type Json, stringOf } from './json.ts';

/** The parts of a message that can notify people. */
export interface Said {
  text: string;
  blocks?: readonly Json[] | undefined;
  attachments?: readonly Json[] | undefined;
  /** link_names, or parse=full: names in the text are read as mentions. */
  linkNames: boolean;
}

/**
 * Finds the people whom a message notifies: `<@U…>`, `<!subteam^S…>`, `<!here>`, `<!channel>`, `<!everyone>`, and where
 * text is parsed automatically also "@here" and a group's "@handle". Blocks are parsed unless `verbatim` is true, the
 * text only when asked: https://docs.slack.dev/messaging/formatting-message-text/#automatic-parsing
 * @returns keys of people who are in the channel
 */
export function pingedBy(said: Said, channel: Channel): string[] {
  const spoken: Spoken[] = [{ text: said.text, names: said.linkNames }];
  for (const part of [...(said.blocks ?? []), ...(said.attachments ?? [])]) collect(part, said.linkNames, spoken);
  if (spoken.every(({ text }) => !/[<@]/.test(text))) return [];
  const members = peopleIn(channel);
  if (spoken.some(namesEveryone)) return members.map(({ key }) => key);
  const users = new Set(spoken.flatMap(({ text }) => [...text.matchAll(/<@([UW]\w+)[|>]/g)].map(([, id]) => id)));
  const groups = channel.team.groups.filter((group) => spoken.some((one) => namesGroup(one, group)));
  const grouped = new Set(groups.flatMap((group) => group.members));
  return members.filter(({ id, key }) => users.has(id) || grouped.has(key)).map(({ key }) => key);
}

interface Spoken {
  text: string;
  /** True when "@channel" and "@handle" are read as mentions. */
  names: boolean;
}

function namesEveryone({ text, names }: Spoken): boolean {
  if (/<!(here|channel|everyone|group)(\|[^>]*)?>/.test(text)) return true;
  return names && /(?<![\w@.<])@(here|channel|everyone)\b/i.test(text);
}

function namesGroup({ text, names }: Spoken, { id, handle }: Group): boolean {
  if (text.includes(`<!subteam^${id}>`) || text.includes(`<!subteam^${id}|`)) return true;
  return names && new RegExp(`(?<![\\w@.<])@${RegExp.escape(handle)}(?![\\w-])`, 'i').test(text);
}

function collect(value: unknown, linkNames: boolean, spoken: Spoken[]): void {
  if (Array.isArray(value)) for (const one of value) collect(one, linkNames, spoken);
  if (!isJson(value) || value.type === 'plain_text') return;
  if (value.type === 'mrkdwn') spoken.push({ text: stringOf(value.text), names: value.verbatim !== true });
  else if (value.type === 'markdown') spoken.push({ text: stringOf(value.text), names: true });
  else if (value.type === 'user') spoken.push({ text: `<@${stringOf(value.user_id)}>`, names: false });
  else if (value.type === 'broadcast') spoken.push({ text: `<!${stringOf(value.range)}>`, names: false });
  else if (value.type === 'usergroup') {
    spoken.push({ text: `<!subteam^${stringOf(value.usergroup_id)}>`, names: false });
  } else if (value.type === undefined) {
    for (const field of ['text', 'pretext', 'value']) spoken.push({ text: stringOf(value[field]), names: linkNames });
  }
  for (const field of Object.values(value)) if (typeof field === 'object') collect(field, linkNames, spoken);
}
