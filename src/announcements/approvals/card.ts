import type { Block, Card } from '../../chat/card.ts';
import type { Speaker } from '../../chat/say.ts';
import { strong, type Text } from '../../chat/text.ts';
import * as actions from '../actions.ts';
import { controls, destination, isCorrection, textsBlocks, waitsForApproval, wordsFor } from '../card.ts';
import { type Participant, peopleText } from '../people.ts';
import { pingText } from '../pings/card.ts';
import type { Ping } from '../pings/store.ts';
import type { Refusal } from '../refusals/store.ts';
import { approvalsMissing, approvalsNeeded } from '../rules.ts';
import type { Hindrance } from '../sending/service.ts';
import type { Announcement, Revision } from '../store.ts';

/** Details of a question beside the text itself. */
export interface Question {
  /** Our id of the space whose community is asked. */
  space: string;
  asked: readonly Participant[];
  pings: readonly Ping[];
}

/** @returns the newest text, to be approved: what it says first, then who wrote it and who is asked */
export function askedCard(announcement: Announcement, { space, asked, pings }: Question, speak: Speaker): Card {
  const { newest, community, id } = announcement;
  const args = { space, announcement: id, revision: String(newest.number) };
  const correction = announcement.state === 'sent';
  const how = correction ? 'approve-edit-how' : announcement.dueAt === null ? 'approve-how' : 'approve-how-scheduled';
  const writer = peopleText([{ account: newest.author.account, place: newest.place }], space, speak);
  return {
    heading: speak.say(correction ? 'announcement.approve-edit-heading' : 'announcement.approve-heading'),
    tone: 'attention',
    body: [
      ...textsBlocks(newest, speak),
      { type: 'note', text: speak.text(`announcement.${how}`, { writer, community: community.name }) },
      {
        type: 'fields',
        fields: [
          { label: speak.say('announcement.audience'), value: destination(announcement, speak) },
          ...(correction ? [] : [{ label: speak.say('announcement.when'), value: whenText(announcement, speak) }]),
          // A correction notifies nobody, whomever the announcement did.
          { label: speak.say('announcement.ping'), value: pingText(correction ? [] : pings, speak) },
          { label: speak.say('announcement.asked'), value: peopleText(asked, space, speak) },
        ],
      },
      controls([
        {
          type: 'button',
          id: actions.approve.id(args),
          label: speak.say(correction ? 'announcement.button-approve-edit' : 'announcement.button-approve'),
          style: 'primary',
        },
        { type: 'button', id: actions.decline.id(args), label: speak.say('announcement.button-decline') },
      ]),
    ],
  };
}

function whenText({ dueAt }: Announcement, speak: Speaker): Text {
  return dueAt === null ? speak.say('announcement.when-approved') : speak.momentInFull(dueAt);
}

/**
 * @param revision the text that was to be approved, which need not be the newest
 * @param community who was asked, in which space (our id)
 * @param hindrance why the announcement cannot be sent, of one that is a draft
 * @returns what became of the question
 */
export function answeredCard(
  announcement: Announcement,
  revision: Revision,
  { community, space, hindrance }: { community: string; space: string; hindrance: Hindrance | null },
  speak: Speaker,
): Card {
  const title = strong(wordsFor(revision, speak.language).title);
  if (!revision.approvals.some((one) => one.community === community)) {
    const text = speak.text(`announcement.approval-${withoutYes(announcement, revision, community)}`, { title });
    return { tone: 'over', body: [{ type: 'text', text }] };
  }
  const people = peopleText(revision.approvals, space, speak);
  const values = { title, people, community: announcement.community.name };
  const but = afterYes(announcement, revision, hindrance);
  if (but) return { tone: 'over', body: [{ type: 'text', text: speak.text(`announcement.approved-${but}`, values) }] };
  const yes = isCorrection(announcement, revision) ? 'approved-edit' : 'approved';
  const half = lacksApproval(announcement, revision);
  const text = speak.text(`announcement.${half ? (`${yes}-half` as const) : yes}`, values);
  return { tone: half ? 'neutral' : 'good', body: [{ type: 'text', text }] };
}

/** Says so where two communities must approve: the first yes is not the last. */
function lacksApproval(announcement: Announcement, { number, approvals, author }: Revision): boolean {
  if (number !== announcement.newest.number || !waitsForApproval(announcement)) return false;
  return approvalsMissing(approvalsNeeded(announcement), approvals, author.personId).length > 0;
}

/** @returns why nobody of a community is asked any more */
function withoutYes(announcement: Announcement, revision: Revision, community: string) {
  if (waitsForApproval(announcement)) return approvalsNeeded(announcement).includes(community) ? 'renewed' : 'off';
  if (isCorrection(announcement, revision)) return 'over-edit';
  return announcement.state === 'draft' ? 'over-draft' : 'over';
}

/**
 * Card about a refusal. What was refused stays refused, whatever becomes of the text later.
 * @param reader whose community and space (our ids) it is for: what is to be changed is for whoever wrote the text, and for
 * those who were asked together with whoever said no
 */
export function refusedCard(
  announcement: Announcement,
  { revision, refusal }: { revision: Revision; refusal: Refusal },
  reader: { space: string; community: string },
  speak: Speaker,
): Card {
  const values = {
    title: strong(wordsFor(revision, speak.language).title),
    who: peopleText([refusal], reader.space, speak),
  };
  const key = isCorrection(announcement, revision) ? 'refused-edit' : 'refused-text';
  return {
    tone: 'over',
    body: [
      { type: 'text', text: speak.text(`announcement.${key}`, values) },
      ...(refusal.community === reader.community ? reasonBlocks(refusal, speak) : []),
    ],
  };
}

/** @returns the line in which somebody said what is to be changed, as they wrote it */
export function reasonBlocks({ reason }: Pick<Refusal, 'reason'>, speak: Speaker): Block[] {
  return reason === null ? [] : [{ type: 'text', text: speak.say('announcement.refusal-reason', { reason }) }];
}

/** @returns what has come between a yes and the sending, or null */
function afterYes({ state, newest, shown }: Announcement, { number }: Revision, hindrance: Hindrance | null) {
  // The number goes back only when a correction is refused.
  if (number > newest.number) return 'edit-declined';
  if (number !== newest.number && number !== shown?.number) return 'changed';
  return state === 'draft' ? (hindrance ?? 'draft') : null;
}
