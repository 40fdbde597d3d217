import type { SeenForm, SeenMessage } from '../../../contract.ts';
import type { Component } from '../../../discord/components.ts';

/** Parts of a message that the page draws: https://docs.discord.com/developers/resources/message#message-object */
export interface RawMessage {
  id: string;
  type: number;
  content: string;
  flags: number;
  author: { id: string };
  components: Component[];
  embeds: Embed[];
  attachments: { id: string; filename: string; url: string; content_type?: string; description?: string }[];
  edited_timestamp: string | null;
  interaction_metadata?: { id: string; type: number; user: { id: string; global_name: string | null } };
  referenced_message?: RawMessage | null;
}

export interface Embed {
  title?: string;
  description?: string;
  url?: string;
  color?: number;
  author?: { name: string };
  footer?: { text: string };
  image?: { url: string };
  fields?: { name: string; value: string; inline?: boolean }[];
}

/** The bot has said that its answer takes a moment. */
export const LOADING = 1 << 7;
/** The interaction was a slash command. */
export const COMMAND = 2;

export function rawMessage(message: SeenMessage): RawMessage {
  return message.raw as RawMessage;
}

/** The modal of a form that is open. */
export function rawModal(form: SeenForm): { title: string; components: Component[] } {
  return form.raw as { title: string; components: Component[] };
}
