import type { Self } from './connect.ts';

/** Names a delivery in a message's metadata, which only apps see. https://docs.slack.dev/messaging/message-metadata */
export const DELIVERY_EVENT = 'samling_delivery';

/** The parts of a message that are looked at, in a channel's history or in what was pressed. */
export interface Signed {
  bot_id?: string;
  metadata?: { event_type?: string; event_payload?: unknown };
}

/** @returns whether a message is what we posted for a delivery. @param key of the delivery */
export function carriesKey({ metadata, bot_id: bot }: Signed, key: string, self: Pick<Self, 'bot'>): boolean {
  if (bot && self.bot && bot !== self.bot) return false;
  const payload: unknown = metadata?.event_payload;
  return (
    metadata?.event_type === DELIVERY_EVENT &&
    typeof payload === 'object' &&
    payload !== null &&
    'key' in payload &&
    payload.key === key
  );
}
