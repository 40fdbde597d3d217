import type { AccountRef } from '../../chat/text.ts';
import type { CommunityId } from '../../communities/ids.ts';
import { Prisma } from '../../database/generated/client.ts';
import type { Tx } from '../../database/transaction.ts';
import { runningSince } from '../rules.ts';
import type { Wanted } from './wanted.ts';

/** A meetup as it stands in a list to choose from. `startsAt`: ms since the epoch. */
export interface MeetupLine {
  id: string;
  title: string;
  startsAt: number;
}

/** The meetups that can be chosen. */
export interface Choosable {
  /** ms since the epoch: what is over by then is left out */
  since: number;
  /** Only what this account organises; null: all. */
  organiser: AccountRef | null;
  most: number;
}

const FANCY_QUOTES = '“”„«»’‘‚´`';
/** Characters without width: `translate` leaves out what has no counterpart. */
const UNSEEN = '\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2068\u2069\ufe0f\ufeff';
const QUOTES = `"""""'''''`;

/** Words as people see them: whatever their case, blanks, quotation marks and Unicode form. */
const seen = (words: Prisma.Sql) => Prisma.sql`
  btrim(regexp_replace(lower(normalize(translate(${words}, ${FANCY_QUOTES + UNSEEN}, ${QUOTES}), NFKC)), '\\s+', ' ', 'g'))`;

/** @returns published meetups that are not over and fit what was typed, the earliest first */
export async function findLines(
  db: Tx,
  community: CommunityId,
  { title, whole, days = [] }: Pick<Wanted, 'title' | 'whole' | 'days'>,
  { since, organiser, most }: Choosable,
): Promise<MeetupLine[]> {
  const [own, wanted] = [seen(Prisma.sql`m.title`), seen(Prisma.sql`${title}::text`)];
  const fits = whole ? Prisma.sql`${own} = ${wanted}` : Prisma.sql`strpos(${own}, ${wanted}) > 0`;
  const iso = (at: number) => new Date(at).toISOString();
  const [from, to] = [days.map((day) => iso(day.from)), days.map((day) => iso(day.to))];
  const onDay = Prisma.sql`EXISTS (
    SELECT 1 FROM unnest(${from}::timestamptz[], ${to}::timestamptz[]) AS d(a, b)
    WHERE o."startsAt" >= d.a AND o."startsAt" < d.b)`;
  const theirs = Prisma.sql`EXISTS (
    SELECT 1 FROM "Account" a WHERE a.id = m."organiserId"
      AND a.platform = ${organiser?.platform} AND a.tenant = ${organiser?.tenant} AND a."externalId" = ${organiser?.id})`;
  const rows = await db.$queryRaw<{ id: string; title: string; startsAt: Date }[]>`
    SELECT m.id, m.title, o."startsAt" FROM "Occurrence" o JOIN "Meetup" m ON m.id = o."meetupId"
    WHERE o."communityId" = ${community}::uuid AND m.state = 'published'
      AND (o."endsAt" > ${new Date(since)} OR o."endsAt" IS NULL AND o."startsAt" > ${new Date(runningSince(since))})
      AND ${fits}
      AND ${days.length > 0 ? onDay : Prisma.sql`true`}
      AND ${organiser ? theirs : Prisma.sql`true`}
    ORDER BY o."startsAt", o.id LIMIT ${most}`;
  return rows.map((row) => ({ ...row, startsAt: row.startsAt.getTime() }));
}
