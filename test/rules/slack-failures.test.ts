import { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { codeOf, sendError } from '../../src/slack/failures.ts';

const refused = (error: string) => new webApi.WebAPIPlatformError({ ok: false, error });
const network = (code: string) =>
  new webApi.WebAPIRequestError(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }));
const http = (status: number) => new webApi.WebAPIHTTPError(status, 'x', {}, 'Kære Maja');

describe('a message that Slack refuses', () => {
  it.each([
    ['channel_not_found', 'channel-unseen'],
    ['is_archived', 'channel-archived'],
    ['not_in_channel', 'no-access'],
    ['restricted_action_read_only_channel', 'no-access'],
    ['missing_scope', 'permission-missing'],
    ['message_not_found', 'message-gone'],
    ['cant_update_message', 'no-access'],
    ['edit_window_closed', 'no-access'],
    ['is_inactive', 'channel-archived'],
    ['compliance_exports_prevent_deletion', 'no-access'],
    ['user_disabled', 'account-gone'],
    ['messages_tab_disabled', 'direct-messages-closed'],
    ['cannot_dm_bot', 'direct-messages-closed'],
    ['user_not_found', 'direct-messages-closed'],
    ['user_not_visible', 'direct-messages-closed'],
    ['msg_too_long', 'too-large'],
    ['invalid_blocks', 'refused'],
  ])('with %s is never tried again: %s', (code, reason) => {
    expect(sendError(refused(code), false).outcome).toEqual({ kind: 'never', reason, detail: code });
  });

  it.each(['invalid_auth', 'token_revoked', 'account_inactive', 'team_added_to_org', 'external_channel_migrating'])(
    'with %s waits: that may pass, or be found out elsewhere',
    (code) => {
      expect(sendError(refused(code), false).outcome).toMatchObject({ kind: 'wait' });
    },
  );

  it('waits as long as Slack says', () => {
    expect(sendError(new webApi.WebAPIRateLimitedError(7), false).outcome).toEqual({ kind: 'wait', forMs: 7000 });
    const answer = { ok: false, error: 'ratelimited', response_metadata: { retryAfter: 3 } };
    expect(sendError(new webApi.WebAPIPlatformError(answer), false).outcome).toEqual({ kind: 'wait', forMs: 3000 });
  });
});

describe('a message whose fate', () => {
  it.each([network('ECONNREFUSED'), network('ENOTFOUND')])(
    'is known, for it never left: $original.cause.code',
    (error) => {
      expect(sendError(error, false).outcome).toEqual({ kind: 'not-sent' });
    },
  );

  it.each([
    network('ECONNRESET'),
    refused('internal_error'),
    refused('fatal_error'),
    refused('update_failed'),
    refused('something_new'),
    refused('<html>Bad gateway</html>'),
    http(503),
    new webApi.WebAPIRequestError(new DOMException('late', 'TimeoutError') as unknown as Error),
    new TypeError('terminated'),
  ])('is unknown is looked for, while an edit is just made again (%#)', (error) => {
    expect(sendError(error, false).outcome).toEqual({ kind: 'unknown' });
    expect(sendError(error, true).outcome).toEqual({ kind: 'not-sent' });
  });
});

describe('what is logged of a failure', () => {
  it('is a code, never words that somebody wrote', () => {
    expect(codeOf(http(503))).toBe('http_503');
    expect(codeOf(refused('invalid_blocks'))).toBe('invalid_blocks');
    expect(codeOf(refused('Kære Maja'))).toBe('unreadable');
    expect(codeOf(network('ECONNRESET'))).toBe('ECONNRESET');
    expect(codeOf(sendError(refused('is_archived'), false))).toBe('is_archived');
    expect(codeOf(new Error('Kære Maja'))).toBe('Error');
  });
});
