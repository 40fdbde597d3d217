import { UserError } from '../../chat/user-error.ts';
import type { Context } from '../../communities/context.ts';
import { changeTogether, type Present } from '../../communities/together/service.ts';
import { Batches, type Outcome } from '../../database/batches.ts';
import type { Tx } from '../../database/transaction.ts';
import { Outdated } from '../../dispatch/errors.ts';
import { MINUTES_BEFORE } from '../../reminders/store.ts';
import type { AskedAnswer, GivenAnswer } from '../answers.ts';
import { cardMessage, PERSONAL_KINDS } from '../kinds.ts';
import { isLate } from '../organiser/rules.ts';
import { noteWithdrawal } from '../organiser/store.ts';
import { tellOfPlaces } from '../personal/service.ts';
import { isOver } from '../rules.ts';
import { answerOfAccount } from '../store.ts';
import { type Decided, decideInTurn, type Listed } from './rules.ts';
import { type Answerable, holdingOccurrence, letGo, readAnswerable, saveAnswers } from './store.ts';

/** Outcome of an answer. */
export interface AnswerGiven {
  title: string;
  /** ms since the epoch */
  startsAt: number;
  answer: GivenAnswer;
  /** Place on the waiting list, counted from 1. */
  place: number;
  /** Number of reminders that are still to come. */
  reminders: number;
  /** True when messages get through to the person, as far as known. */
  reachable: boolean;
  /** Fate of a place that they had and gave up, where places are counted. */
  gaveUp: 'nothing' | 'free' | 'passed-on';
}

interface Press {
  context: Context;
  occurrence: string;
  asked: AskedAnswer;
}

/** Presses that wait together, of one account only one at a time: its next answer builds on the one before. */
const presses = new Batches<Press, AnswerGiven>(answerTogether, {
  fits: ({ context }, before) => !before.some((one) => isSameAccount(one.context, context)),
});

function isSameAccount({ call: { account } }: Context, { call: { account: other } }: Context): boolean {
  return account.id === other.id && account.tenant === other.tenant && account.platform === other.platform;
}

/**
 * Takes a person's answer. The occurrence is held meanwhile, so that its capacity is never exceeded, however many press
 * at the same moment; a place that comes free goes to the first who waits. Those who press while others are being
 * answered are answered together, in their order.
 * @throws {UserError} when the meetup is gone, cancelled or over
 */
export function answerOccurrence(context: Context, occurrence: string, asked: AskedAnswer): Promise<AnswerGiven> {
  return presses.join(context.db, occurrence, { context, occurrence, asked });
}

/**
 * Changes what a person said, from a direct message. Only an answer that is there can be changed: whoever has none in this
 * community is told that there is nothing.
 * @throws {UserError}
 */
export async function changeAnswer(context: Context, occurrence: string, asked: AskedAnswer): Promise<AnswerGiven> {
  const account = await context.account(context.db.prisma);
  if (!(await answerOfAccount(context.db.prisma, occurrence, account.id))) throw new UserError('meetup-gone');
  return answerOccurrence(context, occurrence, asked);
}

/** Answers presses on one occurrence. */
async function answerTogether([first, ...others]: readonly Press[]): Promise<Outcome<AnswerGiven>[]> {
  if (!first) return [];
  const { occurrence } = first;
  const contexts = [first, ...others].map(({ context }) => context);
  const from = {
    accounts: contexts.map(({ call }) => call.account),
    spaces: contexts.map(({ space }) => space.id),
  };
  return changeTogether([first, ...others], {
    holding: holdingOccurrence(occurrence),
    read: (tx) => readAnswerable(tx, occurrence, from),
    work: answerPresent,
  });
}

async function answerPresent(
  tx: Tx,
  meetup: Answerable | null,
  present: readonly Present<Press>[],
): Promise<Outcome<AnswerGiven>[]> {
  // Each is decided anew alone then.
  const people = new Set(present.map(({ account }) => account.personId));
  if (people.size < present.length) throw new Error('Two accounts of one person answer together.');
  const refusals = present.map((press) => refusalOf(press, meetup));
  const taken = present.filter((_press, index) => !refusals[index]);
  const given = meetup && taken.length > 0 ? await giveAnswers(tx, meetup, taken) : [];
  let next = 0;
  return refusals.map((error): Outcome<AnswerGiven> => {
    const value = error ? undefined : given[next++];
    return value ? { value } : { error: error ?? new Error('An answer was not decided.') };
  });
}

/** @returns why somebody cannot answer; null when they can */
function refusalOf({ context, asked }: Present<Press>, meetup: Answerable | null): Error | null {
  const { space, member, now, record } = context;
  const community = meetup?.communityOf.get(space.id);
  // It may have left the community, or joined another one, while they waited.
  if (meetup && community !== space.community.id && !record.written)
    return new Outdated('The space is in another community now.');
  const here = meetup?.community === space.community.id && meetup.community === community;
  if (!here || meetup.state === 'draft') return new UserError('meetup-gone');
  if (meetup.state === 'cancelled') return new UserError('meetup-cancelled');
  if (isOver(meetup, now)) return new UserError('meetup-over');
  // Old direct messages keep their buttons: whoever has left the space, or was put out of it, takes no place there.
  if (asked !== 'not_going' && member.outside) return new UserError('meetup-gone');
  return null;
}

/** Gives answers that nothing speaks against. @returns what each of them is told */
async function giveAnswers(tx: Tx, meetup: Answerable, present: readonly Present<Press>[]): Promise<AnswerGiven[]> {
  const answering = present.map(({ asked, account, context }) => ({
    ...{ person: account.personId, account: account.id, space: context.space.id },
    asked,
  }));
  const { decided, listed } = decideInTurn(meetup, answering);
  const given = present.flatMap((press, index) => {
    const decision = decided[index];
    return decision ? [{ press, decision }] : [];
  });
  await save(tx, meetup, given, listed);
  return given.map(({ press: { account, context }, decision }) => {
    const { answer, rank } = decision;
    const { title, startsAt } = meetup;
    const reminders = MINUTES_BEFORE.filter((minutes) => startsAt - minutes * 60_000 > context.now).length;
    const gaveUp = meetup.capacity === null ? 'nothing' : fateOf(decision);
    return { title, startsAt, answer, place: rank, reminders, reachable: account.reachable, gaveUp };
  });
}

function fateOf({ previous, answer, promoted }: Decided): AnswerGiven['gaveUp'] {
  if (previous !== 'going' || answer === 'going') return 'nothing';
  return promoted.length > 0 ? 'passed-on' : 'free';
}

interface Given {
  press: Present<Press>;
  decision: Decided;
}

async function save(
  tx: Tx,
  meetup: Answerable,
  given: readonly Given[],
  listed: ReadonlyMap<string, Listed>,
): Promise<void> {
  const [first] = given;
  if (!first) return;
  const { occurrence, context } = first.press;
  const { outbox } = context;
  const answers = given.map(({ press: { account, context }, decision: { answer, place } }) => ({
    ...{ person: account.personId, account: account.id, space: context.space.id },
    ...{ answer, place, at: context.now },
  }));
  const changed = given.filter(({ decision: { previous, answer } }) => answer !== previous);
  const accounts = changed.map(({ press }) => press.account.id);
  await Promise.all([
    saveAnswers(tx, occurrence, answers),
    outbox.changedWithOwn(tx, occurrence, { message: cardMessage, own: { kinds: PERSONAL_KINDS, accounts } }),
  ]);
  for (const { press, decision } of given) {
    const { previous, answer, promoted } = decision;
    const { now, call } = press.context;
    const [person, wasGoing] = [press.account.personId, previous === 'going'];
    if (answer !== 'going' && isLate(meetup.startsAt, now))
      await noteWithdrawal(tx, { occurrence, person, wasGoing, now });
    // Whoever has said no since, at the same moment, is told nothing of a place.
    const moved = promoted.filter((one) => listed.get(one.person)?.answer === 'going');
    if (moved.length === 0) continue;
    await letGo(
      tx,
      occurrence,
      moved.map((one) => one.person),
    );
    const people = moved.map(({ account: accountId, space: spaceId }) => ({ accountId, spaceId }));
    await tellOfPlaces(outbox, tx, people, { occurrence, cause: call.callId });
  }
}
