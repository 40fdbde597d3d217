import type { Outcome } from '../../database/batches.ts';
import type { Prisma } from '../../database/generated/client.ts';
import { isReferenceGone, type Tx, transaction } from '../../database/transaction.ts';
import { AlreadyHandled, Outdated } from '../../dispatch/errors.ts';
import { type Context, hasMoved, PATIENCE } from '../context.ts';
import { type KnownAccount, rememberAccount } from '../store.ts';
import { enter, unrecord } from './store.ts';

/** Thrown to roll back where nothing was changed: no account is made by a press that is refused. */
class NothingChanged extends Error {}

/** A call that changes something, and whose account it is. */
export type Present<Item> = Item & { account: KnownAccount };

/** A change that several calls make in one transaction. */
export interface SharedChange<Item, Held, Result> {
  /** A query that locks what all change, until the end of the transaction. */
  holding: Prisma.Sql;
  /** Reads what is held. It is asked right behind the lock, without waiting for that to be answered. */
  read(tx: Tx): Promise<Held>;
  /** @returns of each what it changed, or the error for which nothing was changed */
  work(tx: Tx, held: Held, present: readonly Present<Item>[]): Promise<readonly Outcome<Result>[]>;
}

/**
 * Does what `Context.change` does, for calls of different accounts in one transaction: those that were handled before
 * are left out, and of those that change nothing no id is written.
 * @param items in their order, at least one
 * @returns what became of each
 */
export async function changeTogether<Item extends { context: Context }, Held, Result>(
  items: readonly [Item, ...Item[]],
  change: SharedChange<Item, Held, Result>,
): Promise<Outcome<Result>[]> {
  const [{ context }] = items;
  const now = new Date(context.clock.now());
  let outcomes: Outcome<Result>[] = [];
  try {
    await transaction(
      context.db,
      async (tx) => {
        outcomes = await inTurn(tx, items, { ...change, now });
        if (!outcomes.some(isDone)) throw new NothingChanged();
      },
      PATIENCE,
    );
  } catch (error) {
    if (error instanceof NothingChanged) return outcomes;
    throw items.length === 1 ? await outdatedOr(error, context) : error;
  }
  for (const [index, outcome] of outcomes.entries()) {
    const item = items[index];
    if (item && isDone(outcome)) item.context.record.written = true;
  }
  return outcomes;
}

async function inTurn<Item extends { context: Context }, Held, Result>(
  tx: Tx,
  items: readonly Item[],
  { holding, read, work, now }: SharedChange<Item, Held, Result> & { now: Date },
): Promise<Outcome<Result>[]> {
  const entering = items.map(({ context: { call, language, record } }) => ({
    call,
    language,
    records: !record.written,
  }));
  const [entered, held] = await Promise.all([enter(tx, entering, { holding, now }), read(tx)]);
  const present: Present<Item>[] = [];
  for (const [index, item] of items.entries()) {
    const { first = false, account = null } = entered[index] ?? {};
    if (!first) continue;
    const { call, language } = item.context;
    // One that was forgotten at this very moment is made anew.
    present.push({ ...item, account: account ?? (await rememberAccount(tx, call.account, language, now)) });
  }
  const worked = present.length > 0 ? await work(tx, held, present) : [];
  const refused = present.filter(({ context }, index) => !isDone(worked[index]) && !context.record.written);
  if (refused.length > 0 && refused.length < present.length)
    await unrecord(
      tx,
      refused.map(({ context }) => context.call),
    );
  let next = 0;
  return items.map((_item, index) => {
    if (!entered[index]?.first) return { error: new AlreadyHandled() };
    const outcome = worked[next++];
    return outcome ?? { error: new Error('A change does not say what became of each.') };
  });
}

const isDone = (outcome: Outcome<unknown> | undefined): boolean => outcome !== undefined && 'value' in outcome;

/** @returns what a call ends with: whatever refers to a space that is in another community by now runs again */
async function outdatedOr(error: unknown, { db, space, record }: Context): Promise<unknown> {
  const moved = !record.written && isReferenceGone(error) && (await hasMoved(db, space));
  return moved ? new Outdated('The space is in another community now.', { cause: error }) : error;
}
