import { UserError } from '../../chat/user-error.ts';
import type { Context } from '../../communities/context.ts';
import { candidatesOf } from '../audience/store.ts';
import { askMessage, progressMessage } from '../kinds.ts';
import { targetsOf } from '../rules.ts';
import { releaseTo } from '../sending/service.ts';
import { anyOne, hold } from '../service.ts';
import type { Announcement } from '../store.ts';
import { type Answer, answerConsent, openRefusals } from './store.ts';

/** A community that was asked says yes, perhaps after a no: its copies are sent. Or no. @throws {UserError} */
export function answerAsk(context: Context, id: string, answer: Answer): Promise<Announcement> {
  return hold(context, id, anyOne, async (tx, announcement) => {
    const community = context.space.community.id;
    if (announcement.state !== 'sent') throw new UserError('announcement-withdrawn');
    const open = answer.before === 'asked' || (await openRefusals(tx, community, id)).length > 0;
    const asked = open && (await answerConsent(tx, id, community, answer, new Date(context.now)));
    const candidates = await candidatesOf(tx, announcement);
    const own = candidates?.find((one) => one.community === community);
    if (!asked || !own) throw new UserError('consent-over');
    const accepted = answer.state === 'accepted';
    if (accepted && targetsOf(own).length === 0) throw new UserError('consent-no-channel');
    if (accepted) await releaseTo(tx, context.outbox, id, own);
    await context.outbox.changed(tx, askMessage, id);
    await context.outbox.changed(tx, progressMessage, id);
    return announcement;
  });
}
