import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../waiting.ts';
import { moves, type Person, PLATFORMS, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const title = 'Madklub';
const meetup = { title, when: 'på torsdag kl. 18-21', where: 'Køkkenet' };
const onCard = (words: string) => (one: { text: string; onlyYou: boolean }) =>
  !one.onlyYou && one.text.startsWith(title) && one.text.includes(words);
const reminders = async (person: Person) =>
  (await person.directMessages()).filter((one) => one.text.includes('Husk')).map((one) => one.text);
const deliveries = (kind: string) => world.db.prisma.delivery.count({ where: { kind } });

/** Goes from instant to instant, and lets everything that is due then happen. */
async function passes(...instants: string[]) {
  for (const instant of instants) {
    world.travelTo(instant);
    const due = { doneAt: null, dueAt: { lte: new Date(Date.parse(instant)) } };
    await eventually(async () => expect(await world.db.prisma.reminder.count({ where: due })).toBe(0));
    await world.quiet();
  }
}

describe.each(PLATFORMS)('on %s', (platform) => {
  test('whoever answers less than a day before is told so, and reminded once', async () => {
    const member = world.person(platform, 'member');
    await publishes(world.person(platform, 'organiser'), meetup);
    await passes('2026-11-25T20:00:00+01:00');
    expect((await member.answers('Kommer', title)).text).toContain('Jeg minder dig om det en time før.');
    await passes('2026-11-26T17:00:00+01:00', '2026-11-26T17:59:00+01:00', '2026-11-26T18:30:00+01:00');
    expect(await reminders(member)).toHaveLength(1);
  });

  test('whoever answers less than an hour before is not reminded', async () => {
    const [member, other] = [world.person(platform, 'member'), world.person(platform, 'other')];
    await publishes(world.person(platform, 'organiser'), { ...meetup, when: 'om 30 minutter' });
    const answer = await member.answers('Kommer', title);
    expect(answer.text).toMatch(/Vi ses!|See you/);
    await passes('2026-11-23T12:29:00+01:00', '2026-11-23T12:31:00+01:00');
    // It has begun: answering is still possible, and promises no reminder.
    expect((await other.answers('Kommer', title)).text).toMatch(/Vi ses!|See you/);
    await passes('2026-11-23T14:00:00+01:00');
    expect(await deliveries('meetup.reminder')).toBe(0);
  });

  test('moved from next week to half an hour ahead: everyone is told, nobody is reminded of what has passed', async () => {
    const organiser = world.person(platform, 'organiser');
    const member = world.person(platform, 'member');
    await publishes(organiser, { ...meetup, when: 'på tirsdag kl. 18-21' });
    await member.answers('Kommer', title);
    await moves(organiser, title, 'om 30 minutter');
    await organiser.finds(onCard('23. november'));
    world.later(60);
    await member.isTold(`${title} er ændret`);
    await passes('2026-11-23T12:29:00+01:00', '2026-11-23T18:00:00+01:00', '2026-12-01T18:00:00+01:00');
    expect(await reminders(member)).toEqual([]);
  });

  test('moved after the day-before reminder, it is reminded of again for its new time', async () => {
    const organiser = world.person(platform, 'organiser');
    const member = world.person(platform, 'member');
    await publishes(organiser, meetup);
    await member.answers('Kommer', title);
    await passes('2026-11-25T18:00:00+01:00');
    await member.isTold('Husk', title);
    await moves(organiser, title, 'på fredag kl. 18-21');
    await organiser.finds(onCard('27. november'));
    world.later(60);
    await member.isTold(`${title} er ændret`);
    await passes('2026-11-26T17:00:00+01:00');
    expect(await reminders(member)).toHaveLength(1);
    await passes('2026-11-26T18:00:00+01:00', '2026-11-27T17:00:00+01:00', '2026-11-27T18:00:00+01:00');
    expect(await reminders(member)).toHaveLength(3);
  });

  test('it cannot be moved into the past, and what stands stays', async () => {
    const organiser = world.person(platform, 'organiser');
    await publishes(organiser, meetup);
    await organiser.uses('meetup edit', { meetup: title, when: 'i går kl. 18' });
    await organiser.reads('ligger i fortiden');
    await world.quiet();
    expect((await organiser.card(title)).text).toContain('26. november');
  });

  test('it can be cancelled after it has begun, and those who answered are told', async () => {
    const organiser = world.person(platform, 'organiser');
    const member = world.person(platform, 'member');
    await publishes(organiser, meetup);
    await member.answers('Kommer', title);
    world.travelTo('2026-11-26T18:20:00+01:00');
    await organiser.uses('meetup cancel', { meetup: title });
    await organiser.presses('Ja, aflys');
    await member.isTold(`${title} er desværre aflyst`);
    expect((await member.card(`Aflyst: ${title}`)).buttons).toEqual([]);
  });

  test('fewer places than people who go are refused kindly; more, or no limit, let the waiting move up', async () => {
    const organiser = world.person(platform, 'organiser');
    const [first, second, third] = [
      organiser,
      world.person(platform, 'member'),
      world.person(platform, 'admin'),
    ] as const;
    await publishes(organiser, { ...meetup, capacity: '1' });
    await first.answers('Kommer', title);
    for (const [index, person] of [second, third].entries())
      expect((await person.answers('Kommer', title)).text).toContain(`som nummer ${index + 1}`);
    await organiser.uses('meetup edit', { meetup: title, capacity: '2' });
    await second.isTold('Du har fået en plads', title);
    await organiser.uses('meetup edit', { meetup: title, capacity: '1' });
    await organiser.reads('2 kommer allerede. Skriv mindst 2.');
    await organiser.uses('meetup show', { meetup: title });
    await organiser.opens('Ret', (message) => message.text.startsWith(title));
    await organiser.fills({ capacity: '' });
    await third.isTold('Du har fået en plads', title);
    await third.finds(onCard('Kommer (3)'));
    await world.quiet();
    expect(await deliveries('meetup.promoted')).toBe(2);
  });

  test('publishing twice at once posts once; a published one can no longer be thrown away', async () => {
    const organiser = world.person(platform, 'organiser');
    await organiser.uses('meetup create', meetup);
    const preview = await organiser.reads(title, 'Jeg forstod');
    const press = (label: string) => world.sandbox[platform].press(organiser.key, preview.id, label);
    await Promise.all(['Slå op', 'Slå op', 'Slet kladden'].map((label) => press(label).catch(() => undefined)));
    await eventually(async () => expect(await world.db.prisma.meetup.count({ where: { state: 'draft' } })).toBe(0));
    await world.quiet();
    const published = await world.db.prisma.meetup.count({ where: { state: 'published' } });
    // Whichever press came first has won, and the card says the same.
    expect(await deliveries('meetup.card')).toBe(published);
    const shown = (await organiser.sees()).filter((one) => !one.onlyYou && one.text.startsWith(title));
    expect(shown).toHaveLength(published);
    await organiser.finds((one) => one.onlyYou && /allerede slået op|findes ikke længere/.test(one.text));
  });
});

test('somebody who answers in two servers of one community is one person, and reminded once', async () => {
  const here = world.person('discord', 'admin');
  const there = world.person('discord', 'admin', { space: 'Suburban Lyd' });
  await here.uses('setup link');
  const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec((await here.reads('/setup join', 'Her er koden')).text)?.[0] ?? '';
  await there.uses('setup join', { code });
  await there.reads('I er forbundet');
  const yusuf = [world.person('discord', 'yusuf'), world.person('discord', 'yusuf', there.place)] as const;
  await publishes(world.person('discord', 'organiser'), meetup);
  for (const one of yusuf) {
    await one.card(title);
    await one.answers('Kommer', title);
  }
  await yusuf[0].finds(onCard('Kommer (1)'));
  await passes('2026-11-25T18:00:00+01:00', '2026-11-26T17:00:00+01:00');
  expect(await reminders(yusuf[0])).toHaveLength(2);
});

test('a draft whose time passed while it lay there is not published, and its organiser hears what to do', async () => {
  const organiser = world.person('discord', 'organiser');
  await organiser.uses('meetup create', meetup);
  await organiser.reads(title, 'Jeg forstod');
  world.travelTo('2026-11-26T18:30:00+01:00');
  await organiser.presses('Slå op');
  await organiser.reads('Tidspunktet er passeret i mellemtiden. Tryk ”Ret”');
});
