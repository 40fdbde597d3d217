import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { links, PLATFORMS, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await links(world);
});
afterAll(() => world.stop());

const OTHER = { discord: 'slack', slack: 'discord' } as const;

describe.each(PLATFORMS)('on %s', (platform) => {
  const day = platform === 'discord' ? '26' : '28';
  const at = (time: string, before = 0) => `2026-11-${Number(day) - before}T${time}+01:00`;

  test('an organiser is reminded of their own meetup, and holds no place by that', async () => {
    const organiser = world.person(platform, 'organiser');
    const title = `Filmklub ${platform}`;
    await publishes(organiser, { title, when: `${day}. november kl. 19`, where: 'Biografen', capacity: '3' });
    await world.person(platform, 'member').answers('Kommer', title);
    world.travelTo(at('19:00:01', 1));
    const reminder = await organiser.isTold(`Husk ${title}, som du arrangerer`, 'Foreløbig kommer der én.');
    const card = await organiser.finds((one) => one.text.startsWith(title));
    expect(card.text).toContain('2 ledige pladser af 3');
    await world.sandbox[platform].press(organiser.key, reminder.id, 'Se træffet');
    await organiser.finds((one) => one.buttons.some(({ label }) => label === 'Aflys'));
    // Whoever goes to their own meetup is reminded once, as everybody.
    await organiser.answers('Kommer', title);
    world.travelTo(at('18:00:01'));
    await organiser.isTold(`Husk ${title}`, 'Kan du alligevel ikke');
    await world.quiet();
    const own = (await organiser.directMessages()).filter(({ text }) => text.includes(`${title}, som du arrangerer`));
    expect(own).toHaveLength(1);
  });

  test('those who give up a place on the last day are told to the organiser in one message', async () => {
    const organiser = world.person(platform, 'organiser');
    const [here, elsewhere] = [world.person(platform, 'member'), world.person(OTHER[platform], 'member')];
    const early = world.person(OTHER[platform], 'admin');
    const title = `Natcafé ${platform}`;
    const told = async () => (await organiser.directMessages()).filter(({ text }) => text.includes('meldt fra til'));
    const before = (await told()).length;
    world.travelTo(at('10:00:00', 2));
    await publishes(organiser, { title, when: `${day}. november kl. 20`, where: 'Caféen' });
    for (const person of [here, elsewhere, organiser, early]) await person.answers('Kommer', title);
    await early.answers('Kommer ikke', title);
    world.travelTo(at('21:00:00', 1));
    await here.answers('Kommer ikke', title);
    await elsewhere.answers('Kommer ikke', title);
    // Their own no is no news to them; and somebody who comes back is none either.
    await organiser.answers('Kommer ikke', title);
    await world.quiet();
    expect(await told()).toHaveLength(before);
    world.travelTo(at('21:10:01', 1));
    const message = await organiser.isTold(`2 har meldt fra til ${title}`, 'Foreløbig kommer der ingen');
    expect(message.text).toContain(`1 fra ${elsewhere.place.space}`);
    const names = { discord: '@Yusuf', slack: 'Bent' } as const;
    expect(message.text).toContain(names[platform]);
    expect(message.pinged.filter((one) => one !== organiser.key)).toEqual([]);

    await here.answers('Kommer', title);
    await here.answers('Kommer ikke', title);
    await here.answers('Kommer', title);
    // Who has not come back is no news, however often they say no.
    await elsewhere.answers('Måske', title);
    await elsewhere.answers('Kommer ikke', title);
    world.travelTo(at('21:30:00', 1));
    await world.quiet();
    expect(await told()).toHaveLength(before + 1);
    // Somebody else leaves: of them alone the next message tells.
    await here.answers('Kommer ikke', title);
    world.travelTo(at('21:45:00', 1));
    const next = await organiser.isTold(`Én har meldt fra til ${title}`, names[platform]);
    expect(next.text).not.toContain(`1 fra ${elsewhere.place.space}`);
  });
});

test('what an organiser opens from a reminder stays with its server, whatever is sent from another one meanwhile', async () => {
  const [here, there] = ['RÅ Festival', 'Suburban Lyd'].map((space) => world.person('discord', 'organiser', { space }));
  if (!here || !there) throw new Error('Two servers.');
  const evening = { when: '1. december kl. 19', where: 'Salen' };
  await publishes(here, { title: 'Lydaften', ...evening });
  await publishes(there, { title: 'Pladeaften', when: '1. december kl. 20', where: 'Studiet' });
  world.travelTo('2026-11-30T19:00:01+01:00');
  const reminder = await here.isTold('Husk Lydaften, som du arrangerer');
  const direct = (label: string, on: string) =>
    here.finds(
      (one) => one.text.includes(on) && one.buttons.some((button) => button.label === label),
      `${label} on ${on}`,
    );
  const press = async (label: string, on: string) => {
    await world.sandbox.discord.press(here.key, (await direct(label, on)).id, label);
  };
  await world.sandbox.discord.press(here.key, reminder.id, 'Se træffet');
  // The newest message is from the other server now.
  world.travelTo('2026-11-30T20:00:01+01:00');
  await here.isTold('Husk Pladeaften, som du arrangerer');
  await world.quiet();
  await press('Aflys', 'Lydaften');
  await here.reads('Vil du aflyse', 'Lydaften');
  await press('Ja, aflys', 'Vil du aflyse');
  await here.reads('Lydaften', 'er aflyst');
  const state = async (title: string) => (await world.db.prisma.meetup.findFirstOrThrow({ where: { title } })).state;
  expect([await state('Lydaften'), await state('Pladeaften')]).toEqual(['cancelled', 'published']);
  expect((await here.sees()).some(({ text }) => text.includes('findes ikke'))).toBe(false);
});
