import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { emojiNames, FILE } from '../../scripts/generate-emoji.ts';
import { withEmoji } from '../../src/slack/emoji/shortcodes.ts';
import { readCommand } from '../../src/slack/receive.ts';
import { readForm } from '../../src/slack/render/form.ts';

test.each([
  ['Sommerfest :tada:', 'Sommerfest 🎉'],
  [':flag-dk: Fællessang', '🇩🇰 Fællessang'],
  [':tada::partying_face:', '🎉🥳'],
  ['Fest:tada: i haven', 'Fest🎉 i haven'],
  [':thinking_face: :+1: :heart:', '🤔 👍 ❤️'],
  [':wave::skin-tone-3:', '👋🏼'],
  [':male-teacher::skin-tone-6:', '👨🏿‍🏫'],
  [':vores-eget-logo: Fest', ':vores-eget-logo: Fest'],
  ['kl. 19:100:00', 'kl. 19:100:00'],
  ['kl. 19:30:15', 'kl. 19:30:15'],
  ['https://a.dk/:tada:/', 'https://a.dk/:tada:/'],
  ['valg a:b:c', 'valg a:b:c'],
  ['pris: 50 kr: medlemmer', 'pris: 50 kr: medlemmer'],
  [':constructor: :toString:', ':constructor: :toString:'],
])('"%s" is read as "%s"', (typed, read) => {
  expect(withEmoji(typed)).toBe(read);
});

test('emoji are read from commands and from forms', () => {
  const command = { command: '/meetup', text: 'opret titel: :pizza: Pizza', channel_id: 'C1', user_id: 'U1' };
  expect(readCommand(command as Parameters<typeof readCommand>[0]).body).toMatchObject({
    text: 'opret titel: 🍕 Pizza',
  });
  expect(readForm({ title: { input: { value: ':pizza: Pizza' } } })).toEqual({ title: '🍕 Pizza' });
});

test('the names are those of the library', () => {
  expect(readFileSync(FILE, 'utf8')).toBe(emojiNames());
});
