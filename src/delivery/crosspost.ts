import { SendError } from '../chat/platform.ts';
import type { Database } from '../database/client.ts';
import type { DeliveryOptions } from './deliver.ts';

/** While one worker is at it, no other is; one that died is followed after this time. */
const LEASE_MS = 60_000;
const PAUSE_MS = 60_000;
const AT_ONCE = 20;

interface Waiting {
  id: string;
  platform: string;
  space: string;
  channel: string;
  message: string;
}

/**
 * Passes messages that have arrived on to the channels that follow theirs, where somebody asked for it. It never makes a
 * delivery fail: what the platform refuses stays where it is, and what it allows later is tried later.
 */
export async function passOn(options: DeliveryOptions): Promise<void> {
  const waiting = await takeWaiting(options.db, options.clock.machine());
  await Promise.all(waiting.map((one) => passOnOne(options, one)));
}

async function passOnOne(
  { db, clock, platforms, log }: DeliveryOptions,
  { id, platform, ...ref }: Waiting,
): Promise<void> {
  try {
    await platforms.get(platform)?.crosspost?.(ref);
    await tryAgain(db, id, null);
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    const { outcome } = error;
    log.info({ delivery: id, outcome }, 'not passed on');
    if (outcome.kind === 'never') return tryAgain(db, id, null);
    await tryAgain(db, id, clock.machine() + (outcome.kind === 'wait' ? outcome.forMs : PAUSE_MS));
  }
}

function takeWaiting({ prisma }: Database, machine: number): Promise<Waiting[]> {
  return prisma.$queryRaw<Waiting[]>`
    WITH due AS (
      SELECT id FROM "Delivery" WHERE "crosspostAt" <= ${new Date(machine)}
      ORDER BY "crosspostAt" LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED
    )
    UPDATE "Delivery" d SET "crosspostAt" = ${new Date(machine + LEASE_MS)}
    FROM due, "Space" s WHERE d.id = due.id AND s.id = d."spaceId"
    RETURNING d.id, s.platform, s."externalId" AS space, d."sentChannel" AS channel, d."sentMessage" AS message`;
}

async function tryAgain({ prisma }: Database, id: string, at: number | null): Promise<void> {
  await prisma.delivery.update({ where: { id }, data: { crosspostAt: at === null ? null : new Date(at) } });
}
