import { z } from 'zod';
import { action } from '../chat/action.ts';
import { LANGUAGES } from '../i18n/translate.ts';
import { TAKE_OUT_FROM } from './takeouts/rules.ts';

const id = z.uuid();
/** A role's id as platforms write it. */
const role = z.string().regex(/^\w{1,32}$/);
const number = z.string().regex(/^\d{1,6}$/);

/** Ids of the buttons on an announcement's cards; their handlers are in `buttons.ts`, here and in the folders below. */
export const change = action('announce.change', { announcement: id });
export const schedule = action('announce.when', { announcement: id });
export const unschedule = action('announce.now', { announcement: id });
export const translate = action('announce.translate', { announcement: id, language: z.enum(LANGUAGES) });
export const setLanguage = action('announce.language', { announcement: id, language: z.enum(LANGUAGES) });
export const setSeen = action('announce.seen-button', { announcement: id, on: z.enum(['yes', 'no']) });
export const setGroup = action('announce.group', { announcement: id });
/** Chooses where announcements come in the author's own space. */
export const setChannel = action('announce.channel', { announcement: id });
export const askPing = action('announce.ping', { announcement: id });
export const pickPing = action('announce.ping-role', { announcement: id });
export const confirmPing = action('announce.ping-yes', { announcement: id, role, people: number });
export const removePing = action('announce.ping-no', { announcement: id });
export const more = action('announce.more', { announcement: id });
export const backToDraft = action('announce.draft', { announcement: id });
/** The button's promise: at once, or at the time that the draft has. */
export const send = action('announce.send', { announcement: id, when: z.enum(['now', 'time']) });
export const discard = action('announce.discard', { announcement: id });
export const correct = action('announce.correct', { announcement: id, language: z.enum(LANGUAGES) });
/**
 * Makes a correction that was shown first: `kept` is the row in which it waits, `revision` the text that it was shown
 * beside.
 */
export const confirmCorrect = action('announce.correct.yes', { kept: id, revision: number });
export const keepText = action('announce.correct.no', { announcement: id });
export const stop = action('announce.stop', { announcement: id });
export const pick = action('announce.pick', {});
export const list = action('announce.list', { page: number });
export const received = action('announce.received', { page: number });
export const pickReceived = action('announce.received-pick', {});
const takeOutArgs = { announcement: id, from: z.enum(TAKE_OUT_FROM) };
export const askTakeOut = action('announce.ask-take-out', takeOutArgs);
export const takeOut = action('announce.take-out', takeOutArgs);
export const leaveIn = action('announce.leave-in', { announcement: id });
export const seen = action('announce.seen', { announcement: id });
/** From direct messages, where a platform may not say which space is meant. */
export const report = action('announce.report', { space: id, announcement: id });
/** Does what `report` does, in place of the report that it hangs on: on reports from before they had pages. */
export const refresh = action('announce.refresh', { space: id, announcement: id });
/** Shows the same page of the report that it hangs on anew. */
export const renew = action('announce.report-anew', { space: id, announcement: id, page: number });
/** Turns to another page of the report that it hangs on. */
export const reportPage = action('announce.report-page', { space: id, announcement: id, page: number });
/** Posts anew where it is missing. */
export const repost = action('announce.repost', { space: id, announcement: id });
export const askWithdraw = action('announce.ask-withdraw', { space: id, announcement: id });
export const withdraw = action('announce.withdraw', { space: id, announcement: id });
export const keep = action('announce.keep', { space: id, announcement: id });
export const approve = action('announce.approve', { space: id, announcement: id, revision: number });
export const decline = action('announce.decline', { space: id, announcement: id, revision: number });
export const accept = action('announce.accept', { space: id, announcement: id });
export const refuse = action('announce.refuse', { space: id, announcement: id });
/** Says yes after a no. */
export const reconsider = action('announce.reconsider', { space: id, announcement: id });
