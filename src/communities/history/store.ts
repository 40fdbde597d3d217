import type { AccountRef } from '../../chat/text.ts';
import type { Tx } from '../../database/transaction.ts';
import type { Context } from '../context.ts';
import type { CommunityId } from '../ids.ts';
import { SETTINGS, type Setting } from './rules.ts';

/** The setting that changed. `about`: which network, and which of its topics. */
export interface Change {
  setting: Setting;
  about?: string;
  before: string | null;
  after: string | null;
}

/** A change as it was written down. Times in ms since the epoch. */
export interface RecordedChange extends Required<Omit<Change, 'about'>> {
  about: string | null;
  at: number;
  account: AccountRef;
  /** Place where it was decided. */
  space: { id: string; name: string };
}

/**
 * Writes down what the caller changes, in the transaction that changes it; what stays as it was is no change.
 * @param community whose setting it is, where that is not (or no longer) the caller's
 */
export async function recordChanges(
  context: Context,
  tx: Tx,
  changes: readonly Change[],
  community: CommunityId = context.space.community.id,
): Promise<void> {
  const real = changes.filter(({ before, after }) => before !== after);
  if (real.length === 0) return;
  const account = await context.account(tx);
  await tx.settingChange.createMany({
    data: real.map((change) => ({
      ...change,
      communityId: community,
      spaceId: context.space.id,
      accountId: account.id,
      changedAt: new Date(context.now),
    })),
  });
}

/** @returns a page of what was changed in a community, the newest first */
export async function changesOf(
  db: Tx,
  community: CommunityId,
  { skip, take }: { skip: number; take: number },
): Promise<{ changes: RecordedChange[]; total: number }> {
  const where = { communityId: community, setting: { in: [...SETTINGS] } };
  const [rows, total] = await Promise.all([
    db.settingChange.findMany({
      where,
      orderBy: [{ changedAt: 'desc' }, { id: 'asc' }],
      skip,
      take,
      include: { account: true, space: { select: { id: true, name: true } } },
    }),
    db.settingChange.count({ where }),
  ]);
  const changes = rows.map(({ setting, about, before, after, changedAt, account, space }) => ({
    setting: setting as Setting,
    about,
    before,
    after,
    at: changedAt.getTime(),
    account: { platform: account.platform, tenant: account.tenant, id: account.externalId },
    space,
  }));
  return { changes, total };
}
