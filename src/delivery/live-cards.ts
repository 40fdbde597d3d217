import { type Lane, type MessageRef, type Platform, SendError, type SendFailure } from '../chat/platform.ts';
import { transaction } from '../database/transaction.ts';
import { readLanguage } from '../i18n/translate.ts';
import { book, lockPaces } from './booking.ts';
import { communityOf, type DeliveryOptions, makeOnce, type Occasion, type Renderer, rendererOf } from './deliver.ts';
import {
  abandonCard,
  type ClaimedCard,
  claimCards,
  dueEdits,
  EDIT_LEASE_MS,
  type EditEnding,
  finishEdit,
  holdCards,
  postponeEdits,
  type StaleCard,
} from './edits.ts';
import type { Gate } from './gate.ts';
import type { Room } from './room.ts';
import { FIRST_REFUSAL_PAUSE_MS } from './store.ts';
import { type Work, WorkPool } from './work-pool.ts';

/** A card is edited at most once in this time: a hundred answers in a second are a few edits. */
const BETWEEN_EDITS_MS = 1_000;
const PAUSE_MS = 5_000;
const LONGEST_REFUSAL_PAUSE_MS = 6 * 60 * 60_000;
/** A request to a platform is given up after 10 s, and must be by the end of the lease. */
const LEAVES_WITHIN_MS = EDIT_LEASE_MS - 10_000;

/** Edits that wait for a platform at a time: of those in one channel the next would wait for the last anyway. */
const AT_ONCE = { all: 64, space: 8, channel: 1 };

/**
 * Refusals that last. Everything else that a platform refuses may be allowed again: a right is given back, a channel
 * taken out of the archive, the bot put back into the space.
 */
const GONE: ReadonlySet<SendFailure> = new Set(['message-gone', 'channel-gone', 'account-gone']);

/** Places for edits are given out so far ahead. */
const AHEAD_MS = 1_000;

/** Edits the live cards of one platform that do not show the truth. */
export function cardPool(options: DeliveryOptions, gate: Gate, platform: Platform): WorkPool {
  return new WorkPool({
    name: `cards on ${platform.name}`,
    limits: AT_ONCE,
    take: (room) => take(options, gate, platform, room),
    log: options.log,
  });
}

/** Those whose turn is further ahead come back when it has come. */
async function take(
  options: DeliveryOptions,
  gate: Gate,
  platform: Platform,
  room: Pick<Room, 'free' | 'full' | 'fitting'>,
): Promise<Work[]> {
  const { db, clock, presence, editedLast: last = [] } = options;
  const wanted = { platform: platform.name, most: room.free, full: room.full(), machine: clock.machine(), last };
  const due = room.fitting(await dueEdits(db.prisma, wanted));
  if (due.length === 0) return [];
  const taken = await transaction(db, async (tx) => {
    await lockPaces(tx);
    const machine = clock.machine();
    const stale = await holdCards(
      tx,
      due.map(({ id }) => id),
      machine,
    );
    const wishes = stale.map((item) => ({ item, lanes: lanesOf(platform, item) }));
    const made = await book(tx, { wishes, by: presence, now: machine, until: machine + AHEAD_MS });
    await postponeEdits(tx, made.later);
    const claimed = made.go.map(({ item, at }) => ({
      card: { ...item, attempts: item.attempts + 1, takenAt: machine },
      at,
    }));
    await claimCards(
      tx,
      claimed.map(({ card }) => card),
    );
    return claimed;
  });
  const once = makeOnce();
  return taken.map(({ card, at }) => ({
    place: { space: card.spaceId, channel: card.channel },
    run: async () => {
      const answered = await gate.pass(lanesOf(platform, card), at);
      await refresh(options, platform, card, once).finally(() => answered?.());
    },
  }));
}

async function refresh(
  options: DeliveryOptions,
  platform: Platform,
  card: ClaimedCard,
  once: Occasion['once'],
): Promise<void> {
  const { db, clock } = options;
  // Rendered after claiming: whatever was committed before `changes` was read is in it.
  const rendered = await rendererOf(options, card.kind)(db.prisma, {
    subjectId: card.subjectId,
    details: card.details,
    spaceId: card.spaceId,
    accountId: card.accountId,
    language: readLanguage(card.accountLanguage),
    community: communityOf(card),
    posted: true,
    now: clock.now(),
    note: () => undefined,
    once,
  });
  if (!rendered) return abandonCard(db.prisma, card.id);
  const ending = await edit(options, platform, card, rendered);
  if (ending === 'gone') return abandonCard(db.prisma, card.id);
  await finishEdit(db.prisma, card, ending);
}

/** @throws what is no {@link SendError}: a mistake of ours */
async function edit(
  { clock, log }: DeliveryOptions,
  platform: Platform,
  card: ClaimedCard,
  rendered: Exclude<Awaited<ReturnType<Renderer>>, null>,
): Promise<EditEnding | 'gone'> {
  if (clock.machine() > card.takenAt + LEAVES_WITHIN_MS) return { state: 'not-done', wakeAt: clock.machine() };
  try {
    if (rendered === 'withdrawn') {
      await platform.delete(refOf(card));
      return 'gone';
    }
    const fingerprint = platform.fingerprint(rendered);
    // Of a card that an edit may have changed since, what it shows is not known.
    if (fingerprint !== card.fingerprint || card.unsureUntil) await platform.edit(refOf(card), rendered);
    return { state: 'shown', fingerprint, now: clock.now(), wakeAt: clock.machine() + BETWEEN_EDITS_MS };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    const { outcome } = error;
    log.info({ placement: card.id, outcome }, 'card not edited');
    const machine = clock.machine();
    switch (outcome.kind) {
      case 'never':
        return GONE.has(outcome.reason) ? 'gone' : { state: 'refused', machine, pauseMs: pauseAfter(card.refusals) };
      case 'wait':
        return { state: 'not-done', wakeAt: machine + outcome.forMs };
      case 'not-sent':
        return { state: 'not-done', wakeAt: machine + PAUSE_MS };
      case 'unknown':
        return { state: 'unknown', wakeAt: machine + PAUSE_MS };
    }
  }
}

function pauseAfter(refusals: number): number {
  return Math.min(LONGEST_REFUSAL_PAUSE_MS, FIRST_REFUSAL_PAUSE_MS * 2 ** refusals);
}

function lanesOf(platform: Platform, card: StaleCard): readonly Lane[] {
  return platform.lanes('edit', refOf(card));
}

function refOf({ spaceExternalId, channel, message }: StaleCard): MessageRef {
  return { space: spaceExternalId, channel, message };
}
