import { TEXT_DISPLAY, walk } from './components.ts';
import type { StoredMessage } from './messages.ts';
import { MENTION_EVERYONE } from './permissions.ts';
import type { Channel, User, World } from './world.ts';

/**
 * Mentions of a text that are mentions: https://docs.discord.com/developers/resources/message#allowed-mentions-object
 */
export interface AllowedMentions {
  /** All of a kind, or these ids alone. */
  users: 'all' | readonly string[];
  roles: 'all' | readonly string[];
  everyone: boolean;
  /** True when an answered message's author is one of them. */
  repliedUser: boolean;
}

/** The default of messages in channels. */
export const ALL_MENTIONS: AllowedMentions = { users: 'all', roles: 'all', everyone: true, repliedUser: true };
/** The default of interactions and webhooks. */
export const USERS_ONLY: AllowedMentions = { users: 'all', roles: [], everyone: false, repliedUser: true };

export interface Mentions {
  mentions: string[];
  mentionRoles: string[];
  mentionEveryone: boolean;
}

interface Said {
  channel: Channel;
  author: User;
  repliedTo?: User | undefined;
}

/**
 * Finds the mentions in a message's words. A backslash before a mention changes how it is drawn and does not take it
 * away; code does.
 */
export function findMentions(
  world: World,
  message: Pick<StoredMessage, 'content' | 'components'>,
  allowed: AllowedMentions,
  { channel, author, repliedTo }: Said,
): Mentions {
  const words = wordsOf(message).replace(/```[\s\S]*?```|`[^`\n]+`/g, ' ');
  const mayAll = (world.mayIn(channel, author) & MENTION_EVERYONE) !== 0n;
  const users = ids(words, /<@!?(\d{1,20})>/g).filter((id) => world.users.has(id) && allows(allowed.users, id));
  if (repliedTo && allowed.repliedUser) users.push(repliedTo.id);
  const roles = ids(words, /<@&(\d{1,20})>/g).filter((id) => {
    const role = channel.guild?.roles.get(id);
    return role !== undefined && id !== channel.guild?.id && (role.mentionable || mayAll) && allows(allowed.roles, id);
  });
  const everyone = channel.guild !== undefined && mayAll && allowed.everyone && /@(everyone|here)\b/.test(words);
  return { mentions: [...new Set(users)], mentionRoles: [...new Set(roles)], mentionEveryone: everyone };
}

/** @returns the keys of the people whom a new message notifies: those who are meant and can see it, not its author */
export function whoIsPinged(world: World, { channel, author }: Said, mentions: Mentions, onlyFor?: string): string[] {
  const members = channel.guild?.members.values() ?? [];
  const meant = new Set(mentions.mentions);
  for (const { user, roles } of members) {
    if (mentions.mentionEveryone || roles.some((id) => mentions.mentionRoles.includes(id))) meant.add(user.id);
  }
  return [...meant]
    .filter((id) => id !== author.id && (onlyFor === undefined || id === onlyFor))
    .flatMap((id) => {
      const user = world.users.get(id);
      return user?.key !== undefined && world.sees(channel, user) ? [user.key] : [];
    });
}

function wordsOf(message: Pick<StoredMessage, 'content' | 'components'>): string {
  const texts = walk(message.components).filter(({ type }) => type === TEXT_DISPLAY);
  return [message.content, ...texts.map(({ content }) => content ?? '')].join('\n');
}

function ids(words: string, pattern: RegExp): string[] {
  return [...words.matchAll(pattern)].flatMap(([, id]) => (id === undefined ? [] : [id]));
}

function allows(which: 'all' | readonly string[], id: string): boolean {
  return which === 'all' || which.includes(id);
}
