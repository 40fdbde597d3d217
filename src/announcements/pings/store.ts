import type { Tx } from '../../database/transaction.ts';
import { copyMessage } from '../kinds.ts';
import { type Decision, PING_HINDRANCES, type PingHindrance } from './rules.ts';

/** A role or user group that is notified with the copy in one space. */
export interface Ping {
  space: { id: string; name: string; externalId: string };
  /** The platform's own id, and the name that it had when it was confirmed. */
  role: string;
  name: string;
  /** The number that was confirmed; of a ping that was sent, the number as it was then. */
  people: number;
  /** The person who asked for it, by the platform's own id. */
  account: string;
  state: 'confirmed' | 'notified' | 'withheld';
  reason: PingHindrance | null;
}

const FULL = { include: { space: true, account: true } } as const;

type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>;
const findRow = (db: Tx, announcementId: string, spaceId: string) =>
  db.ping.findUnique({ where: { announcementId_spaceId: { announcementId, spaceId } }, ...FULL });

function toPing({ space, account, role, name, people, state, reason }: Row): Ping {
  return {
    space: { id: space.id, name: space.name, externalId: space.externalId },
    role,
    name,
    people,
    account: account.externalId,
    state,
    reason: PING_HINDRANCES.find((one) => one === reason) ?? null,
  };
}

/** @returns the role that is notified with an announcement's copy in a space, or null */
export async function findPing(db: Tx, announcement: string, space: string): Promise<Ping | null> {
  const row = await findRow(db, announcement, space);
  return row && toPing(row);
}

/** @returns all roles that are notified with an announcement, at most one in each space */
export async function pingsOf(db: Tx, announcement: string): Promise<Ping[]> {
  const rows = await db.ping.findMany({
    where: { announcementId: announcement },
    ...FULL,
    orderBy: { space: { name: 'asc' } },
  });
  return rows.map(toPing);
}

/** In place of the one that there was in that space. */
export async function savePing(
  tx: Tx,
  ping: { announcement: string; space: string; role: string; name: string; people: number; accountId: string },
): Promise<void> {
  const { announcement: announcementId, space: spaceId, ...rest } = ping;
  await tx.ping.upsert({
    where: { announcementId_spaceId: { announcementId, spaceId } },
    create: { announcementId, spaceId, ...rest },
    update: rest,
  });
}

export async function deletePing(tx: Tx, announcementId: string, spaceId: string): Promise<void> {
  await tx.ping.deleteMany({ where: { announcementId, spaceId } });
}

/** Writes once whether a role is notified: every later attempt to send the copy keeps to it. @returns false when it stood */
export async function settlePing(
  tx: Tx,
  announcementId: string,
  spaceId: string,
  decision: Decision,
): Promise<boolean> {
  const { count } = await tx.ping.updateMany({
    where: { announcementId, spaceId, state: 'confirmed' },
    data:
      'people' in decision
        ? { state: 'notified', people: decision.people }
        : { state: 'withheld', reason: decision.hindrance },
  });
  return count === 1;
}

/** @returns by space, what became of the copy there */
export async function copyStates(
  db: Tx,
  announcement: string,
  spaces: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.delivery.findMany({
    where: { kind: copyMessage.kind, subjectId: announcement, spaceId: { in: [...spaces] } },
    select: { spaceId: true, state: true },
  });
  return new Map(rows.map(({ spaceId, state }) => [spaceId, state]));
}
