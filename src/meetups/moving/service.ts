import { UserError } from '../../chat/user-error.ts';
import type { Context } from '../../communities/context.ts';
import { keepInput, keptInput, renameInput } from '../../communities/kept-inputs.ts';
import { isRetimed } from '../changes/rules.ts';
import { onlyOtherFacts, withChange } from '../facts/rules.ts';
import { countRecipients, editMeetup, getOwnMeetup, type Told } from '../service.ts';
import { countAnswers, type Meetup, type MeetupChange, type MeetupDetails } from '../store.ts';
import type { ProposedEdit } from './card.ts';
import { type KeptEdit, keptValues, readKept } from './kept.ts';

/** Names the rows in which edits wait. */
const TARGET = 'meetup.edit.confirm';
/** Names them once they are made. */
const MADE = 'meetup.edit.made';

/**
 * Changes a meetup, as `editMeetup`. Where a published one would get another time nothing is changed yet, and nobody told:
 * the whole edit waits for a press.
 * @param change is worked out again from what stands when the edit is made
 * @throws {UserError}
 */
export async function editOrPropose(
  context: Context,
  id: string,
  change: (standing: Meetup) => MeetupChange,
): Promise<{ done: Meetup } | { proposed: ProposedEdit }> {
  const meetup = await getOwnMeetup(context, id);
  if (meetup.state === 'draft') return { done: await editMeetup(context, id, change) };
  const edit = change(meetup);
  const { startsAt, endsAt } = { ...meetup, ...edit };
  if (isRetimed(meetup, { startsAt, endsAt }))
    return { proposed: await propose(context, meetup, { ...edit, startsAt, endsAt }) };
  // Nobody moves it back who did not mean to: somebody else may move it at this moment.
  return { done: await editMeetup(context, id, (standing) => withoutTimes(change(standing))) };
}

function withoutTimes({ startsAt: _start, endsAt: _end, ...others }: MeetupChange): MeetupChange {
  return others;
}

/** Says what is other than it stands: somebody else may change all the rest until the edit is confirmed. */
function onlyChanges<E extends MeetupChange>(meetup: Meetup, edit: E): E {
  const { title, place, description, capacity, facts, ...others } = edit;
  const told = facts && onlyOtherFacts(meetup.facts, facts);
  return {
    ...others,
    ...(title !== meetup.title && { title }),
    ...(place !== meetup.place && { place }),
    ...(description !== meetup.description && { description }),
    ...(capacity !== meetup.capacity && { capacity }),
    ...(told && Object.keys(told).length > 0 && { facts: told }),
  } as E;
}

async function propose(
  context: Context,
  meetup: Meetup,
  edit: MeetupChange & Pick<MeetupDetails, 'startsAt' | 'endsAt'>,
): Promise<ProposedEdit> {
  if (meetup.state === 'cancelled') throw new UserError('meetup-cancelled');
  const { title, place, description, capacity, startsAt, endsAt } = { ...meetup, ...edit };
  const { going } = await countAnswers(context.db.prisma, meetup.occurrenceId);
  if (capacity !== null && capacity < going) throw new UserError('capacity-below-going', { going }, 'capacity');
  const kept = await keepInput(context, TARGET, keptValues(meetup.id, meetup, onlyChanges(meetup, edit)));
  const details = {
    title,
    place,
    description,
    capacity,
    startsAt,
    endsAt,
    facts: withChange(meetup.facts, edit.facts ?? {}),
  };
  return { meetup, details, kept, ...(await countRecipients(context.db.prisma, meetup.occurrenceId)) };
}

/**
 * Makes an edit that was shown, once: pressed again it gives back the meetup as it stands, whoever has changed it since.
 * Where somebody has set the same time meanwhile, the rest of it is made; where the time was changed meanwhile it is
 * shown anew, beside what stands now.
 * @throws {UserError}
 */
export async function confirmEdit(
  context: Context,
  id: string,
): Promise<{ done: Told } | { proposed: ProposedEdit } | { before: Meetup }> {
  const row = await keptInput(context, context.call, id);
  const kept = row && [TARGET, MADE].includes(row.target) ? readKept(row.values) : null;
  if (!row || !kept) throw new UserError('kept-gone');
  const { meetup: meetupId, fromStart, fromEnd, ...edit } = kept;
  const meetup = await getOwnMeetup(context, meetupId);
  if (row.target === MADE) return { before: meetup };
  if (!isMade(meetup, kept) && !isAsShown(meetup, kept)) return { proposed: await propose(context, meetup, edit) };
  const edited = await editMeetup(context, meetupId, async (standing, tx) => {
    if (!(await renameInput(tx, id, TARGET, MADE))) return {};
    if (isMade(standing, kept)) return withoutTimes(edit);
    if (!isAsShown(standing, kept)) throw new UserError('meetup-moved-meanwhile');
    if (edit.startsAt !== fromStart && edit.startsAt <= context.now) throw new UserError('edit-past');
    return edit;
  });
  return { done: { meetup: edited, ...(await countRecipients(context.db.prisma, edited.occurrenceId)) } };
}

const isMade = (meetup: Meetup, kept: KeptEdit) => !isRetimed(meetup, kept);

function isAsShown(meetup: Meetup, { fromStart, fromEnd }: KeptEdit): boolean {
  return !isRetimed(meetup, { startsAt: fromStart, endsAt: fromEnd });
}
