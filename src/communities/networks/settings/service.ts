import { asSeen } from '../../../chat/as-seen.ts';
import { SendError } from '../../../chat/platform.ts';
import { UserError } from '../../../chat/user-error.ts';
import { LANGUAGES, say } from '../../../i18n/translate.ts';
import { askApprovalOff, switchApprovalOn } from '../../approval-off/service.ts';
import type { Context } from '../../context.ts';
import { recordChanges } from '../../history/store.ts';
import { readChannel } from '../../service.ts';
import { changeSpace, findSpaceById, type SpaceChange, type SpaceOfCommunity } from '../../store.ts';
import { type Acceptance, readTopics, TOPIC_NAME_MAX, TOPICS_MAX } from '../rules.ts';
import { askCaller, getMembership, getOwnNetwork, recordContact } from '../service.ts';
import { contactsOf, deleteContact, lockNetwork, type Membership, saveAccepts, saveLists } from '../store.ts';

/** All that a community has decided about announcements, as the settings show it. */
export interface NetworkSettings {
  space: SpaceOfCommunity;
  /** Null when it is in no network, or several and none was chosen. */
  membership: Membership | null;
  /** Number of people who are asked on behalf of the community, and whether the caller is one of them. */
  contacts: number;
  isContact: boolean;
  following: Following;
}

/** Says whether others can follow the channel for announcements; 'never' where the platform has no such thing. */
export type Following = 'never' | 'can' | 'cannot' | 'unknown';

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
 * @param topic or target group; "" for all without a choice of their own
 * @param accepts null: as the others
 * @throws {UserError}
 */
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

/**
 * Names that mean all readers. What has no target group is for everyone; so that is not on the list, in whichever
 * language it was typed.
 */
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

/** True when the caller is asked on behalf of their community. */
export function changeContact(context: Context, asked: boolean): Promise<void> {
  return context.change(async (tx) => {
    if (asked) return askCaller(context, tx);
    const account = await context.account(tx);
    await recordContact(context, tx, account.id, false);
    await deleteContact(tx, context.space.community.id, account.id);
  });
}

/**
 * Sets whether announcements are passed on to those who follow the space's channel.
 * @throws {UserError} when nobody can follow it
 */
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
 * Chooses the channel for announcements in the caller's space. What is passed on from the one before is not passed on
 * from one that nobody can follow: each copy would be a request that the platform refuses.
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
 * A second person approves what the caller's community writes, whatever networks it is in; to require that no more
 * takes a second person, too.
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
