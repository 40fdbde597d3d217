import { speaker } from '../../chat/say.ts';
import { strong } from '../../chat/text.ts';
import type { Renderer } from '../../delivery/deliver.ts';
import { DEFAULT_LANGUAGE, readLanguage } from '../../i18n/translate.ts';
import { findSpaceById } from '../store.ts';
import { findMembership, findNetwork } from './store.ts';

/** Tells somebody that their community was taken out of a network. */
export const REMOVED_KIND = 'network.removed';

/** How deliveries about networks look. */
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
};
