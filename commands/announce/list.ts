import { z } from 'zod';
import * as chosen from '../../src/announcements/actions.ts';
import { answeredCard, refusedCard } from '../../src/announcements/approvals/card.ts';
import { approve, decline } from '../../src/announcements/approvals/service.ts';
import { askedIn } from '../../src/announcements/approvals/store.ts';
import { askCard, wordsFor } from '../../src/announcements/card.ts';
import { answerAsk } from '../../src/announcements/consents/service.ts';
import { countHanging } from '../../src/announcements/copies/rules.ts';
import { getCorrectable, getSent, markSeen, repost, withdraw } from '../../src/announcements/copies/service.ts';
import { copiesOf } from '../../src/announcements/copies/store.ts';
import { madeCorrectionCard, proposedCorrectionCard } from '../../src/announcements/corrections/card.ts';
import {
  checkCorrection,
  confirmCorrection,
  type ProposedCorrection,
  proposeCorrection,
} from '../../src/announcements/corrections/service.ts';
import { addressChecks, addressValues, correctInput, declineInput } from '../../src/announcements/input.ts';
import { pingsOf } from '../../src/announcements/pings/store.ts';
import { listCard, waitingCard } from '../../src/announcements/preview-card.ts';
import { reportCard, withdrawCard } from '../../src/announcements/report-card.ts';
import { listOf, reportOf } from '../../src/announcements/reports/service.ts';
import { getDraft, getOwn, speak, stop } from '../../src/announcements/service.ts';
import type { Announcement } from '../../src/announcements/store.ts';
import type { Card } from '../../src/chat/card.ts';
import { notice } from '../../src/chat/notice.ts';
import { type Inline, strong } from '../../src/chat/text.ts';
import { UserError } from '../../src/chat/user-error.ts';
import { type Context, handler, subcommand } from '../../src/communities/context.ts';
import { DEFAULT_LANGUAGE, readLanguage } from '../../src/i18n/translate.ts';
import { saidWhenCut, shownDraft } from './write.ts';

const PAGE_SIZE = 5;

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({}),
  handle: (context) => page(context, 0),
});

async function page(context: Context, number: number): Promise<Card> {
  const found = await listOf(context, { skip: number * PAGE_SIZE, take: PAGE_SIZE });
  return listCard(found, { number, size: PAGE_SIZE }, speak(context));
}

/** @param page of a report, counted from 0 @returns what there is to see and to do of an announcement, as it stands */
async function shown(context: Context, id: string, page = 0): Promise<Card> {
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

const proposedCorrection = (context: Context, proposed: ProposedCorrection): Card =>
  saidWhenCut(context, proposedCorrectionCard(proposed, speak(context)));

/** Reads the language that the form's button names; what an id carries was read already. */
const languageIn = ({ language }: Record<string, string>) => readLanguage(language) ?? DEFAULT_LANGUAGE;

const titleOf = ({ shown, newest }: Announcement, { language }: Context): Inline =>
  strong(wordsFor(shown ?? newest, language).title);

export const actions = [
  handler({
    action: chosen.list,
    answers: 'by updating',
    right: 'manage',
    handle: (context, { page: number }) => page(context, Number(number)),
  }),
  handler({
    action: chosen.pick,
    answers: 'privately',
    right: 'manage',
    handle(context, _args, { chosen: [id] }) {
      const known = z.uuid().safeParse(id);
      if (!known.success) throw new UserError('announcement-gone');
      return shown(context, known.data);
    },
  }),
  handler({
    action: chosen.report,
    answers: 'privately',
    right: 'manage',
    handle: (context, { announcement: id }) => shown(context, id),
  }),
  handler({
    action: chosen.refresh,
    answers: 'by updating',
    right: 'manage',
    handle: (context, { announcement: id }) => shown(context, id),
  }),
  ...[chosen.renew, chosen.reportPage].map((action) =>
    handler({
      action,
      answers: 'by updating',
      right: 'manage',
      handle: (context, { announcement: id, page }) => shown(context, id, Number(page)),
    }),
  ),
  handler({
    action: chosen.stop,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id }) {
      const { announcement, own } = await stop(context, id);
      if (own) return shown(context, id);
      return notice(speak(context).text('announcement.stopped', { title: titleOf(announcement, context) }), 'neutral');
    },
  }),
  handler({
    action: chosen.correct,
    answers: 'privately',
    right: 'manage',
    question: {
      texts: 'announce/correct',
      input: correctInput,
      checks: {
        ...addressChecks,
        text: (context, body, { args, values: { title = '' } }) =>
          checkCorrection(context, args.announcement ?? '', { language: languageIn(args), title, body }),
      },
      async values(context, { announcement: id, language }) {
        const { newest } = await getCorrectable(context, id);
        const { title, body } = wordsFor(newest, language);
        return { title, text: body, ...addressValues(newest) };
      },
    },
    async handle(context, { announcement: id, language }, { input }) {
      const proposed = await proposeCorrection(context, id, language, input);
      if (proposed) return proposedCorrection(context, proposed);
      const title = titleOf(await getCorrectable(context, id), context);
      return notice(speak(context).text('announcement.correct-same', { title }), 'neutral');
    },
  }),
  handler({
    action: chosen.confirmCorrect,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { kept, revision }) {
      const made = await confirmCorrection(context, kept, Number(revision));
      if ('kept' in made) return proposedCorrection(context, made);
      return madeCorrectionCard(made, context.space.id, speak(context));
    },
  }),
  handler({
    action: chosen.keepText,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id }) {
      const title = titleOf(await getSent(context, id), context);
      return notice(speak(context).text('announcement.correct-kept', { title }), 'neutral');
    },
  }),
  handler({
    action: chosen.repost,
    answers: 'privately',
    right: 'manage',
    async handle(context, { announcement: id }) {
      const { announcement, count } = await repost(context, id);
      return notice(speak(context).text('announcement.reposted', { title: titleOf(announcement, context), count }));
    },
  }),
  handler({
    action: chosen.askWithdraw,
    answers: 'privately',
    right: 'manage',
    async handle(context, { announcement: id }) {
      const announcement = await getSent(context, id);
      return withdrawCard(announcement, countHanging(await copiesOf(context.db.prisma, id)), speak(context));
    },
  }),
  handler({
    action: chosen.withdraw,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id }) {
      const title = titleOf(await withdraw(context, id), context);
      return notice(speak(context).text('announcement.withdraw-done', { title }), 'over');
    },
  }),
  handler({
    action: chosen.keep,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id }) {
      const title = titleOf(await getSent(context, id), context);
      return notice(speak(context).text('announcement.withdraw-kept', { title }), 'neutral');
    },
  }),
  handler({
    action: chosen.approve,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id, revision }) {
      const { announcement, hindrance } = await approve(context, id, Number(revision));
      const community = context.space.community.id;
      const question = { community, space: context.space.id, hindrance };
      return answeredCard(announcement, announcement.newest, question, speak(context));
    },
  }),
  handler({
    action: chosen.decline,
    answers: 'by updating',
    right: 'manage',
    question: { texts: 'announce/decline', input: declineInput },
    async handle(context, { announcement: id, revision }, { input: { reason = null } }) {
      const announcement = await decline(context, id, { revision: Number(revision), reason });
      const { account } = context.call;
      const refusal = { account, place: context.space, community: context.space.community.id, reason };
      const reader = { space: context.space.id, community: context.space.community.id };
      return refusedCard(announcement, { revision: announcement.newest, refusal }, reader, speak(context));
    },
  }),
  handler({
    action: chosen.accept,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, { announcement: id }) =>
      askCard(await answerAsk(context, id, true), context.space, 'accepted', speak(context)),
  }),
  handler({
    action: chosen.refuse,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, { announcement: id }) =>
      askCard(await answerAsk(context, id, false), context.space, 'declined', speak(context)),
  }),
  handler({
    action: chosen.seen,
    answers: 'privately',
    right: 'anyone',
    async handle(context, { announcement: id }) {
      await markSeen(context, id);
      return notice(speak(context).say('announcement.seen-thanks'));
    },
  }),
];
