import type { Context } from '../../communities/context.ts';
import { cancelCard } from '../card.ts';
import { countToTell, shownTo } from '../service.ts';

/** @returns the question whether to cancel, with how many are told @throws {UserError} */
export async function askToCancel(context: Context, id: string) {
  return cancelCard(await countToTell(context, id), shownTo(context).speak);
}
