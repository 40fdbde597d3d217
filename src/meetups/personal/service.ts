import type { Card } from '../../chat/card.ts';
import type { Context } from '../../communities/context.ts';
import type { Tx } from '../../database/transaction.ts';
import { makeOnce } from '../../delivery/deliver.ts';
import type { Outbox } from '../../delivery/outbox.ts';
import { PERSONAL_KINDS, PROMOTED_KIND } from '../kinds.ts';
import type { Recipient } from '../store.ts';
import { personalRenderers } from './messages.ts';
import { findPersonal } from './store.ts';

/** One message to each of some people, which stays live. */
export interface PersonalNews {
  kind: string;
  occurrence: string;
  /** The cause that makes it one of its kind: told once to each. */
  cause: string;
  details?: Record<string, string | number>;
}

/** Tells some people by direct message. */
export function tellEach(outbox: Outbox, tx: Tx, people: readonly Recipient[], news: PersonalNews): Promise<void> {
  const { kind, occurrence, cause, details } = news;
  return outbox.place(
    tx,
    people.map(({ accountId, spaceId }) => ({
      spaceId,
      kind,
      subjectId: occurrence,
      details,
      to: { accountId },
      key: `${kind}:${occurrence}:${cause}:${accountId}`,
    })),
  );
}

/** Tells those who moved up from the waiting list. */
export async function tellOfPlaces(
  outbox: Outbox,
  tx: Tx,
  people: readonly Recipient[],
  { occurrence, cause }: Pick<PersonalNews, 'occurrence' | 'cause'>,
): Promise<void> {
  const accounts = people.map(({ accountId }) => accountId);
  await refreshMessagesOf(outbox, tx, occurrence, accounts);
  await tellEach(outbox, tx, people, { kind: PROMOTED_KIND, occurrence, cause });
}

/** Refreshes the open messages of people whose answers changed. */
export function refreshMessagesOf(
  outbox: Outbox,
  tx: Tx,
  occurrence: string,
  accounts: readonly string[],
): Promise<void> {
  return outbox.changedFor(tx, accounts, { kinds: PERSONAL_KINDS, subjectId: occurrence });
}

/** Refreshes everybody's open messages about meetups that changed. */
export async function refreshMessages(outbox: Outbox, tx: Tx, ...occurrences: readonly string[]): Promise<void> {
  for (const kind of PERSONAL_KINDS) await outbox.changed(tx, kind, ...occurrences);
}

/** @returns the message that the caller pressed as it is now; null when it is none of theirs that is live */
export async function renderPressed(context: Context): Promise<Card | null> {
  const { call, db, space, language, now } = context;
  if (!call.pressed) return null;
  const { channel, message } = call.pressed;
  const account = await context.account(db.prisma);
  const found = await findPersonal(db.prisma, { spaceId: space.id, channel, message }, account.id);
  const render = found && personalRenderers[found.kind];
  if (!render) return null;
  const { id, zone } = space.community;
  const card = await render(db.prisma, {
    ...found,
    spaceId: space.id,
    accountId: account.id,
    language,
    community: { id, language: null, zone },
    posted: true,
    now,
    note: () => undefined,
    once: makeOnce(),
  });
  return card === 'withdrawn' ? null : card;
}
