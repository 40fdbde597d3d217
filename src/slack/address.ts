import type { MessageRef } from '../chat/platform.ts';
import type { Self } from './connect.ts';

/**
 * `Platform.addressOf`, as chat.getPermalink writes it: the workspace's address, the channel, and "p" with the
 * message's time without its point. https://docs.slack.dev/reference/methods/chat.getPermalink
 */
export function addressOf(self: Self | undefined, { channel, message }: MessageRef): string | null {
  if (!self?.url) return null;
  return new URL(`archives/${channel}/p${message.replace('.', '')}`, self.url).href;
}
