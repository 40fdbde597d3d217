import { acceptanceOf } from '../../communities/networks/rules.ts';
import type { Tx } from '../../database/transaction.ts';
import type { Candidate } from '../rules.ts';
import type { Announcement } from '../store.ts';

const SPACES = { where: { goneAt: null }, orderBy: [{ createdAt: 'asc' as const }, { id: 'asc' as const }] };
type SpaceRow = {
  id: string;
  platform: string;
  announcementChannel: string | null;
  meetupChannel: string | null;
  crosspost: boolean;
};

const toSpace = ({ id, platform, announcementChannel, meetupChannel, crosspost }: SpaceRow) => ({
  id,
  platform,
  channel: announcementChannel ?? meetupChannel,
  crosspost,
});

/**
 * @returns the communities that an announcement could reach, with what they accept of it: those of its network, or its
 * own alone; null when its community is no longer in the network. What a community itself writes it also accepts.
 * Spaces that the bot was taken out of are left out.
 */
export async function candidatesOf(
  db: Tx,
  { community, network, topic, group }: Pick<Announcement, 'community' | 'network' | 'topic' | 'group'>,
): Promise<Candidate[] | null> {
  if (!network) {
    const spaces = await db.space.findMany({ ...SPACES, where: { ...SPACES.where, communityId: community.id } });
    return [{ community: community.id, accepts: 'everything', spaces: spaces.map(toSpace) }];
  }
  const members = await db.networkMember.findMany({
    where: { networkId: network.id, network: { closedAt: null } },
    orderBy: [{ joinedAt: 'asc' }, { communityId: 'asc' }],
    include: { choices: true, community: { include: { spaces: SPACES } } },
  });
  if (!members.some(({ communityId }) => communityId === community.id)) return null;
  return members.map(({ communityId, accepts, choices, community: { spaces } }) => ({
    community: communityId,
    accepts:
      communityId === community.id
        ? 'everything'
        : acceptanceOf(
            { accepts, choices: Object.fromEntries(choices.map((one) => [one.topicId, one.accepts])) },
            { topic: topic?.id ?? null, group: group?.id ?? null },
          ),
    spaces: spaces.map(toSpace),
  }));
}
