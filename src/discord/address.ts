import type { MessageRef } from '../chat/platform.ts';

/** `Platform.addressOf`: what "Copy message link" gives in Discord's client. */
export function addressOf({ space, channel, message }: MessageRef): string {
  return `https://discord.com/channels/${space}/${channel}/${message}`;
}
