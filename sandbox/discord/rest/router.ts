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
  /**
   * "/channels/:channel/messages"; parameters are ids unless their name ends in "token", or "message" may be
   * "@original".
   */
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

interface Pattern {
  route: Route;
  parts: readonly string[];
}

/** Finds the route of a request among those given. */
export class Router {
  /** By the first part and how many there are: few are left to compare. */
  readonly #patterns: ReadonlyMap<string, readonly Pattern[]>;

  constructor(routes: readonly Route[]) {
    const patterns = routes.map((route) => ({ route, parts: route.path.split('/') }));
    this.#patterns = Map.groupBy(patterns, ({ parts }) => shapeOf(parts));
  }

  /**
   * @param path below the version, without the query
   * @throws {ApiError} 404 or 405, as Discord for a path or method it does not know; 50035 for an id that is none
   */
  find(method: string, path: string): Found {
    const parts = path.split('/');
    const fitting = (this.#patterns.get(shapeOf(parts)) ?? []).filter((pattern) => fits(pattern.parts, parts));
    if (fitting.length === 0) throw notFound();
    const found = fitting.find(({ route }) => route.method === method);
    if (!found) throw methodNotAllowed();
    return { route: found.route, params: paramsOf(found.parts, parts) };
  }
}

/** Every path begins with a slash, and its first part is never a parameter. */
function shapeOf(parts: readonly string[]): string {
  return `${parts.length} ${parts[1]}`;
}

function fits(pattern: readonly string[], parts: readonly string[]): boolean {
  return pattern.every((expected, index) => expected.startsWith(':') || expected === parts[index]);
}

/** @throws {ApiError} 50035 */
function paramsOf(pattern: readonly string[], parts: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    if (!expected.startsWith(':')) continue;
    const name = expected.slice(1);
    const value = decoded(parts[index] ?? '');
    params[name] = value;
    if (name.endsWith('token') || value === '@original' || isSnowflake(value)) continue;
    refuse([`${name}_id`], 'NUMBER_TYPE_COERCE', `Value "${value}" is not snowflake.`);
  }
  return params;
}

/** Decodes a part of an address. One that is not written as addresses are stays as it is: no id looks like that. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
