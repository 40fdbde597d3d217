/** What deliveries and placements of this feature are called; `messages.ts` renders them. */
export const COPY_KIND = 'announcement.copy';
export const PROGRESS_KIND = 'announcement.progress';
export const APPROVAL_KIND = 'announcement.approval';
/** Asks a community that wants to be asked first. */
export const ASK_KIND = 'announcement.ask';
/** Tells the author what became of it, in the words that `details.about` names. */
export const TOLD_KIND = 'announcement.told';
