import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Refusal } from './route.ts';

/** Parts of a web server that its requests need. */
export interface RequestParts {
  log: Logger;
  /** Keeps the connection of somebody who has proved who they are until they are answered. */
  trust(incoming: IncomingMessage, outgoing: ServerResponse): void;
}

/** A request as it came over the wire, and what becomes of it. Handlers of routes have it as `context.env`. */
export class WebRequest {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly #parts: RequestParts;
  /** A route has the path and the method: what it answers is the answer, also that it has no such thing. */
  hasRoute = false;
  #refusal: Refusal | undefined;
  #isTaken = false;

  constructor(incoming: IncomingMessage, outgoing: ServerResponse, parts: RequestParts) {
    this.incoming = incoming;
    this.outgoing = outgoing;
    this.#parts = parts;
  }

  /** The reason for which it was sent away, if it was. */
  get refusal(): Refusal | undefined {
    return this.#refusal;
  }

  /** Sends the request away. The part of it that is still coming is not read: the connection ends with the answer. */
  refuse(refusal: Refusal, headers: Record<string, string> = {}): Response {
    this.#refusal = refusal;
    return new Response(null, { status: refusal.status, headers: { ...headers, connection: 'close' } });
  }

  /** Notes that the sender has proved who they are: their connection is not given to others before the answer. */
  trust(): void {
    this.#parts.trust(this.incoming, this.outgoing);
  }

  /** Gives away the answer, for a library that writes it itself; what the handler returns is not sent. */
  takeOver(): ServerResponse {
    this.#isTaken = true;
    return this.outgoing;
  }

  /** Answers for a handler that threw. @param path of the route: a request's own may hold a secret */
  fail(error: unknown, path: string): Response {
    this.#isTaken = false;
    if (this.#isBrokenOff) return this.refuse({ status: 400, reason: 'broken off' });
    this.#parts.log.error({ err: error, path }, 'a web request could not be handled');
    return new Response(null, { status: 500, headers: { connection: 'close' } });
  }

  /** Writes the answer. Of a body that is still coming nothing is read: the connection ends with the answer. */
  async send(response: Response): Promise<void> {
    if (this.#isTaken || this.outgoing.headersSent) return;
    const body = Buffer.from(await response.arrayBuffer());
    this.outgoing.statusCode = response.status;
    this.outgoing.setHeaders(response.headers);
    // Node counts only what it writes.
    if (this.incoming.method === 'HEAD') this.outgoing.setHeader('content-length', body.length);
    if (this.#hasUnreadBody) this.outgoing.setHeader('connection', 'close');
    this.outgoing.end(body);
  }

  get #isBrokenOff(): boolean {
    return this.incoming.destroyed && !this.incoming.complete;
  }

  get #hasUnreadBody(): boolean {
    const { headers, complete } = this.incoming;
    return !complete && ('transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0);
  }
}
