import { z } from 'zod';
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
  return all.map(({ network }) => ({ value: network.id, label: network.name })).filter(named(typed));
}

const named = (typed: string) => (option: Option) => option.label.toLowerCase().includes(typed.trim().toLowerCase());

/**
 * @param typed a network's id or name; without it the only one there is
 * @param own only those that the caller's community administers
 * @throws {UserError} about "network" when none or several fit
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
  const wanted = typed?.trim().toLowerCase();
  const found = wanted
    ? possible.filter(({ network }) => network.id === wanted || network.name.toLowerCase() === wanted)
    : possible;
  const [only, ...others] = found;
  const names = new Intl.ListFormat(context.language).format(possible.map(({ network }) => network.name));
  if (!only) throw new UserError('no-such-network', { typed: typed ?? '', names }, 'network');
  if (others.length > 0) throw new UserError('several-networks', { names }, 'network');
  return only;
}

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
  const wanted = typed.trim().toLowerCase();
  const members = await membersOf(context.db.prisma, network);
  const found = members.filter(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  const [only, ...others] = found;
  if (!only || others.length > 0) {
    const names = new Intl.ListFormat(context.language).format(members.map(({ name }) => name));
    throw new UserError('no-such-member', { typed, names }, 'member');
  }
  return only;
}

/** What a form for the lists of topics and of target groups asks. */
export const listsInput = z.object({ topics: field.paragraph(2000), groups: field.paragraph(2000).optional() });
