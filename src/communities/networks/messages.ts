import type { Card } from '../../chat/card.ts';
import { type Speaker, speaker } from '../../chat/say.ts';
import { strong } from '../../chat/text.ts';
import { type Message, message, rendered } from '../../delivery/message.ts';
import { DEFAULT_LANGUAGE, readLanguage } from '../../i18n/translate.ts';
import { answeredOffCard, approvalOffCard } from '../approval-off/card.ts';
import { approvalOffMessage, approvalOffToldMessage } from '../approval-off/kinds.ts';
import { type ApprovalOff, findApprovalOff } from '../approval-off/store.ts';
import { findSpaceById } from '../store.ts';
import { findMembership, findNetwork } from './store.ts';

/** Tells somebody that their community was taken out of a network. */
export const removedMessage = message('network.removed', {});

/** Of a wish that approval is required no more. */
function approvalOff(
  kind: typeof approvalOffMessage,
  make: (wish: ApprovalOff, space: string, speak: Speaker) => Card,
): Message {
  return rendered(kind, async (db, { subjectId, spaceId, language, now }) => {
    const [wish, space] = await Promise.all([findApprovalOff(db, subjectId), findSpaceById(db, spaceId)]);
    if (!wish || !space) return null;
    const { community } = space;
    return make(
      wish,
      spaceId,
      speaker(language ?? readLanguage(community.language) ?? DEFAULT_LANGUAGE, community.zone, now),
    );
  });
}

/** All messages and live cards about networks, and about what a community decides. */
export const networkMessages: readonly Message[] = [
  rendered(removedMessage, async (db, { subjectId, spaceId, language, now }) => {
    const [network, space] = await Promise.all([findNetwork(db, subjectId), findSpaceById(db, spaceId)]);
    if (!network || !space) return null;
    const { community } = space;
    // Back by now: then it is no news any more.
    if (await findMembership(db, community.id, subjectId)) return null;
    const speak = speaker(language ?? readLanguage(community.language) ?? DEFAULT_LANGUAGE, community.zone, now);
    const names = { community: strong(community.name), network: strong(network.name), owner: network.ownerName };
    return { tone: 'attention', body: [{ type: 'text', text: speak.text('network.told-removed', names) }] };
  }),
  approvalOff(approvalOffMessage, approvalOffCard),
  approvalOff(approvalOffToldMessage, (wish, _space, speak) => answeredOffCard(wish, speak)),
];
