import { z } from 'zod';
import { message } from '../delivery/message.ts';

/** One copy in a channel. `again`: how often it was posted anew there; `ping`: it is to notify a role. */
export const copyMessage = message('announcement.copy', {
  again: z.number().optional(),
  ping: z.literal(1).optional(),
});
export const progressMessage = message('announcement.progress', {});
/** Asks for approval of one text, in one round. */
export const approvalMessage = message('announcement.approval', { revision: z.number(), round: z.number() });
/** Asks a community that wants to be asked first. */
export const askMessage = message('announcement.ask', {});

/** Kinds of direct messages to an author. */
const TOLD = [
  'told-declined',
  'told-edit-declined',
  'told-approved',
  'told-edit-approved',
  'told-stopped',
  'told-audience-none',
  'told-network-left',
  'told-topic-gone',
  'told-approval',
  'told-ping',
  'told-edit-network-left',
  'told-taken-out',
  'told-taken-out-network',
  'told-parted',
  'told-edit-parted',
  'told-nobody',
  'told-edit-nobody',
] as const;
export type Told = (typeof TOLD)[number];

/** Details that some of these words need besides. */
export type ToldDetails = Omit<NonNullable<ReturnType<typeof toldMessage.read>>, 'about'>;

/**
 * Tells the author what became of it, in the words that `about` names. Those need besides: the time at which it is sent
 * (ms since the epoch), the round in which it was declined, our id of a community or of a space.
 */
export const toldMessage = message('announcement.told', {
  about: z.enum(TOLD),
  dueAt: z.number().optional(),
  round: z.number().optional(),
  community: z.uuid().optional(),
  space: z.uuid().optional(),
});
