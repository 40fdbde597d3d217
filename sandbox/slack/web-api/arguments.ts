import type { IncomingMessage } from 'node:http';
import { isJson, type Json, parsed } from '../json.ts';
import { Refusal, refusalOf } from '../refusal.ts';

/** The largest body that is read; Slack's own limit is not published. */
const BODY_BYTES_MAX = 4 * 1024 * 1024;

/** @returns undefined when it is too large; it is read to its end, so that the connection can carry the answer */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= BODY_BYTES_MAX) chunks.push(chunk);
  }
  return bytes > BODY_BYTES_MAX ? undefined : Buffer.concat(chunks).toString('utf8');
}

/** @throws {Refusal} request_timeout, which is what Slack says of a body that it did not get whole */
export function whole(body: string | undefined): string {
  if (body === undefined) throw new Refusal('request_timeout');
  return body;
}

/**
 * @returns the fields of a request: of the query, and of a form or a JSON body
 * @throws {Refusal} json_not_object, invalid_json, invalid_post_type: https://docs.slack.dev/apis/web-api/
 */
export function fieldsOf(request: IncomingMessage, query: string, body: string): Json {
  const fields: Json = Object.fromEntries(new URLSearchParams(query));
  if (body === '') return fields;
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim();
  if (type === 'application/x-www-form-urlencoded')
    return { ...fields, ...Object.fromEntries(new URLSearchParams(body)) };
  if (type !== 'application/json') throw new Refusal(type === '' ? 'missing_post_type' : 'invalid_post_type');
  const json = parsed(body);
  if (json === undefined) throw new Refusal('invalid_json');
  if (!isJson(json)) throw new Refusal('json_not_object');
  return { ...fields, ...json };
}

/** The arguments of a call, whether they came as text or as JSON. */
export class Arguments {
  readonly fields: Json;

  constructor(fields: Json) {
    this.fields = fields;
  }

  text(name: string): string | undefined {
    const value = this.fields[name];
    return value === undefined || value === null || value === '' ? undefined : String(value);
  }

  /** @throws {Refusal} invalid_arguments */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw refusalOf('invalid_arguments', [`missing required field: ${name}`]);
    return value;
  }

  flag(name: string): boolean {
    return ['true', '1'].includes(String(this.fields[name]));
  }

  /** @returns an object or list that may have come as text; undefined when it is neither */
  json(name: string): unknown {
    const value = this.fields[name];
    return typeof value === 'string' ? parsed(value) : value;
  }

  /** @returns ids parted by commas, or a list of them */
  list(name: string): string[] {
    const value = this.json(name);
    if (Array.isArray(value)) return value.map(String);
    return (this.text(name) ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean);
  }

  /** @throws {Refusal} invalid_limit */
  limit(fallback: number, max: number): number {
    const value = this.text('limit');
    if (value === undefined) return fallback;
    const limit = Number(value);
    if (!Number.isInteger(limit) || limit < 1) throw new Refusal('invalid_limit');
    return Math.min(limit, max);
  }
}

/**
 * One page of a list, by Slack's cursors: https://docs.slack.dev/apis/web-api/pagination/
 * @param keyOf tells an item from the others, across calls
 * @throws {Refusal} invalid_cursor
 */
export function page<Item>(
  items: readonly Item[],
  args: Arguments,
  { size, max, keyOf }: { size: number; max: number; keyOf: (item: Item) => string },
): { items: Item[]; next: string } {
  const cursor = args.text('cursor');
  const start = cursor === undefined ? 0 : items.findIndex((item) => cursorOf(keyOf(item)) === cursor);
  if (start < 0) throw new Refusal('invalid_cursor');
  const end = start + args.limit(size, max);
  const next = items[end];
  return { items: items.slice(start, end), next: next === undefined ? '' : cursorOf(keyOf(next)) };
}

function cursorOf(key: string): string {
  return Buffer.from(`next:${key}`).toString('base64');
}
