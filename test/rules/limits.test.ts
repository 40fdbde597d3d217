import { expect, test } from 'vitest';
import * as shared from '../../src/chat/limits.ts';
import * as discord from '../../src/discord/render/limits.ts';
import * as slack from '../../src/slack/render/limits.ts';

test('a limit of what all platforms share is the smallest of theirs', () => {
  expect({ ...shared }).toEqual({
    ID_MAX: Math.min(discord.CUSTOM_ID_MAX, slack.ACTION_ID_MAX),
    BUTTON_TEXT_MAX: Math.min(discord.BUTTON_LABEL_MAX, slack.BUTTON_TEXT_MAX),
    BUTTON_URL_MAX: Math.min(discord.BUTTON_URL_MAX, slack.URL_MAX),
    // Slack proposes nothing while somebody types.
    PROPOSALS_MAX: discord.SUGGESTIONS_MAX,
    PROPOSAL_TEXT_MAX: discord.SUGGESTION_TEXT_MAX,
  });
});
