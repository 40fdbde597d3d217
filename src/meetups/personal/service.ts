import type { Card } from '../../chat/card.ts';
import type { Context } from '../../communities/context.ts';
import type { Tx } from '../../database/transaction.ts';
import { makeOnce } from '../../delivery/deliver.ts';
import type { MessageKind } from '../../delivery/message.ts';
import type { Outbox } from '../../delivery/outbox.ts';
import { PERSONAL_KINDS, PERSONAL_MESSAGES, promotedMessage } from '../kinds.ts';
import type { Recipient } from '../store.ts';
import { personalMessages } from './messages.ts';
import { findPersonal } from './store.ts';

/** One message to each of some people, which stays live. */
export interface PersonalNews<Details> {
  occurrence: string;
  /** The cause that makes it one of its kind: told once to each. */
  cause: string;
  details: Details;
}

/** Tells some people by direct message. */
export function tellEach<Details extends object>(
  outbox: Outbox,
  tx: Tx,
  people: readonly Recipient[],
  message: MessageKind<Details>,
  { occurrence, cause, details }: PersonalNews<Details>,
): Promise<void> {
  return outbox.place(
    tx,
    people.map((person) => {
      const key = `${message.kind}:${occurrence}:${cause}:${person.accountId}`;
      return message.to(person, occurrence, details, { key });
    }),
  );
}

/** Tells those who moved up from the waiting list. */
export async function tellOfPlaces(
  outbox: Outbox,
  tx: Tx,
  people: readonly Recipient[],
  { occurrence, cause }: Omit<PersonalNews<object>, 'details'>,
): Promise<void> {
  const accounts = people.map(({ accountId }) => accountId);
  await refreshMessagesOf(outbox, tx, occurrence, accounts);
  await tellEach(outbox, tx, people, promotedMessage, { occurrence, cause, details: {} });
}

/** Refreshes the open messages of people whose answers changed. */
function refreshMessagesOf(outbox: Outbox, tx: Tx, occurrence: string, accounts: readonly string[]): Promise<void> {
  return outbox.changedFor(tx, accounts, { kinds: PERSONAL_KINDS, subjectId: occurrence });
}

/** Refreshes everybody's open messages about meetups that changed. */
export async function refreshMessages(outbox: Outbox, tx: Tx, ...occurrences: readonly string[]): Promise<void> {
  for (const message of PERSONAL_MESSAGES) await outbox.changed(tx, message, ...occurrences);
}

/** @returns the message that the caller pressed as it is now; null when it is none of theirs that is live */
export async function renderPressed(context: Context): Promise<Card | null> {
  const { call, db, space, language, now } = context;
  if (!call.pressed) return null;
  const { channel, message } = call.pressed;
  const account = await context.account(db.prisma);
  const found = await findPersonal(db.prisma, { spaceId: space.id, channel, message }, account.id);
  const personal = found && personalMessages.find(({ names }) => names.includes(found.kind));
  if (!personal) return null;
  const { id, zone } = space.community;
  const card = await personal.render(db.prisma, {
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
