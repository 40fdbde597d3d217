/**
 * In which order people are shown what they can say: in Discord's list, in Slack's hint and in the bot's menus. What
 * people want first stands first.
 */
export default {
  meetup: ['list', 'create', 'show', 'edit', 'cancel', 'help'],
  announce: ['write', 'list', 'received'],
  network: ['settings', 'members', 'join', 'create', 'invite', 'leave', 'remove'],
  setup: ['settings', 'link', 'join'],
  help: [],
};
