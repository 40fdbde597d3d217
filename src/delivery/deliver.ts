import type { Logger } from 'pino';
import type { Card } from '../chat/card.ts';
import { inTime } from '../chat/in-time.ts';
import { pinnedCard } from '../chat/pins.ts';
import { type Platform, SendError, type SendOutcome, type Sought, type Target } from '../chat/platform.ts';
import type { Database } from '../database/client.ts';
import type { Tx } from '../database/transaction.ts';
import { type Language, readLanguage } from '../i18n/translate.ts';
import type { Clock } from '../time/clock.ts';
import { type ClaimedDelivery, targetOf } from './claim.ts';
import type { Ending, Settled } from './finish.ts';
import { LONGEST_WAIT_MS } from './mend-times.ts';
import type { Presence } from './takeover.ts';

export type { Settled } from './finish.ts';

const PREPARATION_MS = 6_000;
/**
 * No attempt lasts longer: what is asked beforehand, two requests of 10 s each to a platform or what it may take to
 * draw the card and one request, and the rest.
 */
export const ATTEMPT_MS = PREPARATION_MS + 22_000;
/** Longer than any attempt lasts that does not begin at once. */
export const LEASE_MS = ATTEMPT_MS + 8_000;
const FIRST_PAUSE_MS = 1_000;
/** Until a message that was not found is looked for again, at least. */
const FIRST_LOOK_MS = 5_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** With the pauses above: about an hour of a platform that does not answer. */
const ATTEMPTS_MAX = 20;

/** Circumstances that a card is rendered for. */
export interface Occasion {
  subjectId: string;
  details: Record<string, string | number>;
  /** Our id of the space where it is shown. */
  spaceId: string;
  /** The reader, of a direct message. */
  accountId: string | null;
  /** The reader's language, of a direct message; a card in a channel speaks its community's. */
  language: Language | null;
  /** The community of the space: our id, its language and its IANA zone. */
  community: { id: string; language: Language | null; zone: string };
  /** It hangs there already, and is only made true again. */
  posted: boolean;
  /** The time of day in ms. */
  now: number;
  /**
   * Keeps with the delivery, once it is sent, what the message says; of a card that hangs there already nothing is
   * kept.
   */
  note(details: Record<string, number>): void;
  /** Makes something once for all that are sent or edited together: what is the same for many spaces. */
  once<T>(key: string, make: () => Promise<T>): Promise<T>;
}

/**
 * Turns a subject into what people see now. Registered by the features.
 * @returns null when it has lost its meaning: what was not sent is dropped, what hangs in a channel is left alone;
 * 'withdrawn' when it must go: a live card is deleted
 */
export type Renderer = (db: Tx, occasion: Occasion) => Promise<Card | null | 'withdrawn'>;

/**
 * Asks a platform what must be known, and writes it, before a message is rendered; for at most {@link PREPARATION_MS}.
 * What it throws counts as if sending had failed.
 */
export type Preparation = (
  delivery: Pick<Occasion, 'subjectId' | 'details' | 'spaceId'>,
  target: Target,
  platform: Platform,
) => Promise<void>;

/** The parts that deliveries and live cards are made with. */
export interface DeliveryOptions {
  db: Database;
  clock: Clock;
  /** Of this process. */
  presence: Pick<Presence, 'number' | 'orphans'>;
  platforms: ReadonlyMap<string, Platform>;
  renderers: Readonly<Record<string, Renderer>>;
  /** For kinds that need one. */
  preparations?: Readonly<Record<string, Preparation>>;
  /** Kinds of live cards of which there may be one for each of many people: their edits let all others go before. */
  editedLast?: readonly string[];
  log: Logger;
  /**
   * Called in the transaction in which deliveries reach their end, for a feature that has to know. Queries and the
   * outbox only.
   */
  settled?: (tx: Tx, ended: readonly Settled[]) => Promise<void>;
}

/** @returns `Occasion.once` for things that are made together */
export function makeOnce(): Occasion['once'] {
  const made = new Map<string, Promise<unknown>>();
  return <T>(key: string, make: () => Promise<T>) => {
    const value = made.get(key) ?? make();
    made.set(key, value);
    return value as Promise<T>;
  };
}

/** Makes one attempt at a delivery that was claimed. Never rejects. @returns what came of it, to be written */
export async function attempt(
  options: DeliveryOptions,
  delivery: ClaimedDelivery,
  platform: Platform,
  once: Occasion['once'],
): Promise<Ending> {
  // Until it is posted, what an earlier attempt left open stays open.
  let uncertainSince = delivery.triedBefore;
  let { firstTriedAt } = delivery;
  const began = options.clock.machine();
  const tooEarly = tooEarlyToMiss(platform, delivery, began);
  try {
    const target = targetOf(delivery);
    await prepare(options, delivery, target, platform);
    const said: Record<string, number> = {};
    const rendered = await render(options, delivery, once, (details) => Object.assign(said, details));
    const card = rendered === 'withdrawn' ? null : rendered;
    // Only a live card is ever held against what it showed.
    const fingerprint = card && delivery.placementId ? platform.fingerprint(card) : '';
    if (delivery.triedBefore) {
      const sought = soughtOf(delivery, delivery.triedBefore, began);
      // It may come above what an early search has read.
      if (tooEarly) sought.searched = undefined;
      const found = await platform.find(target, delivery.key, sought);
      if (found) return { state: 'sent', ref: found, fingerprint: null };
      if (tooEarly) throw new SendError({ kind: 'wait', forMs: tooEarly.lookAgainMs });
      uncertainSince = null;
      // What comes later than that has not been looked for.
      firstTriedAt = delivery.triedUntil ?? firstTriedAt;
    }
    if (!card) return { state: 'dropped' };
    const ref = await platform.post(target, card, delivery.key);
    // A platform that knows the key may have given back what an earlier attempt left there a moment ago.
    return { state: 'sent', ref, fingerprint: delivery.triedBefore ? null : fingerprint, said };
  } catch (error) {
    const outcome = error instanceof SendError ? error.outcome : null;
    const { id, kind, attempts } = delivery;
    if (outcome) options.log.info({ delivery: id, kind, attempts, outcome }, 'not delivered');
    else options.log.error({ delivery: id, kind, attempts, err: error }, 'delivery failed before it was sent');
    const tried = { ...delivery, firstTriedAt };
    const ending = endingOf(outcome ?? { kind: 'not-sent' }, tried, uncertainSince, options.clock.machine());
    if (ending.state !== 'pending') return ending;
    const searched = error instanceof SendError && !tooEarly ? error.searched : undefined;
    const over = delivery.triedBefore && overSince(delivery, began) === null ? new Date(began) : undefined;
    return { ...ending, searched, uncertainUntil: ending.uncertainUntil ?? over };
  }
}

/**
 * Since when the attempts before are over. Of a process that died nobody knows, nor when the clock was set back since:
 * they are by the time at which somebody looks.
 * @returns ms, by the machine's clock; null when nobody knows
 */
function overSince({ triedUntil }: Pick<ClaimedDelivery, 'triedUntil'>, began: number): number | null {
  return triedUntil && triedUntil.getTime() <= began ? triedUntil.getTime() : null;
}

/**
 * Tells whether it is too early to call a message missing. One that is not found may still come, on a platform that
 * knows no keys. As long as it may it is looked for in pauses that grow, and not posted again.
 * @param began when the search begins, ms, by the machine's clock
 * @returns in how many ms to look again; null when what is not found now does not come any more
 */
function tooEarlyToMiss(
  { latePostMs = 0 }: Platform,
  delivery: Pick<ClaimedDelivery, 'triedBefore' | 'triedUntil'>,
  began: number,
): { lookAgainMs: number } | null {
  if (!delivery.triedBefore) return null;
  const forMs = began - (overSince(delivery, began) ?? began);
  return forMs < latePostMs ? { lookAgainMs: Math.min(latePostMs - forMs, Math.max(FIRST_LOOK_MS, forMs)) } : null;
}

function soughtOf(delivery: ClaimedDelivery, since: Date, began: number): Sought {
  const until = overSince(delivery, began) ?? undefined;
  return { since: since.getTime(), until, searched: delivery.searched ?? undefined };
}

/** @throws {SendError} 'not-sent' when the platform takes too long to answer */
async function prepare(
  { preparations }: DeliveryOptions,
  delivery: ClaimedDelivery,
  target: Target,
  platform: Platform,
): Promise<void> {
  const preparation = preparations?.[delivery.kind]?.(delivery, target, platform);
  if (!preparation) return;
  await inTime(preparation, PREPARATION_MS, () => new SendError({ kind: 'not-sent' }));
}

/**
 * Finds the renderer of a delivery. A card that stands in direct messages carries the space that it is for: a platform
 * may not tell at a press (Discord).
 * @throws Error when no feature has registered the kind: a programming mistake
 */
export function rendererOf(options: DeliveryOptions, kind: string): Renderer {
  const renderer = options.renderers[kind];
  if (!renderer) throw new Error(`No renderer for deliveries of the kind "${kind}".`);
  return async (db, occasion) => {
    const card = await renderer(db, occasion);
    return card && card !== 'withdrawn' && occasion.accountId ? pinnedCard(card, occasion.spaceId) : card;
  };
}

function render(options: DeliveryOptions, delivery: ClaimedDelivery, once: Occasion['once'], note: Occasion['note']) {
  return rendererOf(options, delivery.kind)(options.db.prisma, {
    subjectId: delivery.subjectId,
    details: delivery.details,
    spaceId: delivery.spaceId,
    accountId: delivery.accountId,
    language: readLanguage(delivery.accountLanguage),
    community: communityOf(delivery),
    posted: false,
    now: options.clock.now(),
    note,
    once,
  });
}

/** @returns `Occasion.community`, from what was read of a delivery or of a live card */
export function communityOf(
  row: Pick<ClaimedDelivery, 'communityId' | 'communityLanguage' | 'communityZone'>,
): Occasion['community'] {
  return { id: row.communityId, language: readLanguage(row.communityLanguage), zone: row.communityZone };
}

/**
 * Decides about a delivery that did not get through.
 * @param uncertainSince since when an earlier attempt may have left the message there
 */
export function endingOf(
  outcome: SendOutcome,
  delivery: Pick<ClaimedDelivery, 'attempts' | 'waits' | 'firstTriedAt'>,
  uncertainSince: Date | null,
  machine: number,
): Ending {
  if (outcome.kind === 'never') {
    // When even looking for it is refused, nobody can say whether an earlier attempt arrived.
    const state = uncertainSince ? 'unknown' : 'failed';
    return { state, reason: outcome.reason, detail: outcome.detail };
  }
  const uncertain = outcome.kind === 'unknown' ? (uncertainSince ?? delivery.firstTriedAt) : uncertainSince;
  if (outcome.kind === 'wait')
    return {
      state: 'pending',
      wakeAt: machine + Math.min(outcome.forMs, LONGEST_WAIT_MS),
      uncertainSince: uncertain,
      waited: true,
    };
  const uncertainUntil = uncertain && !uncertainSince ? new Date(machine) : undefined;
  const tries = delivery.attempts - delivery.waits;
  if (tries >= ATTEMPTS_MAX) return { state: uncertain ? 'unknown' : 'failed', reason: 'gave-up' };
  // After an unknown outcome, what is under way gets the time to arrive before anybody looks for it.
  return {
    state: 'pending',
    wakeAt: machine + pauseAfter(tries),
    uncertainSince: uncertain,
    waited: false,
    uncertainUntil,
  };
}

/** @returns ms to wait after so many attempts: 1 s, 2 s, 4 s ... 5 min */
function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 20));
}
