/** What a bot asks of a platform, as a fault names it. */
export const REQUESTS = {
  post: { discord: '^POST /channels/\\d+/messages$', slack: '^chat\\.postMessage$' },
  look: { discord: '^GET /channels/\\d+/messages$', slack: '^conversations\\.history$' },
  edit: { discord: '^PATCH /channels/\\d+/messages/\\d+$', slack: '^chat\\.update$' },
  delete: { discord: '^DELETE /channels/\\d+/messages/\\d+$', slack: '^chat\\.delete$' },
} as const;
export type RequestName = keyof typeof REQUESTS;

export const KILLED_AT = { 'kill at a post': 'post', 'kill at an edit': 'edit', 'kill at a delete': 'delete' } as const;
