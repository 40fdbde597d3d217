import { Prisma } from '../../database/generated/client.ts';
import type { Tx } from '../../database/transaction.ts';
import type { Column } from '../../feature.ts';
import { INPUTS_KEPT_MS } from '../kept-inputs.ts';

/** The most accounts in one transaction: those who call meanwhile wait for it. */
const ACCOUNTS_MAX = 1_000;

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Both platforms deliver a call again within hours at most. */
const HANDLED_CALLS_KEPT_MS = 2 * DAY_MS;
/** Days for which it is kept that approval was to end: as long as who was there. */
const WISHES_KEPT_MS = 90 * DAY_MS;
const UNREACHABLE_KEPT_MS = 90 * DAY_MS;
/** Days for which it is kept who changed what: a board that changes once a year can still find it. */
const SETTINGS_KEPT_MS = 365 * DAY_MS;

/** Deletes what has been kept for its time. @param now the time of day, ms */
export async function forgetCalls(db: Tx, now: number): Promise<void> {
  const ago = (ms: number) => new Date(now - ms);
  await db.handledCall.deleteMany({ where: { handledAt: { lt: ago(HANDLED_CALLS_KEPT_MS) } } });
  await db.callClaim.deleteMany({ where: { claimedAt: { lt: ago(HANDLED_CALLS_KEPT_MS) } } });
  await db.keptInput.deleteMany({ where: { createdAt: { lt: ago(INPUTS_KEPT_MS) } } });
  await db.linkCode.deleteMany({ where: { expiresAt: { lt: ago(DAY_MS) } } });
  await db.networkCode.deleteMany({ where: { expiresAt: { lt: ago(DAY_MS) } } });
  await db.settingChange.deleteMany({ where: { changedAt: { lt: ago(SETTINGS_KEPT_MS) } } });
  await db.approvalOff.deleteMany({ where: { askedAt: { lt: ago(WISHES_KEPT_MS) } } });
  await db.account.updateMany({
    where: { unreachableSince: { lt: ago(UNREACHABLE_KEPT_MS) } },
    data: { unreachableSince: null, unreachableReason: null },
  });
}

/** Columns by which rows refer to people: "Rsvp.accountId". */
interface References {
  account: readonly Column[];
  person: readonly Column[];
}

/** The condition that none of some columns refers to an id. @param id as SQL */
function unreferred(columns: readonly Column[], id: string): Prisma.Sql {
  const conditions = columns.map((one) => {
    const [table, column] = one.split('.');
    return Prisma.raw(`NOT EXISTS (SELECT 1 FROM "${table}" x WHERE x."${column}" = ${id})`);
  });
  return Prisma.join(conditions, ' AND ');
}

/** The condition that nothing refers to an account `a`, nor to its person but accounts. */
function unusedAccount({ account, person }: References): Prisma.Sql {
  const others = person.filter((one) => !one.startsWith('Account.'));
  return Prisma.sql`${unreferred(account, 'a.id')} AND ${unreferred(others, 'a."personId"')}`;
}

/**
 * Deletes accounts that nothing refers to any more. Each is held first and looked at again, so that none goes to which
 * a call refers at the same moment: `rememberAccount` holds what it finds, and such an account is left for the next
 * time.
 * @param before only those that were made before it
 * @returns how many
 */
export async function deleteAccounts(tx: Tx, before: Date, references: References): Promise<number> {
  const isUnused = unusedAccount(references);
  const unused = await tx.$queryRaw<{ id: string }[]>`
    SELECT a.id FROM "Account" a WHERE a."createdAt" < ${before} AND ${isUnused}
    LIMIT ${ACCOUNTS_MAX} FOR UPDATE OF a SKIP LOCKED`;
  if (unused.length === 0) return 0;
  const ids = unused.map(({ id }) => id);
  return tx.$executeRaw`DELETE FROM "Account" a WHERE a.id = ANY(${ids}::uuid[]) AND ${isUnused}`;
}

/**
 * Deletes persons whose accounts have gone, and those that were made in vain.
 * @param before only those made before it
 */
export function deletePersons(db: Tx, before: Date, { person }: References): Promise<number> {
  return db.$executeRaw`DELETE FROM "Person" p WHERE p."createdAt" < ${before} AND ${unreferred(person, 'p.id')}`;
}
