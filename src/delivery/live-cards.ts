import { type Lane, type MessageRef, SendError, type SendFailure } from '../chat/platform.ts';
import { transaction } from '../database/transaction.ts';
import { readLanguage } from '../i18n/translate.ts';
import { book, lockPaces } from './booking.ts';
import { communityOf, type DeliveryOptions, LEASE_MS, makeOnce, type Occasion, rendererOf } from './deliver.ts';
import type { Gate } from './gate.ts';
import {
  abandonPlacement,
  type ClaimedPlacement,
  claimPlacements,
  FIRST_REFUSAL_PAUSE_MS,
  finishEdited,
  postponeEdits,
  refuseEdit,
} from './store.ts';

/** A card is edited at most once in this time: a hundred answers in a second are a few edits. */
const BETWEEN_EDITS_MS = 1_000;
const PAUSE_MS = 5_000;
const LONGEST_REFUSAL_PAUSE_MS = 6 * 60 * 60_000;

/**
 * What never comes back. Everything else that a platform refuses may be allowed again: a right is given back, a channel
 * taken out of the archive, the bot put back into the space.
 */
const GONE: ReadonlySet<SendFailure> = new Set(['message-gone', 'channel-gone', 'account-gone']);

/** Places for edits are given out so far ahead. */
const AHEAD_MS = 1_000;

/** Edits the live cards of a subject that no longer show the truth. Never rejects because of a platform. */
export async function refreshCards(
  options: DeliveryOptions,
  gate: Gate,
  subject: { kind: string; subjectId: string },
): Promise<void> {
  const once = makeOnce();
  const placements = await claim(options, subject);
  await Promise.all(
    placements.map(async ({ item, at }) => {
      const answered = await gate.pass(lanesOf(options, item)[0], at);
      await refresh(options, item, once).finally(() => answered?.());
    }),
  );
}

/** Those whose turn is further ahead come back when it has come. */
function claim(options: DeliveryOptions, subject: { kind: string; subjectId: string }) {
  const machine = options.clock.machine();
  return transaction(options.db, async (tx) => {
    await lockPaces(tx);
    const stale = await claimPlacements(tx, subject, machine, LEASE_MS);
    const wishes = stale.map((item) => ({ item, lanes: lanesOf(options, item) }));
    const made = await book(tx, wishes, [], { by: options.presence, now: machine, until: machine + AHEAD_MS });
    await postponeEdits(tx, made.later);
    return made.go;
  });
}

async function refresh(options: DeliveryOptions, placement: ClaimedPlacement, once: Occasion['once']): Promise<void> {
  const { db, clock, log } = options;
  // Rendered after claiming: whatever was committed before `changes` was read is in it.
  const card = await rendererOf(options, placement.kind)(db.prisma, {
    subjectId: placement.subjectId,
    details: placement.details,
    spaceId: placement.spaceId,
    accountId: placement.accountId,
    language: readLanguage(placement.accountLanguage),
    community: communityOf(placement),
    posted: true,
    now: clock.now(),
    once,
  });
  const platform = options.platforms.get(placement.platform);
  if (!platform) return postponeEdits(db.prisma, [{ item: placement, at: clock.machine() + PAUSE_MS }]);
  if (!card) return abandonPlacement(db.prisma, placement.id);
  const ref = refOf(placement);
  try {
    if (card === 'withdrawn') {
      await platform.delete(ref);
      return await abandonPlacement(db.prisma, placement.id);
    }
    const fingerprint = platform.fingerprint(card);
    if (fingerprint !== placement.fingerprint) await platform.edit(ref, card);
    const wakeAt = clock.machine() + BETWEEN_EDITS_MS;
    await finishEdited(db.prisma, placement, { fingerprint, now: clock.now(), wakeAt });
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    const { outcome } = error;
    log.info({ placement: placement.id, outcome }, 'card not edited');
    if (outcome.kind === 'never') return refused(options, placement, outcome.reason);
    // An edit may be repeated: doing it twice shows the same.
    const pause = outcome.kind === 'wait' ? outcome.forMs : PAUSE_MS;
    await postponeEdits(db.prisma, [{ item: placement, at: clock.machine() + pause }]);
  }
}

function refused({ db, clock }: DeliveryOptions, placement: ClaimedPlacement, reason: SendFailure): Promise<void> {
  if (GONE.has(reason)) return abandonPlacement(db.prisma, placement.id);
  const pauseMs = Math.min(LONGEST_REFUSAL_PAUSE_MS, FIRST_REFUSAL_PAUSE_MS * 2 ** placement.refusals);
  return refuseEdit(db.prisma, placement, { machine: clock.machine(), pauseMs });
}

function lanesOf({ platforms }: DeliveryOptions, placement: ClaimedPlacement): readonly Lane[] {
  return platforms.get(placement.platform)?.lanes('edit', refOf(placement)) ?? [];
}

function refOf({ spaceExternalId, channel, message }: ClaimedPlacement): MessageRef {
  return { space: spaceExternalId, channel, message };
}
