import { z } from 'zod';
import { action } from '../../chat/action.ts';

const id = z.uuid();
const none = z.literal('');
const network = z.union([id, none]);

/** Ids of the controls on a network's cards; their handlers are in `buttons.ts`, here and in the folders below. */
export const setAccepts = action('network.accepts', { network: id, topic: z.union([id, none]) });
/** Two menus of one card, so each has an id of its own. */
export const pickTopic = action('network.topic', { network: id, list: z.enum(['subject', 'group']) });
export const editTopics = action('network.topics', { network: id });
export const setNetworkApproval = action('network.approval', { network: id, on: z.enum(['yes', 'no']) });
export const askLeave = action('network.ask-leave', { network: id });
/** Turns the pages of who is in a network. */
export const showMembers = action('network.members', { network: id, page: z.string().regex(/^\d{1,4}$/) });
export const leaveNetwork = action('network.leave', { network: id });
export const stayInNetwork = action('network.stay', { network: id });
export const inviteTo = action('network.invite', { network: id });
/** Ends a code that others have seen, and makes another one. `hash`: of the code, as it is stored. */
export const renewInvitation = action('network.renew', { hash: z.string().regex(/^[0-9a-f]{64}$/) });
export const removeMember = action('network.remove', { network: id, member: id });
export const keepMember = action('network.keep', { network: id, member: id });
/** Of the space and its community; the network is the one whose settings are shown, if any. */
export const setAnnouncementChannel = action('network.channel', { network });
export const setCrosspost = action('network.crosspost', { network, on: z.enum(['yes', 'no']) });
export const setOwnApproval = action('network.own-approval', { network, on: z.enum(['yes', 'no']) });
/** To what is chosen seldom, and back. */
export const moreSettings = action('network.more', { network });
export const backToSettings = action('network.back', { network });
export const setContact = action('network.contact', { network, on: z.enum(['yes', 'no']) });
