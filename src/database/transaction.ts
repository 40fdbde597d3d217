import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from './client.ts';
import type { Prisma } from './generated/client.ts';

/** A client for queries inside a transaction. Every call inside one takes it; the client itself would be outside. */
export type Tx = Prisma.TransactionClient;

export interface TransactionOptions {
  /** Number of further tries after a conflict with another one. */
  retries?: number;
  /** PostgreSQL's own when left out, READ COMMITTED: to say so would cost each transaction one more round trip. */
  isolationLevel?: Prisma.TransactionIsolationLevel;
  /** Longest wait for a connection, ms. */
  maxWait?: number;
  /** Longest time that it may take once it has begun, ms; then it is rolled back. */
  timeout?: number;
}

/** PostgreSQL's serialization_failure and deadlock_detected: the other one won, and trying again is what to do. */
const conflicts = ['40001', '40P01'];
/** Prisma's code for the same. */
const prismaConflict = 'P2034';
const firstPause = 10;
const longestPause = 500;

/**
 * Runs work in one transaction: all of it is kept, or nothing. A conflict with another transaction (a deadlock, or a
 * serialization failure at the higher levels) runs the work again from its beginning, so it must do nothing but
 * queries and arithmetic: no messages, no calls to others.
 * READ COMMITTED is not a lock: races are decided by a unique index, a conditional update or FOR UPDATE.
 * @returns what the work returned in the run that was committed
 * @throws what the work threw; the last conflict when all retries end in one
 */
export async function transaction<T>(
  { prisma }: Pick<Database, 'prisma'>,
  work: (tx: Tx) => Promise<T>,
  { retries = 5, isolationLevel, maxWait = 5_000, timeout = 10_000 }: TransactionOptions = {},
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await prisma.$transaction(work, { isolationLevel, maxWait, timeout });
    } catch (error) {
      if (attempt >= retries || !isConflict(error)) throw error;
    }
    // At random, so that those who met do not meet again.
    await sleep(Math.random() * Math.min(longestPause, firstPause * 2 ** attempt));
  }
}

/** Prisma tells of a conflict in its own code, or (raw queries) with PostgreSQL's inside the adapter's error. */
function isConflict(error: unknown): boolean {
  for (let inner = error; typeof inner === 'object' && inner !== null; inner = causeOf(inner)) {
    if ('code' in inner && inner.code === prismaConflict) return true;
    if ('originalCode' in inner && conflicts.includes(String(inner.originalCode))) return true;
  }
  return false;
}

/** PostgreSQL's foreign_key_violation, and Prisma's code for it. */
const referenceGone = ['23503', 'P2003'];

/** @returns whether something failed because a row it refers to is gone, or a row that goes is still referred to */
export function isReferenceGone(error: unknown): boolean {
  for (let inner = error; typeof inner === 'object' && inner !== null; inner = causeOf(inner)) {
    if ('code' in inner && referenceGone.includes(String(inner.code))) return true;
    if ('originalCode' in inner && referenceGone.includes(String(inner.originalCode))) return true;
  }
  return false;
}

/** @returns what an error of Prisma's or of ours stands for */
export function causeOf(error: object): unknown {
  if ('meta' in error && typeof error.meta === 'object' && error.meta !== null && 'driverAdapterError' in error.meta) {
    return error.meta.driverAdapterError;
  }
  return 'cause' in error ? error.cause : undefined;
}
