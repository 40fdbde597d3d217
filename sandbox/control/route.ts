import { z } from 'zod';
import { Refusal } from './refusal.ts';

/** One request of the control API. */
export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below "/control"; ":id" stands for one segment, handed over as `id`. */
  path: string;
  /** @param input the query (GET), or the body; and `id` @returns what is answered, as JSON @throws {Refusal} */
  run(input: unknown): Promise<unknown>;
}

/** @returns a route whose input is checked by `schema` before `run` gets it */
export function route<Schema extends z.ZodType>(
  name: `${Route['method']} ${string}`,
  schema: Schema,
  run: (input: z.output<Schema>) => unknown,
): Route {
  const [method, path] = name.split(' ') as [Route['method'], string];
  return {
    method,
    path,
    run: async (input) => {
      const parsed = schema.safeParse(input);
      if (!parsed.success) throw new Refusal(400, sentence(parsed.error));
      return run(parsed.data);
    },
  };
}

/** @returns the first thing that is wrong with an input, as a sentence that names the field */
function sentence(error: z.ZodError): string {
  const [issue] = error.issues;
  const field = issue?.path.join('.');
  const what = issue?.message ?? error.message;
  return field ? `"${field}": ${what}.` : `${what}.`;
}

export const platformName = z.enum(['discord', 'slack']).optional();
/** A person: the key, the id or the name on the platform. */
const person = z.string().min(1);
/** The actor. `platform` may be left out when the person is on one platform only, or `space` decides it. */
export const acting = { platform: platformName, as: person };
/** The actor, and the place. */
export const actingIn = { ...acting, space: z.string().min(1), channel: z.string().min(1) };
export const words = z.record(z.string(), z.string());
