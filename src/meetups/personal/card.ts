import type { Button, Card } from '../../chat/card.ts';
import type { Speaker } from '../../chat/say.ts';
import { strong, type Text } from '../../chat/text.ts';
import * as actions from '../actions.ts';
import { ANSWERS, type AskedAnswer } from '../answers.ts';
import type { Shown } from '../card.ts';
import { lastingFacts, reasonBlock } from '../facts.ts';
import { isOver } from '../rules.ts';
import type { Meetup } from '../store.ts';
import type { Standing } from './store.ts';

/** @returns one line, and the facts */
function newsCard(meetup: Meetup, opening: Text, { speak }: Shown, tone: Card['tone']): Card {
  return { tone, body: [{ type: 'text', text: opening }, lastingFacts(meetup, speak)] };
}

/**
 * @param facts date and place, which a reminder tells with how soon it is
 * @returns what a person is told whose answer counts: the opening, the facts, and buttons to answer otherwise
 */
export function answeredCard(
  meetup: Meetup,
  standing: Standing,
  opening: Text,
  shown: Shown,
  facts: typeof lastingFacts = lastingFacts,
): Card {
  const { speak } = shown;
  const ended = endedCard(meetup, shown);
  if (ended) return ended;
  const { answer } = standing;
  const text = answer === 'going' ? opening : speak.text(`meetup.you-${answer}`, { title: strong(meetup.title) });
  return {
    tone: 'neutral',
    body: [
      { type: 'text', text },
      answer === 'going' ? facts(meetup, speak) : lastingFacts(meetup, speak),
      { type: 'note', text: noteOf(meetup, standing, speak) },
      { type: 'controls', controls: buttonsOf(meetup, standing, shown) },
    ],
  };
}

/** @returns the card of what is cancelled or over, without buttons; null while it is on */
export function endedCard(meetup: Meetup, shown: Shown): Card | null {
  const { speak, now } = shown;
  const title = strong(meetup.title);
  if (meetup.state === 'cancelled') {
    const card = newsCard(meetup, speak.text('meetup.message-cancelled', { title }), shown, 'over');
    const { cancelReason: reason } = meetup;
    return reason === null ? card : { ...card, body: [...card.body, reasonBlock(reason, speak)] };
  }
  if (!isOver(meetup, now)) return null;
  const card = newsCard(meetup, [title], shown, 'over');
  return { ...card, body: [...card.body, { type: 'note', text: speak.say('meetup.over') }] };
}

/**
 * Says that a meetup is full. Whoever comes back after a no may find it full: said before they press, in a way that
 * stays true.
 */
function noteOf({ capacity }: Meetup, { answer, space }: Standing, speak: Speaker): string {
  const limited = capacity === null ? 'no' : 'yes';
  if (answer === 'going') return speak.say('meetup.message-cannot', { limited });
  if (answer !== 'not_going') return speak.say('meetup.named', { space: space.name });
  return speak.say('meetup.message-after-all', { limited, space: space.name });
}

function buttonsOf(meetup: Meetup, { answer }: Standing, shown: Shown): Button[] {
  const { speak } = shown;
  const cannot = respondButton(meetup, 'not_going', speak.say('meetup.button-cannot'), shown);
  const going = {
    ...respondButton(meetup, 'going', speak.say('meetup.button-going'), shown),
    style: 'primary' as const,
  };
  if (answer === 'not_going') return [{ ...going, label: speak.say('meetup.button-after-all') }];
  return answer === 'maybe' ? [going, cannot] : [cannot];
}

/** @returns the three answers there are, for a person who reads it in direct messages */
export function answerButtons(meetup: Meetup, shown: Shown): Button[] {
  return ANSWERS.map((answer) => respondButton(meetup, answer, shown.speak.say(`meetup.button-${answer}`), shown));
}

function respondButton({ occurrenceId }: Meetup, answer: AskedAnswer, label: string, { spaceId }: Shown): Button {
  const id = actions.respond.id({ space: spaceId, occurrence: occurrenceId, answer });
  return { type: 'button', id, label };
}
