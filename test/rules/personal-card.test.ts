import { expect, test } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import { speaker } from '../../src/chat/say.ts';
import { changedCard } from '../../src/meetups/changes/card.ts';
import { whenAndWhere } from '../../src/meetups/facts.ts';
import { answeredCard } from '../../src/meetups/personal/card.ts';
import type { Standing } from '../../src/meetups/personal/store.ts';
import type { Meetup } from '../../src/meetups/store.ts';

const NOW = Date.parse('2026-11-23T12:00:00+01:00');
const HOUR = 60 * 60 * 1000;
const UUID = '00000000-0000-4000-8000-000000000001';
const space = { id: UUID, name: 'RÅ Festival' };
const account = { platform: 'discord', tenant: '', id: '1' };
const PLACE = 'Værkstedet';

const ahead: Meetup = {
  id: UUID,
  occurrenceId: UUID,
  state: 'published',
  title: 'Keramik',
  description: null,
  place: PLACE,
  capacity: 4,
  facts: {},
  zone: 'Europe/Copenhagen',
  startsAt: NOW + 30 * HOUR,
  endsAt: NOW + 32 * HOUR,
  changes: 1,
  cancelReason: null,
  organiser: { account, accountId: UUID, personId: UUID, space },
  answers: [],
};
const over = { ...ahead, startsAt: NOW - 30 * HOUR, endsAt: NOW - 28 * HOUR };
const cancelled = { ...ahead, state: 'cancelled' as const, cancelReason: 'Regn' };
const former = { title: ahead.title, place: 'Hallen', startsAt: ahead.startsAt - HOUR, endsAt: null };
const ANSWERS: readonly Standing['answer'][] = ['going', 'maybe', 'waiting', 'not_going'];

/** Every message to one person about a meetup. */
function messagesAbout(meetup: Meetup): Card[] {
  const shown = { speak: speaker('da', 'Europe/Copenhagen', NOW), spaceId: UUID, now: NOW };
  return ANSWERS.flatMap((answer) => {
    const standing: Standing = { answer, space, told: 0 };
    return [answeredCard(meetup, standing, 'Husk', shown), changedCard(meetup, former, standing, shown)];
  });
}

const hasButtons = ({ body }: Card) => body.some(({ type }) => type === 'controls');

test('a reminder says how soon it is, by the reader’s own clock, to those who go and until it is over', () => {
  const shown = { speak: speaker('da', 'Europe/Copenhagen', NOW), spaceId: UUID, now: NOW };
  const soon = ANSWERS.filter((answer) => {
    const card = answeredCard(ahead, { answer, space, told: 0 }, 'Husk', shown, whenAndWhere);
    return JSON.stringify(card).includes(`"at":${ahead.startsAt},"show":"relative"`);
  });
  expect(soon).toEqual(['going']);
  const going: Standing = { answer: 'going', space, told: 0 };
  for (const meetup of [over, cancelled])
    expect(JSON.stringify(answeredCard(meetup, going, 'Husk', shown, whenAndWhere))).not.toContain('relative');
});

test('date and place are in every other message, and nothing says how far away it is', () => {
  for (const meetup of [ahead, over, cancelled])
    for (const card of messagesAbout(meetup)) {
      const words = JSON.stringify(card);
      expect(words).toContain(PLACE);
      expect(words).toContain(`"at":${meetup.startsAt}`);
      expect(words).not.toContain('relative');
    }
});

test('whatever was answered can be answered otherwise, until it is over or cancelled', () => {
  expect(messagesAbout(ahead).every(hasButtons)).toBe(true);
  for (const meetup of [over, cancelled]) expect(messagesAbout(meetup).some(hasButtons)).toBe(false);
});

test('what changed stands as old and new, and what did not stands once', () => {
  const [, time] = messagesAbout({ ...ahead, place: former.place });
  const words = JSON.stringify(time);
  expect(words).toContain('nyt tidspunkt.');
  expect(words.match(/ → /g)).toHaveLength(1);
  const [, both] = messagesAbout(ahead);
  expect(JSON.stringify(both)).toContain('nyt tidspunkt og nyt sted');
  expect(JSON.stringify(both).match(/ → /g)).toHaveLength(2);
});
