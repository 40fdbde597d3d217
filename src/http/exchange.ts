import { STATUS_CODES } from 'node:http';
import type { Dispatcher } from 'undici';
import { outgoing } from './proxy.ts';

export interface Request {
  method: string;
  headers: Record<string, string>;
  body: string | null;
}

/** An answer that has been read to its end. */
export interface Answer {
  status: number;
  statusText: string;
  /** Names in small letters; a header that came several times is joined by commas. */
  headers: Record<string, string>;
  body: Buffer;
}

/** An answer did not come in time, or not to its end. Nobody knows what became of the request. */
export class TooLate extends Error {
  /** Error of a request that was given up, by the name that `fetch` gives it and discord.js knows. */
  override readonly name = 'AbortError';
  readonly code = 'ETIMEDOUT';
}

/**
 * Makes one request, once, and reads the answer to its end. Redirections are not followed: they are answers.
 * Every message of ours goes through here. `fetch` does the same and more, for twice the time of the processor.
 * @param withinMs for all of it, until the answer's last byte
 * @throws {TooLate} after that
 * @throws what the connection ends with; then `code` says why
 */
export function exchange(url: string, { method, headers, body }: Request, withinMs: number): Promise<Answer> {
  const { origin, pathname, search } = new URL(url);
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const reader = new Reader(resolve, reject, withinMs);
  const options = { origin, path: pathname + search, method, headers, body, headersTimeout: 0, bodyTimeout: 0 };
  outgoing().dispatch(options as Dispatcher.DispatchOptions, reader);
  return promise;
}

class Reader implements Dispatcher.DispatchHandler {
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (error: Error) => void;
  readonly #patience: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #late: TooLate | undefined;
  #status = 0;
  #headers: Record<string, string> = {};

  constructor(resolve: (answer: Answer) => void, reject: (error: Error) => void, withinMs: number) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#patience = setTimeout(() => this.#giveUp(withinMs), withinMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#late) controller.abort(this.#late);
  }

  /** Also called for what comes before the answer proper (100 Continue, 103 Early Hints). */
  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.#status = status;
    this.#headers = joined(headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.#patience);
    const [first] = this.#chunks;
    const body = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    const statusText = STATUS_CODES[this.#status] ?? '';
    this.#resolve({ status: this.#status, statusText, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    clearTimeout(this.#patience);
    this.#reject(error);
  }

  /** A request that still waits for its connection is given up as soon as it has one. */
  #giveUp(afterMs: number): void {
    this.#late = new TooLate(`No answer within ${afterMs} ms.`);
    this.#reject(this.#late);
    this.#controller?.abort(this.#late);
  }
}

function joined(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const all: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) all[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return all;
}
