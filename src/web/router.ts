import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { BodyReader } from './bodies.ts';
import type { WebRequest } from './request.ts';
import type { Route, RouteContext } from './route.ts';

/** Finds the route of a request, and lets it answer. */
export type Router = (request: WebRequest) => Promise<Response>;

/** Stands where a request's host would: what somebody writes as their host decides nothing here. */
const ORIGIN = 'http://localhost';

/** @throws {Error} when two routes have one method and path */
export function createRouter(routes: readonly Route[], bodies: BodyReader): Router {
  refuseTwice(routes);
  const app = new Hono<{ Bindings: WebRequest }>();
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: ({ env }, methods) =>
        env.refuse({ status: 405, reason: 'another method' }, { allow: methods.join(', ') }),
    }),
  );
  for (const route of routes) app.on(route.method, route.path, (context) => answer(route, context, bodies));
  app.notFound(({ env }) =>
    env.hasRoute ? new Response(null, { status: 404 }) : env.refuse({ status: 404, reason: 'not for us' }),
  );
  app.onError((error, { env }) => env.fail(error, 'none'));
  return async (request) => {
    const read = readRequest(request);
    return read ? app.fetch(read, request) : request.refuse({ status: 400, reason: 'not for us' });
  };
}

function refuseTwice(routes: readonly Route[]): void {
  const names = routes.map(({ method, path }) => `${method} ${path}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Error(`Two routes of the web server are ${twice}.`);
}

async function answer({ path, bodyBytes, admit, handle }: Route, context: RouteContext, bodies: BodyReader) {
  const { env } = context;
  env.hasRoute = true;
  try {
    const refusal = admit?.(env.incoming.headers);
    if (refusal) return env.refuse(refusal);
    if (bodyBytes !== undefined) {
      const body = await bodies.read(env.incoming, bodyBytes);
      if (!Buffer.isBuffer(body)) return env.refuse(body);
      context.req.raw = new Request(context.req.raw, { body: new Uint8Array(body) });
    }
    return await handle(context);
  } catch (error) {
    return env.fail(error, path);
  }
}

/** @returns the request without its body, as Hono takes it; null for one that no URL or method can be made of */
function readRequest({ incoming }: WebRequest): Request | null {
  const { method = 'GET', url = '', headersDistinct } = incoming;
  // "//x" is a path here, and no host.
  const address = URL.parse(url.startsWith('/') ? `${ORIGIN}${url}` : url, ORIGIN);
  // `Request` refuses credentials in an address, and these methods: https://fetch.spec.whatwg.org/#forbidden-method
  if (!address || address.username || address.password || /^(?:CONNECT|TRACE|TRACK)$/.test(method)) return null;
  const headers = new Headers();
  for (const [name, values] of Object.entries(headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  // Node leaves out the body of the answer to a HEAD, and says how long it would be.
  return new Request(address, { method: method === 'HEAD' ? 'GET' : method, headers });
}
