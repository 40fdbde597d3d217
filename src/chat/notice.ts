import type { Card } from './card.ts';
import type { Text } from './text.ts';

/** @returns a card that says one thing */
export function notice(text: Text, tone: Card['tone'] = 'good'): Card {
  return { tone, body: [{ type: 'text', text }] };
}
