/** Asks whether approval is to be required no more; a live card with whoever was asked. */
export const APPROVAL_OFF_KIND = 'community.approval-off';
/** Tells whoever wanted that what became of it. */
export const APPROVAL_OFF_TOLD_KIND = 'community.approval-off-told';
