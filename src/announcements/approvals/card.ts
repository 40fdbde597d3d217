import type { Card } from '../../chat/card.ts';
import type { Speaker } from '../../chat/say.ts';
import { strong, type Text } from '../../chat/text.ts';
import * as actions from '../actions.ts';
import {
  approvedIn,
  controls,
  destination,
  isCorrection,
  placeText,
  textsBlocks,
  waitsForApproval,
  wordsFor,
} from '../card.ts';
import { pingText } from '../pings/card.ts';
import type { Ping } from '../pings/store.ts';
import { approvalsMissing, approvalsNeeded } from '../rules.ts';
import type { Hindrance } from '../sending/service.ts';
import type { Announcement, Revision } from '../store.ts';

/** @param space our id of the space whose community is asked @returns the newest text, to be approved */
export function askedCard(announcement: Announcement, space: string, pings: readonly Ping[], speak: Speaker): Card {
  const { newest, community, id } = announcement;
  const args = { space, announcement: id, revision: String(newest.number) };
  const correction = announcement.state === 'sent';
  const how = correction ? 'approve-edit-how' : announcement.dueAt === null ? 'approve-how' : 'approve-how-scheduled';
  const place = placeText(newest.place, speak);
  return {
    heading: speak.say(correction ? 'announcement.approve-edit-heading' : 'announcement.approve-heading'),
    tone: 'attention',
    body: [
      { type: 'note', text: speak.text(`announcement.${how}`, { community: community.name, place }) },
      ...textsBlocks(newest, speak),
      {
        type: 'fields',
        fields: [
          { label: speak.say('announcement.audience'), value: destination(announcement, speak) },
          ...(correction ? [] : [{ label: speak.say('announcement.when'), value: whenText(announcement, speak) }]),
          // A correction notifies nobody, whomever the announcement did.
          { label: speak.say('announcement.ping'), value: pingText(correction ? [] : pings, speak) },
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
  return dueAt === null
    ? speak.say('announcement.when-approved')
    : [speak.moment(dueAt), ' (', speak.relative(dueAt), ')'];
}

/**
 * @param revision the text that was to be approved, which need not be the newest
 * @param community who was asked
 * @param hindrance why the announcement cannot be sent, of one that is a draft
 * @returns what became of the question
 */
export function answeredCard(
  announcement: Announcement,
  revision: Revision,
  { community, hindrance }: { community: string; hindrance: Hindrance | null },
  speak: Speaker,
): Card {
  const title = strong(wordsFor(revision, speak.language).title);
  if (!revision.approvals.some((one) => one.community === community)) {
    const text = speak.text(`announcement.approval-${withoutYes(announcement, revision, community)}`, { title });
    return { tone: 'over', body: [{ type: 'text', text }] };
  }
  const values = { title, places: approvedIn(revision, speak), community: announcement.community.name };
  const but = afterYes(announcement, revision, hindrance);
  if (but) return { tone: 'over', body: [{ type: 'text', text: speak.text(`announcement.approved-${but}`, values) }] };
  const yes = isCorrection(announcement, revision) ? 'approved-edit' : 'approved';
  const half = lacksApproval(announcement, revision);
  const text = speak.text(`announcement.${half ? (`${yes}-half` as const) : yes}`, values);
  return { tone: half ? 'neutral' : 'good', body: [{ type: 'text', text }] };
}

/** Where two communities must approve, the first yes is not the last. */
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

/** @returns what is said to somebody who has just said no */
export function declinedCard(announcement: Announcement, speak: Speaker): Card {
  const { newest } = announcement;
  const key = isCorrection(announcement, newest) ? 'declined-edit' : 'declined';
  const title = strong(wordsFor(newest, speak.language).title);
  return { tone: 'over', body: [{ type: 'text', text: speak.text(`announcement.${key}`, { title }) }] };
}

/** @returns what has come between a yes and the sending, or null */
function afterYes({ state, newest, shown }: Announcement, { number }: Revision, hindrance: Hindrance | null) {
  // The number goes back only when a correction is refused.
  if (number > newest.number) return 'edit-declined';
  if (number !== newest.number && number !== shown?.number) return 'changed';
  return state === 'draft' ? (hindrance ?? 'draft') : null;
}
