import type { IncomingMessage } from 'node:http';
import type { Refusal } from './route.ts';

export interface BodyLimits {
  /** A body that is no larger is never turned away for what others send: nearly all are smaller. */
  smallBodyBytes: number;
  /** The most bytes that all bodies being read may have together above that: nobody knows yet from whom they are. */
  allBodiesBytes: number;
}

/** Reads bodies of requests, each within its own limit, and all together within one. */
export class BodyReader {
  readonly #limits: BodyLimits;
  /** Bytes that the bodies that are being read have above `BodyLimits.smallBodyBytes`. */
  #excess = 0;

  constructor(limits: BodyLimits) {
    this.#limits = limits;
  }

  /**
   * @param most of this body, in bytes
   * @returns the body, or why it is not read to its end
   * @throws {Error} of the connection, when it breaks before all has come
   */
  async read(incoming: IncomingMessage, most: number): Promise<Buffer | Refusal> {
    const { smallBodyBytes, allBodiesBytes } = this.#limits;
    if (Number(incoming.headers['content-length'] ?? 0) > most) return TOO_LARGE;
    const chunks: Buffer[] = [];
    let size = 0;
    let excess = 0;
    try {
      for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > most) return TOO_LARGE;
        const more = Math.max(0, size - smallBodyBytes) - excess;
        excess += more;
        this.#excess += more;
        if (excess > 0 && this.#excess > allBodiesBytes) return TOO_MANY;
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    } finally {
      this.#excess -= excess;
    }
  }
}

const TOO_LARGE: Refusal = { status: 413, reason: 'too large' };
const TOO_MANY: Refusal = { status: 503, reason: 'too many at once' };
