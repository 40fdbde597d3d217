import { setTimeout as delay } from 'node:timers/promises';
import type { types } from '@slack/bolt';
import type { Mistakes } from '../chat/mistakes.ts';
import { PATIENCE_AFTER_MS } from '../chat/patience.ts';
import type { Answer, Result } from '../chat/platform.ts';
import { codeOf } from './failures.ts';
import { carry, type Origin } from './origin.ts';
import { errorsByBlock, renderForm } from './render/form.ts';
import { cardModal, type Stage, showCard, tell, updateView, wordsModal } from './show.ts';

/**
 * Time (ms) that a form may take before a modal opens that asks for patience: a trigger lives three seconds.
 * https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses
 */
export const FORM_PATIENCE_MS = 1_000;

/**
 * Time (ms) for which a sent form stays open for errors beside its fields; it must be acknowledged within three
 * seconds.
 */
export const ERRORS_PATIENCE_MS = 2_000;

const LATE = Symbol('late');

type FormResponse = { response_action: 'errors'; errors: Record<string, string> };

/** Answers a command or a press that is acknowledged already. Never rejects. */
export async function answerPress(stage: Stage, answer: Answer, origin: Origin): Promise<void> {
  try {
    if (answer.answers === 'with a form') await answerWithForm(stage, answer.result, origin);
    else await showResult(stage, await patiently(stage, answer, origin), answer, origin);
    await answer.shown?.();
  } catch (error) {
    await apologise(stage, error, origin);
  }
}

/**
 * Answers a form: what is wrong in it stands beside its fields while it stays open, as long as the answer comes in
 * time; else the form closes at once and the answer follows. Never rejects.
 * @param blocks ids of the form's input blocks
 * @param ack acknowledges, and never rejects; without a response the form closes
 */
export async function answerForm(
  stage: Stage,
  answer: Answer,
  origin: Origin & { blocks: readonly string[] },
  ack: (response?: FormResponse) => Promise<void>,
): Promise<void> {
  try {
    const early = await within(answer.result, ERRORS_PATIENCE_MS);
    const errors = early === LATE ? {} : errorsByBlock(mistakesOf(early), origin.blocks);
    if (Object.keys(errors).length > 0) await ack({ response_action: 'errors', errors });
    else {
      await ack();
      // The form is gone, and nothing else tells that it was sent.
      await showResult(
        stage,
        early === LATE ? await patiently(stage, answer, origin, PATIENCE_AFTER_MS - ERRORS_PATIENCE_MS) : early,
        answer,
        origin,
      );
    }
    await answer.shown?.();
  } catch (error) {
    await apologise(stage, error, origin);
  }
}

/**
 * Waits for a result, and says meanwhile that it takes a moment: Slack shows nothing by itself. It is said once, not for each copy of a call. What is said so stays
 * beside the answer, for an answer to a command cannot be replaced (slackapi/bolt-js#2287); a modal is filled.
 */
async function patiently(
  stage: Stage,
  { result, copy = false }: Pick<Answer, 'result' | 'copy'>,
  origin: Origin,
  afterMs: number = PATIENCE_AFTER_MS,
): Promise<Result> {
  if (copy) return result;
  const early = await within(result, afterMs);
  if (early !== LATE) return early;
  const { moment, patience, done } = await stage.directory.words(origin.user);
  const { view } = origin;
  await inPassing(stage, () =>
    view ? updateView(stage, view, wordsModal(moment, origin)) : tell(stage, patience, origin),
  );
  const late = await result;
  // Anything else fills the modal, which must not stay so.
  if (view && (late.type === 'nothing' || late.type === 'handled'))
    await inPassing(stage, () => updateView(stage, view, wordsModal(done, origin)));
  return late;
}

/** Never rejects: whether it is seen or not, the answer follows. */
async function inPassing(stage: Stage, say: () => Promise<void>): Promise<void> {
  try {
    await say();
  } catch (error) {
    stage.log.warn({ code: codeOf(error) }, 'Slack: a person could not be told that it takes a moment');
  }
}

/**
 * @returns what stands beside a form's fields; a copy of the form is told the same, for Slack may have lost the first
 */
function mistakesOf(result: Result): Mistakes {
  return (result.type === 'invalid' || result.type === 'handled' ? result.mistakes : undefined) ?? {};
}

async function showResult(stage: Stage, result: Result, { answers, replaces }: Answer, origin: Origin): Promise<void> {
  const alone = replaces ? 'by updating' : 'privately';
  switch (result.type) {
    case 'nothing':
    case 'handled':
      return;
    case 'card':
      return showCard(stage, result.card, answers === 'with a form' ? 'privately' : answers, origin);
    case 'private':
      return showCard(stage, result.card, alone, origin);
    case 'invalid':
      return showCard(stage, await result.card(), alone, origin);
    case 'form':
      throw new Error('A form came where none was announced.');
  }
}

async function answerWithForm(stage: Stage, result: Promise<Result>, origin: Origin): Promise<void> {
  if (origin.view) return answerInView(stage, origin.view, result, origin);
  const early = await within(result, FORM_PATIENCE_MS);
  if (early === LATE) return openLate(stage, result, origin);
  if (early.type !== 'form') return showResult(stage, early, { answers: 'privately', result }, origin);
  if (!(await openView(stage, renderForm(early.form, carry(origin)), origin)))
    await showCard(stage, await early.late(), 'privately', origin);
}

async function answerInView(stage: Stage, view: string, result: Promise<Result>, origin: Origin): Promise<void> {
  const shown = await patiently(stage, { result }, origin);
  if (shown.type !== 'handled') await updateView(stage, view, await viewOf(stage, shown, origin));
}

/** Opens a modal that asks for patience, and fills it with whatever comes: it must never stay as it is. */
async function openLate(stage: Stage, result: Promise<Result>, origin: Origin): Promise<void> {
  const words = await stage.directory.words(origin.user);
  const view = await openView(stage, wordsModal(words.moment, origin), origin);
  const late = await result;
  if (!view) {
    if (late.type === 'form') return showCard(stage, await late.late(), 'privately', origin);
    return showResult(stage, late, { answers: 'privately', result }, origin);
  }
  try {
    await updateView(stage, view, await viewOf(stage, late, origin));
  } catch (error) {
    // The person closed it: a form they want no longer, words they may still read elsewhere.
    if (codeOf(error) === 'not_found')
      return late.type === 'form' ? undefined : showResult(stage, late, { answers: 'privately', result }, origin);
    stage.log.error({ code: codeOf(error) }, 'Slack: a modal could not be filled');
    await updateView(stage, view, wordsModal(words.failed, origin));
  }
}

/** @returns what a result looks like in a modal */
async function viewOf(stage: Stage, result: Result, origin: Origin): Promise<types.ModalView> {
  if (result.type === 'form') return renderForm(result.form, carry(origin));
  if (result.type === 'nothing' || result.type === 'handled')
    return wordsModal((await stage.directory.words(origin.user)).done, origin);
  return cardModal(stage, result.type === 'invalid' ? await result.card() : result.card, origin);
}

/** @returns the modal's id, or null when Slack did not open it: a trigger works once, so nothing can be tried again */
async function openView(stage: Stage, view: types.ModalView, { trigger }: Origin): Promise<string | null> {
  if (!trigger) return null;
  try {
    const { view: opened } = await stage.clients.sends.views.open({ trigger_id: trigger, view });
    return opened?.id ?? null;
  } catch (error) {
    stage.log.warn({ code: codeOf(error) }, 'Slack: a modal could not be opened');
    return null;
  }
}

async function within<T>(work: Promise<T>, ms: number): Promise<T | typeof LATE> {
  const stop = new AbortController();
  try {
    return await Promise.race([work, delay(ms, LATE, { signal: stop.signal })]);
  } finally {
    stop.abort();
  }
}

async function apologise(stage: Stage, error: unknown, origin: Origin): Promise<void> {
  stage.log.error({ code: codeOf(error) }, 'Slack: an answer could not be shown');
  try {
    await tell(stage, (await stage.directory.words(origin.user)).failed, origin);
  } catch (again) {
    stage.log.error({ code: codeOf(again) }, 'Slack: nor could the person be told so');
  }
}
