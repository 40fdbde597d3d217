import type { Logger } from 'pino';
import { askPatience, PATIENCE_AFTER_MS } from '../chat/patience.ts';
import type { Answer, Answers, Result } from '../chat/platform.ts';
import type { LateForms } from './late-forms.ts';
import type { Reply } from './reply.ts';

/** Discord forgets an interaction that is not answered within 3 s. https://docs.discord.com/developers/interactions/receiving-and-responding#responding-to-an-interaction */
export const DEFER_AFTER_MS = 1_500;
/** A form must be the first answer, so it is waited for a little longer; the network needs the rest. */
export const FORM_AFTER_MS = 1_900;

export interface AnswerOptions {
  forms: LateForms;
  log: Logger;
  /** @returns how long ago the interaction arrived, in ms */
  age: () => number;
}

/** A result that can be shown; `failed` where there is none, which the contract rules out. */
type Outcome = Exclude<Result, { type: 'invalid' }> | { type: 'failed'; error: unknown };

/** Words that the person is told while the work is going on. */
type Deferral = 'privately' | 'publicly' | 'by updating';

/** Shows the result of a call, and keeps the three-second promise when it is not there in time. */
export async function answer(reply: Reply, given: Answer, options: AnswerOptions): Promise<void> {
  await showInTime(reply, given, options);
  await given.shown?.();
}

async function showInTime(reply: Reply, given: Answer, options: AnswerOptions): Promise<void> {
  const { answers } = given;
  const outcome = outcomeOf(given);
  const way = wayFor(answers, reply);
  const wait = way === 'with a form' ? FORM_AFTER_MS : DEFER_AFTER_MS;
  const early = await within(outcome, wait - options.age());
  if (early) return showFirst(reply, way, early, options);
  const deferral = way === 'with a form' ? 'privately' : way;
  if (deferral === 'by updating') return updateLater(reply, outcome, options);
  await reply.defer(deferral === 'privately');
  await showLater(reply, deferral, await outcome, options);
}

/** Of a promise to update Discord shows nothing, unlike of one to answer ("is thinking …"). So we say it. */
async function updateLater(reply: Reply, outcome: Promise<Outcome>, options: AnswerOptions): Promise<void> {
  await reply.deferUpdate();
  const soon = await within(outcome, PATIENCE_AFTER_MS - options.age());
  const note = soon ? undefined : await reply.note(askPatience(reply.language));
  await showLater(reply, 'by updating', await outcome, options);
  if (note) await reply.takeBack(note);
}

/** Never rejects. Wrong values have no place beside Discord's fields: they are a card. */
async function outcomeOf({ result, replaces }: Answer): Promise<Outcome> {
  try {
    const value = await result;
    const outcome: Outcome = value.type === 'invalid' ? { type: 'private', card: await value.card() } : value;
    return replaces && outcome.type === 'private' ? { type: 'card', card: outcome.card } : outcome;
  } catch (error) {
    return { type: 'failed', error };
  }
}

/** Only what came from a message can update one, and a form cannot answer a form: the person alone is told then. */
function wayFor(answers: Answers, reply: Reply): Answers {
  if (answers === 'by updating' && !reply.onMessage) return 'privately';
  if (answers === 'with a form' && !reply.canShowForm) return 'privately';
  return answers;
}

async function showFirst(reply: Reply, way: Answers, outcome: Outcome, options: AnswerOptions): Promise<void> {
  switch (outcome.type) {
    case 'card':
      return way === 'by updating' ? reply.update(outcome.card) : reply.show(outcome.card, way !== 'publicly');
    case 'private':
      return reply.show(outcome.card, true);
    case 'form':
      if (reply.canShowForm) return reply.showForm(outcome.form);
      options.log.error('discord: a form was answered with a form');
      return reply.show(await options.forms.offer(outcome), true);
    case 'nothing':
      return reply.onMessage ? reply.deferUpdate() : leaveNothing(reply);
    case 'handled':
      return;
    case 'failed':
      options.log.error({ err: outcome.error }, 'discord: a call has no result');
  }
}

/** A command must be answered with a message: one that only the person sees, and that goes at once. */
async function leaveNothing(reply: Reply): Promise<void> {
  await reply.defer(true);
  await reply.withdraw();
}

async function showLater(reply: Reply, deferral: Deferral, outcome: Outcome, options: AnswerOptions): Promise<void> {
  switch (outcome.type) {
    case 'card':
      return reply.edit(outcome.card);
    case 'private':
      return showPrivately(reply, deferral, outcome.card);
    case 'form':
      return showPrivately(reply, deferral, await options.forms.offer(outcome));
    case 'nothing':
      return deferral === 'by updating' ? undefined : reply.withdraw();
    case 'handled':
      return;
    case 'failed':
      options.log.error({ err: outcome.error }, 'discord: a call has no result');
      return deferral === 'by updating' ? undefined : reply.withdraw();
  }
}

async function showPrivately(reply: Reply, deferral: Deferral, card: Parameters<Reply['edit']>[0]): Promise<void> {
  if (deferral === 'privately') return reply.edit(card);
  // The first further message would fill what was promised to all, so that goes first.
  if (deferral === 'publicly') await reply.withdraw();
  return reply.follow(card);
}

/** @returns what comes of `promise`, or undefined when that takes longer than `ms` */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, Math.max(0, ms), undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
