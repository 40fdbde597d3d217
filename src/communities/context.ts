import type { Logger } from 'pino';
import type { Call, Member, SpaceRef } from '../chat/call.ts';
import type { Card } from '../chat/card.ts';
import { type BaseContext, definers, type Right } from '../chat/command.ts';
import { type MessageRef, type Notifiable, type Platform, SendError, type SendFailure } from '../chat/platform.ts';
import { type Speaker, speaker } from '../chat/say.ts';
import { UserError } from '../chat/user-error.ts';
import type { Database } from '../database/client.ts';
import { isReferenceGone, type Tx, transaction } from '../database/transaction.ts';
import type { Outbox } from '../delivery/outbox.ts';
import { AlreadyHandled, Outdated } from '../dispatch/errors.ts';
import type { SpaceMove } from '../feature.ts';
import { DEFAULT_LANGUAGE, readLanguage } from '../i18n/translate.ts';
import type { Clock } from '../time/clock.ts';
import { type Asked, type Placed, placeDirectCall } from './direct/service.ts';
import { knownLanguage } from './direct/store.ts';
import { type Manages, managesOn } from './managing.ts';
import {
  createSpace,
  findSpaceById,
  firstTime,
  isRestrictedElsewhere,
  type KnownAccount,
  rememberAccount,
  type SpaceOfCommunity,
} from './store.ts';

/**
 * Longest waits of a transaction: when a whole hall presses at the same moment, everyone gets their turn; the platform
 * was told already that the answer will come. In ms.
 */
export const PATIENCE = { maxWait: 15_000, timeout: 15_000 };

/** A platform that did not tell is asked again no earlier. */
const ASK_AGAIN_MS = 1_000;

/** Parts of the bot that a feature's use cases need. */
export interface Services {
  db: Database;
  outbox: Outbox;
  clock: Clock;
  /** Has each feature move the rows of a community that goes into another one. */
  spaceMoved(tx: Tx, move: SpaceMove): Promise<void>;
}

/** The caller, where they are, and what they may reach: only this community. */
export interface Context extends BaseContext, Services {
  space: SpaceOfCommunity;
  member: Member;
  /**
   * One transaction for all that a call changes. The first one of a call also writes the call's id, so that a call
   * which the platform delivers again changes nothing.
   * @throws {AlreadyHandled}
   * @throws {Outdated} when the space joined or left a community meanwhile
   */
  change<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Tells whether a change of the call is committed: the first one writes the call's id. */
  record: { written: boolean };
  /** The caller's space, asked of its platform. See `Platform` in src/chat/platform.ts. */
  here: {
    cannotPost(channel: string): Promise<SendFailure | null>;
    findChannel(typed: string): Promise<string | null>;
    findRole(typed: string): Promise<string | null>;
    /** Says whom a role would notify in a channel, if the caller may do that. */
    notifiable(channel: string, role: string): Promise<Notifiable>;
    /** Left out where the platform passes nothing on. */
    canBeFollowed?(channel: string): Promise<boolean>;
  };
  /** @returns a space, asked of its platform as `here` is; null when that is not connected */
  at(space: Pick<SpaceOfCommunity, 'platform' | 'externalId'>): {
    cannotPost(channel: string): Promise<SendFailure | null>;
    findNamed(names: readonly string[]): Promise<string | null>;
  } | null;
  /** Tells whether anybody still manages a space, asked of its platform. */
  manages: Manages;
  /** @returns what `Platform.channelName` gives; null also when its platform is not connected @throws {SendError} */
  channelName(space: Pick<SpaceOfCommunity, 'platform' | 'externalId'>, channel: string): Promise<string | null>;
  /** @returns the address at which people see a message, or null when its platform is not connected or has none */
  addressOf(platform: string, message: MessageRef): string | null;
  /** @returns by how many characters a card is over the limits of each platform that is connected */
  excess(card: Card): { platform: string; over: number }[];
  /** Finds or makes the caller's account. */
  account(tx: Tx): Promise<KnownAccount>;
}

/** @returns the words in the caller's language, with times of their community */
export const speak = ({ language, zone, now }: Context): Speaker => speaker(language, zone, now);

export const { subcommand, handler } = definers<Context>();

/** Parts that it takes to make contexts. */
export interface ContextOptions extends Services {
  platforms: ReadonlyMap<string, Platform>;
  /** @returns the space of a call, or null at its first use */
  spaceOf(call: Call): Promise<SpaceOfCommunity | null>;
  /** Notes that the bot is in a space. */
  spaceChanged(space: SpaceRef, present: boolean): Promise<void>;
  log: Logger;
}

/**
 * @param task what is asked for: in direct messages of a platform whose messages there belong to no space (Discord),
 * `space` among the button's arguments says which one it was sent for
 * @throws {UserError} when that space is gone, or nobody knows which one is meant
 */
export async function createContext(options: ContextOptions, call: Call, task: Asked): Promise<Context> {
  const { db, outbox, clock, spaceMoved, log } = options;
  const { space, member } = await place(options, call, task);
  const now = clock.now();
  const { canBeFollowed } = platformOf(options, call);
  const language = await languageOf(options, call, member, space);
  const record = { written: false };
  return {
    call,
    language,
    zone: space.community.zone,
    now,
    log,
    db,
    outbox,
    clock,
    spaceMoved,
    space,
    member,
    ...(isDirect(call) && { shownFor: space.id }),
    record,
    async change(work) {
      const first = !record.written;
      const whole = async (tx: Tx) => {
        if (first && !(await firstTime(tx, call, new Date(now)))) throw new AlreadyHandled();
        return work(tx);
      };
      const result = await transaction(db, whole, PATIENCE).catch(async (error: unknown) => {
        const mayBeMoved = first && (error instanceof UserError || isReferenceGone(error));
        const moved = mayBeMoved && (await hasMoved(db, space));
        throw moved ? new Outdated('The space is in another community now.', { cause: error }) : error;
      });
      record.written = true;
      return result;
    },
    here: {
      cannotPost: (channel) => platformOf(options, call).cannotPost(space.externalId, channel),
      findChannel: (typed) => platformOf(options, call).findChannel(space.externalId, typed),
      findRole: (typed) => platformOf(options, call).findRole(space.externalId, typed),
      notifiable: (channel, role) =>
        platformOf(options, call).notifiable({ space: space.externalId, channel }, role, call.account.id),
      ...(canBeFollowed && { canBeFollowed }),
    },
    at({ platform, externalId }) {
      const there = options.platforms.get(platform);
      return there
        ? {
            cannotPost: (channel) => there.cannotPost(externalId, channel),
            findNamed: (names) => there.findNamed(externalId, names),
          }
        : null;
    },
    manages: managesOn(options.platforms),
    channelName: async ({ platform, externalId }, channel) =>
      (await options.platforms.get(platform)?.channelName(externalId, channel)) ?? null,
    addressOf: (platform, message) => options.platforms.get(platform)?.addressOf?.(message) ?? null,
    excess: (card) =>
      [...options.platforms.values()].map((platform) => ({ platform: platform.name, over: platform.excess(card) })),
    account: (tx) => rememberAccount(tx, call.account, language, new Date(now)),
  };
}

/** @returns whether a call comes from direct messages that belong to no space */
export const isDirect = ({ space }: Call) => space.id === '';

async function place(options: ContextOptions, call: Call, task: Asked): Promise<Placed> {
  if (isDirect(call)) return placeDirectCall(options.db, platformOf(options, call), call, task);
  const [space, member] = await Promise.all([spaceOf(options, call), call.member()]);
  return { space, member };
}

/**
 * Finds the caller's language. Writing does not tell it everywhere, unlike pressing: then it is the one of last time.
 */
async function languageOf({ db }: ContextOptions, call: Call, member: Member, space: SpaceOfCommunity) {
  const told = readLanguage(member.language);
  const known = !told && call.kind === 'said' ? await knownLanguage(db.prisma, call.account) : null;
  return told ?? readLanguage(known ?? undefined) ?? readLanguage(space.community.language) ?? DEFAULT_LANGUAGE;
}

async function spaceOf(options: ContextOptions, call: Call): Promise<SpaceOfCommunity> {
  const { db, clock } = options;
  const known = await options.spaceOf(call);
  // Put back while nobody listened: whoever calls from there shows that we are there.
  if (known?.goneAt) await options.spaceChanged(call.space, true);
  if (known) return known;
  const described = await platformOf(options, call).describeSpace(call.space.id);
  return transaction(db, (tx) => createSpace(tx, call.space, described.name, DEFAULT_LANGUAGE, new Date(clock.now())));
}

/** @returns whether a space has joined or left a community since it was read */
export async function hasMoved({ prisma }: Database, { id, community }: SpaceOfCommunity): Promise<boolean> {
  return (await findSpaceById(prisma, id))?.community.id !== community.id;
}

function platformOf({ platforms }: ContextOptions, call: Call): Platform {
  const platform = platforms.get(call.space.platform);
  if (!platform) throw new Error(`A call came from ${call.space.platform}, which is not connected.`);
  return platform;
}

/**
 * @returns whether the caller has a right in the space where they are
 * @throws {SendError} when the platform did not tell
 */
export async function may(context: Context, right: Right): Promise<boolean> {
  if (await hasRight(context, right)) return true;
  mustBeSure(context);
  return false;
}

/**
 * @returns whether the caller surely has a right in the space where they are; false also when the platform did not tell
 */
export async function hasRight(context: Context, right: Right): Promise<boolean> {
  if (right === 'anyone' || context.member.mayManage) return true;
  return right === 'organise' && (await mayOrganise(context));
}

/** One rule for a community: a space that has chosen nobody is no way around what another one has chosen. */
async function mayOrganise({ db, member, space }: Context): Promise<boolean> {
  if (space.organiserRole !== null) return member.roles.includes(space.organiserRole);
  return space.everyoneOrganises || !(await isRestrictedElsewhere(db.prisma, space));
}

/**
 * Before somebody is refused for a right that they lack.
 * @throws {SendError} when the platform did not tell just now
 */
export function mustBeSure({ member }: Context): void {
  if (member.unsure) throw new SendError({ kind: 'wait', forMs: ASK_AGAIN_MS });
}
