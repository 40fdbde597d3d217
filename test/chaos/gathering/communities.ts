import type { World } from '../world.ts';

/** The server and the workspace that are one community. */
export const OWN_SPACES = ['Forening 1', 'Kontor 1'];

/**
 * Makes one community of the first server and the first workspace, one of each other space, and a network of them all.
 */
export async function makeCommunities({ database, channels }: World): Promise<void> {
  const rows = channels.map(({ platform, space, id }) => ({
    platform,
    ...space,
    channel: id,
    community: OWN_SPACES.includes(space.name) ? OWN_SPACES[0] : space.name,
  }));
  await database.query(
    `WITH row AS (
       SELECT * FROM jsonb_to_recordset($1)
         AS row(platform text, "externalId" text, name text, channel text, community text)
     ),
     communities AS (
       INSERT INTO "Community" (id, name, "createdAt")
       SELECT gen_random_uuid(), community, now() FROM row GROUP BY community RETURNING id, name
     ),
     spaces AS (
       INSERT INTO "Space" ("communityId", platform, "externalId", name, "meetupChannel", "announcementChannel", "createdAt")
       SELECT c.id, platform, "externalId", row.name, channel, channel, now() FROM row JOIN communities c ON c.name = row.community
     ),
     network AS (
       INSERT INTO "Network" ("ownerId", name, "createdAt")
       SELECT id, 'Alle', now() FROM communities WHERE name = $2 RETURNING id
     ),
     topics AS (INSERT INTO "Topic" ("networkId", name, position) SELECT id, 'Nyt', 1 FROM network)
     INSERT INTO "NetworkMember" ("networkId", "communityId", accepts, "joinedAt")
     SELECT n.id, c.id, 'everything', now() FROM network n, communities c`,
    [JSON.stringify(rows), OWN_SPACES[0]],
  );
}
