import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  type App,
  type BufferedIncomingMessage,
  HTTPModuleFunctions,
  HTTPResponseAck,
  type Receiver,
} from '@slack/bolt';
import type { Logger } from 'pino';
import { CountedLog } from '../chat/counted-log.ts';
import { boltLogger } from './bolt-logger.ts';
import { codeOf } from './failures.ts';
import { EVENTS_PATH } from './manifest.ts';
import { RoomForCallers } from './room-for-callers.ts';
import { isSigned, signatureProblem } from './signature.ts';

export interface HttpReceiverOptions {
  signingSecret: string;
  /** An address of this machine. */
  host: string;
  /** 0: any that is free. */
  port: number;
  /** Limits of what is let in; the usual when left out. */
  limits?: Partial<HttpLimits>;
  log: Logger;
}

export interface HttpLimits {
  /** Of one body. The largest of Slack's is a form with our longest texts: some 200 KB. */
  bodyBytes: number;
  /** A body that is no larger is never turned away for what others send: nearly all of Slack's are smaller. */
  smallBodyBytes: number;
  /** Of what all bodies that are being read have above that, of which nobody knows yet whether they are Slack's. */
  allBodiesBytes: number;
  /** More take the place of the oldest that nothing signed has come over. */
  connections: number;
  /** Until the headers, and until all of the request, have come. */
  headersMs: number;
  requestMs: number;
}

const LIMITS: HttpLimits = {
  bodyBytes: 1024 * 1024,
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

/**
 * Takes what Slack sends over HTTP, for Bolt. Bolt's own receiver (5.1) reads 4 MiB of anybody for five minutes before
 * it looks at the signature, and ends the process at a signed `null`. Here strangers are sent away by their headers
 * where those tell, nothing that is no JSON object reaches Bolt, and everything has a limit.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export class SlackHttpReceiver implements Receiver {
  readonly #options: HttpReceiverOptions;
  readonly #limits: HttpLimits;
  readonly #strangers: CountedLog;
  #app: App | undefined;
  #server: Server | undefined;
  #room: RoomForCallers | undefined;
  /** Bytes that the bodies that are being read have above `HttpLimits.smallBodyBytes`. */
  #excess = 0;

  constructor(options: HttpReceiverOptions) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
    this.#strangers = new CountedLog(options.log, 'warn', 'Slack: requests that are not taken');
  }

  init(app: App): void {
    this.#app = app;
  }

  /** @throws {Error} with the code EADDRINUSE when the port is taken */
  async start(): Promise<void> {
    const { headersMs, requestMs, connections } = this.#limits;
    const server = createServer(
      { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: LOOK_EVERY_MS },
      (request, response) => void this.#guard(request, response),
    );
    this.#room = new RoomForCallers(server, connections);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.once('error', reject);
    server.listen(this.#options.port, this.#options.host, resolve);
    await promise;
    this.#server = server;
  }

  /** Takes no more; requests that came already are still answered. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    const { promise, resolve } = Promise.withResolvers<void>();
    const patience = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
    server.close(() => resolve());
    server.closeIdleConnections();
    await promise;
    clearTimeout(patience);
  }

  /** Nothing that is sent here ends the process. */
  async #guard(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#handle(request, response);
    } catch (error) {
      if (request.destroyed && !response.headersSent) return this.#strangers.add('broken off');
      this.#options.log.error({ code: codeOf(error) }, 'Slack: a request could not be handled');
      if (!response.headersSent) sendAway(response, 500);
    }
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method } = request;
    const path = request.url?.split('?')[0];
    if (method === 'GET' && path === '/health') return void response.end('ok');
    if (method !== 'POST' || path !== EVENTS_PATH) return this.#refuse(response, 404, 'not for us');
    const problem = signatureProblem(request.headers, Date.now());
    if (problem) return this.#refuse(response, 401, problem);
    const body = await this.#read(request);
    if (typeof body === 'string') return this.#refuse(response, body === 'too large' ? 413 : 503, body);
    if (!isSigned(request.headers, body, this.#options.signingSecret))
      return this.#refuse(response, 401, 'signature of somebody else');
    this.#room?.proved(request, response);
    const payload = payloadOf(request, body);
    if (!payload) return this.#refuse(response, 400, 'not what Slack sends');
    // https://docs.slack.dev/interactivity/implementing-slash-commands/#responding_basic_receipt
    if (payload.ssl_check === '1') return HTTPModuleFunctions.buildSSLCheckResponse(response);
    if (payload.type === 'url_verification') return HTTPModuleFunctions.buildUrlVerificationResponse(response, payload);
    await this.#process(request, response, payload);
  }

  /** @returns what came, or why it is not read */
  async #read(request: IncomingMessage): Promise<Buffer | 'too large' | 'too many at once'> {
    const { bodyBytes, smallBodyBytes, allBodiesBytes } = this.#limits;
    if (Number(request.headers['content-length'] ?? 0) > bodyBytes) return 'too large';
    const chunks: Buffer[] = [];
    let size = 0;
    let excess = 0;
    try {
      for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > bodyBytes) return 'too large';
        const more = Math.max(0, size - smallBodyBytes) - excess;
        excess += more;
        this.#excess += more;
        if (excess > 0 && this.#excess > allBodiesBytes) return 'too many at once';
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    } finally {
      this.#excess -= excess;
    }
  }

  async #process(request: IncomingMessage, response: ServerResponse, body: Record<string, unknown>): Promise<void> {
    const { log } = this.#options;
    const ack = new HTTPResponseAck({
      logger: boltLogger(log),
      processBeforeResponse: false,
      unhandledRequestHandler: () => {
        log.warn('Slack: a request was not acknowledged in time');
        if (!response.headersSent) sendAway(response, 404);
      },
      unhandledRequestTimeoutMillis: undefined,
      httpRequest: request as BufferedIncomingMessage,
      httpRequestBody: body,
      httpResponse: response,
    });
    await this.#app?.processEvent({
      body,
      ack: ack.bind(),
      retryNum: HTTPModuleFunctions.extractRetryNumFromHTTPRequest(request),
      retryReason: HTTPModuleFunctions.extractRetryReasonFromHTTPRequest(request),
    });
  }

  #refuse(response: ServerResponse, status: number, reason: string): void {
    this.#strangers.add(reason);
    sendAway(response, status);
  }
}

/** Sends away a request. The part of it that is still coming is not read: the connection ends with the answer. */
function sendAway(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' }).end();
}

/**
 * @returns the JSON object that a request carries, as its whole body or in the field "payload"; null for anything else
 */
function payloadOf(request: IncomingMessage, body: Buffer): Record<string, unknown> | null {
  try {
    const buffered = Object.assign(request, { rawBody: body });
    const payload: unknown = HTTPModuleFunctions.parseHTTPRequestBody(buffered);
    return isObject(payload) ? payload : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
