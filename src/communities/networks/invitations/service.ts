import { UserError } from '../../../chat/user-error.ts';
import type { Tx } from '../../../database/transaction.ts';
import type { Context } from '../../context.ts';
import { hashCode, makeCode } from '../../link-code.ts';
import { getOwnNetwork } from '../service.ts';
import type { Membership } from '../store.ts';
import { endNetworkCode, saveNetworkCode } from './store.ts';

/** Time for which an invitation can be used, in ms: it travels by mail between associations. */
const INVITATION_VALID_MS = 7 * 24 * 60 * 60_000;

/** A code by which another community joins a network. */
export interface Invitation {
  membership: Membership;
  code: string;
  /** Until when it is valid, ms since the epoch. */
  until: number;
}

/** @throws {UserError} when the caller's community does not administer the network */
export function invite(context: Context, network: string): Promise<Invitation> {
  return context.change((tx) => makeInvitation(context, tx, network));
}

/**
 * Ends an invitation whose code others have seen, and makes another one.
 * @param hash of the code
 * @throws {UserError} when somebody has used it
 */
export function renewInvitation(context: Context, hash: string): Promise<Invitation> {
  return context.change(async (tx) => {
    const ended = await endNetworkCode(tx, hash, new Date(context.now));
    if (!ended) throw new UserError('not-in-network');
    const invitation = await makeInvitation(context, tx, ended.network);
    if (ended.wasUsed) throw new UserError('network-code-used', { network: invitation.membership.network.name });
    return invitation;
  });
}

async function makeInvitation(context: Context, tx: Tx, network: string): Promise<Invitation> {
  const membership = await getOwnNetwork(context, network, tx);
  const code = makeCode();
  const until = context.now + INVITATION_VALID_MS;
  await saveNetworkCode(tx, { hash: hashCode(code), network, expiresAt: new Date(until) });
  return { membership, code, until };
}
