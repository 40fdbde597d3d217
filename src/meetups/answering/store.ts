import type { AccountRef } from '../../chat/text.ts';
import { ENTERED } from '../../communities/together/store.ts';
import { Prisma } from '../../database/generated/client.ts';
import type { Tx } from '../../database/transaction.ts';
import type { HeldOccurrence } from '../store.ts';
import type { AnswerList, Listed } from './rules.ts';

/** Locks an occurrence as `lockOccurrence` does, as a part of a statement. */
export const holdingOccurrence = (id: string): Prisma.Sql =>
  Prisma.sql`SELECT 1 FROM "Occurrence" WHERE id = ${id}::uuid FOR UPDATE`;

/** Everything that answers to an occurrence depend on. Times in ms since the epoch. */
export interface Answerable extends HeldOccurrence, Omit<AnswerList, 'capacity'> {
  /** Our id of its community. */
  community: string;
  /** By our id of a space, that of the community in which it is now. */
  communityOf: ReadonlyMap<string, string>;
}

type Row = Omit<Answerable, 'startsAt' | 'endsAt' | 'communityOf'> & {
  startsAt: Date;
  endsAt: Date | null;
  spaces: Record<string, string> | null;
};

/** People who answer, and where. */
export interface AnsweringFrom {
  accounts: readonly AccountRef[];
  /** Our ids of spaces. */
  spaces: readonly string[];
}

/**
 * Reads an occurrence that is held, with the answers of some people and of all who wait. A statement of its own: one that
 * waited for the lock still sees what was before.
 * @returns null when there is none
 */
export async function readAnswerable(tx: Tx, id: string, from: AnsweringFrom): Promise<Answerable | null> {
  // Asked together with the lock: should it ever be done before, it is asked again.
  const row = (await readOnce(tx, id, from)) ?? (await readOnce(tx, id, from));
  if (!row) return null;
  const { startsAt, endsAt, spaces: communities, ...rest } = row;
  return {
    ...rest,
    startsAt: startsAt.getTime(),
    endsAt: endsAt?.getTime() ?? null,
    communityOf: new Map(Object.entries(communities ?? {})),
  };
}

async function readOnce(tx: Tx, id: string, { accounts, spaces }: AnsweringFrom): Promise<Row | undefined> {
  const [row] = await tx.$queryRaw<Row[]>`
    /* prepared: answerable */ SELECT m.state, m.title, m.capacity, o."startsAt", o."endsAt", o."communityId" AS community,
           (SELECT jsonb_object_agg(s.id, s."communityId") FROM "Space" s WHERE s.id = ANY(${spaces}::uuid[])) AS spaces,
           (SELECT count(*)::int FROM "Rsvp" r WHERE r."occurrenceId" = o.id AND r.answer = 'going') AS going,
           (SELECT COALESCE(max(r.place), 0) FROM "Rsvp" r WHERE r."occurrenceId" = o.id) AS last,
           (SELECT COALESCE(jsonb_agg(jsonb_build_object('person', r."personId", 'account', r."accountId",
                     'space', r."spaceId", 'answer', r.answer, 'place', r.place)), '[]')
            FROM "Rsvp" r WHERE r."occurrenceId" = o.id
              AND (r.answer = 'waiting' OR r."personId" IN (
                SELECT a."personId" FROM jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb) AS c(
                  platform text, tenant text, id text)
                JOIN "Account" a ON a.platform = c.platform AND a.tenant = c.tenant AND a."externalId" = c.id))) AS listed
    FROM "Occurrence" o JOIN "Meetup" m ON m.id = o."meetupId" WHERE o.id = ${id}::uuid AND ${ENTERED}`;
  return row;
}

/**
 * Writes answers of different people. Whoever comes to it anew knows it as it is now; whoever had an interest already is
 * still to be told what has changed.
 * @param answers `at`: when it was given, ms since the epoch
 */
export async function saveAnswers(
  tx: Tx,
  occurrence: string,
  answers: readonly (Listed & { at: number })[],
): Promise<void> {
  const rows = answers.map(({ at, ...answer }) => ({ ...answer, at: new Date(at) }));
  await tx.$executeRaw`
    /* prepared: answers */ INSERT INTO "Rsvp" AS r ("occurrenceId", "personId", "accountId", "spaceId", answer, place, "answeredAt", told)
    SELECT o.id, a.person, a.account, a.space, a.answer, a.place, a.at, o.changes
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS a(
      person uuid, account uuid, space uuid, answer "RsvpAnswer", place int, at timestamptz)
    JOIN "Occurrence" o ON o.id = ${occurrence}::uuid
    ON CONFLICT ("occurrenceId", "personId") DO UPDATE
    SET "accountId" = EXCLUDED."accountId", "spaceId" = EXCLUDED."spaceId", "answeredAt" = EXCLUDED."answeredAt",
        told = CASE WHEN r.answer = 'not_going' THEN EXCLUDED.told ELSE r.told END,
        "leftLateAt" = CASE WHEN EXCLUDED.answer = 'going' THEN NULL ELSE r."leftLateAt" END,
        "leftToldAt" = CASE WHEN EXCLUDED.answer = 'going' THEN NULL ELSE r."leftToldAt" END,
        answer = EXCLUDED.answer, place = EXCLUDED.place`;
}

/** Lets people who wait go. */
export async function letGo(tx: Tx, occurrence: string, people: readonly string[]): Promise<void> {
  await tx.rsvp.updateMany({
    where: { occurrenceId: occurrence, personId: { in: [...people] } },
    data: { answer: 'going' },
  });
}
