import type { Block, Card } from '../../chat/card.ts';
import type { Speaker } from '../../chat/say.ts';
import { type Inline, pieces, strong, type Text } from '../../chat/text.ts';
import type { Shown } from '../card.ts';
import { lastingFacts, lines, nightLines, spanText, WHEN, WHERE } from '../facts.ts';
import { answerButtons, endedCard } from '../personal/card.ts';
import type { Standing } from '../personal/store.ts';
import type { Meetup } from '../store.ts';
import { isNews, isRetimed } from './rules.ts';
import type { Facts } from './store.ts';

/**
 * @param former null where nobody knows what was so before
 * @returns what has changed, old and new, with the reader's answer and buttons for another one
 */
export function changedCard(meetup: Meetup, former: Facts | null, standing: Standing, shown: Shown): Card {
  const { speak } = shown;
  return (
    endedCard(meetup, shown) ?? {
      tone: 'attention',
      body: [
        { type: 'text', text: openingOf(meetup, former, speak) },
        former && isNews(former, meetup) ? oldAndNew(meetup, former, speak) : lastingFacts(meetup, speak),
        { type: 'note', text: yourAnswer(standing, speak) },
        { type: 'controls', controls: answerButtons(meetup, shown) },
      ],
    }
  );
}

function openingOf(meetup: Meetup, former: Facts | null, speak: Speaker): Text {
  const title = strong(meetup.title);
  if (!former) return speak.text('meetup.message-changed', { title, what: 'unknown' });
  if (!isNews(former, meetup)) return speak.text('meetup.message-changed-back', { title });
  const place = former.place !== meetup.place;
  const what = isRetimed(former, meetup) ? (place ? 'both' : 'time') : 'place';
  const opening = speak.text('meetup.message-changed', { title, what });
  if (former.title === meetup.title) return opening;
  return [...pieces(opening), ' ', ...pieces(speak.text('meetup.message-renamed', { title: strong(former.title) }))];
}

function oldAndNew(meetup: Meetup, former: Facts, speak: Speaker): Block {
  const times = isRetimed(former, meetup) ? [former, meetup] : [meetup];
  const places = former.place !== meetup.place ? [former.place, meetup.place] : [meetup.place];
  const when = times.map((one) => pieces(spanText(one, speak)));
  return {
    type: 'text',
    text: lines([arrow(WHEN, when), ...nightLines(meetup, speak), arrow(WHERE, places.map(pieces))]),
  };
}

/** Old → new; what has not changed stands alone. */
function arrow(mark: string, parts: readonly (readonly (string | Inline)[])[]): (string | Inline)[] {
  return [mark, ...parts.flatMap((part, index) => [...(index > 0 ? [' → '] : []), ...part])];
}

function yourAnswer({ answer, space }: Standing, speak: Speaker): string {
  return `${speak.say('meetup.your-answer', { answer })} ${speak.say('meetup.seen-on-card', { answer, space: space.name })}`;
}
