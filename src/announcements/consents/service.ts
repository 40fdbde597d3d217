import { UserError } from '../../chat/user-error.ts';
import type { Context } from '../../communities/context.ts';
import { candidatesOf } from '../audience/store.ts';
import { askMessage, progressMessage } from '../kinds.ts';
import { releaseTo } from '../sending/service.ts';
import { anyOne, hold } from '../service.ts';
import type { Announcement } from '../store.ts';
import { answerConsent } from './store.ts';

/** A community that was asked says yes: its copies are sent. Or no. @throws {UserError} */
export function answerAsk(context: Context, id: string, accepted: boolean): Promise<Announcement> {
  return hold(context, id, anyOne, async (tx, announcement) => {
    const community = context.space.community.id;
    if (announcement.state !== 'sent') throw new UserError('announcement-withdrawn');
    const state = accepted ? 'accepted' : 'declined';
    const asked = await answerConsent(tx, id, community, state, new Date(context.now));
    const candidates = await candidatesOf(tx, announcement);
    const own = candidates?.find((one) => one.community === community);
    if (!asked || !own) throw new UserError('consent-over');
    if (accepted) await releaseTo(tx, context.outbox, id, own);
    await context.outbox.changed(tx, askMessage, id);
    await context.outbox.changed(tx, progressMessage, id);
    return announcement;
  });
}
