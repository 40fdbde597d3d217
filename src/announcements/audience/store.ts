import { acceptanceOf } from '../../communities/networks/rules.ts';
import type { Tx } from '../../database/transaction.ts';
import type { Candidate } from '../rules.ts';
import type { Announcement } from '../store.ts';

type About = Pick<Announcement, 'community' | 'network' | 'topic' | 'group'>;

/**
 * @returns the communities that an announcement could reach, with what they accept of it: those of its network, or its
 * own alone; null when its community is no longer in the network. What a community itself writes it also accepts.
 * Spaces that the bot was taken out of are left out.
 */
export async function candidatesOf(db: Tx, { community, network, topic, group }: About): Promise<Candidate[] | null> {
  if (!network) return [{ community: community.id, accepts: 'everything', spaces: await spacesOf(db, community.id) }];
  const about = { topic: topic?.id ?? null, group: group?.id ?? null };
  const [members, choices] = [await membersOf(db, network.id), await choicesOf(db, network.id, about)];
  if (!members.some((member) => member.community === community.id)) return null;
  return members.map((member) => ({
    ...member,
    accepts:
      member.community === community.id
        ? 'everything'
        : acceptanceOf({ accepts: member.accepts, choices: choices.get(member.community) ?? {} }, about),
  }));
}

async function spacesOf(db: Tx, communityId: string): Promise<Candidate['spaces']> {
  const spaces = await db.space.findMany({
    where: { communityId, goneAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return spaces.map(({ id, platform, announcementChannel, meetupChannel, crosspost }) => ({
    id,
    platform,
    channel: announcementChannel ?? meetupChannel,
    crosspost,
  }));
}

/** The members of a network, with what each accepts of all that it made no choice for. As JSON: there can be thousands. */
async function membersOf(db: Tx, networkId: string): Promise<Candidate[]> {
  const [read] = await db.$queryRaw<[{ rows: Candidate[] }]>`
    SELECT COALESCE(json_agg(member ORDER BY member."joinedAt", member.community), '[]') AS rows
    FROM (
      SELECT m."communityId" AS community, m.accepts, m."joinedAt",
             COALESCE(json_agg(json_build_object(
               'id', s.id, 'platform', s.platform, 'channel', COALESCE(s."announcementChannel", s."meetupChannel"),
               'crosspost', s.crosspost) ORDER BY s."createdAt", s.id) FILTER (WHERE s.id IS NOT NULL), '[]') AS spaces
      FROM "NetworkMember" m
      JOIN "Network" n ON n.id = m."networkId" AND n."closedAt" IS NULL
      LEFT JOIN "Space" s ON s."communityId" = m."communityId" AND s."goneAt" IS NULL
      WHERE m."networkId" = ${networkId}::uuid
      GROUP BY m."networkId", m."communityId"
    ) AS member`;
  return read.rows.map(({ community, accepts, spaces }) => ({ community, accepts, spaces }));
}

/** By community, what it chose for a topic and for a target group. */
async function choicesOf(
  db: Tx,
  networkId: string,
  { topic, group }: Parameters<typeof acceptanceOf>[1],
): Promise<Map<string, Record<string, Candidate['accepts']>>> {
  const about = [topic, group].filter((one) => one !== null);
  const rows = await db.topicChoice.findMany({ where: { networkId, topicId: { in: about } } });
  const choices = new Map<string, Record<string, Candidate['accepts']>>();
  for (const { communityId, topicId, accepts } of rows)
    choices.set(communityId, { ...choices.get(communityId), [topicId]: accepts });
  return choices;
}
