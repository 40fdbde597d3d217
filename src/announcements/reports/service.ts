import { type Context, speak } from '../../communities/context.ts';
import { findMembership, membershipsOf, type Topic } from '../../communities/networks/store.ts';
import { namesOfCommunities } from '../../communities/store.ts';
import { consentsOf } from '../consents/store.ts';
import { copiesOf, mayCorrect, missingCopies, ownCopies, seenOf } from '../copies/store.ts';
import { channelName, destinationsOf } from '../destinations/service.ts';
import { copyStates, pingsOf } from '../pings/store.ts';
import { approverNames } from '../places.ts';
import type { Outlook } from '../preview-card.ts';
import type { PlacedCopy, Report } from '../report-card.ts';
import { approvalsNeeded, audienceOf, platformsOf } from '../rules.ts';
import { missingApprovals, reachable } from '../sending/service.ts';
import { copyCards, excessOf, getOwn } from '../service.ts';
import { type Announcement, announcementsOf } from '../store.ts';

/** @returns whom a draft reaches, what is too long, and who must approve: what its author decides by */
export async function outlook(context: Context, draft: Announcement): Promise<Outlook> {
  const missing = missingApprovals(draft);
  const names = await namesOfCommunities(context.db.prisma, missing);
  const candidates = await reachable(context.db.prisma, draft);
  const reached = typeof candidates === 'string' ? [] : candidates;
  const platforms = platformsOf(reached);
  const pings = await pingsOf(context.db.prisma, draft.id);
  const copies = copyCards(context, draft, draft.newest);
  return {
    now: context.now,
    copies,
    destinations: await destinationsOf(context, draft, reached),
    groups: await groupsOf(context, draft),
    pings,
    space: context.space.id,
    audience: typeof candidates === 'string' ? candidates : audienceOf(candidates),
    excess: excessOf(context, copies, { pings: pings.length > 0, platforms }),
    approvers: approverNames(draft, missing, names, speak(context)),
    approved: missing.length === 0 && approvalsNeeded(draft).length > 0,
  };
}

/** @returns the target groups that a draft can have: those of its network */
export async function groupsOf(context: Context, { network }: Announcement): Promise<Topic[]> {
  const membership = network && (await findMembership(context.db.prisma, context.space.community.id, network.id));
  return membership?.network.groups ?? [];
}

/** The most copies that are named each by its channel; of more it says how many there are. */
const PLACED_MAX = 10;

/**
 * Finds where own copies hang; in which channels other communities read theirs is not told.
 * @returns the copies of the author's own community with their channels and addresses; none when they are too many
 */
async function placedCopies(context: Context, announcement: Announcement): Promise<PlacedCopy[]> {
  const copies = await ownCopies(context.db.prisma, announcement);
  if (copies.length > PLACED_MAX) return [];
  return Promise.all(
    copies.map(async ({ space, channel, message }) => ({
      space,
      channel,
      channelName: await channelName(context, { space, channel }),
      url: context.addressOf(space.platform, { space: space.externalId, channel, message }),
    })),
  );
}

/** @returns how an announcement went, by community @throws {UserError} */
export async function reportOf(context: Context, id: string): Promise<Report & { announcement: Announcement }> {
  const { prisma } = context.db;
  const announcement = await getOwn(context, id);
  const [copies, consents, seen, pings] = await Promise.all([
    copiesOf(prisma, id),
    consentsOf(prisma, id),
    seenOf(prisma, id),
    pingsOf(prisma, id),
  ]);
  const spaces = pings.map(({ space }) => space.id);
  const pingCopies = await copyStates(prisma, id, spaces);
  const communities = [...copies.filter(({ place }) => place === null), ...consents].map(({ community }) => community);
  const names = await namesOfCommunities(prisma, [...new Set([...communities, ...seen.keys()])]);
  const correctable = await mayCorrect(prisma, announcement);
  const missing = correctable ? (await missingCopies(prisma, announcement)).length : 0;
  return {
    announcement,
    here: context.space.id,
    copies,
    placed: await placedCopies(context, announcement),
    consents,
    seen,
    names,
    pings,
    pingCopies,
    correctable,
    missing,
  };
}

/** @returns a page of what the caller may see of their community's announcements */
export async function listOf(context: Context, { skip, take }: { skip: number; take: number }) {
  const account = await context.account(context.db.prisma);
  const page = { account: account.id, skip, take };
  const found = await announcementsOf(context.db.prisma, context.space.community.id, page);
  return { ...found, announcements: await toldApart(context, found.announcements) };
}

/** @returns announcements with their networks called as the caller's community tells them apart */
export async function toldApart(context: Context, announcements: readonly Announcement[]): Promise<Announcement[]> {
  const memberships = await membershipsOf(context.db.prisma, context.space.community.id);
  const names = new Map(memberships.map(({ network }) => [network.id, network.name]));
  return announcements.map((one) => ({
    ...one,
    network: one.network && { ...one.network, name: names.get(one.network.id) ?? one.network.name },
  }));
}
