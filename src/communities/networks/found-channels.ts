import type { Block } from '../../chat/card.ts';
import type { Speaker } from '../../chat/say.ts';
import { placeText } from '../linking/place.ts';
import type { FoundChannel } from './announcement-channel.ts';

/**
 * @param here our id of the reader's space: elsewhere a channel is no mention, and not theirs to choose
 * @param words those that say where the reader's own can be changed
 * @returns a line for each channel that was chosen without anybody asking for it
 */
export function foundChannelNotes(
  found: readonly FoundChannel[],
  { here, words }: { here: string; words: 'announcement.channel-found' | 'network.channel-found' },
  speak: Speaker,
): Block[] {
  return found.map(({ space, channel }) => ({
    type: 'note',
    text:
      space.id === here
        ? speak.text(words, { channel: { type: 'channel', id: channel } })
        : speak.text('announcement.channel-found-there', { place: placeText(space, speak) }),
  }));
}
