import { type Client, GatewayDispatchEvents } from 'discord.js';
import type { Logger } from 'pino';
import { logged } from './errors.ts';

const OURS: ReadonlySet<string> = new Set([
  GatewayDispatchEvents.InteractionCreate,
  GatewayDispatchEvents.MessageCreate,
  GatewayDispatchEvents.MessageUpdate,
  GatewayDispatchEvents.MessageDelete,
  GatewayDispatchEvents.MessageDeleteBulk,
]);

/**
 * Keeps what the gateway tells from ending the process. discord.js makes objects of every event, and throws where
 * nobody catches it when a field is missing that it counts on (an interaction without `entitlements`, for one).
 * Interactions and messages are read by us alone, so it makes nothing of them at all; of another event that it cannot
 * read, the log tells.
 */
export function guardPackets(client: Client, log: Logger): void {
  const { ws } = client;
  // biome-ignore lint/complexity/useLiteralKeys: discord.js has no public way to leave an event out.
  const handle = ws['handlePacket'].bind(ws);
  // biome-ignore lint/complexity/useLiteralKeys: the same.
  ws['handlePacket'] = (packet, shard) => {
    const event = typeof packet === 'object' && packet !== null && 't' in packet ? packet.t : undefined;
    try {
      return handle(OURS.has(String(event)) ? undefined : packet, shard);
    } catch (error) {
      log.error({ event, ...logged(error) }, 'discord: an event could not be read');
      return false;
    }
  };
}
