import type { Card } from '../../chat/card.ts';
import { type Speaker, speaker } from '../../chat/say.ts';
import { strong } from '../../chat/text.ts';
import type { Renderer } from '../../delivery/deliver.ts';
import { DEFAULT_LANGUAGE, readLanguage } from '../../i18n/translate.ts';
import { answeredOffCard, approvalOffCard } from '../approval-off/card.ts';
import { APPROVAL_OFF_KIND, APPROVAL_OFF_TOLD_KIND } from '../approval-off/kinds.ts';
import { type ApprovalOff, findApprovalOff } from '../approval-off/store.ts';
import { findSpaceById } from '../store.ts';
import { findMembership, findNetwork } from './store.ts';

/** Tells somebody that their community was taken out of a network. */
export const REMOVED_KIND = 'network.removed';

/** Of a wish that approval is required no more. */
function approvalOff(make: (wish: ApprovalOff, space: string, speak: Speaker) => Card): Renderer {
  return async (db, { subjectId, spaceId, language, now }) => {
    const [wish, space] = await Promise.all([findApprovalOff(db, subjectId), findSpaceById(db, spaceId)]);
    if (!wish || !space) return null;
    const { community } = space;
    return make(
      wish,
      spaceId,
      speaker(language ?? readLanguage(community.language) ?? DEFAULT_LANGUAGE, community.zone, now),
    );
  };
}

/** Renderers of deliveries about networks, and about what a community decides. */
export const networkRenderers: Record<string, Renderer> = {
  [REMOVED_KIND]: async (db, { subjectId, spaceId, language, now }) => {
    const [network, space] = await Promise.all([findNetwork(db, subjectId), findSpaceById(db, spaceId)]);
    if (!network || !space) return null;
    const { community } = space;
    // Back by now: then it is no news any more.
    if (await findMembership(db, community.id, subjectId)) return null;
    const speak = speaker(language ?? readLanguage(community.language) ?? DEFAULT_LANGUAGE, community.zone, now);
    const names = { community: strong(community.name), network: strong(network.name), owner: network.ownerName };
    return { tone: 'attention', body: [{ type: 'text', text: speak.text('network.told-removed', names) }] };
  },
  [APPROVAL_OFF_KIND]: approvalOff(approvalOffCard),
  [APPROVAL_OFF_TOLD_KIND]: approvalOff((wish, _space, speak) => answeredOffCard(wish, speak)),
};
