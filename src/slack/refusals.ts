import type { SendFailure } from '../chat/platform.ts';

/**
 * Meaning of an error code for a message:
 * - why it will never get there, in our closed list;
 * - `{ waitMs }`: Slack says later, and has done nothing;
 * - 'unknown': it may have been done all the same;
 * - 'begin-again': nothing was done, and asking from the start may do it;
 * - 'token': nothing with this token just now; `Workspaces` finds out whether it is refused for good.
 */
export type Meaning = SendFailure | { waitMs: number } | 'unknown' | 'begin-again' | 'token';

interface Row {
  means: Meaning;
  page: string;
}

const page = (method: string) => `https://docs.slack.dev/reference/methods/${method}`;
const rows = (url: string, meanings: Record<string, Meaning>): [string, Row][] =>
  Object.entries(meanings).map(([code, means]) => [code, { means, page: url }]);

/** Slack says how long to wait; these are for where it does not. */
const SOON = { waitMs: 30_000 };
/** A workspace or channel is being moved, "intermittently unavailable until the transition is complete". */
const MOVING = { waitMs: 10 * 60_000 };

/**
 * Every code that the pages of the methods name which post, edit, delete and find our messages, and open direct
 * messages. What the pages call a wrong argument is a mistake of ours: 'refused'.
 */
export const REFUSALS: ReadonlyMap<string, Row> = new Map([
  ...rows(page('chat.postMessage'), {
    // A private channel that we were taken out of is not found either.
    channel_not_found: 'channel-unseen',
    is_archived: 'channel-archived',
    not_in_channel: 'no-access',
    restricted_action: 'no-access',
    restricted_action_read_only_channel: 'no-access',
    restricted_action_thread_only_channel: 'no-access',
    restricted_action_non_threadable_channel: 'no-access',
    restricted_action_thread_locked: 'no-access',
    posting_to_general_channel_denied: 'no-access',
    slack_connect_canvas_sharing_blocked: 'no-access',
    slack_connect_file_upload_sharing_blocked: 'no-access',
    slack_connect_file_link_sharing_blocked: 'no-access',
    slack_connect_clip_sharing_blocked: 'no-access',
    slack_connect_blocked_file_type: 'no-access',
    messages_tab_disabled: 'direct-messages-closed',
    cannot_dm_bot: 'direct-messages-closed',
    cannot_reply_to_message: 'refused',
    msg_too_long: 'too-large',
    // Not on the page: slackapi/bolt-js#2509.
    msg_blocks_too_long: 'too-large',
    too_many_attachments: 'too-large',
    too_many_contact_cards: 'too-large',
    attachment_payload_limit_exceeded: 'too-large',
    rate_limited: SOON,
    message_limit_exceeded: SOON,
    no_text: 'refused',
    as_user_not_supported: 'refused',
    invalid_blocks: 'refused',
    invalid_blocks_format: 'refused',
    invalid_attachments: 'refused',
    metadata_must_be_sent_from_app: 'refused',
    metadata_too_large: 'refused',
    invalid_metadata_format: 'refused',
    invalid_metadata_schema: 'refused',
    markdown_text_conflict: 'refused',
    duplicate_channel_not_found: 'unknown',
    duplicate_message_not_found: 'unknown',
    team_not_found: 'space-gone',
  }),
  ...rows(page('chat.update'), {
    message_not_found: 'message-gone',
    // It hangs there still: a right or a setting is in the way.
    cant_update_message: 'no-access',
    edit_window_closed: 'no-access',
    is_inactive: 'channel-archived',
    block_mismatch: 'refused',
    cant_broadcast_message: 'refused',
    no_dual_broadcast_content_update: 'refused',
    external_channel_migrating: MOVING,
    streaming_state_conflict: SOON,
    update_failed: 'unknown',
  }),
  ...rows(page('chat.delete'), {
    cant_delete_message: 'no-access',
    compliance_exports_prevent_deletion: 'no-access',
  }),
  ...rows(page('conversations.history'), {
    invalid_cursor: 'begin-again',
    invalid_ts_latest: 'refused',
    invalid_ts_oldest: 'refused',
    pagination_not_available: 'refused',
  }),
  ...rows(page('conversations.join'), { is_private: 'no-access' }),
  ...rows(page('conversations.open'), {
    // Said of people who are there, too: those whom the bot is not shown, guests, members of a shared channel.
    user_not_found: 'direct-messages-closed',
    users_not_found: 'direct-messages-closed',
    user_not_visible: 'direct-messages-closed',
    // The only code that says that somebody left.
    user_disabled: 'account-gone',
    invalid_user_combination: 'direct-messages-closed',
    method_not_supported_for_channel_type: 'refused',
    not_enough_users: 'refused',
    too_many_users: 'refused',
    users_list_not_supplied: 'refused',
  }),
  // Of every method.
  ...rows(page('auth.test'), {
    invalid_auth: 'token',
    not_authed: 'token',
    account_inactive: 'token',
    token_revoked: 'token',
    token_expired: 'token',
    org_login_required: MOVING,
    team_added_to_org: MOVING,
    ratelimited: SOON,
    access_denied: 'no-access',
    accesslimited: 'no-access',
    ekm_access_denied: 'no-access',
    enterprise_is_restricted: 'no-access',
    missing_scope: 'permission-missing',
    no_permission: 'no-access',
    team_access_not_granted: 'no-access',
    two_factor_setup_required: 'no-access',
    fatal_error: 'unknown',
    internal_error: 'unknown',
    request_timeout: 'unknown',
    service_unavailable: 'unknown',
    deprecated_endpoint: 'refused',
    method_deprecated: 'refused',
    not_allowed_token_type: 'refused',
    unknown_method: 'refused',
    invalid_arg_name: 'refused',
    invalid_arguments: 'refused',
    invalid_array_arg: 'refused',
    invalid_charset: 'refused',
    invalid_form_data: 'refused',
    invalid_json: 'refused',
    invalid_post_type: 'refused',
    missing_post_type: 'refused',
  }),
  // Modals are answers to people, who press again.
  ...rows(page('views.open'), {
    expired_trigger_id: 'refused',
    exchanged_trigger_id: 'refused',
    invalid_trigger_id: 'refused',
    view_too_large: 'too-large',
    not_found: 'refused',
    hash_conflict: 'refused',
    push_limit_reached: 'refused',
    duplicate_external_id: 'refused',
  }),
]);

/** @returns whether Slack does not take the token (any more) */
export function isTokenRefusal(code: string): boolean {
  return REFUSALS.get(code)?.means === 'token';
}
