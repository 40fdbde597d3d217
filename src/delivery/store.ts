import { randomUUIDv7 } from 'node:crypto';
import { Prisma } from '../database/generated/client.ts';
import type { Tx } from '../database/transaction.ts';
import type { NewDelivery, NewPlacement } from './outbox.ts';

/** The time of day and the machine's own time, both in ms. */
interface Times {
  now: number;
  machine: number;
}

/** Writes deliveries whose key is new, in one statement. @returns how many were */
export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[], times: Times): Promise<number> {
  if (deliveries.length === 0) return 0;
  const rows = deliveries.map(({ to, details = {}, priority = 'urgent', crosspost = false, ...rest }) => ({
    // Ids that grow are written to one place of an index, not all over it.
    id: randomUUIDv7(),
    ...rest,
    details,
    priority,
    crosspost,
    ...to,
  }));
  return tx.$executeRaw`
    INSERT INTO "Delivery" (id, "spaceId", kind, "subjectId", details, channel, "accountId", "placementId", key, priority, crosspost,
                            "wakeAt", "createdAt")
    SELECT id, "spaceId", kind, "subjectId", details, channel, "accountId", "placementId", key, priority, crosspost,
           ${new Date(times.machine)}, ${new Date(times.now)}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row(
      id uuid, "spaceId" uuid, kind text, "subjectId" uuid, details jsonb, channel text, "accountId" uuid, "placementId" uuid, key text,
      priority "DeliveryPriority", crosspost boolean)
    ON CONFLICT (key) DO NOTHING`;
}

/** Writes placements and the deliveries that post them. @returns how many */
export async function insertPlacements(tx: Tx, placements: readonly NewPlacement[], times: Times): Promise<number> {
  const rows = placements.map((placement) => ({ id: randomUUIDv7(), ...placement }));
  if (rows.length === 0) return 0;
  // The channel of somebody's direct messages is known when the card is there.
  const placed = rows.map(({ to, ...rest }) => ({ ...rest, channel: 'channel' in to ? to.channel : '' }));
  await tx.$executeRaw`
    INSERT INTO "Placement" (id, "spaceId", kind, "subjectId", channel, "wakeAt")
    SELECT id, "spaceId", kind, "subjectId", channel, ${new Date(times.machine)}
    FROM jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) AS row(
      id uuid, "spaceId" uuid, kind text, "subjectId" uuid, channel text)`;
  const deliveries = rows.map(({ id, key, ...rest }) => ({ ...rest, key: key ?? `placement:${id}`, placementId: id }));
  const inserted = await insertDeliveries(tx, deliveries, times);
  if (inserted < rows.length)
    await tx.placement.deleteMany({ where: { id: { in: rows.map(({ id }) => id) }, delivery: null } });
  return inserted;
}

/** After the first refusal of an edit; also the least time between two tries at a card that is refused, in ms. */
export const FIRST_REFUSAL_PAUSE_MS = 5_000;
/**
 * An edit that was refused so often in a row is no hiccup of the platform: organisers and authors are told. A change
 * does not make them forget it, or a card that changes all the time would never be told of.
 */
export const REFUSED_OFTEN = 2;
/** Refusals in a row after which, in about two weeks, a card waits for the next change of its subject. */
export const REFUSALS_MAX = 60;

/** Changes of the row of a live card `p` whose subject has changed. @param machine ms, by the machine's clock */
const changedOnce = (machine: number) => Prisma.sql`
  changes = p.changes + 1, refusals = LEAST(p.refusals, ${REFUSED_OFTEN}),
  "wakeAt" = CASE WHEN p.refusals > 0 THEN LEAST(p."wakeAt", ${new Date(machine + FIRST_REFUSAL_PAUSE_MS)}) ELSE p."wakeAt" END`;

/** All accounts of the people behind some. */
const allAccountsOf = (accounts: readonly string[]) => Prisma.sql`
  SELECT o.id FROM "Account" a JOIN "Account" o ON o."personId" = a."personId" WHERE a.id = ANY(${accounts}::uuid[])`;

/**
 * Counts a change for each live card of the subjects. Those that the platform refused to edit are tried again soon.
 * @param machine ms, by the machine's clock
 * @returns how many there are
 */
export function markChanged(
  tx: Tx,
  kinds: readonly string[],
  subjectIds: readonly string[],
  machine: number,
): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Placement" p
    SET ${changedOnce(machine)}
    WHERE p.kind = ANY(${kinds}::text[]) AND p."subjectId" = ANY(${subjectIds}::uuid[]) AND NOT p.gone`;
}

/**
 * Does what {@link markChanged} does, for the cards that hang in the direct messages of some people alone.
 * @param accounts our ids; the same people's other accounts count too
 */
export function markChangedFor(
  tx: Tx,
  {
    kinds,
    subjectId,
    accounts,
    machine,
  }: { kinds: readonly string[]; subjectId: string; accounts: readonly string[]; machine: number },
): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Placement" p
    SET ${changedOnce(machine)}
    FROM "Delivery" d
    WHERE d."placementId" = p.id AND p.kind = ANY(${kinds}::text[]) AND p."subjectId" = ${subjectId}::uuid AND NOT p.gone
      AND d."accountId" IN (${allAccountsOf(accounts)})`;
}

/** Does what {@link markChanged} and {@link markChangedFor} do, in one statement. @param own our ids of accounts */
export function markChangedWithOwn(
  tx: Tx,
  {
    kinds,
    own,
    subjectId,
    machine,
  }: {
    kinds: readonly string[];
    own: { kinds: readonly string[]; accounts: readonly string[] };
    subjectId: string;
    machine: number;
  },
): Promise<number> {
  return tx.$executeRaw`
    /* prepared: changed */ UPDATE "Placement" p
    SET ${changedOnce(machine)}
    WHERE p.kind = ANY(${[...kinds, ...own.kinds]}::text[]) AND p."subjectId" = ${subjectId}::uuid AND NOT p.gone
      AND (p.kind = ANY(${kinds}::text[]) OR EXISTS (
        SELECT FROM "Delivery" d WHERE d."placementId" = p.id AND d."accountId" IN (${allAccountsOf(own.accounts)})))`;
}

/**
 * Cards that workers had taken who are gone may be edited again.
 * @param wakeAt from when on, ms by the machine's clock
 */
export async function releasePlacements(db: Tx, wakeAt: number): Promise<void> {
  const until = new Date(wakeAt);
  await db.placement.updateMany({ where: { gone: false, wakeAt: { gt: until } }, data: { wakeAt: until } });
}
