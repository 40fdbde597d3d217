import { CannotDo, type Outcome, type SeenMessage } from '../../contract.ts';
import { escaped } from '../blocks/normalise.ts';
import type { Channel } from '../channels.ts';
import { assertInstalled, type Person, type Team } from '../directory.ts';
import { commandPayload, interaction } from '../interactions.ts';
import { isJson } from '../json.ts';
import { messageJson } from '../messages.ts';
import { post } from '../publish.ts';
import { Refusal } from '../refusal.ts';
import { applyResponse } from '../respond.ts';
import type { World } from '../world.ts';
import { attempted } from './attempt.ts';
import { seenMessage } from './seen.ts';

export const QUIET_AFTER_COMMAND_MS = 1_500;

/** Uses a slash command. @param name "/poll" or "poll" @param text what stands after it */
export async function useCommand(
  world: World,
  person: Person,
  channel: Channel,
  { name, text }: { name: string; text: string },
): Promise<Outcome> {
  const command = name.startsWith('/') ? name : `/${name}`;
  if (command === '/invite') return invite(world, channel, text);
  assertInstalled(person.team);
  assertCommand(world, person.team, command);
  assertWritable(world, channel);
  const done = interaction(person, { channel });
  const payload = commandPayload(world, done, command, text);
  return attempted(world, {
    interaction: done,
    type: 'slash_commands',
    payload,
    quietMs: QUIET_AFTER_COMMAND_MS,
    acknowledged: (answer) => {
      const content = typeof answer === 'string' ? { text: answer } : answer;
      if (!isJson(content) || Object.keys(content).length === 0) return undefined;
      try {
        applyResponse(world, { interaction: done.id, person, channel }, content);
      } catch (error) {
        // Slack shows the person that the command failed, and tells the app nothing.
        if (error instanceof Refusal) return { result: 'failed' };
        throw error;
      }
      return undefined;
    },
  });
}

/** Slack's own command. @throws {CannotDo} for anybody but the bot: everyone is where they are by the seed */
function invite(world: World, channel: Channel, text: string): Outcome {
  const { team } = channel;
  assertInstalled(team);
  if (channel.archived || channel.kind === 'direct') throw new CannotDo('conflict', 'Nobody can be invited here.');
  if (text.trim().replace(/^@/, '').toLowerCase() !== team.botName.toLowerCase()) {
    throw new CannotDo('wrong', `Only @${team.botName} can be invited here.`);
  }
  world.directory.changeChannel(channel, { bot: true });
  world.changed('channel', team, { channel: channel.id });
  return { id: '', result: 'acknowledged' };
}

/** English for Danes, too: Slack does not have their language. */
const NOT_A_COMMAND =
  'In Slack, all messages that start with the “/” character are interpreted as commands. If you are trying to send a message and not run a command, try preceding the “/” with an empty space.';

/** @throws {CannotDo} in the words of Slack's client, for a command that no app of the workspace has */
function assertCommand(world: World, team: Team, command: string): void {
  const known = world.settings.commands?.includes(command) ?? true;
  const may = world.settings.scopes(team.id)?.includes('commands') ?? true;
  if (!known || !may) throw new CannotDo('unknown', `${command} is not a valid command. ${NOT_A_COMMAND}`);
}

/** @throws {CannotDo} where the client shows nothing to write in */
function assertWritable(world: World, channel: Channel): void {
  if (channel.archived) throw new CannotDo('conflict', `#${channel.name} is archived: nobody can write there.`);
  const { enabled, readOnly } = world.settings.messagesTab;
  if (channel.user !== undefined && (!enabled || readOnly)) {
    throw new CannotDo('conflict', 'Sending messages to this app has been turned off.');
  }
}

/** The event of a message in each kind of channel, and what it calls the channel. */
const HEARD = {
  public: ['message.channels', 'channel'],
  private: ['message.groups', 'group'],
  direct: ['message.im', 'im'],
} as const;

/** Posts what a person writes. The app hears of it where it subscribes to such messages. */
export function say(world: World, person: Person, channel: Channel, text: string): SeenMessage {
  assertWritable(world, channel);
  if (text.trim() === '') throw new CannotDo('wrong', 'There is nothing to send.');
  const content = { text: withBotMentioned(escaped(text), channel.team), mrkdwn: true, linkNames: true };
  const message = post(world, { channel, content, author: person });
  const shown = { ...messageJson(message, person.team, world.directory.application), channel: channel.id };
  if (person.team.installed && channel.botIn) {
    const [name, type] = HEARD[channel.kind];
    world.delivery.event(person.team, name, { ...shown, channel_type: type });
    // In direct messages nobody needs to mention the app: https://docs.slack.dev/reference/events/app_mention
    if (channel.kind !== 'direct' && content.text.includes(`<@${person.team.botUser}>`))
      world.delivery.event(person.team, 'app_mention', { ...shown, type: 'app_mention' });
  }
  return seenMessage(world, message, person);
}

/** The client offers the bot's name while it is typed. */
function withBotMentioned(text: string, { botName, botUser }: Team): string {
  const typed = new RegExp(`(?<![\\p{L}\\p{N}<])@${RegExp.escape(botName)}(?![\\p{L}\\p{N}-])`, 'giu');
  return text.replaceAll(typed, `<@${botUser}>`);
}
