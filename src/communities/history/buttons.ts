import { showHistory } from '../actions.ts';
import { type Context, handler, speak } from '../context.ts';
import { historyCard } from './card.ts';
import { changesOf } from './store.ts';

const HISTORY_PAGE = 10;

/** Shown anew on each page: it is for the person alone. */
async function history(context: Context, number: number) {
  const { space, db } = context;
  const found = await changesOf(db.prisma, space.community.id, { skip: number * HISTORY_PAGE, take: HISTORY_PAGE });
  return historyCard(found, { here: space.id, number, size: HISTORY_PAGE }, speak(context));
}

/** Buttons that show who changed which settings. */
export const historyButtons = [
  handler({
    action: showHistory,
    answers: 'privately',
    right: 'manage',
    handle: (context, { page }) => history(context, Number(page)),
  }),
];
