import { message } from '../../delivery/message.ts';

/** Asks whether approval is to be required no more; a live card with whoever was asked. */
export const approvalOffMessage = message('community.approval-off', {});
/** Tells whoever wanted that what became of it. */
export const approvalOffToldMessage = message('community.approval-off-told', {});
