import { UserError } from '../chat/user-error.ts';
import type { Tx } from '../database/transaction.ts';
import { say } from '../i18n/translate.ts';
import { readZone } from '../time/zones.ts';
import { namesOf } from './card.ts';
import type { Context } from './context.ts';
import type { Setting } from './history/rules.ts';
import { recordChanges } from './history/store.ts';
import { CODE_VALID_MS, hashCode, makeCode } from './link-code.ts';
import {
  changeSpace,
  endExceptions,
  findSpaceById,
  isRestrictedElsewhere,
  lockSpace,
  moveSpace,
  type SpaceOfCommunity,
  saveLinkCode,
  spacesOf,
  useLinkCode,
} from './store.ts';

/** How a space is set up, with the other spaces of its community. */
export interface Setup {
  space: SpaceOfCommunity;
  others: SpaceOfCommunity[];
}

/** @returns how the caller's space is set up now */
export async function getSetup(context: Context): Promise<Setup> {
  const all = await spacesOf(context.db.prisma, context.space.community.id);
  return {
    space: all.find((one) => one.id === context.space.id) ?? context.space,
    others: all.filter((one) => one.id !== context.space.id),
  };
}

/** What can be set. `organiserRole` null: everyone may organise here, also where another space has chosen somebody. */
export interface SetupChange {
  language?: string;
  zone?: string;
  meetupChannel?: string;
  organiserRole?: string | null;
}

/**
 * @param change channel and role by the platform's own id, or by their names as people type them
 * @returns the set-up after the change
 * @throws {UserError} when the zone, the channel or the role is unknown, or the bot cannot write in the channel
 */
export async function changeSetup(context: Context, change: SetupChange): Promise<Setup> {
  const zone = change.zone === undefined ? undefined : zoneOf(change.zone);
  const meetupChannel =
    change.meetupChannel === undefined ? undefined : await readChannel(context, change.meetupChannel);
  const organiserRole = change.organiserRole ? await readRole(context, change.organiserRole) : change.organiserRole;
  const space = { id: context.space.id, community: context.space.community.id };
  await context.change(async (tx) => {
    const before = (await findSpaceById(tx, space.id)) ?? context.space;
    const everyone = organiserRole === null && (await isRestrictedElsewhere(tx, before));
    await changeSpace(tx, space, {
      language: change.language,
      zone,
      meetupChannel,
      ...(organiserRole !== undefined && { organiserRole, everyoneOrganises: everyone }),
    });
    await endExceptions(tx, space.community);
    const changed = (setting: Setting, was: string | null, is: string | null | undefined) =>
      is === undefined ? [] : [{ setting, before: was, after: is }];
    await recordChanges(context, tx, [
      ...changed('language', before.community.language, change.language),
      ...changed('zone', before.community.zone, zone),
      ...changed('meetup-channel', before.meetupChannel, meetupChannel),
      ...changed(
        'organisers',
        before.organiserRole ?? (before.everyoneOrganises ? 'everyone' : null),
        organiserRole ?? (everyone ? 'everyone' : organiserRole),
      ),
    ]);
  });
  return getSetup(context);
}

/** @returns an IANA zone @throws {UserError} about "zone" */
export function zoneOf(typed: string): string {
  const zone = readZone(typed);
  if (zone === null) throw new UserError('zone-unknown', { typed }, 'zone');
  return zone;
}

/** @returns the platform's own id of a channel in which the bot can write @throws {UserError} about "channel" */
export async function readChannel({ here, language, call }: Context, typed: string): Promise<string> {
  const { platform } = call.space;
  const channel = await here.findChannel(typed);
  if (!channel) throw new UserError('channel-unknown', { typed, platform }, 'channel');
  const failure = await here.cannotPost(channel);
  const reason = failure && say(language, `failures.${failure}`);
  if (reason) throw new UserError('channel-refused', { reason, platform }, 'channel');
  return channel;
}

/**
 * @returns null for everyone: Discord's role "@everyone" has the server's own id.
 * https://docs.discord.com/developers/topics/permissions
 * @throws {UserError} about "organisers"
 */
export async function readRole({ here, space }: Context, typed: string): Promise<string | null> {
  const role = await here.findRole(typed);
  if (!role) throw new UserError('role-unknown', { typed }, 'organisers');
  return role === space.externalId ? null : role;
}

/** Makes a code by which another space can join. @returns the code, and until when it is valid (ms since the epoch) */
export async function makeLink(context: Context): Promise<{ code: string; until: number }> {
  const code = makeCode();
  const channel = await ownChannel(context);
  const until = context.now + CODE_VALID_MS;
  await context.change(async (tx) => {
    const account = await context.account(tx);
    await saveLinkCode(tx, {
      hash: hashCode(code),
      community: context.space.community.id,
      createdBy: account.id,
      expiresAt: new Date(until),
    });
    await chooseChannelIfNone(context, tx, channel);
  });
  return { code, until };
}

/**
 * Joins the caller's space, with the meetups made in it, to the community that a code stands for.
 * @returns all spaces that belong together now, and the caller's as it is now
 * @throws {UserError} when the code does not work, or the space is linked with others already
 */
export async function joinCommunity(
  context: Context,
  typed: string,
): Promise<{ spaces: SpaceOfCommunity[]; space: SpaceOfCommunity }> {
  const channel = await ownChannel(context);
  return context.change(async (tx) => {
    const joining = await lockSpace(tx, context.space.id);
    const from = joining.community.id;
    const to = await useLinkCode(tx, hashCode(typed), new Date(context.now));
    if (!to) throw new UserError('code-wrong', { typed }, 'code');
    if (to === from) throw new UserError('join-itself');
    const others = (await spacesOf(tx, from)).filter((one) => one.id !== joining.id);
    if (others.length > 0) throw new UserError('join-linked', { spaces: namesOf(others, context.language) });
    await moveSpace(tx, joining, to);
    await chooseChannelIfNone(context, tx, channel);
    const spaces = await spacesOf(tx, to);
    const space = spaces.find((one) => one.id === joining.id);
    if (!space) throw new Error('The space that just joined is not in its community.');
    return { spaces, space };
  });
}

/** @returns the channel where the caller is, when meetups can be shown in it */
async function ownChannel({ here, call }: Context): Promise<string | null> {
  return (await here.cannotPost(call.channel)) === null ? call.channel : null;
}

/** Whoever links two places expects meetups to show up in both: without a choice, here. */
async function chooseChannelIfNone(context: Context, tx: Tx, channel: string | null): Promise<void> {
  const space = await findSpaceById(tx, context.space.id);
  if (!space || space.meetupChannel !== null || channel === null) return;
  await changeSpace(tx, { id: space.id, community: space.community.id }, { meetupChannel: channel });
}
