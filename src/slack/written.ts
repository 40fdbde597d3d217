import { codesIn } from '../chat/codes.ts';
import { writesForHelp } from '../chat/lost.ts';
import type { Self } from './connect.ts';
import type { Received } from './receive.ts';

/** A mention of a person: https://docs.slack.dev/messaging/formatting-message-text#mentioning-users */
const MENTION = /<@[^<>\s]*>/g;

/**
 * A message of which Slack tells us: one that mentions the bot, or one in its direct messages.
 * https://docs.slack.dev/reference/events/app_mention, https://docs.slack.dev/reference/events/message.im
 */
export interface WrittenEvent {
  type: 'app_mention' | 'message';
  channel?: string;
  channel_type?: string;
  user?: string;
  ts?: string;
  text?: string;
  /** Of what is no plain message: an edit, somebody who joined, a message of another app. */
  subtype?: string;
  bot_id?: string;
}

/** @returns null for what no person wrote, or was not written to us: then nobody is answered, no bot either */
export function readWritten(event: WrittenEvent, self: Self): Received | null {
  const { type, channel, user, ts, subtype, bot_id: bot, channel_type: kind } = event;
  if (!channel || !user || !ts || subtype !== undefined || bot !== undefined || user === self.user) return null;
  if (type === 'message' && kind !== 'im') return null;
  const { text = '' } = event;
  const codes = type === 'message' ? [] : codesIn(text);
  const body = { kind: 'said' as const, codes, asksForHelp: writesForHelp(text.replace(MENTION, ' ')) };
  // The same for each copy, whichever event it comes with.
  return { callId: ['written', channel, ts].join(':'), body, origin: { channel, user } };
}
