import { requirementChanged } from '../../announcements/approvals/service.ts';
import { absentOf, keyOf } from '../../announcements/sending/service.ts';
import { SendError } from '../../chat/platform.ts';
import { UserError } from '../../chat/user-error.ts';
import type { Tx } from '../../database/transaction.ts';
import type { Context } from '../context.ts';
import { recordChanges } from '../history/store.ts';
import { contactsOf, findMembership, lockNetwork, saveNetworkApproval } from '../networks/store.ts';
import { changeSpace, findSpaceById } from '../store.ts';
import { approvalOffMessage, approvalOffToldMessage } from './kinds.ts';
import { type ApprovalOff, answerApprovalOff, endApprovalOffs, findApprovalOff, insertApprovalOff } from './store.ts';

/** Age of a question after which whoever was asked may not remember why. In ms. */
const VALID_MS = 14 * 24 * 60 * 60_000;
/** Platforms that did not tell who manages a space are asked again no earlier. */
const ASK_AGAIN_MS = 1_000;

/**
 * Scope in which approval is switched off: what the caller's community writes, or what is sent to a network that it
 * runs.
 */
export type Of = { network: string; name: string } | null;

/**
 * Asks the others who are asked on behalf of the caller's community and still manage it; until one of them says yes
 * nothing changes. Otherwise one alone could switch approval off, send, and switch it on.
 * @throws {UserError} when there is nobody else to ask
 */
export async function askApprovalOff(context: Context, of: Of): Promise<void> {
  const { prisma } = context.db;
  const community = context.space.community.id;
  const absent = await absentOf(prisma, context.manages, [community]);
  await context.change(async (tx) => {
    const account = await context.account(tx);
    const others = (await contactsOf(tx, [community])).filter(({ personId }) => personId !== account.personId);
    const asked = others.filter((one) => !absent.has(keyOf(one)));
    if (asked.length === 0) {
      const unknown = others.some((one) => absent.get(keyOf(one)) === 'unknown');
      if (unknown) throw new SendError({ kind: 'wait', forMs: ASK_AGAIN_MS });
      throw new UserError('approval-off-nobody', { community: context.space.community.name });
    }
    await endApprovalOff(context, tx, of);
    const wish = { community, network: of?.network ?? null, spaceId: context.space.id, accountId: account.id };
    const id = await insertApprovalOff(tx, { ...wish, now: new Date(context.now) });
    await context.outbox.place(
      tx,
      asked.map(({ accountId, spaceId }) => {
        const key = `${approvalOffMessage.kind}:${id}:${accountId}`;
        return approvalOffMessage.to({ accountId, spaceId }, id, {}, { key });
      }),
    );
    await recordChanges(context, tx, [{ ...settingOf(of), before: 'on', after: 'asked-off' }]);
  });
}

const settingOf = (of: Of) =>
  of ? ({ setting: 'network-approval', about: of.name } as const) : ({ setting: 'approval' } as const);

/** Approval is required from now on, as one alone may decide; who was asked whether it still is need not answer. */
export async function switchApprovalOn(context: Context, tx: Tx, of: Of): Promise<void> {
  const asked = await endApprovalOff(context, tx, of);
  if (asked && (await isOn(tx, context, of))) await recordKept(context, tx, of);
  await setApproval(context, tx, of, true);
}

/** Ends the question whether it may be switched off. @returns whether somebody was asked */
export async function endApprovalOff(context: Context, tx: Tx, of: Of): Promise<boolean> {
  const over = await endApprovalOffs(tx, context.space.community.id, of?.network ?? null);
  await context.outbox.changed(tx, approvalOffMessage, ...over);
  return over.length > 0;
}

/** Records that it stays, although switching it off was asked for. */
function recordKept(context: Context, tx: Tx, of: Of): Promise<void> {
  return recordChanges(context, tx, [{ ...settingOf(of), before: 'asked-off', after: 'on' }]);
}

async function setApproval(context: Context, tx: Tx, of: Of, approval: boolean): Promise<void> {
  const { id, community } = context.space;
  const before = await isOn(tx, context, of);
  if (of) await saveNetworkApproval(tx, of.network, approval);
  else await changeSpace(tx, { id, community: community.id }, { approval });
  const word = (on: boolean) => (on ? 'on' : 'off');
  await recordChanges(context, tx, [{ ...settingOf(of), before: word(before), after: word(approval) }]);
  await requirementChanged(tx, context.outbox, of ? { network: of.network } : { community: community.id });
}

async function isOn(tx: Tx, { space }: Context, of: Of): Promise<boolean> {
  if (of) return (await findMembership(tx, space.community.id, of.network))?.network.approval ?? false;
  return (await findSpaceById(tx, space.id))?.community.approval ?? false;
}

/**
 * A second person says yes or no; whoever asked is told.
 * @throws {UserError} when the caller is not the one to answer
 */
export function answerOff(context: Context, id: string, yes: boolean): Promise<ApprovalOff> {
  return context.change(async (tx) => {
    const wish = await findApprovalOff(tx, id, { lock: true });
    if (wish?.community.id !== context.space.community.id) throw new UserError('approval-off-over');
    if (wish.state !== 'asked' || context.now - wish.askedAt > VALID_MS) throw new UserError('approval-off-over');
    const account = await context.account(tx);
    if (account.personId === wish.askedBy.personId) throw new UserError('approval-off-self');
    const of = ofWish(wish);
    if (of && !(await runsNetwork(context, tx, of.network))) throw new UserError('approval-off-over');
    const state = yes ? 'accepted' : 'declined';
    await answerApprovalOff(tx, id, state);
    if (yes) await setApproval(context, tx, of, false);
    else await recordKept(context, tx, of);
    await context.outbox.changed(tx, approvalOffMessage, id);
    const key = `${approvalOffToldMessage.kind}:${id}`;
    const reader = { spaceId: wish.space.id, accountId: wish.askedBy.accountId };
    await context.outbox.send(tx, [approvalOffToldMessage.to(reader, id, {}, { key })]);
    return { ...wish, state };
  });
}

/** @returns whether the caller's community runs a network; it does so until the end of the transaction */
async function runsNetwork(context: Context, tx: Tx, network: string): Promise<boolean> {
  const community = context.space.community.id;
  await lockNetwork(tx, network);
  return (await findMembership(tx, community, network))?.network.owner === community;
}

const ofWish = ({ network }: ApprovalOff): Of => network && { network: network.id, name: network.name };
