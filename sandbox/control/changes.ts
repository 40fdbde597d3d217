import type { IncomingMessage, ServerResponse } from 'node:http';

/** Proxies and browsers give up on a connection that is silent for longer than half a minute or so. */
const HEARTBEAT_MS = 15_000;
/** A reader that has fallen this far behind is let go; it comes back by itself and reads the present state. */
const BACKLOG_BYTES = 1_000_000;

/** Tells every page or test that listens what has changed, as server-sent events. */
export class Changes {
  readonly #readers = new Set<ServerResponse>();
  readonly #heartbeat = setInterval(() => this.#write(': still here\n\n'), HEARTBEAT_MS).unref();

  /** Answers a request with the stream of what changes from now on. */
  subscribe(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': listening\n\n');
    this.#readers.add(response);
    request.on('close', () => this.#readers.delete(response));
  }

  /** @param name of the event, such as "changed" @param data is sent as JSON */
  tell(name: string, data: unknown): void {
    if (this.#readers.size > 0) this.#write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  stop(): void {
    clearInterval(this.#heartbeat);
    for (const reader of this.#readers) reader.end();
    this.#readers.clear();
  }

  #write(text: string): void {
    for (const reader of this.#readers) {
      if (reader.writableLength > BACKLOG_BYTES) reader.destroy();
      else reader.write(text);
    }
  }
}
