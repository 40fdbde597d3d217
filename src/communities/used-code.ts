import type { Card } from '../chat/card.ts';
import { notice } from '../chat/notice.ts';
import { textOf } from '../chat/say.ts';
import { UserError } from '../chat/user-error.ts';
import type { Context } from './context.ts';

/**
 * Renews a code on the card that shows it. One that somebody has used meanwhile is taken away with the card: it opens
 * nothing any more.
 * @throws {UserError} when it is refused for another reason
 */
export async function orTakenAway(context: Context, renewed: Promise<Card>): Promise<Card> {
  try {
    return await renewed;
  } catch (error) {
    if (!(error instanceof UserError) || !error.code.endsWith('code-used')) throw error;
    return notice(textOf(context.language, `errors.${error.code}`, error.values));
  }
}
