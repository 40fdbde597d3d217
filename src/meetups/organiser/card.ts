import type { Block, Card } from '../../chat/card.ts';
import { strong } from '../../chat/text.ts';
import { manage } from '../actions.ts';
import { countOf, namesIn } from '../answer-lists.ts';
import type { Shown } from '../card.ts';
import { lastingFacts, whenAndWhere } from '../facts.ts';
import type { Answer, Meetup } from '../store.ts';

/** @returns what reminds an organiser of their own meetup, with how many come */
export function organiserReminderCard(meetup: Meetup, shown: Shown): Card {
  const { speak } = shown;
  return {
    tone: 'neutral',
    body: [
      { type: 'text', text: speak.text('reminders.organiser', { title: strong(meetup.title) }) },
      whenAndWhere(meetup, speak),
      { type: 'note', text: comingText(meetup, shown) },
      manageButton(meetup, shown),
    ],
  };
}

/** @returns what tells an organiser of those who gave up their places: people of their own space by name, others counted */
export function withdrawnCard(meetup: Meetup, left: readonly Answer[], shown: Shown): Card {
  const { speak } = shown;
  const opening = speak.text('meetup.withdrawn', { title: strong(meetup.title), count: left.length });
  return {
    tone: 'attention',
    body: [
      { type: 'text', text: [...[opening].flat(), ' ', ...namesIn(left, shown), '.'] },
      lastingFacts(meetup, speak),
      { type: 'note', text: comingText(meetup, shown) },
      manageButton(meetup, shown),
    ],
  };
}

function comingText({ answers }: Meetup, { speak }: Shown): string {
  return speak.say('meetup.coming', { count: countOf(answers, 'going'), waiting: countOf(answers, 'waiting') });
}

function manageButton({ occurrenceId }: Meetup, { speak, spaceId }: Shown): Block {
  const id = manage.id({ space: spaceId, occurrence: occurrenceId });
  return { type: 'controls', controls: [{ type: 'button', id, label: speak.say('meetup.button-manage') }] };
}
