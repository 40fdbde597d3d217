import type { Card } from '../../chat/card.ts';
import { notice } from '../../chat/notice.ts';
import type { Speaker } from '../../chat/say.ts';
import { strong } from '../../chat/text.ts';
import * as actions from '../actions.ts';
import { controls, wordsFor } from '../card.ts';
import { type Destinations, destinationLines, underEachOther } from '../destinations/card.ts';
import type { Announcement } from '../store.ts';

/**
 * @param where `here`: our id of the reader's space
 * @returns what its author is told who has just sent it: where it goes, with a press to see whether it is there
 */
export function sendingCard(
  { announcement, copies }: { announcement: Announcement; copies: number },
  { places, here }: { places: Destinations; here: string },
  speak: Speaker,
): Card {
  const title = strong(wordsFor(announcement.newest, speak.language).title);
  const done = notice(speak.text('announcement.sending', { title, count: copies }));
  const lines = destinationLines(places, here, speak);
  return {
    ...done,
    body: [
      ...done.body,
      ...(lines.length > 0 ? [{ type: 'text' as const, text: underEachOther(lines) }] : []),
      controls([
        {
          type: 'button',
          id: actions.report.id({ space: announcement.spaceId, announcement: announcement.id }),
          label: speak.say('announcement.button-report'),
        },
      ]),
    ],
  };
}
