import type { IncomingHttpHeaders } from 'node:http';
import type { Context } from 'hono';
import type { WebRequest } from './request.ts';

/** A path that the web server answers, of the bot itself, of a platform or of a feature. */
export interface Route {
  /** A GET answers HEAD too. */
  method: 'GET' | 'POST';
  /** The path with its parameters, as Hono reads it: "/calendar/:token". */
  path: string;
  /** The largest body that is read, in bytes; none is when left out. */
  bodyBytes?: number;
  /** Looks at the headers, before any of the body is read. @returns why the request is sent away; null: it is not */
  admit?(headers: IncomingHttpHeaders): Refusal | null;
  /** Answers. An error that it throws costs this answer alone: it is logged, and answered with 500. */
  handle(context: RouteContext): Response | Promise<Response>;
}

/** Hono's context: the request with its parameters and its body, helpers for the answer, and in `env` the wire. */
export type RouteContext = Context<{ Bindings: WebRequest }>;

/** An answer without words to a request that is not taken. */
export interface Refusal {
  status: 400 | 401 | 403 | 404 | 405 | 413 | 503;
  /** One of a few words of ours, by which the log counts; never a part of the request. */
  reason: string;
}
