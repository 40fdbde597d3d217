import { webApi } from '@slack/bolt';
import { DiscordAPIError } from 'discord.js';
import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { SendOutcome } from '../../src/chat/platform.ts';
import { UnknownCodes } from '../../src/chat/unknown-codes.ts';
import { toSendError } from '../../src/discord/errors.ts';
import { REFUSALS as DISCORD } from '../../src/discord/refusals.ts';
import danish from '../../src/i18n/da.json' with { type: 'json' };
import { sendError } from '../../src/slack/failures.ts';
import { REFUSALS as SLACK } from '../../src/slack/refusals.ts';

const onSlack = (error: string, repeatable: boolean) =>
  sendError(new webApi.WebAPIPlatformError({ ok: false, error }), repeatable).outcome;
const onDiscord = (code: number, status: number, repeatable: boolean) =>
  toSendError(
    new DiscordAPIError({ code, message: 'No' }, code, status, 'POST', '', { files: undefined, body: {} }),
    repeatable,
  ).outcome;

/** Tells whether an outcome is safe, whatever the code: it loses nothing and doubles nothing. */
function isSafe(outcome: SendOutcome, repeatable: boolean): void {
  if (outcome.kind === 'never') expect(Object.keys(danish.failures)).toContain(outcome.reason);
  if (outcome.kind === 'wait') expect(outcome.forMs >= 1_000).toBe(true);
  // What may be done twice never needs to be looked for.
  if (repeatable) expect(outcome.kind).not.toBe('unknown');
}

/** The codes that Slack's pages name, https://docs.slack.dev/reference/methods, of those that we call for messages. */
const OF_EVERY_METHOD = `access_denied account_inactive accesslimited deprecated_endpoint ekm_access_denied
  enterprise_is_restricted fatal_error internal_error invalid_arg_name invalid_arguments invalid_array_arg invalid_auth
  invalid_charset invalid_form_data invalid_post_type method_deprecated missing_post_type missing_scope no_permission
  not_allowed_token_type not_authed org_login_required ratelimited request_timeout service_unavailable
  team_access_not_granted team_added_to_org token_expired token_revoked two_factor_setup_required`;
const OF_METHODS = {
  'chat.postMessage': `as_user_not_supported attachment_payload_limit_exceeded cannot_reply_to_message channel_not_found
    duplicate_channel_not_found duplicate_message_not_found invalid_blocks invalid_blocks_format is_archived
    markdown_text_conflict message_limit_exceeded messages_tab_disabled metadata_must_be_sent_from_app metadata_too_large
    msg_too_long no_text not_in_channel rate_limited restricted_action restricted_action_non_threadable_channel
    restricted_action_read_only_channel restricted_action_thread_locked restricted_action_thread_only_channel
    slack_connect_blocked_file_type slack_connect_canvas_sharing_blocked slack_connect_clip_sharing_blocked
    slack_connect_file_link_sharing_blocked slack_connect_file_upload_sharing_blocked team_not_found too_many_attachments
    too_many_contact_cards`,
  'chat.update': `as_user_not_supported block_mismatch cant_broadcast_message cant_update_message channel_not_found
    edit_window_closed external_channel_migrating invalid_attachments invalid_blocks invalid_metadata_format
    invalid_metadata_schema is_inactive markdown_text_conflict message_not_found msg_too_long
    no_dual_broadcast_content_update no_text streaming_state_conflict team_not_found update_failed`,
  'chat.delete': 'cant_delete_message channel_not_found compliance_exports_prevent_deletion message_not_found',
  'conversations.history': `channel_not_found invalid_cursor invalid_ts_latest invalid_ts_oldest not_in_channel
    pagination_not_available`,
  'conversations.open': `channel_not_found invalid_user_combination method_not_supported_for_channel_type not_enough_users
    too_many_users user_disabled user_not_found user_not_visible users_list_not_supplied`,
};

describe('what Slack answers', () => {
  test.each(Object.entries(OF_METHODS))('is in the table, code by code: %s', (_method, codes) => {
    const missing = `${codes} ${OF_EVERY_METHOD}`.split(/\s+/).filter((code) => !SLACK.has(code));
    expect(missing).toEqual([]);
  });

  test('has its page beside it, and means something that can be done', () => {
    for (const [code, { page }] of SLACK) {
      expect(page).toMatch(/^https:\/\/docs\.slack\.dev\/reference\/methods\/[a-zA-Z.]+$/);
      for (const repeatable of [true, false]) isSafe(onSlack(code, repeatable), repeatable);
    }
  });

  test('and is in no table may mean anything: it is looked for, never lost and never doubled', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9_]{1,40}$/), fc.boolean(), (code, repeatable) => {
        fc.pre(!SLACK.has(code));
        expect(onSlack(code, repeatable).kind).toBe(repeatable ? 'not-sent' : 'unknown');
      }),
    );
  });
});

describe('what Discord answers', () => {
  test('means something that can be done, for whatever was asked', () => {
    for (const code of DISCORD.keys())
      for (const status of [400, 401, 403, 404, 409, 429])
        for (const repeatable of [true, false]) isSafe(onDiscord(code, status, repeatable), repeatable);
  });

  test('and is in no table is a no by its HTTP status', () => {
    fc.assert(
      fc.property(fc.nat(999_999), fc.constantFrom(400, 403, 404), fc.boolean(), (code, status, repeatable) => {
        fc.pre(!DISCORD.has(code));
        const reason = status === 403 ? 'no-access' : 'refused';
        expect(onDiscord(code, status, repeatable)).toEqual({ kind: 'never', reason, detail: String(code) });
      }),
    );
  });

  test.each([
    [10003, 'channel-gone'],
    [10008, 'message-gone'],
    [50005, 'no-access'],
    [50007, 'direct-messages-closed'],
    [50013, 'no-access'],
    [50033, 'direct-messages-closed'],
    [50083, 'channel-archived'],
    [200000, 'refused'],
  ])('%i: %s', (code, reason) => {
    expect(onDiscord(code, 403, false)).toMatchObject({ kind: 'never', reason });
  });

  test.each([20022, 20028, 30046, 40003, 40004, 40062, 130000])('%i passes: it waits', (code) => {
    expect(onDiscord(code, 403, false)).toMatchObject({ kind: 'wait' });
  });
});

test('only what does not exist any more ends a card: a right, a setting or an archive may be given back', () => {
  const ending = [...SLACK].filter(([, { means }]) => means === 'message-gone' || means === 'channel-gone');
  expect(ending.map(([code]) => code)).toEqual(['message_not_found']);
  const onDiscordEnding = [...DISCORD].filter(([, means]) => means === 'message-gone' || means === 'channel-gone');
  expect(onDiscordEnding.map(([code]) => code)).toEqual([10003, 10008]);
});

test('a code that is in no table is said once', () => {
  const logged: string[] = [];
  const codes = new UnknownCodes(pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) }));
  for (const code of ['new_one', 'new_one', 99999, 99999]) codes.say(code);
  expect(logged.map((line) => JSON.parse(line).code)).toEqual(['new_one', 99999]);
});

test('only what says that the account is no more is taken for it, since others get what its person had', () => {
  const onSlack = [...SLACK].filter(([, { means }]) => means === 'account-gone').map(([code]) => code);
  expect(onSlack).toEqual(['user_disabled']);
  const onDiscordGone = [...DISCORD].filter(([, means]) => means === 'account-gone').map(([code]) => code);
  expect(onDiscordGone).toEqual([10013]);
});
