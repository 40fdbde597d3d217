import type { Core } from '../core.ts';
import type { Upload } from '../posting.ts';
import { isSnowflake } from '../snowflakes.ts';
import { refuse } from '../validate/form.ts';
import { methodNotAllowed, notFound } from './errors.ts';

export interface Call {
  core: Core;
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  files: readonly Upload[];
}

export interface Reply {
  status: number;
  /** Left out: no content. */
  body?: unknown;
}

/** So many requests in so long, counted for each value of the path's first parameter. */
export interface Limit {
  count: number;
  perMs: number;
}

export interface Route {
  method: string;
  /** "/channels/:channel/messages"; parameters are ids unless their name ends in "token", or "message" may be "@original". */
  path: string;
  /** Without a token, and outside the global limit: the endpoints of interactions. */
  open?: boolean;
  limit?: Limit;
  does: (call: Call) => Reply;
}

export interface Found {
  route: Route;
  params: Record<string, string>;
}

/**
 * @param path below the version, without the query
 * @throws {ApiError} 404 or 405, as Discord for a path or method it does not know; 50035 for an id that is none
 */
export function find(routes: readonly Route[], method: string, path: string): Found {
  const parts = path.split('/');
  const fitting = routes.flatMap((route) => {
    const params = match(route.path.split('/'), parts);
    return params ? [{ route, params }] : [];
  });
  if (fitting.length === 0) throw notFound();
  const found = fitting.find(({ route }) => route.method === method);
  if (!found) throw methodNotAllowed();
  for (const [name, value] of Object.entries(found.params)) {
    if (name.endsWith('token') || value === '@original' || isSnowflake(value)) continue;
    refuse([`${name}_id`], 'NUMBER_TYPE_COERCE', `Value "${value}" is not snowflake.`);
  }
  return found;
}

function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = decodeURIComponent(parts[index] ?? '');
    if (expected.startsWith(':')) params[expected.slice(1)] = part;
    else if (expected !== part) return undefined;
  }
  return params;
}
