import type { Json } from './json.ts';

/** A payload that Slack sends to an app. */
export interface Payload {
  id: string;
  type: 'slash_commands' | 'interactive' | 'events_api';
  payload: Json;
}

/** The acknowledgement and what came with it; undefined when there was none in time. */
export type Receipt = { payload: unknown; afterMs: number } | undefined;

/** "Within three seconds": https://docs.slack.dev/interactivity/handling-user-interaction/#acknowledgment_response */
export const DEADLINE_MS = 3_000;
