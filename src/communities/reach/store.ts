import type { Tx } from '../../database/transaction.ts';

/** An account to which a message did not get through. */
export interface RefusedAccount {
  accountId: string;
  /** A word of `SendFailure`. */
  reason: string;
}

/** Notes to whom messages do not get through; since when stays as it is. @param now ms since the epoch */
export async function markUnreachable(tx: Tx, refused: readonly RefusedAccount[], now: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Account" a
    SET "unreachableSince" = COALESCE(a."unreachableSince", ${new Date(now)}), "unreachableReason" = row.reason
    FROM jsonb_to_recordset(${JSON.stringify(refused)}::jsonb) AS row("accountId" uuid, reason text)
    WHERE a.id = row."accountId"`;
}

/** Notes to whom a message got through after all. */
export async function markReachable(tx: Tx, accounts: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Account" SET "unreachableSince" = NULL, "unreachableReason" = NULL
    WHERE id = ANY(${accounts}::uuid[]) AND "unreachableSince" IS NOT NULL`;
}

/** @returns of some accounts, how many take no messages as far as known */
export function countUnreachable(db: Tx, accounts: readonly string[]): Promise<number> {
  return db.account.count({ where: { id: { in: [...accounts] }, unreachableSince: { not: null } } });
}
