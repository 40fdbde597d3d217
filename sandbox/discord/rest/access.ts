import type { Core } from '../core.ts';
import { READ_MESSAGE_HISTORY, SEND_MESSAGES, VIEW_CHANNEL } from '../permissions.ts';
import type { Channel, Guild } from '../world.ts';
import {
  cannotSendToUser,
  missingAccess,
  missingPermissions,
  noMutualGuild,
  notThisApplication,
  unknownChannel,
  unknownGuild,
} from './errors.ts';

/** @returns a channel that the bot may look into @throws {ApiError} 10003, 50001 */
export function channelFor(core: Core, id: string | undefined): Channel {
  const channel = core.world.channel(id ?? '');
  if (!channel) throw unknownChannel();
  if ((core.world.mayIn(channel, core.world.bot) & VIEW_CHANNEL) === 0n) throw missingAccess();
  return channel;
}

/** @throws {ApiError} 50013 */
export function mustMay(core: Core, channel: Channel, permission: bigint): void {
  if ((core.world.mayIn(channel, core.world.bot) & permission) === 0n) throw missingPermissions();
}

/** @returns whether messages of before can be read; without it lists are empty */
export function mayReadHistory(core: Core, channel: Channel): boolean {
  return (core.world.mayIn(channel, core.world.bot) & READ_MESSAGE_HISTORY) !== 0n;
}

/** @throws {ApiError} 50013, 50007 for closed direct messages, 50278 when bot and person share no server */
export function mustReach(core: Core, channel: Channel): void {
  const { recipient } = channel;
  if (!recipient) mustMay(core, channel, SEND_MESSAGES);
  else if (!core.world.meets(recipient)) throw noMutualGuild();
  else if (recipient.directMessagesClosed) throw cannotSendToUser();
}

/** @returns a server that the bot is in @throws {ApiError} 10004 */
export function guildFor(core: Core, id: string | undefined): Guild {
  const guild = core.world.guilds.get(id ?? '');
  if (!guild?.installed) throw unknownGuild();
  return guild;
}

/** @throws {ApiError} 20012 */
export function mustBeOwn(core: Core, applicationId: string | undefined): void {
  if (applicationId !== core.world.application.id) throw notThisApplication();
}
