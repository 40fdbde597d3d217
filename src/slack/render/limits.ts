/**
 * Slack's limits. Where two pages differ, the smaller figure stands here.
 * Characters are counted as JavaScript does (UTF-16), which is never less than Slack counts. Slack's pages speak of
 * characters everywhere; there are reports that a section counts bytes, so a text that is longer in bytes stands in
 * rich_text, which has no such limit.
 */

/** https://docs.slack.dev/reference/block-kit/blocks */
export const MESSAGE_BLOCKS_MAX = 50;
export const MODAL_BLOCKS_MAX = 100;

/**
 * Undocumented: `msg_blocks_too_long` was seen from about 11,300 characters of text in one message.
 * https://github.com/slackapi/bolt-js/issues/2509
 */
export const MESSAGE_TEXT_MAX = 11_000;

/** The text beside the blocks: over this an edit is refused. https://docs.slack.dev/reference/methods/chat.update */
export const NOTIFICATION_MAX = 4000;

/** https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
export const TEXT_MAX = 3000;

/** https://docs.slack.dev/reference/block-kit/blocks/header-block */
export const HEADER_MAX = 150;

/** One field's value. https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const FIELD_MAX = 2000;

/** https://docs.slack.dev/reference/block-kit/blocks/image-block */
export const IMAGE_ALT_MAX = 2000;
export const URL_MAX = 3000;

/** 25 are allowed in one block; five are what fits beside each other on a screen. */
export const CONTROLS_PER_ROW = 5;

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export const BUTTON_TEXT_MAX = 75;
export const ACTION_ID_MAX = 255;

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
export const OPTIONS_MAX = 100;
export const PLACEHOLDER_MAX = 150;

/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
export const OPTION_TEXT_MAX = 75;
export const OPTION_VALUE_MAX = 75;

/** https://docs.slack.dev/reference/views/modal-views */
export const MODAL_TITLE_MAX = 24;
export const MODAL_SUBMIT_MAX = 24;
export const PRIVATE_METADATA_MAX = 3000;

/** https://docs.slack.dev/reference/block-kit/blocks/input-block */
export const LABEL_MAX = 2000;
export const HINT_MAX = 2000;

/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
export const INPUT_MAX = 3000;
