import type { Card } from '../../chat/card.ts';
import { type Context, speak } from '../../communities/context.ts';
import { previewCard } from '../preview-card.ts';
import { outlook, toldApart } from '../reports/service.ts';
import type { Announcement } from '../store.ts';

/** @returns the draft for its author, with whom it reaches now */
export async function shownDraft(context: Context, draft: Announcement): Promise<Card> {
  const [shown = draft] = await toldApart(context, [draft]);
  return saidWhenCut(context, previewCard(shown, await outlook(context, draft), speak(context)));
}

/** @returns the card; where the reader's platform has no room for all of its text, with a line that says so */
export function saidWhenCut(context: Context, card: Card): Card {
  const { platform } = context.call.space;
  const cut = context.excess(card).some((one) => one.platform === platform && one.over > 0);
  if (!cut) return card;
  return { ...card, body: [{ type: 'note', text: speak(context).say('announcement.preview-cut') }, ...card.body] };
}
