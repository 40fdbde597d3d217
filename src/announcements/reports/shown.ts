import type { Card } from '../../chat/card.ts';
import { type Context, speak } from '../../communities/context.ts';
import { askedIn } from '../approvals/store.ts';
import { shownDraft } from '../drafts/shown.ts';
import { pingsOf } from '../pings/store.ts';
import { listCard, waitingCard } from '../preview-card.ts';
import { reportCard } from '../report-card.ts';
import { getDraft, getOwn } from '../service.ts';
import { listOf, reportOf } from './service.ts';

const PAGE_SIZE = 5;

/** @param number of the page, counted from 0 @returns announcements of the community */
export async function announcementsPage(context: Context, number: number): Promise<Card> {
  const found = await listOf(context, { skip: number * PAGE_SIZE, take: PAGE_SIZE });
  return listCard(found, { number, size: PAGE_SIZE }, speak(context));
}

/** @param page of a report, counted from 0 @returns what there is to see and to do of an announcement, as it stands */
export async function shownAnnouncement(context: Context, id: string, page = 0): Promise<Card> {
  const announcement = await getOwn(context, id);
  if (announcement.state === 'draft') return shownDraft(context, await getDraft(context, id));
  if (announcement.state === 'waiting' || announcement.state === 'scheduled')
    return waitingCard(
      announcement,
      {
        here: context.space.id,
        asked: await askedIn(context.db.prisma, announcement),
        pings: await pingsOf(context.db.prisma, id),
      },
      speak(context),
    );
  return reportCard(announcement, await reportOf(context, id), speak(context), page);
}
