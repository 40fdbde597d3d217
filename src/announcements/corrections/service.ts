import type { z } from 'zod';
import type { Card } from '../../chat/card.ts';
import { UserError } from '../../chat/user-error.ts';
import { type Context, speak } from '../../communities/context.ts';
import { keepInput, keptInput } from '../../communities/kept-inputs.ts';
import { namesOfCommunities } from '../../communities/store.ts';
import { LANGUAGES, type Language } from '../../i18n/translate.ts';
import * as actions from '../actions.ts';
import { askedIn } from '../approvals/store.ts';
import { waitsForApproval } from '../card.ts';
import { getCorrectable } from '../copies/service.ts';
import { copiesOf, platformsReached } from '../copies/store.ts';
import { correctInput, readAddresses } from '../input.ts';
import { approvalMessage } from '../kinds.ts';
import type { Participant } from '../people.ts';
import { approverNames } from '../places.ts';
import { approvalsNeeded } from '../rules.ts';
import { absentOf, mayBeSent, show } from '../sending/service.ts';
import { checkLength, copyCards, hold, requestApproval, rewrite, withWords } from '../service.ts';
import type { Announcement, Content, Words } from '../store.ts';
import { type CorrectionReach, correctionReach, isSameContent } from './rules.ts';

/** Texts that somebody wrote in place of those that are out. */
export interface Correction extends Pick<Content, 'link' | 'image'> {
  words: Words;
}

/** A correction that waits for a press: nothing has changed yet. */
export interface ProposedCorrection {
  announcement: Announcement;
  /** Cards as they will stand, one in each language. */
  copies: readonly Card[];
  reach: CorrectionReach;
  /** The names of the communities that must approve it. */
  approvers: readonly string[];
  /** Somebody has corrected it since the writer saw it. */
  meanwhile: boolean;
  /** The row in which it waits. */
  kept: string;
}

/**
 * @param words that one language is to say
 * @throws {UserError} about "text" when copies would be too long where they stand
 */
export async function checkCorrection(context: Context, id: string, words: Words): Promise<void> {
  const announcement = await getCorrectable(context, id);
  const content = { ...announcement.newest, texts: withWords(announcement.newest.texts, words) };
  const { prisma } = context.db;
  await checkLength(context, prisma, { announcement, content, platforms: await platformsReached(prisma, id) });
}

const contentOf = ({ newest }: Announcement, { words, link, image }: Correction): Content => ({
  link,
  image,
  texts: withWords(newest.texts, words),
});

type Typed = z.output<typeof correctInput>;

/** @throws {UserError} about "link" or "image" */
function correctionOf(language: Language, typed: Typed): Correction {
  return { ...readAddresses(typed), words: { language, title: typed.title, body: typed.text } };
}

/**
 * Keeps a correction until its writer has seen it.
 * @param typed what the form held, so that it opens again as it was
 * @returns null when it changes nothing
 * @throws {UserError}
 */
export async function proposeCorrection(
  context: Context,
  id: string,
  language: Language,
  typed: Typed,
): Promise<ProposedCorrection | null> {
  const announcement = await getCorrectable(context, id);
  const content = contentOf(announcement, correctionOf(language, typed));
  if (isSameContent(content, announcement.newest)) return null;
  const values = Object.entries(typed).filter(([, value]) => value !== undefined);
  const kept = await keepInput(context, actions.correct.id({ announcement: id, language }), Object.fromEntries(values));
  return proposed(context, announcement, content, { kept, meanwhile: false });
}

async function proposed(
  context: Context,
  announcement: Announcement,
  content: Content,
  more: Pick<ProposedCorrection, 'kept' | 'meanwhile'>,
): Promise<ProposedCorrection> {
  const { prisma } = context.db;
  const needed = approvalsNeeded(announcement);
  const names = await namesOfCommunities(prisma, needed);
  return {
    announcement,
    copies: copyCards(context, announcement, content),
    reach: correctionReach(await copiesOf(prisma, announcement.id)),
    approvers: approverNames(announcement, needed, names, speak(context)),
    ...more,
  };
}

/** Outcome of a correction that its writer said yes to. */
export interface MadeCorrection {
  announcement: Announcement;
  /** Names of those who are asked to approve it first; none when it is being made. */
  asked: readonly Participant[];
  reach: CorrectionReach;
}

/**
 * Corrects all copies but those that others keep; where a second person must approve, after that. Pressed twice it is
 * made once.
 * @param revision the number of the text that the correction was shown beside; where it was corrected meanwhile, it is
 * shown anew
 * @throws {UserError}
 */
export async function confirmCorrection(
  context: Context,
  kept: string,
  revision: number,
): Promise<MadeCorrection | ProposedCorrection> {
  const { id, correction } = await keptCorrection(context, kept);
  const announcement = await getCorrectable(context, id);
  const content = contentOf(announcement, correction);
  if (announcement.newest.number !== revision && !isSameContent(content, announcement.newest))
    return proposed(context, announcement, content, { kept, meanwhile: true });
  const absent = await absentOf(context.db.prisma, context.manages, approvalsNeeded(announcement));
  return hold(context, id, getCorrectable, async (tx, before) => {
    const wanted = contentOf(before, correction);
    const reach = correctionReach(await copiesOf(tx, id));
    if (before.newest.number !== revision) {
      if (!isSameContent(wanted, before.newest)) throw new UserError('corrected-meanwhile');
      return { announcement: before, asked: waitsForApproval(before) ? await askedIn(tx, before) : [], reach };
    }
    await checkLength(context, tx, {
      announcement: before,
      content: wanted,
      platforms: await platformsReached(tx, id),
    });
    const rewritten = await rewrite(context, tx, before, wanted);
    if (!mayBeSent(rewritten))
      return { announcement: rewritten, asked: await requestApproval(context, tx, rewritten, absent), reach };
    await context.outbox.changed(tx, approvalMessage, id);
    await show(tx, context.outbox, rewritten);
    return { announcement: rewritten, asked: [], reach };
  });
}

/** @throws {UserError} when the row is another's, unknown or older than a day */
async function keptCorrection(context: Context, kept: string): Promise<{ id: string; correction: Correction }> {
  const row = await keptInput(context, context.call, kept);
  const target = row && actions.correct.read(row.target);
  const typed = correctInput.safeParse(row?.values);
  const language = LANGUAGES.find((one) => one === target?.language);
  if (!target || !typed.success || !language) throw new UserError('kept-gone');
  return { id: target.announcement, correction: correctionOf(language, typed.data) };
}
