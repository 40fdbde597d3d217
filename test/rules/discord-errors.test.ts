import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { logged, toSendError } from '../../src/discord/errors.ts';

const SECRET = 'https://discord.com/api/v10/webhooks/1/hemmelig-nøgle';
const data = { files: undefined, body: { content: 'hemmelige ord' } };
const refusal = (status: number, code: number, more: object = {}) =>
  new DiscordAPIError({ code, message: 'Nej', ...more }, code, status, 'POST', SECRET, data);
const limit = (change: Partial<RateLimitError>) =>
  new RateLimitError({
    ...{ timeToReset: 0, retryAfter: 0, sublimitTimeout: 0, limit: 5, global: false, scope: 'user', method: 'POST' },
    ...{ hash: '', url: SECRET, route: '/channels/:id/messages', majorParameter: '1' },
    ...change,
  });
const network = (code: string) => Object.assign(new Error('network'), { code });
const outcome = (error: unknown, repeatable = false) => toSendError(error, repeatable).outcome;

describe('what went wrong with a request to Discord', () => {
  it('is too large when Discord names a length', () => {
    const errors = { components: { 0: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: '' }] } } } };
    expect(outcome(refusal(400, 50035, { errors }))).toEqual({ kind: 'never', reason: 'too-large', detail: '50035' });
    const choice = { components: { 0: { style: { _errors: [{ code: 'BASE_TYPE_CHOICES', message: '' }] } } } };
    expect(outcome(refusal(400, 50035, { errors: choice }))).toMatchObject({ reason: 'refused' });
  });

  it('is a wait, as long as Discord says or for a while', () => {
    expect(outcome(refusal(400, 30046, { retry_after: 2.5 }))).toEqual({ kind: 'wait', forMs: 2_500 });
    expect(outcome(refusal(400, 40003))).toEqual({ kind: 'wait', forMs: 60_000 });
    expect(outcome(limit({ retryAfter: 1_200.4, timeToReset: 800 }))).toEqual({ kind: 'wait', forMs: 1_201 });
    expect(outcome(limit({}))).toEqual({ kind: 'wait', forMs: 1_000 });
  });

  it('is unknown for a post, and safe to repeat for an edit, when the answer is lost', () => {
    for (const error of [new HTTPError(502, '', 'POST', SECRET, data), network('ECONNRESET'), new Error('aborted')]) {
      expect(outcome(error)).toEqual({ kind: 'unknown' });
      expect(outcome(error, true)).toEqual({ kind: 'not-sent' });
    }
  });

  it('is surely not sent when there was no connection', () => {
    expect(outcome(network('ENOTFOUND'))).toEqual({ kind: 'not-sent' });
    expect(outcome(new AggregateError([network('ECONNREFUSED')]))).toEqual({ kind: 'not-sent' });
    expect(outcome(new Error('fetch failed', { cause: network('ECONNREFUSED') }))).toEqual({ kind: 'not-sent' });
  });

  it('never carries the message or a token into a log', () => {
    for (const error of [refusal(400, 50035), new HTTPError(502, '', 'POST', SECRET, data), limit({})]) {
      const { cause } = toSendError(error, false);
      const told = JSON.stringify([
        logged(error),
        cause,
        cause instanceof Error ? { ...cause, text: cause.message } : null,
      ]);
      expect(told).not.toContain('hemmelig');
    }
  });
});
