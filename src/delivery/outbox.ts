import type { PgBoss } from 'pg-boss';
import { fromPrisma } from 'pg-boss';
import type { Tx } from '../database/transaction.ts';
import type { Clock } from '../time/clock.ts';
import type { MessageKind } from './message.ts';
import { insertDeliveries, insertPlacements, markChanged, markChangedFor, markChangedWithOwn } from './store.ts';

/** The queues of pg-boss that this module works on. Payloads hold ids, never texts. */
export const QUEUES = { deliveries: 'deliveries', cards: 'cards' } as const;

/** Details of a message beside its subject, as they are written into its row: what is undefined is left out. */
export type WrittenDetails = Readonly<Record<string, string | number | undefined>>;

/** One message to be sent, to a channel or to a person. */
export interface NewDelivery {
  /** Our id of the space whose bot sends it. */
  spaceId: string;
  /** The renderer that turns the subject into a card at the time of sending. */
  kind: string;
  subjectId: string;
  /** Ids, numbers and words of a closed list that the renderer needs beside the subject; never texts of people. */
  details?: WrittenDetails;
  to: { channel: string } | { accountId: string };
  /** The same key is never delivered twice. */
  key: string;
  /** The live card that the message becomes. */
  placementId?: string;
  /** `urgent` (the default) overtakes all broadcasts. */
  priority?: Priority;
  /** Pass the message on to the channels that follow this one, where the platform has such a thing. */
  crosspost?: boolean;
}

export type Priority = 'urgent' | 'broadcast';

/** A kind of message, by its name and all that it had. */
type Names = Pick<MessageKind<object>, 'kind' | 'names'>;

/** A card to be posted in a channel, or to a person, and kept true from then on. */
export interface NewPlacement {
  spaceId: string;
  kind: string;
  subjectId: string;
  /** The details as of a delivery; the card has them at each edit, too. */
  details?: WrittenDetails;
  to: { channel: string } | { accountId: string };
  /** The same key is never placed twice; without one, each placement is its own. */
  key?: string;
  priority?: Priority;
  crosspost?: boolean;
}

/**
 * The outbox, through which every message leaves. All functions write into the caller's transaction: what is rolled
 * back is never sent.
 */
export interface Outbox {
  send(tx: Tx, deliveries: readonly NewDelivery[]): Promise<void>;
  place(tx: Tx, placements: readonly NewPlacement[]): Promise<void>;
  /** The subjects' cards no longer show the truth: they are edited soon, many changes at once. */
  changed(tx: Tx, message: Names, ...subjectIds: readonly string[]): Promise<void>;
  /**
   * Does what `changed` does, for the cards of a subject that hang in the direct messages of some people.
   * @param accounts our ids
   */
  changedFor(
    tx: Tx,
    accounts: readonly string[],
    cards: { kinds: readonly string[]; subjectId: string },
  ): Promise<void>;
  /**
   * Does what `changed` does for a subject's cards of one kind, which hardly ever has none, and what `changedFor` does
   * for those of some people, in one go.
   * @param own kinds of cards in direct messages, and our ids of the accounts whose they are
   */
  changedWithOwn(
    tx: Tx,
    subjectId: string,
    cards: { message: Names; own: { kinds: readonly string[]; accounts: readonly string[] } },
  ): Promise<void>;
}

/** @param boss started, with the queues made */
export function createOutbox(boss: PgBoss, clock: Clock): Outbox {
  const times = () => ({ now: clock.now(), machine: clock.machine() });
  // One job however many deliveries there are: it only says that there are some. They are found by their rows.
  const wakeWorkers = async (tx: Tx, written: number) => {
    if (written > 0) await boss.send(QUEUES.deliveries, {}, { db: fromPrisma(tx) });
  };
  return {
    async send(tx, deliveries) {
      await wakeWorkers(tx, await insertDeliveries(tx, deliveries, times()));
    },
    async place(tx, placements) {
      await wakeWorkers(tx, await insertPlacements(tx, placements, times()));
    },
    async changed(tx, { kind, names }, ...subjectIds) {
      if (subjectIds.length === 0 || (await markChanged(tx, names, subjectIds, clock.machine())) === 0) return;
      // One waiting job per subject is enough: it edits all that has changed by the time it runs.
      const jobs = subjectIds.map((subjectId) => ({
        data: { kind, subjectId },
        singletonKey: `${kind}:${subjectId}`,
      }));
      await boss.insert(QUEUES.cards, jobs, { db: fromPrisma(tx) });
    },
    async changedFor(tx, accounts, { kinds, subjectId }) {
      if (accounts.length === 0) return;
      const marked = await markChangedFor(tx, { kinds, subjectId, accounts, machine: clock.machine() });
      if (marked > 0) await boss.send(QUEUES.cards, {}, { db: fromPrisma(tx), singletonKey: `people:${subjectId}` });
    },
    async changedWithOwn(tx, subjectId, { message: { kind, names }, own }) {
      const job = { data: { kind, subjectId }, singletonKey: `${kind}:${subjectId}` };
      await Promise.all([
        markChangedWithOwn(tx, { kinds: names, own, subjectId, machine: clock.machine() }),
        boss.insert(QUEUES.cards, [job], { db: fromPrisma(tx) }),
      ]);
    },
  };
}
