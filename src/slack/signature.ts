import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** "More than five minutes from local time" is a replay. https://docs.slack.dev/authentication/verifying-requests-from-slack */
const APART_MAX_MS = 5 * 60_000;
const TIMESTAMP = /^\d{1,12}$/;
const SIGNATURE = /^v0=([0-9a-f]{64})$/;

/** @param now ms since the epoch @returns what the headers alone have that no request of Slack's has, or null */
export function signatureProblem(headers: IncomingHttpHeaders, now: number): string | null {
  const { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp } = headers;
  if (typeof signature !== 'string' || !SIGNATURE.test(signature)) return 'no signature';
  if (typeof timestamp !== 'string' || !TIMESTAMP.test(timestamp)) return 'no time';
  // Bolt takes what is of the future.
  return Math.abs(now - Number(timestamp) * 1000) > APART_MAX_MS ? 'another time' : null;
}

/** @returns whether whoever knows the secret signed this body at the time that the headers tell */
export function isSigned(headers: IncomingHttpHeaders, body: Buffer, secret: string): boolean {
  const [, given] = SIGNATURE.exec(String(headers['x-slack-signature'])) ?? [];
  const ours = createHmac('sha256', secret).update(`v0:${headers['x-slack-request-timestamp']}:`).update(body).digest();
  return given !== undefined && timingSafeEqual(Buffer.from(given, 'hex'), ours);
}
