/** Kinds of this feature's deliveries and placements; `messages.ts` renders them. */
export const COPY_KIND = 'announcement.copy';
export const PROGRESS_KIND = 'announcement.progress';
export const APPROVAL_KIND = 'announcement.approval';
/** Asks a community that wants to be asked first. */
export const ASK_KIND = 'announcement.ask';
/** Tells the author what became of it, in the words that `details.about` names. */
export const TOLD_KIND = 'announcement.told';

/** Kinds of direct messages to an author. */
export const TOLD = [
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
