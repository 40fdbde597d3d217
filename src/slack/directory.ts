import { setTimeout as delay } from 'node:timers/promises';
import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { asSeen } from '../chat/as-seen.ts';
import type { Member } from '../chat/call.ts';
import type { Block, Card } from '../chat/card.ts';
import type { Notifiable } from '../chat/platform.ts';
import { type Inline, pieces, type Text } from '../chat/text.ts';
import { Cache } from './cache.ts';
import type { Self } from './connect.ts';
import { codeOf, sendError } from './failures.ts';
import { askPatiently } from './patience.ts';
import { type Drawing, NOTHING_MORE } from './render/card.ts';
import { type Words, wordsIn } from './words.ts';

/** Short, because rights are read from it. */
const USERS_TTL_MS = 60_000;
const USERS_MAX = 2_000;
const GROUPS_TTL_MS = 20_000;

/** A form must open within three seconds; for its words of patience it cannot wait long. */
const WORDS_PATIENCE_MS = 500;

type SlackUser = NonNullable<webApi.UsersInfoResponse['user']>;

/** Longest wait for a person's record: whoever waits for an answer does not wait longer than this to be known. */
const MEMBER_PATIENCE_MS = 4_000;

interface User {
  name?: string;
  mayManage: boolean;
  language?: string;
}

interface Group {
  id: string;
  name: string;
  /** Handle and name, in small letters. */
  called: readonly string[];
  members: ReadonlySet<string>;
  /** Number of people it has, as far as Slack tells. */
  people: number | null;
}

/** The people and user groups of the workspace, asked for when needed and kept for seconds, in memory only. */
export class Directory {
  readonly #web: webApi.WebClient;
  readonly #self: Self;
  readonly #log: Logger;
  readonly #users = new Cache<User>(USERS_TTL_MS, USERS_MAX);
  /** Null: Slack refuses to tell. */
  readonly #groups = new Cache<Group[] | null>(GROUPS_TTL_MS, 1);

  /** @param web asks questions only, so it may repeat them */
  constructor(web: webApi.WebClient, self: Self, log: Logger) {
    this.#web = web;
    this.#self = self;
    this.#log = log;
  }

  /** Never rejects, and does not take long: what Slack does not tell in time is left out, and the rest `unsure`. */
  async member(user: string): Promise<Member> {
    const late = delay(MEMBER_PATIENCE_MS, undefined, { ref: false });
    const [known, groups] = await Promise.all([
      this.#orElse(Promise.race([this.#user(user), late]), undefined),
      this.#orElse(Promise.race([this.#allGroups(), late]), undefined),
    ]);
    const roles = (groups ?? []).filter((group) => group.members.has(user)).map(({ id }) => id);
    const member = { mayManage: known?.mayManage ?? false, roles, language: known?.language };
    return known && groups ? member : { ...member, unsure: true };
  }

  /** @returns our few words in the language that this person reads, as far as Slack tells in time */
  async words(user: string): Promise<Words> {
    const known = this.#user(user).then(
      ({ language }) => language,
      () => undefined,
    );
    return wordsIn(await Promise.race([known, delay(WORDS_PATIENCE_MS, undefined, { ref: false })]));
  }

  /**
   * Collects what a card needs to be drawn where mentions notify nobody. Most cards need nothing, and Slack is not
   * asked.
   * @param reader who waits for it, and whose language our own words are in: then what Slack does not tell is left out
   * @throws when Slack cannot be asked and nobody waits
   */
  async drawing(card: Card, reader?: string): Promise<Drawing> {
    if (!hasRoleMenu(card)) return NOTHING_MORE;
    return { words: reader ? await this.words(reader) : wordsIn(undefined), groups: await this.#groupsFor(reader) };
  }

  /** The same where mentions would notify: people and user groups by their names. @throws as `drawing` does */
  async drawingWithNames(card: Card, reader?: string): Promise<Drawing> {
    const mentions = mentionsIn(card);
    if (mentions.length === 0) return this.drawing(card, reader);
    const names = new Map<string, string>();
    for (const one of mentions) {
      if (one.type !== 'account' || names.has(one.account.id)) continue;
      const asked = this.#user(one.account.id);
      const user = await (reader ? this.#orElse(asked, undefined) : asked);
      if (user?.name) names.set(one.account.id, user.name);
    }
    if (mentions.some((one) => one.type === 'role'))
      for (const group of await this.#groupsFor(reader)) names.set(group.id, group.name);
    return { ...(await this.drawing(card, reader)), names };
  }

  #groupsFor(reader: string | undefined): Promise<Group[]> {
    return reader ? this.#orElse<Group[]>(this.#allGroups(), []) : this.#allGroups();
  }

  /** @returns what was asked, or something else when Slack cannot be asked: an answer must not fail for a detail */
  async #orElse<T>(asked: Promise<T>, otherwise: T): Promise<T> {
    try {
      return await asked;
    } catch (error) {
      this.#log.warn({ code: codeOf(error) }, 'Slack: could not be asked, going on without');
      return otherwise;
    }
  }

  /** @param typed the id of a user group, its handle or its name @returns the id @throws when Slack cannot be asked */
  async findGroup(typed: string): Promise<string | null> {
    const wanted = asSeen(typed.replace(/^@/, ''));
    const groups = await this.#allGroups();
    return groups.find(({ id, called }) => id === typed || called.includes(wanted))?.id ?? null;
  }

  /**
   * `Platform.notifiable`. Slack does not tell who may mention user groups (a setting of the workspace), so it takes
   * one who manages the workspace. @throws when Slack cannot be asked
   */
  async notifiable(role: string, account: string): Promise<Notifiable> {
    const [groups, { mayManage }] = await Promise.all([this.#knownGroups(), this.#user(account)]);
    const group = groups?.find(({ id }) => id === role);
    if (!mayManage) return { hindrance: 'person-may-not' };
    if (!group) return { hindrance: groups ? 'role-gone' : 'uncounted' };
    return group.people === null ? { hindrance: 'uncounted' } : { name: group.name, people: group.people };
  }

  #user(id: string): Promise<User> {
    return this.#users.get(id, async () => {
      const user = await this.#known('users.info', async () => {
        return (await this.#web.users.info({ user: id, include_locale: true })).user;
      });
      return {
        name: user?.profile?.display_name || user?.profile?.real_name || user?.real_name || user?.name,
        mayManage: Boolean(user?.is_admin || user?.is_owner || user?.is_primary_owner) && isOurs(user, this.#self),
        language: user?.locale,
      };
    });
  }

  async #allGroups(): Promise<Group[]> {
    return (await this.#knownGroups()) ?? [];
  }

  /** Those that are switched off are left out. https://docs.slack.dev/reference/methods/usergroups.list */
  #knownGroups(): Promise<Group[] | null> {
    return this.#groups.get('', async () => {
      const groups = await this.#known('usergroups.list', async () => {
        return (await this.#web.usergroups.list({ include_users: true, include_count: true })).usergroups ?? [];
      });
      if (!groups) return null;
      return groups.flatMap(({ id, handle, name, users, date_delete: off, user_count: count }) =>
        id && !off
          ? [
              {
                id,
                name: handle ? `@${handle}` : (name ?? id),
                called: [handle, name].flatMap((one) => (one ? [asSeen(one)] : [])),
                members: new Set(users),
                people: countOf(count) ?? users?.length ?? null,
              },
            ]
          : [],
      );
    });
  }

  /**
   * Asks Slack; what it refuses to tell (a missing scope, a plan without user groups) counts as not there, and is
   * logged.
   */
  async #known<T>(method: string, ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await askPatiently(ask);
    } catch (error) {
      // Anything else but a plain no may pass: a later try can tell.
      if (sendError(error, true).outcome.kind !== 'never') throw error;
      this.#log.warn({ method, code: codeOf(error) }, 'Slack: refused to tell');
      return undefined;
    }
  }
}

/**
 * In a channel that is shared with another workspace, its people use the app too: who manages that one does not manage
 * ours. https://docs.slack.dev/apis/slack-connect
 */
function isOurs(user: Pick<SlackUser, 'team_id' | 'enterprise_user'> | undefined, self: Self): boolean {
  if (!user?.team_id || user.team_id === self.team) return true;
  // Of an organisation with many workspaces somebody may be in several.
  return user.enterprise_user?.teams?.includes(self.team) ?? false;
}

/** Slack has written it as a number and as a text. */
function countOf(told: unknown): number | null {
  const count = typeof told === 'string' && told !== '' ? Number(told) : told;
  return Number.isSafeInteger(count) && (count as number) >= 0 ? (count as number) : null;
}

function hasRoleMenu(card: Card): boolean {
  return card.body.some(
    (block) => block.type === 'controls' && block.controls.some((one) => one.type === 'menu' && one.of === 'roles'),
  );
}

function mentionsIn(card: Card): Inline[] {
  return [card.heading ?? '', ...card.body.flatMap(textsOf)].flatMap(inlines);
}

function textsOf(block: Block): Text[] {
  if (block.type === 'text' || block.type === 'note') return [block.text];
  return block.type === 'fields' ? block.fields.flatMap(({ label, value }) => [label, value]) : [];
}

function inlines(text: Text): Inline[] {
  return pieces(text).flatMap((piece) => {
    if (typeof piece === 'string') return [];
    return piece.type === 'strong' || piece.type === 'quiet' ? inlines(piece.text) : [piece];
  });
}
