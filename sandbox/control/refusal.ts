/** A request that the control API does not do; `message` is one clear sentence for whoever sent it. */
export class Refusal extends Error {
  readonly status: number;

  /** @param status 400: wrong in itself; 404: no such thing; 409: not as things stand; 413: too much */
  constructor(status: 400 | 404 | 409 | 413, message: string, cause?: unknown) {
    super(message, { cause });
    this.status = status;
  }
}
