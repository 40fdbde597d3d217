import type { Call } from '../chat/call.ts';
import { type Tx, transaction } from '../database/transaction.ts';
import type { Context, Services } from './context.ts';

/** Time for which an input can be used; it is deleted in the hour after it. */
export const INPUTS_KEPT_MS = 24 * 60 * 60 * 1000;

/** Keeps what a person typed, for a day, so that a form can bring it back. @returns its id */
export async function keepInput(context: Context, target: string, values: Record<string, string>): Promise<string> {
  return transaction(context.db, async (tx) => {
    const account = await context.account(tx);
    const createdAt = new Date(context.now);
    const row = await tx.keptInput.create({ data: { accountId: account.id, target, values, createdAt } });
    return row.id;
  });
}

/**
 * Names a row anew, so that what waits in it is done once.
 * @param from the name that it must have
 * @returns false where it has another one, or is gone
 */
export async function renameInput(tx: Tx, id: string, from: string, to: string): Promise<boolean> {
  const { count } = await tx.keptInput.updateMany({ where: { id, target: from }, data: { target: to } });
  return count === 1;
}

/** @returns what this very person typed, or null when it is another's, unknown or older than a day */
export async function keptInput({ db, clock }: Pick<Services, 'db' | 'clock'>, { account }: Call, id: string) {
  const { platform, tenant, id: externalId } = account;
  const row = await db.prisma.keptInput.findFirst({
    orderBy: { id: 'asc' },
    where: {
      id,
      account: { platform, tenant, externalId },
      createdAt: { gt: new Date(clock.now() - INPUTS_KEPT_MS) },
    },
  });
  return row && { target: row.target, values: row.values as Record<string, string> };
}
