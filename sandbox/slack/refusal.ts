import type { Json } from './json.ts';

/**
 * A request that Slack refuses: `{ "ok": false, "error": … }`, with HTTP 200 unless told otherwise.
 * See https://docs.slack.dev/apis/web-api/#responses
 */
export class Refusal extends Error {
  readonly code: string;
  readonly detail: Json;
  readonly status: number;
  /** Seconds, for the Retry-After header. */
  readonly retryAfter: number | undefined;
  /** Further headers of the answer. */
  headers: Record<string, string> = {};

  constructor(code: string, detail: Json = {}, answer: { status?: number; retryAfter?: number } = {}) {
    super(code);
    this.code = code;
    this.detail = detail;
    this.status = answer.status ?? 200;
    this.retryAfter = answer.retryAfter;
  }
}

/** A refusal that tells what is wrong where, as Slack does for blocks and views. */
export function refusalOf(code: string, problems: readonly string[]): Refusal {
  return new Refusal(code, {
    errors: problems,
    response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
  });
}
