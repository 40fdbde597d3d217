import type { Card } from '../../chat/card.ts';
import { redrawCards } from '../../meetups/service.ts';
import { moreSetupCard, setupCard } from '../card.ts';
import { type Context, speak } from '../context.ts';
import { changeSetup, type Setup, type SetupChange } from '../service.ts';

/** Applies a change of the set-up, and draws anew what everyone sees when its language or its times change. */
export async function changeAndRedraw(context: Context, change: SetupChange): Promise<Setup> {
  const setup = await changeSetup(context, change);
  if (change.language !== undefined || change.zone !== undefined) await redrawCards(context);
  return setup;
}

/** @returns the settings that people come for */
export const shownSetup = (context: Context, setup: Setup): Card => setupCard(setup, speak(context));

/** @returns the settings that are chosen seldom */
export const shownMoreSetup = (context: Context, setup: Setup): Card => moreSetupCard(setup, speak(context));
