import { z } from 'zod';
import { asSeen } from '../../chat/as-seen.ts';
import type { Option } from '../../chat/card.ts';
import { field } from '../../chat/input.ts';
import { UserError } from '../../chat/user-error.ts';
import type { Context } from '../context.ts';
import { administers } from './service.ts';
import { type Member, type Membership, membershipsOf, membersOf } from './store.ts';

export const NETWORK_NAME_MAX = 80;

/** The field by which a command says which network it means; with one network it may be left out. */
export const networkField = field.pick();

/** Proposes the networks of the caller's community. @throws {UserError} for a form with nothing to choose */
export async function suggestNetworks(context: Context, typed: string): Promise<Option[]> {
  const all = await membershipsOf(context.db.prisma, context.space.community.id);
  if (all.length === 0 && typed === '') throw new UserError('no-network');
  return all.map(toOption).filter(named(typed));
}

/** Does what `suggestNetworks` does, for what only the community that administers a network may do. */
export async function suggestOwnNetworks(context: Context, typed: string): Promise<Option[]> {
  const all = await membershipsOf(context.db.prisma, context.space.community.id);
  const own = all.filter((one) => administers(context, one));
  if (own.length === 0 && typed === '') throw new UserError(all.length === 0 ? 'no-network' : 'network-not-yours');
  return own.map(toOption).filter(named(typed));
}

const toOption = ({ network }: Membership): Option => ({ value: network.id, label: network.name });
const named = (typed: string) => (option: Option) => asSeen(option.label).includes(asSeen(typed));

/**
 * @param typed a network's id or name; without it the only one there is
 * @param own only those that the caller's community administers
 * @throws {UserError} about "network" when none or several fit, or when another community administers it
 */
export async function resolveNetwork(
  context: Context,
  typed: string | undefined,
  { own = false } = {},
): Promise<Membership> {
  const all = await membershipsOf(context.db.prisma, context.space.community.id);
  if (all.length === 0) throw new UserError('no-network');
  const possible = own ? all.filter((one) => administers(context, one)) : all;
  if (possible.length === 0) throw new UserError('network-not-yours');
  const [only, ...others] = fitting(possible, typed);
  const names = listOf(context, possible);
  if (!only) {
    if (fitting(all, typed).length > 0) throw new UserError('network-not-yours', {}, 'network');
    throw new UserError('no-such-network', { typed: typed ?? '', names: listOf(context, all) }, 'network');
  }
  if (others.length > 0) throw new UserError('several-networks', { names }, 'network');
  return only;
}

/**
 * @returns those that somebody can mean: by the name by which they are told apart rather than by the one of their owner
 */
function fitting(all: readonly Membership[], typed: string | undefined): readonly Membership[] {
  if (!typed?.trim()) return all;
  const wanted = asSeen(typed);
  const exactly = all.filter(({ network }) => network.id === wanted || asSeen(network.name) === wanted);
  return exactly.length > 0 ? exactly : all.filter(({ network }) => asSeen(network.ownName) === wanted);
}

const listOf = ({ language }: Context, all: readonly Membership[]) =>
  new Intl.ListFormat(language).format(all.map(({ network }) => network.name));

/** Proposes who can be taken out of the network. */
export async function suggestMembers(context: Context, typed: string, values: Record<string, string>) {
  const membership = await resolveNetwork(context, values.network, { own: true });
  const members = await membersOf(context.db.prisma, membership.network.id);
  return members
    .filter(({ id }) => id !== context.space.community.id)
    .map(({ id, name }): Option => ({ value: id, label: name }))
    .filter(named(typed));
}

/** @param typed a community's id or name @throws {UserError} about "member" */
export async function resolveMember(context: Context, network: string, typed: string): Promise<Member> {
  const wanted = asSeen(typed);
  const members = await membersOf(context.db.prisma, network);
  const found = members.filter(({ id, name }) => id === wanted || asSeen(name) === wanted);
  const [only, ...others] = found;
  if (!only || others.length > 0) {
    const names = new Intl.ListFormat(context.language).format(members.map(({ name }) => name));
    throw new UserError('no-such-member', { typed, names }, 'member');
  }
  return only;
}

/** Texts of a form for the lists of topics and of target groups. */
export const listsInput = z.object({ topics: field.paragraph(2000), groups: field.paragraph(2000).optional() });
