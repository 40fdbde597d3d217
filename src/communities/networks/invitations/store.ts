import type { Tx } from '../../../database/transaction.ts';

/** @param code by which another community joins a network */
export async function saveNetworkCode(tx: Tx, code: { hash: string; network: string; expiresAt: Date }): Promise<void> {
  await tx.networkCode.create({ data: { codeHash: code.hash, networkId: code.network, expiresAt: code.expiresAt } });
}

/**
 * Ends a code that nobody has used: one conditional update, so that whoever uses it at the same moment is first or too
 * late.
 * @returns its network, and whether it was used before; null for a code that there never was
 */
export async function endNetworkCode(
  tx: Tx,
  hash: string,
  now: Date,
): Promise<{ network: string; wasUsed: boolean } | null> {
  await tx.networkCode.updateMany({
    where: { codeHash: hash, usedAt: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  });
  const row = await tx.networkCode.findUnique({ where: { codeHash: hash } });
  return row && { network: row.networkId, wasUsed: row.usedAt !== null };
}
