import type pg from 'pg';
import type { Doubtful } from './feature.ts';
import { FEATURES } from './features.ts';

/**
 * A backup does not know what was sent after it was made, and nothing may be sent twice. So what was on its way is
 * looked for first, and what was due since then waits for a person's decision, or is left out.
 * @param now the time of day
 */
export async function doubtWhatWasDue(session: pg.Client, now: Date): Promise<Doubtful> {
  const doubtful: Doubtful = { messages: 0, reminders: 0, announcements: 0 };
  for (const { data } of FEATURES) Object.assign(doubtful, await data.doubt?.(session, now));
  return doubtful;
}
