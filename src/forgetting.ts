import { deleteAccounts, deletePersons } from './communities/forgetting/store.ts';
import type { Database } from './database/client.ts';
import { runEach } from './database/run-each.ts';
import { transaction } from './database/transaction.ts';
import { addUpCounts } from './delivery/backlog.ts';
import { forgetPaces } from './delivery/booking.ts';
import { FEATURES } from './features.ts';
import type { Clock } from './time/clock.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

const references = {
  account: FEATURES.flatMap(({ data }) => data.account ?? []),
  person: FEATURES.flatMap(({ data }) => data.person ?? []),
};

const lastForgotten = new WeakMap<Database, number>();

/** Deletes, once an hour, what each feature has kept for its time. Part of the sweep. */
export async function forgetOld(db: Database, clock: Clock): Promise<void> {
  const elapsed = clock.monotonic();
  if (elapsed - (lastForgotten.get(db) ?? Number.NEGATIVE_INFINITY) < HOUR_MS) return;
  lastForgotten.set(db, elapsed);
  const now = clock.now();
  await runEach([
    ...FEATURES.map(
      ({ data }) =>
        async () =>
          data.forget?.(db.prisma, now),
    ),
    () => deletePeople(db, new Date(now - DAY_MS)),
    () => forgetPaces(db.prisma, clock.machine()),
    () => addUpCounts(db.prisma),
  ]);
}

/** Last, when what referred to them has gone. */
async function deletePeople(db: Database, before: Date): Promise<void> {
  while ((await transaction(db, (tx) => deleteAccounts(tx, before, references))) > 0);
  await deletePersons(db.prisma, before, references);
}
