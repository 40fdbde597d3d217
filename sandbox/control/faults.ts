import { z } from 'zod';
import type { Faults } from '../faults.ts';
import { Refusal } from './refusal.ts';
import { type Route, route } from './route.ts';

/** At most a day: a timer takes no more than 24. */
const milliseconds = z.number().int().min(0).max(86_400_000);

const faultSchema = z.strictObject({
  id: z.string().min(1).optional(),
  platform: z.enum(['discord', 'slack']),
  on: z.string().min(1).refine(isPattern, 'is no regular expression'),
  times: z.number().int().min(1).optional(),
  after: z.number().int().min(0).optional(),
  does: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('refuse'),
      status: z.number().int().min(400).max(599).optional(),
      code: z.number().int().optional(),
      error: z.string().min(1).optional(),
      retryAfterMs: milliseconds.optional(),
    }),
    z.strictObject({ kind: z.literal('delay'), ms: milliseconds }),
    z.strictObject({
      kind: z.literal('lose'),
      status: z.number().int().min(500).max(599).optional(),
      error: z.string().min(1).optional(),
    }),
    z.strictObject({ kind: z.enum(['drop', 'hold']) }),
  ]),
});

/** Routes for faults: things that go wrong on purpose. */
export function faultRoutes(faults: Faults): Route[] {
  return [
    route('GET /faults', z.strictObject({}), () => faults.list()),
    route('POST /faults', faultSchema, (fault) => {
      if (fault.id && faults.has(fault.id)) throw new Refusal(409, `There is a fault "${fault.id}" already.`);
      return faults.add(fault);
    }),
    route('DELETE /faults', z.strictObject({}), () => {
      faults.removeAll();
      return {};
    }),
    route('DELETE /faults/:id', z.strictObject({ id: z.string() }), ({ id }) => {
      if (!faults.remove(id)) throw new Refusal(404, `There is no fault "${id}".`);
      return {};
    }),
  ];
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
