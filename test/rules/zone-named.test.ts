import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Question } from '../../src/chat/command.ts';
import { fieldsOf } from '../../src/chat/input.ts';
import { loadCommands } from '../../src/chat/load.ts';
import { readMoment, suggestMoment } from '../../src/chat/moment.ts';
import { speaker } from '../../src/chat/say.ts';
import { ChoiceError } from '../../src/chat/user-error.ts';
import type { Context } from '../../src/communities/context.ts';
import { historyCard } from '../../src/communities/history/card.ts';
import { buildForm } from '../../src/dispatch/form.ts';
import { buttonsOf } from '../../src/feature-list.ts';
import { FEATURES } from '../../src/features.ts';
import { nightLines, titleAndDate } from '../../src/meetups/facts.ts';

const now = Date.parse('2026-11-23T11:00:00Z');
const context = { language: 'da', zone: 'Europe/Copenhagen', now } as Context;
const commands = await loadCommands<Context>(fileURLToPath(new URL('../../commands', import.meta.url)));
const buttons = buttonsOf(FEATURES);
const asked = [
  ...[...commands].flatMap(([name, { subcommands }]) =>
    [...subcommands].map(([sub, one]) => [`${name}/${sub}`, one as Question<Context>] as const),
  ),
  ...[...buttons].flatMap(([, { question }]) => (question ? [[question.texts, question] as const] : [])),
];
const timed = asked.filter(([, { input }]) => fieldsOf(input).some(({ name }) => name === 'when'));

test.each(timed)('the form of %s says whose time it asks for', async (texts, question) => {
  const form = await buildForm(context, { ...question, fields: ['when'] }, { texts, id: 'x', values: {}, args: {} });
  expect(form.fields[0]?.hint).toMatch(/^For eksempel: .*\. Klokkeslættet er dansk tid\.$/);
  // The longest that Discord shows.
  expect(form.fields[0]?.hint?.length).toBeLessThanOrEqual(100);
  const there = { ...context, zone: 'America/New_York', language: 'en' } as Context;
  const english = await buildForm(there, { ...question, fields: ['when'] }, { texts, id: 'x', values: {}, args: {} });
  expect(english.fields[0]?.hint).toMatch(/The time is New York time\.$/);
});

test('there are such forms: to make a meetup, to edit one, and to send an announcement later', () => {
  expect(timed.map(([texts]) => texts)).toEqual(
    expect.arrayContaining(['meetup/create', 'meetup/edit', 'announce/when']),
  );
});

test('what is proposed while a time is typed says whose time it is', () => {
  const labels = suggestMoment(context, '31. december kl. 0-2').map(({ label }) => label);
  expect(labels).toContain('natten mellem onsdag den 30. og torsdag den 31. december 2026 kl. 00.00–02.00 (dansk tid)');
  for (const label of labels) expect(label).toMatch(/\(dansk tid\)$/);
});

test('a choice keeps its time of day, however long it is, on a button of either platform', () => {
  const day = fc.integer({ min: 0, max: 700 });
  fc.assert(
    fc.property(day, fc.constantFrom('da' as const, 'en' as const), (days, language) => {
      const date = new Date(now + days * 86_400_000).toISOString().slice(0, 10);
      const labels = choices({ ...context, language }, `${date.split('-').reverse().join('.')} kl. 0`);
      for (const label of labels) {
        expect(label.length).toBeLessThanOrEqual(75);
        expect(label).toMatch(language === 'da' ? /^natten mellem .* kl\. 00\.00$/ : /^the night between .*, 00:00$/);
      }
    }),
  );
});

test('a choice in the night names the night, and what is proposed does too', () => {
  expect(choices(context, 'fredag kl. 00.30')).toEqual([
    expect.stringMatching(/^natten til fredag den .* kl\. 00\.30$/),
    expect.stringMatching(/^natten til lørdag den .* kl\. 00\.30$/),
  ]);
  expect(choices({ ...context, language: 'en' }, 'Friday at 3')[0]).toMatch(/^early on Friday .*, 03:00$/);
  const [proposed] = suggestMoment(context, '31. december kl. 02.00').map(({ label }) => label);
  expect(proposed).toBe('natten til torsdag den 31. december 2026 kl. 02.00 (dansk tid)');
});

function choices(scene: Context, words: string): string[] {
  try {
    readMoment(scene, words, 'when');
    return [];
  } catch (error) {
    if (error instanceof ChoiceError) return error.choices.map(({ label }) => label);
    return [];
  }
}

test('a meetup at midnight names both days and whose they are, beside the time that each reads in their own zone', () => {
  const speak = speaker('da', 'Europe/Copenhagen', now);
  const startsAt = Date.parse('2026-12-05T00:00:00+01:00');
  const night = 'natten mellem fredag den 4. og lørdag den 5. december (dansk tid)';
  expect(nightLines({ startsAt, endsAt: startsAt + 7_200_000 }, speak)).toEqual([
    [`Det begynder ved midnat, ${night}.`],
  ]);
  expect(nightLines({ startsAt: startsAt - 86_400_000 / 2, endsAt: startsAt }, speak)).toEqual([
    [`Det slutter ved midnat, ${night}.`],
  ]);
  expect(nightLines({ startsAt: startsAt - 7_200_000, endsAt: startsAt }, speak)).toEqual([]);
  expect(JSON.stringify(titleAndDate({ title: 'Vandring', startsAt }, speak))).toContain(night);
  expect(JSON.stringify(titleAndDate({ title: 'Vandring', startsAt: startsAt + 60_000 }, speak))).not.toContain(
    'natten',
  );
});

test('the list of changed settings, whose times are plain words, says whose time they are', () => {
  const page = { here: 'x', number: 0, size: 10 };
  const card = historyCard({ changes: [], total: 0 }, page, speaker('en', 'America/New_York', now));
  expect(JSON.stringify(card)).toContain('The times are New York time.');
});
