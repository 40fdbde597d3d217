import type { Logger } from 'pino';
import type { Button, Card } from '../chat/card.ts';
import type { BaseContext } from '../chat/command.ts';
import { againAction, takeAction } from '../chat/kept-actions.ts';
import { type Mistakes, withMistakes } from '../chat/mistakes.ts';
import type { Result } from '../chat/platform.ts';
import type { Text } from '../chat/text.ts';
import type { ChoiceError } from '../chat/user-error.ts';
import { say } from '../i18n/translate.ts';
import { writeZone } from '../time/zone-names.ts';
import { errorCard } from './error-card.ts';
import type { Task } from './task.ts';

type Values = Record<string, string>;

/** An input with mistakes in it. */
export interface WrongInput {
  mistakes: Mistakes;
  /** all of them, as one text */
  text: Text;
  /** what may have been meant, where that is a matter of one press */
  choice?: ChoiceError;
}

interface MendingOptions<C> {
  /** Keeps what a person typed for a while. @returns an id */
  keep(context: C, target: string, values: Values): Promise<string>;
  log: Logger;
}

/** Ways on from a wrong or unclear input. */
export type Mending<C extends BaseContext> = ReturnType<typeof createMending<C>>;

/** Makes what leads on from a wrong or unclear input. */
export function createMending<C extends BaseContext>({ keep, log }: MendingOptions<C>) {
  /** @returns none when it cannot be kept: the explanation matters more than the button */
  async function againButton(
    context: C,
    task: Task<C>,
    label: 'again' | 'open-form' = 'again',
  ): Promise<Button | undefined> {
    try {
      const kept = await keep(context, task.target(), withMistakes(task.values, task.mistakes));
      return { type: 'button', id: againAction.id({ kept }), label: say(context.language, label), style: 'primary' };
    } catch (error) {
      log.error({ name: task.name, err: error }, 'input not kept');
      return undefined;
    }
  }

  /** @returns a button for each value that may have been meant: all the rest stays as it was typed */
  async function choiceButtons(context: C, task: Task<C>, { choices, field = '' }: ChoiceError): Promise<Button[]> {
    const buttons: Button[] = [];
    for (const { value, label } of choices) {
      const kept = await keep(context, task.target(task.kept), { ...task.values, [field]: value });
      buttons.push({ type: 'button', id: takeAction.id({ kept }), label, style: 'primary' });
    }
    return buttons;
  }

  async function mistakesCard(context: C, task: Task<C>, { mistakes, text, choice }: WrongInput): Promise<Card> {
    const again = await againButton(context, { ...task, mistakes });
    if (!choice || !again) return errorCard(text, again);
    const note = say(context.language, 'form.times', { zone: writeZone(context.zone, context.language) });
    const buttons = await choiceButtons(context, task, choice);
    return errorCard(text, { ...again, style: 'plain' }, { buttons, note });
  }

  return {
    againButton,

    /**
     * @returns the mistakes, to be shown beside their fields; a question is a card, since a field has no room for
     * buttons
     */
    async wrong(context: C, task: Task<C>, input: WrongInput): Promise<Result> {
      const card = () => mistakesCard(context, task, input);
      return input.choice?.open
        ? { type: 'private', card: await card() }
        : { type: 'invalid', mistakes: input.mistakes, card };
    },
  };
}
