import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '../../chat/user-error.ts';
import type { Context } from '../../communities/context.ts';
import type { CommunityId } from '../../communities/ids.ts';
import { spacesOf } from '../../communities/store.ts';
import type { Tx } from '../../database/transaction.ts';
import { say } from '../../i18n/translate.ts';
import { cardMessage } from '../kinds.ts';
import { holdOwnMeetup, planAhead } from '../service.ts';
import { type Meetup, markPublished } from '../store.ts';
import { type Destination, destinationsOf } from './rules.ts';
import { lockPostings, missingCards, type PostedCard, postedCards, type Sharing } from './store.ts';

/** The person who publishes waits so long, in ms, to be told where the cards stand; most are there much earlier. */
const SHOWN_WITHIN_MS = 1_500;
const LOOK_EVERY_MS = 100;

/** @returns where a meetup goes that the caller publishes here and now */
export async function destinations(context: Context, tx: Tx = context.db.prisma): Promise<Destination[]> {
  const { space, call } = context;
  return destinationsOf(await spacesOf(tx, space.community.id), { spaceId: space.id, channel: call.channel });
}

/**
 * Shows a draft to everyone: one live card in the meetup channel of each space of the community. A space without such a
 * channel is left out until it has one, except the one where it is published: there it is shown right here.
 * @throws {UserError} when it is published already, its time has passed, or it cannot be shown right here
 */
export async function publishMeetup(
  context: Context,
  id: string,
): Promise<{ meetup: Meetup; destinations: Destination[] }> {
  const failure = context.space.meetupChannel === null ? await context.here.cannotPost(context.call.channel) : null;
  const reason = failure && say(context.language, `failures.${failure}`);
  if (reason) throw new UserError('publish-refused', { reason, platform: context.call.space.platform });
  return context.change(async (tx) => {
    await lockPostings(tx, context.space.community.id);
    const meetup = await holdOwnMeetup(context, id, tx);
    if (!(await markPublished(tx, meetup, context.now))) throw new UserError('meetup-published');
    if (meetup.startsAt <= context.now) throw new UserError('publish-past');
    const all = await destinations(context, tx);
    const placements = all.flatMap(({ space, channel }) =>
      channel ? [cardMessage.to({ spaceId: space.id, channel }, meetup.occurrenceId, {}, {})] : [],
    );
    await context.outbox.place(tx, placements);
    await planAhead(tx, meetup.occurrenceId, meetup, context.now);
    return { meetup, destinations: all };
  });
}

/** @returns what became of the cards of an occurrence, as soon as all have ended, or after a moment */
export async function waitForCards({ db, clock }: Context, occurrence: string): Promise<PostedCard[]> {
  const began = clock.monotonic();
  for (;;) {
    const cards = await postedCards(db.prisma, occurrence);
    const waiting = cards.some(({ state }) => state === 'pending');
    if (!waiting || clock.monotonic() - began >= SHOWN_WITHIN_MS) return cards;
    await delay(LOOK_EVERY_MS);
  }
}

/**
 * Number of cards of what is still to come that are on their way to a space, and how many of them from another channel
 * of it.
 */
export interface Shared {
  spaceId: string;
  cards: number;
  moved: number;
}

/**
 * Posts the cards of what is still to come where they are missing: after spaces were linked, or a channel was chosen.
 * @param sharing `moving`: a channel was chosen by somebody, and cards that hang in another one of the same space move to it
 */
export async function shareUpcoming(
  { outbox, now }: Pick<Context, 'outbox' | 'now'>,
  tx: Tx,
  { community, ...sharing }: Sharing & { community: CommunityId },
): Promise<Shared[]> {
  await lockPostings(tx, community);
  const missing = await missingCards(tx, sharing, now);
  const moved = sharing.moving ? missing.filter(({ again }) => again !== null) : [];
  // The older ones are taken away when they are next looked at.
  await outbox.changed(tx, cardMessage, ...moved.map(({ occurrenceId }) => occurrenceId));
  await outbox.place(
    tx,
    missing.map(({ occurrenceId, spaceId, channel, again }) => {
      const details = again === null ? {} : { again: again + 1 };
      return cardMessage.to({ spaceId, channel }, occurrenceId, details, { priority: 'broadcast' });
    }),
  );
  const count = (cards: readonly { spaceId: string }[], id: string) => cards.filter((one) => one.spaceId === id).length;
  return sharing.spaces.map((spaceId) => ({ spaceId, cards: count(missing, spaceId), moved: count(moved, spaceId) }));
}
