import { SendError } from '../chat/platform.ts';
import { readLanguage } from '../i18n/translate.ts';
import { type DeliveryOptions, LEASE_MS, rendererOf } from './deliver.ts';
import { abandonPlacement, type ClaimedPlacement, claimPlacements, finishEdited, postponeEdit } from './store.ts';

/** A card is edited at most once in this time: a hundred answers in a second are a few edits. */
const BETWEEN_EDITS_MS = 1_000;
const PAUSE_MS = 5_000;

/** Edits the live cards of a subject that no longer show the truth. Never rejects because of a platform. */
export async function refreshCards(
  options: DeliveryOptions,
  subject: { kind: string; subjectId: string },
): Promise<void> {
  const placements = await claimPlacements(options.db.prisma, subject, options.clock.machine(), LEASE_MS);
  await Promise.all(placements.map((placement) => refresh(options, placement)));
}

async function refresh(options: DeliveryOptions, placement: ClaimedPlacement): Promise<void> {
  const { db, clock, log } = options;
  // Rendered after claiming: whatever was committed before `changes` was read is in it.
  const card = await rendererOf(options, placement.kind)(db.prisma, {
    subjectId: placement.subjectId,
    details: {},
    spaceId: placement.spaceId,
    accountId: placement.accountId,
    language: readLanguage(placement.accountLanguage),
    posted: true,
    now: clock.now(),
  });
  const platform = options.platforms.get(placement.platform);
  if (!platform) return postponeEdit(db.prisma, placement.id, clock.machine() + PAUSE_MS);
  if (!card) return abandonPlacement(db.prisma, placement.id);
  const ref = { space: placement.spaceExternalId, channel: placement.channel, message: placement.message };
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
    if (outcome.kind === 'never') return abandonPlacement(db.prisma, placement.id);
    // An edit may be repeated: doing it twice shows the same.
    const pause = outcome.kind === 'wait' ? outcome.forMs : PAUSE_MS;
    await postponeEdit(db.prisma, placement.id, clock.machine() + pause);
  }
}
