/**
 * Discord's limits, each with the page that names it. Lengths are counted in UTF-16 units, which is never less than
 * what Discord counts; where it counts bytes, the name says so.
 */

/** Nested ones count too. https://docs.discord.com/developers/components/reference#component-object */
export const COMPONENTS_MAX = 40;
/** All text displays of a message together. https://docs.discord.com/developers/components/reference#text-display */
export const MESSAGE_TEXT_MAX = 4000;
/**
 * Observed, not documented: above this many UTF-8 bytes of all text displays together, with some for each of them,
 * Discord answers 500 and shows nothing. https://github.com/discord/discord-api-docs/issues/8554
 */
export const MESSAGE_BYTES_MAX = 10_170;
export const BYTES_FOR_EACH_TEXT = 12;
/** https://docs.discord.com/developers/components/reference#action-row */
export const BUTTONS_PER_ROW = 5;
/** https://docs.discord.com/developers/components/reference#anatomy-of-a-component */
export const CUSTOM_ID_MAX = 100;
/** https://docs.discord.com/developers/components/reference#button */
export const BUTTON_LABEL_MAX = 80;
export const BUTTON_URL_MAX = 512;
/** https://docs.discord.com/developers/components/reference#string-select */
export const SELECT_OPTIONS_MAX = 25;
export const SELECT_PLACEHOLDER_MAX = 150;
export const OPTION_TEXT_MAX = 100;
/** https://docs.discord.com/developers/components/reference#media-gallery */
export const IMAGE_ALT_MAX = 1024;
/** https://docs.discord.com/developers/components/reference#unfurled-media-item */
export const MEDIA_URL_MAX = 2048;
/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
export const MODAL_TITLE_MAX = 45;
/** https://docs.discord.com/developers/components/reference#label */
export const FIELD_LABEL_MAX = 45;
export const FIELD_HINT_MAX = 100;
/** https://docs.discord.com/developers/components/reference#text-input */
export const INPUT_MAX = 4000;
export const INPUT_PLACEHOLDER_MAX = 100;
/** https://docs.discord.com/developers/interactions/application-commands#autocomplete */
export const SUGGESTIONS_MAX = 25;
export const SUGGESTION_TEXT_MAX = 100;
/** https://docs.discord.com/developers/interactions/application-commands#application-command-object */
export const OPTION_LENGTH_MAX = 6000;

/** Shortening an id would make it another: whoever made it must make it shorter. */
export function checkedId(id: string): string {
  if (id.length === 0 || id.length > CUSTOM_ID_MAX) {
    throw new Error(`A component's id has 1 to ${CUSTOM_ID_MAX} characters; this one has ${id.length}.`);
  }
  return id;
}
