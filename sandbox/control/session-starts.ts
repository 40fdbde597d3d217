import { z } from 'zod';
import { type Route, route } from './route.ts';

/** Number of sessions that Discord lets the bot begin in a day, and the token that it loses with one more. */
export interface SessionStarts {
  left(): number;
  leave(remaining: number): void;
  token(): string;
}

export function sessionStartRoutes(starts: SessionStarts): Route[] {
  const seen = () => ({ remaining: starts.left(), token: starts.token() });
  return [
    route('GET /session-starts', z.strictObject({}), seen),
    route('POST /session-starts', z.strictObject({ remaining: z.number().int().min(0).max(1000) }), (input) => {
      starts.leave(input.remaining);
      return seen();
    }),
  ];
}
