import { type Notifiable, type Platform, SendError, type Target } from '../../chat/platform.ts';
import type { Database } from '../../database/client.ts';
import { transaction } from '../../database/transaction.ts';
import type { Preparation } from '../../delivery/deliver.ts';
import type { Outbox } from '../../delivery/outbox.ts';
import type { Clock } from '../../time/clock.ts';
import { copyMessage } from '../kinds.ts';
import { tell } from '../sending/service.ts';
import { findAnnouncement } from '../store.ts';
import { decide } from './rules.ts';
import { findPing, type Ping, settlePing } from './store.ts';

interface Options {
  db: Database;
  outbox: Outbox;
  clock: Clock;
}

/**
 * Decides, right before a copy is sent that is to notify a role, whether it still may: once, so that a copy whose sending
 * is tried again is the same message. What is in the way is told to the author, and the copy goes without.
 */
export function preparePing({ db, outbox, clock }: Options): Preparation {
  return async ({ subjectId, spaceId, details }, target, platform) => {
    if (!copyMessage.parse(details).ping) return;
    const ping = await findPing(db.prisma, subjectId, spaceId);
    if (ping?.state !== 'confirmed') return;
    const decision = decide(ping.people, await ask(platform, target, ping));
    await transaction(db, async (tx) => {
      const first = await settlePing(tx, subjectId, spaceId, decision);
      const announcement = first && 'hindrance' in decision && (await findAnnouncement(tx, subjectId));
      if (announcement) await tell(tx, outbox, announcement, 'told-ping', clock.now(), { space: spaceId });
    });
  };
}

/** @throws {SendError} when it is worth asking again */
async function ask(platform: Platform, target: Target, { role, account }: Ping): Promise<Notifiable> {
  if (!('channel' in target)) throw new Error('A copy goes to a channel.');
  try {
    const { mayManage } = await platform.member(target.space, account);
    return mayManage ? await platform.notifiable(target, role, account) : { hindrance: 'person-may-not' };
  } catch (error) {
    if (error instanceof SendError && error.outcome.kind === 'never') return { hindrance: 'uncounted' };
    throw error;
  }
}
