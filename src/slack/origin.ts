import { z } from 'zod';

/**
 * The place in which somebody did something: enough to answer there. It travels with a form, in its private_metadata.
 */
export interface Origin {
  channel: string;
  user: string;
  /** Takes five answers within 30 minutes. https://docs.slack.dev/interactivity/handling-user-interaction */
  responseUrl?: string;
  /** The message that was pressed. */
  message?: { ts: string; ephemeral: boolean };
  /** The open modal that was pressed. */
  view?: string;
  /** Opens one form within three seconds. */
  trigger?: string;
}

const carried = z.object({
  c: z.string(),
  r: z.url({ protocol: /^https?$/ }).optional(),
  m: z.string().optional(),
  e: z.boolean().optional(),
});

/** @returns what a modal carries, so that its answer finds back */
export function carry(origin: Origin): string {
  const { channel, responseUrl, message } = origin;
  return JSON.stringify({ c: channel, r: responseUrl, m: message?.ts, e: message?.ephemeral } satisfies z.input<
    typeof carried
  >);
}

/** @returns where the modal was opened from, or null when it is not one of ours */
export function carriedBy(metadata: string | undefined, user: string): Origin | null {
  const parsed = carried.safeParse(parseJson(metadata ?? ''));
  if (!parsed.success) return null;
  const { c, r, m, e } = parsed.data;
  return { channel: c, user, responseUrl: r, ...(m ? { message: { ts: m, ephemeral: e ?? false } } : {}) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
