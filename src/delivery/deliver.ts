import type { Logger } from 'pino';
import type { Card } from '../chat/card.ts';
import { type MessageRef, type Platform, SendError, type Target } from '../chat/platform.ts';
import type { Database } from '../database/client.ts';
import { type Tx, transaction } from '../database/transaction.ts';
import { type Language, readLanguage } from '../i18n/translate.ts';
import type { Clock } from '../time/clock.ts';
import { type ClaimedDelivery, claimDelivery, finishSent, finishUnsent, postpone, type Unsent } from './store.ts';

/** Longer than any attempt lasts: two requests of 10 s each to a platform, and the rest. */
export const LEASE_MS = 30_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** With the pauses above: about an hour of a platform that does not answer. */
const ATTEMPTS_MAX = 20;

/** What a card is rendered for. */
export interface Occasion {
  subjectId: string;
  details: Record<string, string | number>;
  /** Our id of the space where it is shown. */
  spaceId: string;
  /** Who reads it, of a direct message. */
  accountId: string | null;
  /** The reader's language, of a direct message; a card in a channel speaks its community's. */
  language: Language | null;
  /** It hangs there already, and is only made true again. */
  posted: boolean;
  /** The time of day in ms. */
  now: number;
}

/**
 * Turns a subject into what people see now. Registered by the features.
 * @returns null when it has lost its meaning: what was not sent is dropped, what hangs in a channel is left alone;
 * 'withdrawn' when it must go: a live card is deleted
 */
export type Renderer = (db: Tx, occasion: Occasion) => Promise<Card | null | 'withdrawn'>;

/** A delivery that has reached its end. */
export interface Settled {
  id: string;
  kind: string;
  subjectId: string;
  details: Record<string, string | number>;
  state: 'sent' | 'failed' | 'unknown' | 'dropped';
}

/** What deliveries and live cards are made with. */
export interface DeliveryOptions {
  db: Database;
  clock: Clock;
  platforms: ReadonlyMap<string, Platform>;
  renderers: Readonly<Record<string, Renderer>>;
  log: Logger;
  /** Called in the transaction in which deliveries reach their end, for a feature that keeps count. Queries only. */
  settled?: (tx: Tx, ended: readonly Settled[]) => Promise<void>;
}

/** Sends one delivery, if it is still to be sent and nobody else is at it. Never rejects because of a platform. */
export async function deliver(options: DeliveryOptions, id: string): Promise<void> {
  const { db, clock } = options;
  const delivery = await claimDelivery(db.prisma, id, clock.machine(), LEASE_MS);
  if (!delivery) return;
  const rendered = await rendererOf(options, delivery.kind)(db.prisma, {
    subjectId: delivery.subjectId,
    details: delivery.details,
    spaceId: delivery.spaceId,
    accountId: delivery.accountId,
    language: readLanguage(delivery.accountLanguage),
    posted: false,
    now: clock.now(),
  });
  const card = rendered === 'withdrawn' ? null : rendered;
  const platform = options.platforms.get(delivery.platform);
  if (!platform) return postpone(db.prisma, id, clock.machine() + LONGEST_PAUSE_MS, delivery.triedBefore);
  let uncertainSince = delivery.triedBefore;
  try {
    const target = targetOf(delivery);
    let ref: MessageRef | null = null;
    if (delivery.triedBefore) {
      ref = await platform.find(target, delivery.key, delivery.triedBefore.getTime());
      uncertainSince = null;
    }
    if (!ref && !card) return await ended(options, delivery, { state: 'dropped' });
    if (!ref && card) ref = await platform.post(target, card, delivery.key);
    if (ref) await arrived(options, delivery, ref, card ? platform.fingerprint(card) : '');
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    await missed(options, delivery, error, uncertainSince);
  }
}

/** @throws Error when no feature has registered the kind: a programming mistake */
export function rendererOf(options: DeliveryOptions, kind: string): Renderer {
  const renderer = options.renderers[kind];
  if (!renderer) throw new Error(`No renderer for deliveries of the kind "${kind}".`);
  return renderer;
}

function targetOf(delivery: ClaimedDelivery): Target {
  const space = delivery.spaceExternalId;
  if (delivery.channel !== null) return { space, channel: delivery.channel };
  if (delivery.accountExternalId !== null) return { space, account: delivery.accountExternalId };
  throw new Error(`Delivery ${delivery.id} has neither channel nor account.`);
}

async function arrived(options: DeliveryOptions, delivery: ClaimedDelivery, ref: MessageRef, fingerprint: string) {
  const times = { now: options.clock.now(), machine: options.clock.machine() };
  await transaction(options.db, async (tx) => {
    await finishSent(tx, delivery, ref, fingerprint, times);
    await options.settled?.(tx, [settledOf(delivery, 'sent')]);
  });
  options.log.debug({ delivery: delivery.id, kind: delivery.kind, attempts: delivery.attempts }, 'delivered');
}

async function ended(options: DeliveryOptions, delivery: ClaimedDelivery, end: Unsent): Promise<void> {
  await transaction(options.db, async (tx) => {
    await finishUnsent(tx, delivery.id, end, options.clock.now());
    await options.settled?.(tx, [settledOf(delivery, end.state)]);
  });
}

function settledOf({ id, kind, subjectId, details }: ClaimedDelivery, state: Settled['state']): Settled {
  return { id, kind, subjectId, details, state };
}

async function missed(
  options: DeliveryOptions,
  delivery: ClaimedDelivery,
  error: SendError,
  uncertainSince: Date | null,
) {
  const { db, clock, log } = options;
  const { outcome } = error;
  log.info({ delivery: delivery.id, kind: delivery.kind, attempts: delivery.attempts, outcome }, 'not delivered');
  if (outcome.kind === 'never') {
    // When even looking for it is refused, nobody can say whether an earlier attempt arrived.
    const state = uncertainSince ? 'unknown' : 'failed';
    return ended(options, delivery, { state, reason: outcome.reason, detail: outcome.detail });
  }
  const uncertain = outcome.kind === 'unknown' ? (uncertainSince ?? delivery.firstTriedAt) : uncertainSince;
  if (delivery.attempts >= ATTEMPTS_MAX)
    return ended(options, delivery, { state: uncertain ? 'unknown' : 'failed', reason: 'gave-up' });
  const pause = outcome.kind === 'wait' ? outcome.forMs : pauseAfter(delivery.attempts);
  // After an unknown outcome, what is under way gets the time to arrive before anybody looks for it.
  return postpone(db.prisma, delivery.id, clock.machine() + pause, uncertain);
}

/** @returns ms to wait after so many attempts: 1 s, 2 s, 4 s ... 5 min */
export function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 20));
}
