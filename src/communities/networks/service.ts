import { endAsking, endCorrections } from '../../announcements/sending/service.ts';
import { asSeen } from '../../chat/as-seen.ts';
import { UserError } from '../../chat/user-error.ts';
import type { Tx } from '../../database/transaction.ts';
import { say } from '../../i18n/translate.ts';
import { endApprovalOff } from '../approval-off/service.ts';
import type { Context } from '../context.ts';
import { recordChanges } from '../history/store.ts';
import type { CommunityId } from '../ids.ts';
import { hashCode } from '../link-code.ts';
import { lockSpace } from '../store.ts';
import { removedMessage } from './messages.ts';
import { readTopics } from './rules.ts';
import {
  closeNetwork,
  contactsOf,
  deleteMember,
  findMembership,
  insertMember,
  insertNetwork,
  lockNetwork,
  type Membership,
  membershipsOf,
  membersOf,
  networkOfCode,
  saveContact,
  useNetworkCode,
} from './store.ts';

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

/** Does what `getMembership` does. @throws {UserError} when it is another community that administers it */
export async function getOwnNetwork(context: Context, network: string, tx?: Tx): Promise<Membership> {
  const membership = await getMembership(context, network, tx);
  if (!administers(context, membership)) throw new UserError('network-not-yours');
  return membership;
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
export async function recordContact(context: Context, tx: Tx, accountId: string, asked: boolean): Promise<void> {
  const contacts = await contactsOf(tx, [context.space.community.id]);
  const word = (on: boolean) => (on ? 'on' : 'off');
  const before = word(contacts.some((one) => one.accountId === accountId));
  await recordChanges(context, tx, [{ setting: 'contact', before, after: word(asked) }]);
}

/** Has the caller asked on behalf of their community from now on. */
export async function askCaller(context: Context, tx: Tx): Promise<void> {
  const account = await context.account(tx);
  await recordContact(context, tx, account.id, true);
  await saveContact(tx, {
    community: context.space.community.id,
    accountId: account.id,
    spaceId: context.space.id,
    now: new Date(context.now),
  });
}

/**
 * Joins the caller's community; until it decides otherwise, it is asked first.
 * @returns the network's id
 * @throws {UserError}
 */
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
 * Takes the caller's community out. The one that administers the network can leave only when it is alone, and closes
 * it.
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
 * A community is no longer in a network; what it was asked there needs no answer any more, and what it wrote there is
 * not corrected any more.
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
      contacts.map(({ accountId, spaceId }) => {
        const key = `${removedMessage.kind}:${network}:${accountId}:${context.now}`;
        return removedMessage.to({ accountId, spaceId }, network, {}, { key });
      }),
    );
    return removed;
  });
}
