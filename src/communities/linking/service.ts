import { requirementChanged } from '../../announcements/approvals/service.ts';
import { joinAnnouncements } from '../../announcements/parting/service.ts';
import { UserError } from '../../chat/user-error.ts';
import type { Tx } from '../../database/transaction.ts';
import { type Shared, shareUpcoming } from '../../meetups/publishing/service.ts';
import { channelOfCards } from '../../meetups/publishing/store.ts';
import { namesOf } from '../card.ts';
import type { Context } from '../context.ts';
import { recordChanges } from '../history/store.ts';
import { CODE_VALID_MS, hashCode, makeCode } from '../link-code.ts';
import { changeSpace, findSpaceById, lockSpace, type SpaceOfCommunity, spacesOf } from '../store.ts';
import { endCodes, endLinkCodes, isLinkCodeUsed, moveSpace, saveLinkCode, useLinkCode } from './store.ts';

/**
 * Channel where meetups are shown in the caller's space: the platform's own id, null when nobody has chosen and the bot
 * cannot.
 */
export interface MeetupChannel {
  channel: string | null;
  /** The bot has chosen it just now. */
  byItself: boolean;
}

/** A code by which another space can join. Times in ms since the epoch. */
export interface Link extends MeetupChannel {
  code: string;
  until: number;
}

/** Makes a code by which another space can join; an older one that nobody has used works no longer. */
export async function makeLink(context: Context): Promise<Link> {
  const code = makeCode();
  const here = await ownChannel(context);
  const until = context.now + CODE_VALID_MS;
  const { id, community } = context.space;
  const channel = await context.change(async (tx) => {
    const account = await context.account(tx);
    await endLinkCodes(tx, community.id, new Date(context.now));
    await saveLinkCode(tx, {
      hash: hashCode(code),
      community: community.id,
      createdBy: account.id,
      expiresAt: new Date(until),
    });
    const chosen = await chooseChannelIfNone(context, tx, here);
    if (chosen.byItself) await shareUpcoming(context, tx, { community: community.id, spaces: [id] });
    return chosen;
  });
  return { code, until, ...channel };
}

/**
 * Ends a code that others have seen, and makes another one.
 * @param hash of the code
 * @throws {UserError} when it was used
 */
export async function renewLink(context: Context, hash: string): Promise<Link> {
  if (await isLinkCodeUsed(context.db.prisma, context.space.community.id, hash)) throw new UserError('code-used');
  return makeLink(context);
}

/** Ends codes that somebody has written where others read them. @returns whether any of them would have worked */
export function endSeenCodes(context: Context, codes: readonly string[]): Promise<boolean> {
  return context.change(async (tx) => (await endCodes(tx, codes.map(hashCode), new Date(context.now))) > 0);
}

/** The spaces that are linked now, the caller's space with the cards that go there. */
export interface Joined extends MeetupChannel {
  spaces: SpaceOfCommunity[];
  space: SpaceOfCommunity;
  shared: Shared[];
}

/**
 * Joins the caller's space, with the meetups made in it, to the community that a code stands for. The cards of what is
 * still to come are posted in all spaces that did not have them.
 * @throws {UserError} when the code does not work, or the space is linked with others already
 */
export async function joinCommunity(context: Context, typed: string): Promise<Joined> {
  const here = await ownChannel(context);
  return context.change(async (tx) => {
    const joining = await lockSpace(tx, context.space.id);
    const from = joining.community.id;
    const to = await useLinkCode(tx, hashCode(typed), new Date(context.now));
    if (!to) throw new UserError('code-wrong', { typed }, 'code');
    if (to === from) throw new UserError('join-itself');
    const others = (await spacesOf(tx, from)).filter((one) => one.id !== joining.id);
    if (others.length > 0) throw new UserError('join-linked', { spaces: namesOf(others, context.language) });
    if (await moveSpace(tx, joining, to, context.spaceMoved)) {
      await recordChanges(context, tx, [{ setting: 'approval', before: 'off', after: 'on' }], to);
      await requirementChanged(tx, context.outbox, { community: to });
    }
    await joinAnnouncements(context.outbox, tx, to);
    const channel = await chooseChannelIfNone(context, tx, here);
    const spaces = await spacesOf(tx, to);
    const space = spaces.find((one) => one.id === joining.id);
    if (!space) throw new Error('The space that just joined is not in its community.');
    const shared = await shareUpcoming(context, tx, {
      community: to,
      spaces: spaces.map(({ id }) => id),
      linked: joining.id,
    });
    return { spaces, space, shared, ...channel };
  });
}

/** @returns the channel where the caller is, when meetups can be shown in it */
async function ownChannel({ here, call }: Context): Promise<string | null> {
  return (await here.cannotPost(call.channel)) === null ? call.channel : null;
}

/**
 * Chooses a channel for meetups where there is none: whoever links two places expects meetups to show up in both. It is
 * where they have been shown so far, else right here.
 */
async function chooseChannelIfNone(context: Context, tx: Tx, here: string | null): Promise<MeetupChannel> {
  const space = await findSpaceById(tx, context.space.id);
  if (!space) throw new Error('A space that somebody calls from is gone.');
  if (space.meetupChannel !== null) return { channel: space.meetupChannel, byItself: false };
  const channel = (await channelOfCards(tx, space.id, context.now)) ?? here;
  if (channel === null) return { channel, byItself: false };
  const community = space.community.id;
  await changeSpace(tx, { id: space.id, community }, { meetupChannel: channel });
  await recordChanges(context, tx, [{ setting: 'meetup-channel', before: null, after: channel }], community);
  return { channel, byItself: true };
}
