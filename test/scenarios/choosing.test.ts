import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PLATFORMS, type PlatformName, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const values = (title: string, when: string) => ({ title, when, where: 'Medborgerhuset' });
const named = (platform: PlatformName) => `Brætspil på ${platform}`;

describe.each(PLATFORMS)('on %s', (platform) => {
  test('meetups of one name are told apart by date in the explanation, the form, the question and the receipts', async () => {
    const organiser = world.person(platform, 'organiser');
    const title = named(platform);
    await publishes(organiser, values(title, 'på torsdag kl. 17-19'));
    await publishes(organiser, values(title, 'torsdag den 3. december kl. 17-19'));
    await organiser.uses('meetup cancel', { meetup: title.toUpperCase() });
    await organiser.reads('Flere træf passer til', `1. ${title} · tor. 26. nov.`, `2. ${title} · tor. 3. dec.`);

    const { form } = await organiser.opens('Ret det');
    const choices = form?.fields.find(({ name }) => name === 'meetup')?.options ?? [];
    expect(choices.map(({ label }) => label)).toEqual([`${title} · tor. 26. nov.`, `${title} · tor. 3. dec.`]);
    await organiser.fills({ meetup: choices[1]?.value ?? '' });
    await organiser.reads('Vil du aflyse', title, '3. december');
    await organiser.presses('Nej, behold det');
    await organiser.reads('bliver, som det er', '3. december');

    for (const [typed, date] of [
      [`${title} 2`, '3. december'],
      [`${title} 26/11`, '26. november'],
      [`${title} torsdag den 3. december`, '3. december'],
    ] as const) {
      await organiser.uses('meetup cancel', { meetup: typed });
      await organiser.finds((one) => one.text.includes('Vil du aflyse') && one.text.includes(date), typed);
    }
    await organiser.presses('Ja, aflys');
    await organiser.reads('er aflyst', '3. december');
    await organiser.card(`Aflyst: ${title}`);
    const answer = await world.person(platform, 'member').answers('Kommer', title);
    expect(answer.text).toContain('26. november');
  });

  test('the 201st meetup is found, by its name and by its date, however names are typed', async () => {
    const organiser = world.person(platform, 'organiser');
    await publishes(organiser, values(`Første på ${platform}`, 'i morgen kl. 10'));
    const first = await world.db.prisma.meetup.findFirstOrThrow({ where: { title: `Første på ${platform}` } });
    const { id: _, facts: _facts, ...like } = first;
    for (let number = 2; number <= 202; number += 1) {
      const startsAt = new Date(Date.parse('2027-01-01T18:00:00+01:00') + number * 86_400_000);
      const title = number === 202 ? `“ÅBENT” Værksted på ${platform}` : `Øvelokale ${number}`;
      const occurrences = { create: { communityId: first.communityId, startsAt } };
      await world.db.prisma.meetup.create({ data: { ...like, title, occurrences } });
    }
    await organiser.uses('meetup show', { meetup: `"åbent"  værksted på ${platform}` });
    await organiser.finds((one) => one.onlyYou && one.text.startsWith('“ÅBENT” Værksted'));
    await organiser.uses('meetup show', { meetup: 'Øvelokale 201' });
    await organiser.finds((one) => one.onlyYou && one.text.startsWith('Øvelokale 201'));
    await organiser.uses('meetup show', { meetup: 'den 21. juli 2027' });
    await organiser.finds((one) => one.onlyYou && one.text.startsWith('Øvelokale 201'), 'the one of 21 July');
    await organiser.uses('meetup show', { meetup: 'øvelokale' });
    await organiser.reads('Flere træf passer til ”øvelokale”', '5. Øvelokale 6', 'mere');
    await world.db.prisma.meetup.deleteMany({ where: { title: { startsWith: 'Øvelokale' } } });
  });

  test('a choice of what to change has only what one may change, and says when there is nothing', async () => {
    const member = world.person(platform, 'other');
    await publishes(world.person(platform, 'organiser'), values(`Fremmed på ${platform}`, 'i morgen kl. 10'));
    if (platform === 'slack') {
      await member.uses('meetup edit');
      await member.reads('You organise no upcoming meetups');
    } else
      expect(await world.person(platform, 'member').suggestions('meetup edit', 'meetup', { meetup: '' })).toEqual([]);
    await publishes(world.person(platform, 'member'), values(`Egen på ${platform}`, 'i morgen kl. 11'));
    if (platform === 'discord') {
      const own = await world.person(platform, 'member').suggestions('meetup edit', 'meetup', { meetup: '' });
      expect(own.map(({ name }) => name)).toEqual([`Egen på ${platform} · tir. 24. nov.`]);
    }
  });
});

test('while a name is typed on Discord, a list that is cut says so, and a date narrows it', async () => {
  const organiser = world.person('discord', 'organiser');
  const { communityId, spaceId, organiserId } = await world.db.prisma.meetup.findFirstOrThrow({
    where: { title: named('discord') },
  });
  for (let day = 1; day <= 30; day += 1) {
    const startsAt = new Date(Date.parse('2027-03-31T18:00:00+02:00') + day * 86_400_000);
    const occurrences = { create: { communityId, startsAt } };
    const rest = { communityId, spaceId, organiserId, zone: 'Europe/Copenhagen', place: 'Hallen' };
    const data = { ...rest, title: 'Aprilsnar', state: 'published' as const, createdAt: startsAt, occurrences };
    await world.db.prisma.meetup.create({ data });
  }
  const names = async (typed: string) =>
    (await organiser.suggestions('meetup show', 'meetup', { meetup: typed })).map(({ name }) => name);
  const cut = await names('aprilsnar');
  expect(cut).toHaveLength(25);
  expect(cut[0]).toBe('Aprilsnar · tor. 1. apr. 2027');
  expect(cut[24]).toBe('… Der er flere. Skriv lidt af navnet.');
  expect(await names('aprilsnar 30/4')).toEqual(['Aprilsnar · fre. 30. apr. 2027']);
});
