import { randomUUID } from 'node:crypto';
import type { Call } from '../../chat/call.ts';
import { Prisma } from '../../database/generated/client.ts';
import type { Tx } from '../../database/transaction.ts';
import type { KnownAccount } from '../store.ts';

/** A call that takes part in a transaction. */
export interface Entering {
  call: Pick<Call, 'callId' | 'space' | 'account'>;
  language: string;
  /** Its id is to be written: it has changed nothing yet. */
  records: boolean;
}

/** Condition that is true in a statement that PostgreSQL does after {@link enter}. */
export const ENTERED = Prisma.sql`current_setting('samling.entered', true) IS NOT DISTINCT FROM 'yes'`;

/** Says of a call that takes part whether it is the first time, and whose it is; null when the account went just now. */
export interface Entered {
  first: boolean;
  account: KnownAccount | null;
}

/**
 * Does in one statement what `firstTime` and `rememberAccount` do (see ../store.ts), for calls of different accounts;
 * those that are known are held, so that they are not forgotten before anything refers to them.
 * @param holding locks what is to be changed, afterwards: whoever waits for it should wait for as little as possible
 */
export async function enter(
  tx: Tx,
  calls: readonly Entering[],
  { holding, now }: { holding: Prisma.Sql; now: Date },
): Promise<Entered[]> {
  const callers = calls.map(({ call, language, records }, number) => ({
    number,
    ...{ call: call.callId, on: call.space.platform, records },
    ...{ platform: call.account.platform, tenant: call.account.tenant, external: call.account.id, language },
    person: randomUUID(),
  }));
  const rows = await tx.$queryRaw<(Partial<KnownAccount> & { number: number; first: boolean })[]>`
    /* prepared: enter */ WITH caller AS (
      SELECT c.*, a.id AS account, a.language AS before
      FROM jsonb_to_recordset(${JSON.stringify(callers)}::jsonb) AS c(
        number int, call text, "on" text, records boolean, platform text, tenant text, external text, language text,
        person uuid)
      LEFT JOIN "Account" a ON a.platform = c.platform AND a.tenant = c.tenant AND a."externalId" = c.external
    ), first AS (
      INSERT INTO "HandledCall" (platform, id, "handledAt")
      SELECT "on", call, ${now} FROM caller WHERE records ORDER BY call ON CONFLICT DO NOTHING RETURNING platform, id
    ), known AS (
      SELECT c.number, a.id, a."personId", a."unreachableSince" IS NULL AS reachable
      FROM caller c JOIN "Account" a ON a.id = c.account WHERE c.before = c.language FOR KEY SHARE OF a
    ), renewed AS (
      UPDATE "Account" a SET language = c.language FROM caller c
      WHERE a.id = c.account AND c.before IS DISTINCT FROM c.language
      RETURNING c.number, a.id, a."personId", a."unreachableSince" IS NULL AS reachable
    ), person AS (
      INSERT INTO "Person" (id, "createdAt") SELECT person, ${now} FROM caller WHERE account IS NULL RETURNING id
    ), added AS (
      INSERT INTO "Account" ("personId", platform, tenant, "externalId", language, "createdAt")
      SELECT p.id, c.platform, c.tenant, c.external, c.language, ${now} FROM person p JOIN caller c ON c.person = p.id
      ORDER BY c.platform, c.tenant, c.external
      ON CONFLICT (platform, tenant, "externalId") DO UPDATE SET language = EXCLUDED.language
      RETURNING platform, tenant, "externalId", id, "personId", "unreachableSince" IS NULL AS reachable
    ), made AS (
      SELECT c.number, d.id, d."personId", d.reachable FROM added d
      JOIN caller c ON c.platform = d.platform AND c.tenant = d.tenant AND c.external = d."externalId"
    ), account AS (
      SELECT * FROM known UNION ALL SELECT * FROM renewed UNION ALL SELECT * FROM made
    ), held AS (${holding})
    SELECT c.number, NOT c.records OR (c."on", c.call) IN (SELECT platform, id FROM first) AS first, a.id, a."personId", a.reachable,
           (SELECT count(*) FROM held)::int AS held, set_config('samling.entered', 'yes', true) AS entered
    FROM caller c LEFT JOIN account a ON a.number = c.number`;
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  return calls.map((_call, number) => {
    const { first = false, id, personId, reachable = true } = byNumber.get(number) ?? {};
    return { first, account: id && personId ? { id, personId, reachable } : null };
  });
}

/** Takes back that calls were handled: nothing was changed by them, so a copy is answered as they are. */
export async function unrecord(tx: Tx, calls: readonly Pick<Call, 'callId' | 'space'>[]): Promise<void> {
  const rows = calls.map(({ callId, space }) => ({ platform: space.platform, id: callId }));
  await tx.$executeRaw`
    DELETE FROM "HandledCall" h USING jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(platform text, id text)
    WHERE h.platform = r.platform AND h.id = r.id`;
}
