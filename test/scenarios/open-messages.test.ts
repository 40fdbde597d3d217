import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../waiting.ts';
import { type Person, PLATFORMS, publishes, startWorld, type World } from './world.ts';

/** Messages that people were sent about a meetup: they stay true, whatever they answer and whatever becomes of it. */
let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const title = 'Keramik';
const where = 'Værkstedet';
const evening = { title, where, when: 'på torsdag kl. 19-21', capacity: '1' };
const DAY_BEFORE = '2026-11-25T19:00:05+01:00';
const HOUR_BEFORE = '2026-11-26T18:00:05+01:00';
const AFTER = '2026-11-26T21:00:05+01:00';

const messages = async (person: Person) =>
  (await person.directMessages())
    .filter(({ text }) => text.includes(title))
    .map(({ text, buttons }) => ({
      text,
      buttons: buttons.map(({ label }) => label),
    }));

/** Waits until each message to somebody about the meetup opens so, with these buttons; date and place are in all. */
const readsEverywhere = (person: Person, opening: string, buttons: string[], count = 1) =>
  eventually(async () => {
    const all = await messages(person);
    expect(all.map((one) => ({ ...one, text: one.text.split('\n')[0] }))).toEqual(
      Array.from({ length: count }, () => ({ text: expect.stringContaining(opening), buttons })),
    );
    for (const { text } of all) {
      expect(text).toContain('26. november');
      expect(text).toContain(where);
    }
  });

describe.each(PLATFORMS)('on %s', (platform) => {
  test('after a no, date and place stay in the message, and the place can be had back while it lasts', async () => {
    const [first, second] = [world.person(platform, 'member'), world.person(platform, 'admin')];
    await publishes(world.person(platform, 'organiser'), evening);
    await first.answers('Kommer', title);
    await second.answers('Kommer', title);
    await world.quiet();
    world.travelTo(DAY_BEFORE);
    await readsEverywhere(first, `Husk ${title}.`, ['Jeg kan alligevel ikke komme']);

    await first.presses('Jeg kan alligevel ikke komme');
    await readsEverywhere(first, `Du kommer ikke til ${title}`, ['Jeg kommer alligevel']);
    await readsEverywhere(second, 'Du har fået en plads', ['Jeg kan alligevel ikke komme']);
    const [told] = await messages(first);
    expect(told?.text).toContain('er der fyldt, kommer du på ventelisten');

    // It is full by now.
    await first.presses('Jeg kommer alligevel');
    await readsEverywhere(first, `Du står på ventelisten til ${title}`, ['Jeg kan alligevel ikke komme']);
    await second.answers('Kommer ikke', title);
    await readsEverywhere(second, `Du kommer ikke til ${title}`, ['Jeg kommer alligevel']);
    // The older message is true again, beside the news.
    await eventually(async () =>
      expect((await messages(first)).map(({ text }) => text.split('\n')[0])).toEqual([
        expect.stringContaining(`Husk ${title}`),
        expect.stringContaining('Du har fået en plads'),
      ]),
    );
    await world.quiet();
  });

  test('all messages to one person say the same, also when they answer elsewhere, and when it is over', async () => {
    const [going, changing] = [world.person(platform, 'member'), world.person(platform, 'admin')];
    await publishes(world.person(platform, 'organiser'), { ...evening, capacity: '5' });
    for (const one of [going, changing]) await one.answers('Kommer', title);
    for (const [index, instant] of [DAY_BEFORE, HOUR_BEFORE].entries()) {
      world.travelTo(instant);
      for (const one of [going, changing])
        await readsEverywhere(one, `Husk ${title}`, ['Jeg kan alligevel ikke komme'], index + 1);
    }
    await changing.answers('Måske', title);
    await readsEverywhere(changing, `Du kommer måske til ${title}`, ['Kommer', 'Jeg kan alligevel ikke komme'], 2);
    await changing.presses('Jeg kan alligevel ikke komme');
    await readsEverywhere(changing, `Du kommer ikke til ${title}`, ['Jeg kommer alligevel'], 2);
    // What one answers changes nothing for another.
    await readsEverywhere(going, `Husk ${title}`, ['Jeg kan alligevel ikke komme'], 2);

    world.travelTo(AFTER);
    for (const one of [going, changing]) await readsEverywhere(one, title, [], 2);
    for (const one of [going, changing])
      for (const { text } of await messages(one)) {
        expect(text).toContain('Træffet er slut.');
        expect(text).not.toMatch(/siden|ago|om \d/);
      }
  });

  test('of what is cancelled no message offers anything, and the date and place are there', async () => {
    const [organiser, going] = [world.person(platform, 'organiser'), world.person(platform, 'member')];
    await publishes(organiser, evening);
    await going.answers('Kommer', title);
    world.travelTo(DAY_BEFORE);
    await readsEverywhere(going, `Husk ${title}`, ['Jeg kan alligevel ikke komme']);
    await organiser.uses('meetup cancel', { meetup: title });
    await organiser.presses('Ja, aflys');
    await readsEverywhere(going, `${title} er desværre aflyst`, [], 2);
  });

  test('of two reminders that waited for a platform that was away only the last one comes', async () => {
    const member = world.person(platform, 'member');
    await publishes(world.person(platform, 'organiser'), evening);
    await member.answers('Kommer', title);
    await world.quiet();
    const on = platform === 'discord' ? '^POST /(users/@me/)?channels' : '^chat\\.postMessage$';
    const does = { kind: 'refuse', status: 500, error: 'internal_error' } as const;
    const { id } = world.sandbox.addFault({ platform, on, does });
    const due = () =>
      world.db.prisma.delivery.findMany({
        where: { kind: 'meetup.reminder' },
        select: { state: true, attempts: true },
      });
    world.travelTo(DAY_BEFORE);
    await eventually(async () =>
      expect(await due()).toMatchObject([{ attempts: expect.toSatisfy((tries) => tries > 0) }]),
    );
    // A minute before the second one is due, when the first would be read a minute before it.
    world.travelTo('2026-11-26T17:59:00+01:00');
    world.sandbox.removeFault(id);
    await eventually(async () => expect((await due()).map(({ state }) => state)).toEqual(['dropped']));
    world.travelTo(HOUR_BEFORE);
    await readsEverywhere(member, `Husk ${title}`, ['Jeg kan alligevel ikke komme']);
    await world.quiet();
  });
});
