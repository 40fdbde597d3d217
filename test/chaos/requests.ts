/** Requests that a bot asks of a platform, as a fault names it. */
export const REQUESTS = {
  post: { discord: '^POST /channels/\\d+/messages$', slack: '^chat\\.postMessage$' },
  look: { discord: '^GET /channels/\\d+/messages$', slack: '^conversations\\.history$' },
  edit: { discord: '^PATCH /channels/\\d+/messages/\\d+$', slack: '^chat\\.update$' },
  delete: { discord: '^DELETE /channels/\\d+/messages/\\d+$', slack: '^chat\\.delete$' },
  /** Requests that answer a person: Slack takes most answers over the connection on which the press came. */
  answer: { discord: '^(POST /interactions/|(POST|PATCH) /webhooks/)', slack: '^chat\\.postEphemeral$' },
  'open direct messages': { discord: '^POST /users/@me/channels$', slack: '^conversations\\.open$' },
} as const;
export type RequestName = keyof typeof REQUESTS;

export const KILLED_AT = { 'kill at a post': 'post', 'kill at an edit': 'edit', 'kill at a delete': 'delete' } as const;
