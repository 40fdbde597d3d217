import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { CountedLog } from '../chat/counted-log.ts';
import { CannotListen, type ListeningPlace, listeningProblem } from '../http/listening.ts';
import { type BodyLimits, BodyReader } from './bodies.ts';
import { WebRequest } from './request.ts';
import { RoomForCallers } from './room-for-callers.ts';
import type { Route } from './route.ts';
import { createRouter, type Router } from './router.ts';

export interface WebLimits extends BodyLimits {
  /** More take the place of the oldest over which nobody has proved who they are. */
  connections: number;
  /** Until the headers, and until all of the request, have come. */
  headersMs: number;
  requestMs: number;
}

export interface WebServerOptions {
  /** The place to listen at; null: none, another server hands it requests. */
  place: ListeningPlace | null;
  /** The usual limits when left out. */
  limits?: Partial<WebLimits>;
  log: Logger;
}

const LIMITS: WebLimits = {
  smallBodyBytes: 64 * 1024,
  allBodiesBytes: 16 * 1024 * 1024,
  connections: 256,
  headersMs: 5_000,
  requestMs: 10_000,
};
/** Time (ms) after which Node looks again for requests that are over theirs. */
const LOOK_EVERY_MS = 500;
/** Longest time that open requests get at the end, in ms: what they asked for has had its own by then. */
export const CLOSE_WITHIN_MS = 800;

/** Says that the process lives. Every server of ours does. */
const HEALTH: Route = { method: 'GET', path: '/health', handle: (context) => context.text('ok\n') };

/**
 * Answers HTTP for all parts of the bot, which mount their routes on it. Everything that strangers send has a limit
 * below the routes: of connections, of the time for headers and bodies, of what is read. Nothing that is sent here ends
 * the process, and nothing that is turned away is logged but its number.
 */
export class WebServer {
  readonly #options: WebServerOptions;
  readonly #limits: WebLimits;
  readonly #turnedAway: CountedLog;
  readonly #bodies: BodyReader;
  readonly #routes: Route[] = [HEALTH];
  #router: Router | undefined;
  #opening: Promise<Server> | undefined;
  #room: RoomForCallers | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: WebServerOptions) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
    this.#turnedAway = new CountedLog(options.log, 'warn', 'web requests that are not taken');
    this.#bodies = new BodyReader(this.#limits);
  }

  /** Answers these routes too, from now on. @throws {Error} when one of them is there already */
  mount(routes: readonly Route[]): void {
    const all = [...this.#routes, ...routes];
    this.#router = createRouter(all, this.#bodies);
    this.#routes.push(...routes);
  }

  /**
   * Listens, unless it does already or is to listen nowhere.
   * @returns the port, which counts where any that is free was asked for; null: nowhere
   * @throws {CannotListen} when the port is taken or not allowed, or the host is no address of this machine
   */
  async open(): Promise<number | null> {
    const { place } = this.#options;
    if (!place) return null;
    if (this.#stopping) throw new CannotListen('The web server was stopped.');
    this.#opening ??= this.#listen(place);
    try {
      const server = await this.#opening;
      return (server.address() as AddressInfo).port;
    } catch (error) {
      this.#opening = undefined;
      throw new CannotListen(listeningProblem(error, place), { cause: error });
    }
  }

  /** Takes no more; requests that came already are still answered. */
  stop(): Promise<void> {
    this.#stopping ??= this.#close();
    return this.#stopping;
  }

  /** @param otherwise answers instead, where no route has the path or the server was stopped */
  async answer(incoming: IncomingMessage, outgoing: ServerResponse, otherwise?: () => void): Promise<void> {
    const { log } = this.#options;
    if (otherwise && this.#stopping) return otherwise();
    const trust = () => this.#room?.trust(incoming, outgoing);
    const request = new WebRequest(incoming, outgoing, { log, trust });
    try {
      this.#router ??= createRouter(this.#routes, this.#bodies);
      const response = await this.#router(request);
      const { refusal } = request;
      if (otherwise && refusal?.status === 404 && !request.hasRoute) return otherwise();
      if (refusal) this.#turnedAway.add(refusal.reason);
      await request.send(response);
    } catch (error) {
      log.error({ err: error }, 'a web request could not be answered');
      outgoing.destroy();
    }
  }

  async #listen({ host, port }: ListeningPlace): Promise<Server> {
    const { headersMs, requestMs, connections } = this.#limits;
    const server = createServer(
      { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: LOOK_EVERY_MS },
      (incoming, outgoing) => {
        // At the end nobody waits for connections that are kept for a next request.
        outgoing.once('close', () => this.#stopping && server.closeIdleConnections());
        void this.answer(incoming, outgoing);
      },
    );
    this.#room = new RoomForCallers(server, connections);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.once('error', reject);
    server.listen(port, host, resolve);
    await promise;
    // Such as EMFILE, when a connection cannot be taken.
    server.on('error', (error) => this.#options.log.error({ err: error }, 'web server'));
    return server;
  }

  async #close(): Promise<void> {
    const server = await this.#opening?.catch(() => undefined);
    if (!server) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const patience = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
    server.close(() => resolve());
    server.closeIdleConnections();
    await promise;
    clearTimeout(patience);
  }
}
