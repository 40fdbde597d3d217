import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moves, PLATFORMS, proposes, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const meetup = { when: 'torsdag den 17. december kl. 17-19', where: 'Medborgerhuset' };
const timesOf = async (title: string) => {
  const { startsAt, endsAt } = await world.db.prisma.occurrence.findFirstOrThrow({ where: { meetup: { title } } });
  return [startsAt.toISOString(), endsAt?.toISOString()];
};
const THURSDAY_17 = ['2026-12-17T16:00:00.000Z', '2026-12-17T18:00:00.000Z'];

describe.each(PLATFORMS)('on %s', (platform) => {
  test('another time is shown with the old one and with how many are told, and takes a press', async () => {
    const [organiser, member] = [world.person(platform, 'organiser'), world.person(platform, 'member')];
    const title = `Kor på ${platform}`;
    await publishes(organiser, { ...meetup, title });
    await member.answers('Kommer', title);

    for (const [said, old, fresh] of [
      ['kl. 20', 'kl. 17.00–19.00', '17. december 2026 kl. 20.00–22.00'],
      ['til 18', 'kl. 17.00–19.00', '17. december 2026 kl. 17.00–18.00'],
      ['søndag', 'torsdag den 17. december', 'søndag den 20. december 2026 kl. 17.00–19.00'],
      ['en time senere', 'kl. 17.00–19.00', '17. december 2026 kl. 18.00–20.00'],
    ] as const) {
      const { text } = await proposes(organiser, { meetup: title, when: said, where: 'Haven' });
      for (const words of [old, fresh, 'Haven', 'Én har svaret og får besked']) expect(text, said).toContain(words);
    }
    await organiser.presses('Behold det gamle');
    await organiser.reads('bliver, som det er');
    await world.quiet();
    expect(await timesOf(title)).toEqual(THURSDAY_17);
    expect((await organiser.card(title)).text).toContain('Medborgerhuset');
    const toTell = { tellAt: { not: null }, meetup: { title } };
    expect(await world.db.prisma.occurrence.count({ where: toTell })).toBe(0);

    await moves(organiser, title, 'kl. 20');
    await organiser.reads('er rettet', '20.00', 'Én får besked');
    await organiser.finds((one) => !one.onlyYou && one.text.startsWith(title) && one.text.includes('20.00'));
    expect(await timesOf(title)).toEqual(['2026-12-17T19:00:00.000Z', '2026-12-17T21:00:00.000Z']);
    expect(await world.db.prisma.occurrence.count({ where: toTell })).toBe(1);
  });

  test('in a form, too, what is left out stays; a draft is changed at once', async () => {
    const organiser = world.person(platform, 'organiser');
    const title = `Skak på ${platform}`;
    await publishes(organiser, { ...meetup, title });
    await organiser.uses('meetup show', { meetup: title });
    await organiser.opens('Ret', (message) => message.text.startsWith(title));
    await organiser.fills(platform === 'discord' ? { when: 'til 18' } : { when_end: '18:00' });
    await organiser.reads(title, 'Intet er ændret endnu', 'kl. 17.00–18.00', 'Ingen har svaret endnu');
    expect(await timesOf(title)).toEqual(THURSDAY_17);
    await organiser.presses('Ja, ret tidspunktet');
    await organiser.reads(title, 'er rettet', 'Der var ingen at give besked');
    expect(await timesOf(title)).toEqual([THURSDAY_17[0], '2026-12-17T17:00:00.000Z']);

    await organiser.uses('meetup create', { ...meetup, title: `Kladde på ${platform}` });
    await organiser.opens('Ret', (message) => message.text.includes(`Kladde på ${platform}`));
    await organiser.fills(platform === 'discord' ? { when: 'kl. 20' } : { when_time: '20:00', when_end: '22:00' });
    await organiser.reads(`Kladde på ${platform}`, 'Jeg forstod: torsdag den 17. december 2026 kl. 20.00–22.00');
  });

  test('what others write between an edit and its confirmation stays, where the edit does not change it', async () => {
    const [organiser, admin] = [world.person(platform, 'organiser'), world.person(platform, 'admin')];
    const title = `Fodbold på ${platform}`;
    await publishes(organiser, { ...meetup, title });
    // The title is given as it stands, so it is no change.
    const edit = { meetup: title, title, when: 'kl. 20', where: 'Haven' };
    const shown = await proposes(organiser, edit);
    await admin.uses('meetup edit', { meetup: title, title: `Floorball på ${platform}` });
    await admin.finds(({ onlyYou, text }) => onlyYou && text.includes(`Floorball på ${platform}`));
    await organiser.presses('Ja, ret tidspunktet', ({ id }) => id === shown.id);
    await organiser.reads(`Floorball på ${platform}`, 'er rettet');
    const { place } = await world.db.prisma.meetup.findFirstOrThrow({ where: { title: `Floorball på ${platform}` } });
    expect(place).toBe('Haven');
  });

  test('what somebody else moved meanwhile is shown anew, and nobody moves it unseen', async () => {
    const [organiser, admin] = [world.person(platform, 'organiser'), world.person(platform, 'admin')];
    const title = `Dans på ${platform}`;
    await publishes(organiser, { ...meetup, title });
    const shown = await proposes(organiser, { meetup: title, when: 'kl. 20' });
    await moves(admin, title, 'fredag kl. 10-12');
    await admin.reads(title, 'er rettet');
    await organiser.presses('Ja, ret tidspunktet', ({ id }) => id === shown.id);
    await organiser.finds((one) => one.text.includes('Intet er ændret endnu') && one.text.includes('18. december'));
    expect(await timesOf(title)).toEqual(['2026-12-18T09:00:00.000Z', '2026-12-18T11:00:00.000Z']);
    await organiser.presses('Ja, ret tidspunktet');
    await organiser.reads(title, 'er rettet', '20.00');
    expect(await timesOf(title)).toEqual(['2026-12-17T19:00:00.000Z', '2026-12-17T21:00:00.000Z']);
  });
});

test('where somebody has set the same time meanwhile, the rest of an edit is made', async () => {
  const [organiser, admin] = [world.person('discord', 'organiser'), world.person('discord', 'admin')];
  await publishes(organiser, { ...meetup, title: 'Samtidig' });
  const shown = await proposes(organiser, { meetup: 'Samtidig', when: 'kl. 20', where: 'Haven' });
  await moves(admin, 'Samtidig', 'kl. 20');
  await admin.reads('Samtidig', 'er rettet');
  await organiser.presses('Ja, ret tidspunktet', ({ id }) => id === shown.id);
  await organiser.finds((one) => !one.onlyYou && one.text.startsWith('Samtidig') && one.text.includes('Haven'));
});

test('while a new time is typed on Discord, it is read beside the one that stands', async () => {
  const organiser = world.person('discord', 'organiser');
  const values = { meetup: 'Dans på discord', when: 'en uge senere' };
  const [proposal] = await organiser.suggestions('meetup edit', 'when', values);
  expect(proposal?.name).toBe('torsdag den 24. december 2026 kl. 20.00–22.00 (dansk tid)');
});
