import { endAsking, endCorrections } from '../../announcements/sending/service.ts';
import { asSeen } from '../../chat/as-seen.ts';
import { SendError } from '../../chat/platform.ts';
import { UserError } from '../../chat/user-error.ts';
import type { Tx } from '../../database/transaction.ts';
import { LANGUAGES, say } from '../../i18n/translate.ts';
import { askApprovalOff, endApprovalOff, switchApprovalOn } from '../approval-off/service.ts';
import type { Context } from '../context.ts';
import { recordChanges } from '../history/store.ts';
import type { CommunityId } from '../ids.ts';
import { hashCode } from '../link-code.ts';
import { readChannel } from '../service.ts';
import { changeSpace, findSpaceById, lockSpace, type SpaceChange, type SpaceOfCommunity } from '../store.ts';
import { REMOVED_KIND } from './messages.ts';
import { type Acceptance, readTopics, TOPIC_NAME_MAX, TOPICS_MAX } from './rules.ts';
import {
  closeNetwork,
  contactsOf,
  deleteContact,
  deleteMember,
  findMembership,
  insertMember,
  insertNetwork,
  lockNetwork,
  type Membership,
  membershipsOf,
  membersOf,
  networkOfCode,
  saveAccepts,
  saveContact,
  saveLists,
  useNetworkCode,
} from './store.ts';

/** All that a community has decided about announcements, as the settings show it. */
export interface NetworkSettings {
  space: SpaceOfCommunity;
  /** Null when it is in no network, or several and none was chosen. */
  membership: Membership | null;
  /** How many are asked on behalf of the community, and whether the caller is one of them. */
  contacts: number;
  isContact: boolean;
  following: Following;
}

/** Whether others can follow the channel for announcements; 'never' where the platform has no such thing. */
export type Following = 'never' | 'can' | 'cannot' | 'unknown';

/** @returns whether the caller's community administers the network */
export function administers(context: Context, { network }: Membership): boolean {
  return network.owner === context.space.community.id;
}

/** @throws {UserError} when the caller's community is not in that network (any more) */
export async function getMembership(context: Context, network: string, tx: Tx = context.db.prisma) {
  const membership = await findMembership(tx, context.space.community.id, network);
  if (!membership) throw new UserError('not-in-network');
  return membership;
}

/** As `getMembership`. @throws {UserError} when it is another community that administers it */
export async function getOwnNetwork(context: Context, network: string, tx?: Tx): Promise<Membership> {
  const membership = await getMembership(context, network, tx);
  if (!administers(context, membership)) throw new UserError('network-not-yours');
  return membership;
}

/** @param network the id, or "" for what concerns the community alone */
export async function getSettings(context: Context, network: string): Promise<NetworkSettings> {
  const community = context.space.community.id;
  const space = (await findSpaceById(context.db.prisma, context.space.id)) ?? context.space;
  const [following, membership, contacts, account] = await Promise.all([
    followingOf(context, space),
    network === '' ? null : getMembership(context, network),
    contactsOf(context.db.prisma, [community]),
    context.account(context.db.prisma),
  ]);
  return {
    space,
    following,
    membership,
    contacts: contacts.length,
    isContact: contacts.some((one) => one.accountId === account.id),
  };
}

async function followingOf({ here }: Context, space: SpaceOfCommunity): Promise<Following> {
  if (!here.canBeFollowed) return 'never';
  const channel = space.announcementChannel ?? space.meetupChannel;
  if (channel === null) return 'cannot';
  try {
    return (await here.canBeFollowed(channel)) ? 'can' : 'cannot';
  } catch (error) {
    if (error instanceof SendError) return 'unknown';
    throw error;
  }
}

/**
 * Makes a network with topics and target groups to begin with, administered by the caller's community.
 * @returns its id
 * @throws {UserError} about "name" when the community is in one of that name
 */
export function createNetwork(context: Context, name: string): Promise<string> {
  const language = context.space.community.language === 'en' ? 'en' : 'da';
  const lists = {
    subject: readTopics(say(language, 'network.default-topics')),
    group: readTopics(say(language, 'network.default-groups')),
  };
  return context.change(async (tx) => {
    const owner = context.space.community.id;
    // Held, so that of two who make one of the same name at once the second sees the first's.
    await lockSpace(tx, context.space.id);
    const same = (await membershipsOf(tx, owner)).find(({ network }) => asSeen(network.ownName) === asSeen(name));
    if (same) throw new UserError('network-name-taken', { network: same.network.name }, 'name');
    const id = await insertNetwork(tx, { owner, name, lists, now: new Date(context.now) });
    await recordMembership(context, tx, name, 'in');
    await askCaller(context, tx);
    return id;
  });
}

/** @param is whether the community is in the network from now on */
function recordMembership(
  context: Context,
  tx: Tx,
  about: string,
  is: 'in' | 'out',
  community?: CommunityId,
): Promise<void> {
  const before = is === 'in' ? 'out' : 'in';
  return recordChanges(context, tx, [{ setting: 'membership', about, before, after: is }], community);
}

/** @param asked whether the caller is asked on behalf of their community from now on */
async function recordContact(context: Context, tx: Tx, accountId: string, asked: boolean): Promise<void> {
  const contacts = await contactsOf(tx, [context.space.community.id]);
  const word = (on: boolean) => (on ? 'on' : 'off');
  const before = word(contacts.some((one) => one.accountId === accountId));
  await recordChanges(context, tx, [{ setting: 'contact', before, after: word(asked) }]);
}

async function askCaller(context: Context, tx: Tx): Promise<void> {
  const account = await context.account(tx);
  await recordContact(context, tx, account.id, true);
  await saveContact(tx, {
    community: context.space.community.id,
    accountId: account.id,
    spaceId: context.space.id,
    now: new Date(context.now),
  });
}

/** Joins the caller's community; until it decides otherwise, it is asked first. @returns the network's id @throws {UserError} */
export function joinNetwork(context: Context, typed: string): Promise<string> {
  return context.change(async (tx) => {
    const community = context.space.community.id;
    const now = new Date(context.now);
    const hash = hashCode(typed);
    const known = await networkOfCode(tx, hash);
    if (known) await lockNetwork(tx, known);
    const before = known && (await findMembership(tx, community, known));
    if (before) throw new UserError('network-member', { network: before.network.name });
    const network = await useNetworkCode(tx, hash, now);
    if (!network) throw new UserError('network-code-wrong', { typed }, 'code');
    await insertMember(tx, network, community, now);
    const { network: joined } = await getMembership(context, network, tx);
    await recordMembership(context, tx, joined.ownName, 'in');
    await askCaller(context, tx);
    return network;
  });
}

/** @returns how many other communities the caller's would leave behind; null when it does not administer the network */
export async function leftBehind(context: Context, membership: Membership): Promise<number | null> {
  if (!administers(context, membership)) return null;
  return (await membersOf(context.db.prisma, membership.network.id)).length - 1;
}

/**
 * Takes the caller's community out. The one that administers the network can leave only when it is alone, and closes it.
 * @throws {UserError}
 */
export function leaveNetwork(context: Context, network: string): Promise<Membership> {
  return context.change(async (tx) => {
    await lockNetwork(tx, network);
    const membership = await getMembership(context, network, tx);
    if (administers(context, membership)) {
      const members = await membersOf(tx, network);
      if (members.length > 1)
        throw new UserError('network-owner-leaves', { network: membership.network.name, count: members.length - 1 });
      await endApprovalOff(context, tx, { network, name: membership.network.ownName });
      await closeNetwork(tx, network, new Date(context.now));
    }
    await recordMembership(context, tx, membership.network.ownName, 'out');
    await takeOut(context, tx, network, context.space.community.id);
    return membership;
  });
}

/**
 * A community is no longer in a network; what it was asked there needs no answer any more, and what it wrote there is not
 * corrected any more.
 */
async function takeOut(context: Context, tx: Tx, network: string, community: CommunityId): Promise<void> {
  // Announcements before members: whoever corrects one holds them in that order.
  await endCorrections(tx, context.outbox, { network, community }, context.now);
  await deleteMember(tx, network, community);
  await endAsking(tx, context.outbox, { network, community }, new Date(context.now));
}

/**
 * @param member a community's id
 * @returns the network and the community that can be taken out of it
 * @throws {UserError} when that is no other member of a network of the caller's community
 */
export async function getRemovable(context: Context, network: string, member: string, tx: Tx = context.db.prisma) {
  const membership = await getOwnNetwork(context, network, tx);
  if (member === context.space.community.id) throw new UserError('network-remove-self', {}, 'member');
  const found = (await membersOf(tx, network)).find(({ id }) => id === member);
  if (!found) throw new UserError('member-gone');
  return { membership, member: found };
}

/** Takes another community out, and tells those who are asked on its behalf. @throws {UserError} as `getRemovable` */
export function removeMember(context: Context, network: string, id: string) {
  return context.change(async (tx) => {
    await lockNetwork(tx, network);
    const removed = await getRemovable(context, network, id, tx);
    const { ownName } = removed.membership.network;
    await recordMembership(context, tx, `${ownName} · ${removed.member.name}`, 'out');
    await recordMembership(context, tx, ownName, 'out', removed.member.id);
    await takeOut(context, tx, network, removed.member.id);
    const contacts = await contactsOf(tx, [removed.member.id]);
    await context.outbox.send(
      tx,
      contacts.map(({ accountId, spaceId }) => ({
        spaceId,
        kind: REMOVED_KIND,
        subjectId: network,
        to: { accountId },
        key: `${REMOVED_KIND}:${network}:${accountId}:${context.now}`,
      })),
    );
    return removed;
  });
}

/** @param topic or target group; "" for all without a choice of their own @param accepts null: as the others @throws {UserError} */
export function changeAccepts(context: Context, network: string, topic: string, accepts: Acceptance | null) {
  return context.change(async (tx) => {
    const membership = await getMembership(context, network, tx);
    const { topics, groups } = membership.network;
    const chosen = [...topics, ...groups].find(({ id }) => id === topic);
    if (topic !== '' && !chosen) throw new UserError('topic-gone');
    const before = chosen ? (membership.choices[topic] ?? 'same') : membership.accepts;
    const about = [membership.network.ownName, ...(chosen ? [chosen.name] : [])].join(' · ');
    await recordChanges(context, tx, [{ setting: 'accepts', about, before, after: accepts ?? 'same' }]);
    await saveAccepts(tx, { network, community: context.space.community.id }, topic || null, accepts);
  });
}

/** @param typed one name on each line @throws {UserError} about "topics" or "groups" */
export async function changeLists(
  context: Context,
  network: string,
  typed: { topics: string; groups?: string },
): Promise<void> {
  const subject = readList(typed.topics, 'topics');
  const group = readList(typed.groups ?? '', 'groups');
  await context.change(async (tx) => {
    await lockNetwork(tx, network);
    const { network: before } = await getOwnNetwork(context, network, tx);
    const [about, names] = [before.ownName, (all: readonly string[]) => all.join(', ')];
    const was = (all: readonly { name: string }[]) => names(all.map(({ name }) => name));
    await recordChanges(context, tx, [
      { setting: 'topics', about, before: was(before.topics), after: names(subject) },
      { setting: 'groups', about, before: was(before.groups), after: names(group) },
    ]);
    await saveLists(tx, network, { subject, group }, new Date(context.now));
  });
}

/** Whatever has no target group is for everyone; so that is not on the list, in whichever language it was typed. */
const EVERYONE = new Set(LANGUAGES.map((language) => asSeen(say(language, 'network.everyone'))));

/** @param typed one name on each line @returns the names of a network's list @throws {UserError} about the field */
export function readList(typed: string, field: 'topics' | 'groups'): string[] {
  const all = readTopics(typed);
  const names = field === 'topics' ? all : all.filter((name) => !EVERYONE.has(asSeen(name)));
  if (names.length > TOPICS_MAX || (field === 'topics' && names.length === 0))
    throw new UserError(`${field}-number`, { most: TOPICS_MAX, count: names.length }, field);
  const long = names.find((name) => name.length > TOPIC_NAME_MAX);
  if (long) throw new UserError('topic-long', { name: long, most: TOPIC_NAME_MAX, length: long.length }, field);
  return names;
}

/**
 * A second person, of the community that administers it, approves what is sent to a network; to require that no more
 * takes a second person, too.
 * @returns whether others are asked first @throws {UserError}
 */
export async function changeNetworkApproval(context: Context, network: string, approval: boolean): Promise<boolean> {
  const before = (await getOwnNetwork(context, network)).network;
  const of = { network, name: before.ownName };
  if (!approval && before.approval) {
    await askApprovalOff(context, of);
    return true;
  }
  await context.change(async (tx) => {
    await getOwnNetwork(context, network, tx);
    if (approval) await switchApprovalOn(context, tx, of);
  });
  return false;
}

/** Whether the caller is asked on behalf of their community. */
export function changeContact(context: Context, asked: boolean): Promise<void> {
  return context.change(async (tx) => {
    if (asked) return askCaller(context, tx);
    const account = await context.account(tx);
    await recordContact(context, tx, account.id, false);
    await deleteContact(tx, context.space.community.id, account.id);
  });
}

/** Whether announcements are passed on to those who follow the space's channel. @throws {UserError} when nobody can follow it */
export async function changeCrosspost(context: Context, crosspost: boolean): Promise<void> {
  const following = await followingOf(context, context.space);
  if (crosspost && (following === 'never' || following === 'cannot')) throw new UserError('crosspost-impossible');
  const { id, community } = context.space;
  const word = (on: boolean) => (on ? 'on' : 'off');
  await context.change(async (tx) => {
    await changeSpace(tx, { id, community: community.id }, { crosspost });
    const [before, after] = [word(context.space.crosspost), word(crosspost)];
    await recordChanges(context, tx, [{ setting: 'crosspost', before, after }]);
  });
}

/**
 * Chooses the channel for announcements in the caller's space. What is passed on from the one before is not passed on from
 * one that nobody can follow: each copy would be a request that the platform refuses.
 * @param typed the platform's own id of the channel, or its name as people type it
 * @returns whether announcements are no longer passed on
 * @throws {UserError}
 */
export async function changeAnnouncementChannel(context: Context, typed: string): Promise<boolean> {
  const { space } = context;
  const announcementChannel = await readChannel(context, typed);
  const ended = space.crosspost && (await followingOf(context, { ...space, announcementChannel })) === 'cannot';
  const change: SpaceChange = { announcementChannel, ...(ended && { crosspost: false }) };
  await context.change(async (tx) => {
    await changeSpace(tx, { id: space.id, community: space.community.id }, change);
    const before = space.announcementChannel;
    await recordChanges(context, tx, [
      { setting: 'announcement-channel', before, after: announcementChannel },
      ...(ended ? [{ setting: 'crosspost' as const, before: 'on', after: 'off' }] : []),
    ]);
  });
  return ended;
}

/**
 * A second person approves what the caller's community writes, whatever networks it is in; to require that no more takes a
 * second person, too.
 * @returns whether others are asked first @throws {UserError}
 */
export async function changeOwnApproval(context: Context, approval: boolean): Promise<boolean> {
  if (!approval && context.space.community.approval) {
    await askApprovalOff(context, null);
    return true;
  }
  await context.change(async (tx) => {
    if (approval) await switchApprovalOn(context, tx, null);
  });
  return false;
}
