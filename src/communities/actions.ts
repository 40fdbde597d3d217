import { z } from 'zod';
import { action } from '../chat/action.ts';

/** Ids of the buttons and menus on the set-up card; their handlers are in `buttons.ts`, here and in the folders below. */
export const setLanguage = action('setup.language', {});
export const setChannel = action('setup.channel', {});
/** From another card than the settings, which stays as it is. */
export const chooseChannel = action('setup.choose-channel', {});
/** Ends a code that others have seen, and makes another one. `hash`: of the code, as it is stored. */
export const renewLink = action('setup.renew-link', { hash: z.string().regex(/^[0-9a-f]{64}$/) });
export const part = action('setup.part', {});
export const stayLinked = action('setup.stay-linked', {});
export const setOrganisers = action('setup.organisers', {});
/** To what is chosen seldom, and back. */
export const moreSetup = action('setup.more', {});
export const backToSetup = action('setup.back', {});
export const setEveryone = action('setup.everyone', {});
export const setZone = action('setup.zone', {});
export const showHistory = action('setup.history', { page: z.string().regex(/^\d{1,6}$/) });
/** From direct messages, where a platform may not say which space is meant. */
export const approvalOff = action('setup.approval-off', {
  space: z.uuid(),
  wish: z.uuid(),
  on: z.enum(['yes', 'no']),
});
