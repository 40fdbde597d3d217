import { action } from '../chat/action.ts';

/** What the buttons and menus of the set-up card carry; their handlers are in `commands/setup/`. */
export const setLanguage = action('setup.language', {});
export const setChannel = action('setup.channel', {});
export const setOrganisers = action('setup.organisers', {});
export const setEveryone = action('setup.everyone', {});
export const setZone = action('setup.zone', {});
