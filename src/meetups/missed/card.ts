import type { Card } from '../../chat/card.ts';
import type { Shown } from '../card.ts';
import { titleAndDate } from '../facts.ts';
import type { Meetup } from '../store.ts';

/** @returns what the organiser is told of those whom a cancellation or a change did not reach: how many, never who */
export function missedCard(meetup: Meetup, about: 'cancelled' | 'changed', count: number, { speak }: Shown): Card {
  const text = speak.text('meetup.missed', { title: titleAndDate(meetup, speak), about, count });
  if (count === 0) return { tone: 'good', body: [{ type: 'text', text }] };
  return {
    tone: 'attention',
    body: [
      { type: 'text', text },
      { type: 'note', text: speak.say('meetup.missed-advice') },
    ],
  };
}
