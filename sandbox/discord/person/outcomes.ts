import type { Outcome } from '../../contract.ts';
import { CHOICES, DEFERRED_MESSAGE, MESSAGE, MODAL, UPDATE } from '../answers.ts';
import type { Core } from '../core.ts';
import type { Happening, Interaction } from '../interactions.ts';
import type { StoredMessage } from '../messages.ts';
import type { Forms } from './forms.ts';
import { seenMessage } from './view.ts';

/** Longest time that a person watches "is thinking" before they look away. */
const DEFERRED_WITHIN_MS = 15_000;
/**
 * Longest time in which something may still come after a press that was acknowledged, or an answer that was taken back.
 */
const UPDATE_WITHIN_MS = 300;

/** Callbacks that leave nothing to wait for. */
const AT_ONCE: Record<number, Outcome['result']> = {
  [MESSAGE]: 'message',
  [UPDATE]: 'updated',
  [MODAL]: 'form',
  [CHOICES]: 'acknowledged',
};

/** Waits for what comes of an interaction, as the person sees it. */
export function outcomeOf(core: Core, forms: Forms, interaction: Interaction): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  let timer: NodeJS.Timeout | undefined;
  const stop = interaction.watch((happening) => {
    if (happening.kind === 'acknowledged') later(happening.callback);
    else if (happening.kind === 'withdrawn') endWithin(UPDATE_WITHIN_MS);
    else end(resultOf(happening, interaction), 'message' in happening ? happening.message : undefined);
  });

  function end(result: Outcome['result'], message?: StoredMessage): void {
    stop();
    clearTimeout(timer);
    const form = result === 'form' && interaction.modal ? forms.open(interaction, interaction.modal) : undefined;
    const { id, acknowledgedAt, beganAt } = interaction;
    resolve({
      id,
      result,
      ...(acknowledgedAt === undefined ? {} : { acknowledgedAfterMs: acknowledgedAt - beganAt }),
      ...(message ? { message: seenMessage(core, interaction.user, message) } : {}),
      ...(form ? { form } : {}),
    });
    if (form) core.changed('form', { channel: interaction.channel, as: interaction.user.key });
  }

  function later(callback: number): void {
    const at = AT_ONCE[callback];
    if (at) end(at, callback === MODAL ? undefined : interaction.original);
    else endWithin(callback === DEFERRED_MESSAGE ? DEFERRED_WITHIN_MS : UPDATE_WITHIN_MS);
  }

  function endWithin(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => end('acknowledged'), ms).unref();
  }

  return promise;
}

/** After a deferred update the pressed message itself is "@original": its edit is an update, not a new message. */
function resultOf(
  happening: Exclude<Happening, { kind: 'acknowledged' | 'withdrawn' }>,
  interaction: Interaction,
): Outcome['result'] {
  if (happening.kind === 'expired') return 'failed';
  return happening.kind === 'edited' && happening.message === interaction.message ? 'updated' : 'message';
}
