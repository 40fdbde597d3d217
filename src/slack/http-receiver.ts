import type { IncomingMessage } from 'node:http';
import {
  type App,
  type BufferedIncomingMessage,
  HTTPModuleFunctions,
  HTTPResponseAck,
  type Receiver,
} from '@slack/bolt';
import type { Logger } from 'pino';
import type { WebRequest } from '../web/request.ts';
import type { Refusal, Route } from '../web/route.ts';
import type { WebServer } from '../web/server.ts';
import { boltLogger } from './bolt-logger.ts';
import { EVENTS_PATH } from './manifest.ts';
import { isSigned, signatureProblem } from './signature.ts';

export interface HttpReceiverOptions {
  signingSecret: string;
  /** The web server that Slack reaches. */
  server: WebServer;
  log: Logger;
}

/** Bytes of one body. The largest of Slack's is a form with our longest texts: some 200 KB. */
const BODY_BYTES = 1024 * 1024;

const NOT_NOW: Refusal = { status: 503, reason: 'not connected to Slack' };
const UNSIGNED: Refusal = { status: 401, reason: 'signature of somebody else' };
const NO_PAYLOAD: Refusal = { status: 400, reason: 'not what Slack sends' };

/**
 * Takes what Slack sends over HTTP, for Bolt. Bolt's own receiver (5.1) reads 4 MiB of anybody for five minutes before
 * it looks at the signature, and ends the process at a signed `null`. Here strangers are sent away by their headers
 * where those tell, nothing that is no JSON object reaches Bolt, and everything has a limit, by the web server.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export class SlackHttpReceiver implements Receiver {
  readonly #options: HttpReceiverOptions;
  #app: App | undefined;
  #isReceiving = false;

  /** Mounts its route: until `start` Slack is asked to come again. */
  constructor(options: HttpReceiverOptions) {
    this.#options = options;
    options.server.mount([this.#route]);
  }

  init(app: App): void {
    this.#app = app;
  }

  /** @throws {CannotListen} when the web server cannot listen */
  async start(): Promise<void> {
    await this.#options.server.open();
    this.#isReceiving = true;
  }

  /** Takes no more; what came already is still answered. */
  async stop(): Promise<void> {
    this.#isReceiving = false;
  }

  get #route(): Route {
    return {
      method: 'POST',
      path: EVENTS_PATH,
      bodyBytes: BODY_BYTES,
      admit: (headers) => {
        if (!this.#isReceiving) return NOT_NOW;
        const problem = signatureProblem(headers, Date.now());
        return problem === null ? null : { status: 401, reason: problem };
      },
      handle: async ({ env, req }) => {
        const body = Buffer.from(await req.arrayBuffer());
        const refusal = await this.#take(env, body);
        return refusal ? env.refuse(refusal) : new Response();
      },
    };
  }

  /** Lets Bolt answer. @returns why the request is not taken, or null */
  async #take(request: WebRequest, body: Buffer): Promise<Refusal | null> {
    const { incoming } = request;
    if (!isSigned(incoming.headers, body, this.#options.signingSecret)) return UNSIGNED;
    request.trust();
    const payload = payloadOf(incoming, body);
    if (!payload) return NO_PAYLOAD;
    const response = request.takeOver();
    // https://docs.slack.dev/interactivity/implementing-slash-commands/#responding_basic_receipt
    if (payload.ssl_check === '1') HTTPModuleFunctions.buildSSLCheckResponse(response);
    else if (payload.type === 'url_verification') HTTPModuleFunctions.buildUrlVerificationResponse(response, payload);
    else await this.#process(request, payload);
    return null;
  }

  async #process({ incoming, outgoing }: WebRequest, body: Record<string, unknown>): Promise<void> {
    const { log } = this.#options;
    const ack = new HTTPResponseAck({
      logger: boltLogger(log),
      processBeforeResponse: false,
      unhandledRequestHandler: () => {
        log.warn('Slack: a request was not acknowledged in time');
        if (!outgoing.headersSent) outgoing.writeHead(404, { connection: 'close' }).end();
      },
      unhandledRequestTimeoutMillis: undefined,
      httpRequest: incoming as BufferedIncomingMessage,
      httpRequestBody: body,
      httpResponse: outgoing,
    });
    await this.#app?.processEvent({
      body,
      ack: ack.bind(),
      retryNum: HTTPModuleFunctions.extractRetryNumFromHTTPRequest(incoming),
      retryReason: HTTPModuleFunctions.extractRetryReasonFromHTTPRequest(incoming),
    });
  }
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
