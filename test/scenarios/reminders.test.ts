import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../waiting.ts';
import { links, moves, type Person, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await links(world);
});
afterEach(() => world.stop());

const concert = { title: 'Åben scene', when: 'på torsdag kl. 19-23', where: 'Gimle' };
const about = (message: { text: string; onlyYou: boolean }) =>
  message.text.startsWith('Åben scene') && !message.onlyYou;
const told = async (person: Person) =>
  (await person.directMessages()).filter((one) => one.text.includes('Husk')).length;

test('those who go are reminded a day and an hour before, on their own platform, once', async () => {
  const [yusuf, bent, freja] = [
    world.person('discord', 'yusuf'),
    world.person('slack', 'bent'),
    world.person('discord', 'freja'),
  ];
  await publishes(world.person('discord', 'maja'), concert);
  await bent.card('Åben scene');
  await yusuf.answers('Kommer', 'Åben scene');
  await bent.answers('Kommer', 'Åben scene');
  await freja.answers('Måske', 'Åben scene');
  await world.quiet();

  world.travelTo('2026-11-25T19:00:05+01:00');
  for (const person of [yusuf, bent]) {
    const { text } = await person.isTold('Husk Åben scene');
    expect(text, 'how soon it is').toMatch(/ \((om|in|i morgen|tomorrow)[^)]*\)/);
    expect(text.match(/kl\. 19|19[.:]00/g), 'the date stands there once').toHaveLength(1);
  }
  world.travelTo('2026-11-26T18:00:05+01:00');
  await eventually(async () => expect(await Promise.all([yusuf, bent].map(told))).toEqual([2, 2]));
  await world.quiet();
  expect(await Promise.all([yusuf, bent, freja].map(told))).toEqual([2, 2, 0]);
});

test('reminders move with the meetup, and whoever cannot come after all gets none', async () => {
  const [maja, yusuf, freja] = [
    world.person('discord', 'maja'),
    world.person('discord', 'yusuf'),
    world.person('discord', 'freja'),
  ];
  await publishes(maja, concert);
  await yusuf.answers('Kommer', 'Åben scene');
  await freja.answers('Kommer', 'Åben scene');
  await moves(maja, 'Åben scene', 'på lørdag kl. 19');
  await maja.finds((one) => about(one) && one.text.includes('28. november'));
  world.later(60);
  await yusuf.isTold('Åben scene er ændret');
  await freja.answers('Kommer ikke', 'Åben scene');
  await world.quiet();
  world.travelTo('2026-11-26T18:30:00+01:00');
  world.travelTo('2026-11-27T19:00:05+01:00');
  await yusuf.isTold('Husk Åben scene');
  await world.quiet();
  expect(await Promise.all([yusuf, freja].map(told))).toEqual([1, 0]);
});

test('nobody is reminded of a cancelled meetup', async () => {
  const [maja, yusuf] = [world.person('discord', 'maja'), world.person('discord', 'yusuf')];
  await publishes(maja, concert);
  await yusuf.answers('Kommer', 'Åben scene');
  await yusuf.reads('Du kommer til Åben scene');
  await maja.uses('meetup cancel', { meetup: 'Åben scene' });
  await maja.presses('Ja, aflys');
  await yusuf.isTold('aflyst');
  world.travelTo('2026-11-26T18:30:00+01:00');
  await publishes(maja, { ...concert, title: 'Bagefter', when: 'om 2 timer' });
  await world.quiet();
  expect(await told(yusuf)).toBe(0);
});

test('a person whose direct messages are closed loses nothing else, and others are reminded', async () => {
  const [yusuf, freja] = [world.person('discord', 'yusuf'), world.person('discord', 'freja')];
  await publishes(world.person('discord', 'maja'), concert);
  yusuf.change({ directMessagesClosed: true });
  await yusuf.answers('Kommer', 'Åben scene');
  await freja.answers('Kommer', 'Åben scene');
  await yusuf.reads('Du kommer til Åben scene');
  await freja.reads('Du kommer til Åben scene');
  world.travelTo('2026-11-25T19:00:05+01:00');
  await freja.isTold('Husk Åben scene');
  await world.quiet();
  const failed = await world.db.prisma.delivery.findMany({ where: { state: 'failed' } });
  expect(failed.map((one) => one.reason)).toEqual(['direct-messages-closed']);
  expect((await yusuf.card('Åben scene')).text).toContain('Kommer (2)');
});

test('from the reminder one can say that one cannot come after all', async () => {
  const [yusuf, bent] = [world.person('discord', 'yusuf'), world.person('slack', 'bent')];
  await publishes(world.person('discord', 'maja'), concert);
  await bent.card('Åben scene');
  await yusuf.answers('Kommer', 'Åben scene');
  await bent.answers('Kommer', 'Åben scene');
  await yusuf.reads('Du kommer til Åben scene');
  await bent.reads('Du kommer til Åben scene');
  world.travelTo('2026-11-25T19:00:05+01:00');
  for (const person of [yusuf, bent]) {
    await person.isTold('Husk Åben scene');
    await person.presses('Jeg kan alligevel ikke komme');
    await person.isTold('Du kommer ikke til Åben scene', 'Gimle');
  }
  await yusuf.finds((one) => about(one) && one.text.includes('Kommer ikke (2)'));
});
