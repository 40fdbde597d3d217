import type { AccountRef } from '../../chat/text.ts';
import type { Tx } from '../../database/transaction.ts';
import { findSpaceById, type SpaceOfCommunity } from '../store.ts';

/** The most spaces that are asked whether somebody is in them. */
const ASKED_MAX = 3;

/**
 * @returns the spaces of a platform from which somebody most probably writes a direct message: first those through
 * which they were last written to, then the newest ones
 */
export async function likelySpaces(db: Tx, { platform, tenant, id }: AccountRef): Promise<SpaceOfCommunity[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM "Space" s
    LEFT JOIN (
      SELECT d."spaceId", max(d."createdAt") AS at FROM "Delivery" d JOIN "Account" a ON a.id = d."accountId"
      WHERE a.platform = ${platform} AND a.tenant = ${tenant} AND a."externalId" = ${id} GROUP BY 1
    ) written ON written."spaceId" = s.id
    WHERE s.platform = ${platform} AND s."goneAt" IS NULL
    ORDER BY written.at DESC NULLS LAST, s."createdAt" DESC LIMIT ${ASKED_MAX}`;
  const spaces = await Promise.all(rows.map((row) => findSpaceById(db, row.id)));
  return spaces.filter((space) => space !== null);
}

/** @returns the language in which somebody used the bot last, or null when that is not known */
export async function knownLanguage(db: Tx, { platform, tenant, id }: AccountRef): Promise<string | null> {
  const where = { platform_tenant_externalId: { platform, tenant, externalId: id } };
  const row = await db.account.findUnique({ where, select: { language: true } });
  return row?.language ?? null;
}
