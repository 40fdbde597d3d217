import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { links, moves, type Person, PLATFORMS, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const title = 'Bålaften';
const meetup = { title, when: 'på torsdag kl. 19-21', where: 'Stranden', capacity: '8' };
const THANKS = 'Træffet er slut. Tak til alle, der kom!';
const ANSWERS = ['Kommer', 'Måske', 'Kommer ikke', 'Mere'];
const buttonsOf = async (person: Person) => (await person.card(title)).buttons.map((button) => button.label);
const saysItIsOver = (person: Person) =>
  person.finds((one) => !one.onlyYou && one.text.startsWith(title) && one.text.includes(THANKS));

describe.each(PLATFORMS)('on %s', (platform) => {
  test('when it ends, a meetup’s card says so and has no buttons any more', async () => {
    const member = world.person(platform, 'member');
    await publishes(world.person(platform, 'organiser'), meetup);
    await member.answers('Kommer', title);
    world.travelTo('2026-11-26T20:59:50+01:00');
    await world.quiet();
    expect(await buttonsOf(member)).toEqual(ANSWERS);
    world.travelTo('2026-11-26T21:00:00+01:00');
    const card = await saysItIsOver(member);
    expect(card.buttons).toEqual([]);
    expect(card.text).toContain('Kommer (1)');
    expect(card.text).not.toContain('ledige pladser');
    expect(card.pinged).toEqual([]);
  });

  test('one without an end is over three hours after its start, and can be answered until then', async () => {
    const member = world.person(platform, 'member');
    await publishes(world.person(platform, 'organiser'), { ...meetup, when: 'på torsdag kl. 19' });
    world.travelTo('2026-11-26T21:59:00+01:00');
    await member.answers('Kommer', title);
    await member.uses('meetup list');
    await member.reads('Kommende træf', title);
    world.travelTo('2026-11-26T22:00:00+01:00');
    expect((await saysItIsOver(member)).buttons).toEqual([]);
  });

  test('the end moves with the meetup, also after it was over', async () => {
    const organiser = world.person(platform, 'organiser');
    const member = world.person(platform, 'member');
    await publishes(organiser, meetup);
    await moves(organiser, title, 'på fredag kl. 19-21');
    await member.finds((one) => one.text.startsWith(title) && one.text.includes('27. november'));
    world.travelTo('2026-11-27T20:59:00+01:00');
    await world.quiet();
    expect(await buttonsOf(member)).toEqual(ANSWERS);
    world.travelTo('2026-11-27T21:00:00+01:00');
    // Nobody had answered: then there is no list that says so for ever.
    expect((await saysItIsOver(member)).text).not.toContain('Kommer (');

    const { id } = await world.db.prisma.meetup.findFirstOrThrow();
    await moves(organiser, id, 'i morgen kl. 19-21');
    await member.finds((one) => one.text.startsWith(title) && one.buttons.length === 4);
    world.travelTo('2026-11-28T21:00:00+01:00');
    expect((await saysItIsOver(member)).buttons).toEqual([]);
  });

  test('a cancelled one stays cancelled', async () => {
    const organiser = world.person(platform, 'organiser');
    await publishes(organiser, meetup);
    await organiser.uses('meetup cancel', { meetup: title });
    await organiser.presses('Ja, aflys');
    const cancelled = await organiser.card(`Aflyst: ${title}`);
    expect(cancelled.buttons).toEqual([]);
    world.travelTo('2026-11-26T21:00:00+01:00');
    await publishes(organiser, { ...meetup, title: 'Bagefter', when: 'i morgen kl. 10' });
    await world.quiet();
    expect((await organiser.card(`Aflyst: ${title}`)).text).not.toContain(THANKS);
  });
});

test('both platforms say so, however long after the end the bot looks', async () => {
  await links(world);
  await publishes(world.person('discord', 'organiser'), meetup);
  const members = PLATFORMS.map((platform) => world.person(platform, 'member'));
  for (const member of members) await member.card(title);
  world.travelTo('2026-12-24T12:00:00+01:00');
  for (const member of members) expect((await saysItIsOver(member)).buttons).toEqual([]);
});

test('somebody who manages it can no longer cancel it, and hears why', async () => {
  const organiser = world.person('discord', 'organiser');
  await publishes(organiser, meetup);
  const { id } = await world.db.prisma.meetup.findFirstOrThrow();
  await organiser.uses('meetup cancel', { meetup: id });
  await organiser.reads('Vil du aflyse');
  world.travelTo('2026-11-26T21:00:01+01:00');
  await organiser.presses('Ja, aflys');
  await organiser.reads('det er for sent at svare eller aflyse');
  await organiser.uses('meetup show', { meetup: id });
  const card = await organiser.finds((one) => one.onlyYou && one.text.includes(THANKS));
  expect(card.buttons.map((button) => button.label)).toEqual(['Ret', 'Flere valg']);
});
