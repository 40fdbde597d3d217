import type { Call } from '../../chat/call.ts';
import type { Tx } from '../../database/transaction.ts';
import { PROCESS_LOCKS } from '../../delivery/takeover.ts';
import { branded, type SpaceOfCommunity, type SpaceRow } from '../store.ts';

/** A call as this process received it. */
export interface Received {
  claim: 'first' | 'left' | 'taken';
  /** Null at the first use of a space, and of a call that belongs to none. */
  space: SpaceOfCommunity | null;
}

type Identified = Pick<Call, 'callId' | 'space'>;

interface ReceivedRow {
  number: number;
  first: boolean | null;
  space: (Omit<SpaceRow, 'goneAt'> & { goneAt: string | null }) | null;
}

/**
 * Claims calls for a process, without waiting for the disk: a claim that a crash of the database takes along costs a
 * second answer at worst. Unless another one that is there still has claimed a call, or it is answered, it is the
 * process's. Finds the space of each on the way.
 * @param process its number, see `Presence` in src/delivery/takeover.ts
 */
export async function receiveCalls(
  db: Tx,
  calls: readonly Identified[],
  { process, now }: { process: number; now: Date },
): Promise<Received[]> {
  const rows = calls.map(({ callId, space }, number) => ({
    number,
    platform: space.platform,
    id: callId,
    space: space.id,
  }));
  const found = await db.$queryRaw<ReceivedRow[]>`
    /* prepared: receive */ WITH at_once AS (SELECT set_config('synchronous_commit', 'off', true)), received AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(number int, platform text, id text, space text)
    ), claimed AS (
      INSERT INTO "CallClaim" AS claim (platform, id, process, "claimedAt")
      SELECT r.platform, r.id, ${process}::int, ${now} FROM at_once, received r ORDER BY r.platform, r.id
      ON CONFLICT (platform, id) DO UPDATE SET process = EXCLUDED.process, "claimedAt" = EXCLUDED."claimedAt"
      WHERE NOT claim.answered AND NOT EXISTS (
        SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.objsubid = 2
          AND l.classid = ${PROCESS_LOCKS}::int AND l.objid = claim.process)
      RETURNING claim.platform, claim.id, claim.xmax = 0 AS first
    )
    SELECT r.number, claimed.first, CASE WHEN s.id IS NOT NULL THEN to_jsonb(s) || jsonb_build_object('community',
             jsonb_build_object('id', c.id, 'name', c.name, 'language', c.language, 'zone', c.zone,
                                'approval', c.approval)) END AS space
    FROM received r
    LEFT JOIN claimed ON claimed.platform = r.platform AND claimed.id = r.id
    LEFT JOIN "Space" s ON s.platform = r.platform AND s."externalId" = r.space
    LEFT JOIN "Community" c ON c.id = s."communityId"`;
  const byNumber = new Map(found.map((row) => [row.number, row]));
  return calls.map((_call, number) => {
    const { first = null, space = null } = byNumber.get(number) ?? {};
    const claim = first === null ? 'taken' : first ? 'first' : 'left';
    return {
      claim,
      space: space && branded({ ...space, goneAt: space.goneAt === null ? null : new Date(space.goneAt) }),
    };
  });
}

/** The people who called have their answers. Not waited for, as the claim is not. */
export async function markAnswered(db: Tx, calls: readonly Identified[]): Promise<void> {
  const rows = calls.map(({ callId, space }) => ({ platform: space.platform, id: callId }));
  await db.$executeRaw`
    /* prepared: answered */ WITH at_once AS (SELECT set_config('synchronous_commit', 'off', true))
    UPDATE "CallClaim" AS claim SET answered = true
    FROM at_once, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(platform text, id text)
    WHERE claim.platform = r.platform AND claim.id = r.id`;
}
