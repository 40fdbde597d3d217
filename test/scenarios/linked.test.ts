import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { crowdSeed } from '../../festival/seed.ts';
import { eventually } from '../waiting.ts';
import { links, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ seed: crowdSeed(50) });
  await links(world);
});
afterAll(() => world.stop());

const workshop = { title: 'Insekthotel', when: 'på lørdag kl. 11-14', where: 'Naturskolen', capacity: '20' };
const about = (title: string) => (message: { text: string; onlyYou: boolean }) =>
  message.text.startsWith(title) && !message.onlyYou;

describe('one community on Discord and Slack', () => {
  test('a meetup made in one space is shown in both, with one list of answers and no copied names', async () => {
    const yusuf = world.person('discord', 'yusuf');
    const bent = world.person('slack', 'bent');
    await publishes(world.person('discord', 'maja'), workshop);
    const onSlack = await bent.card('Insekthotel');
    expect(onSlack.text).toContain('En arrangør fra RÅ Festival');
    expect(onSlack.text).not.toContain('Maja');

    await yusuf.answers('Kommer', 'Insekthotel');
    await bent.answers('Kommer', 'Insekthotel');
    await world.quiet();
    const discordCard = await yusuf.card('Insekthotel');
    const slackCard = await bent.card('Insekthotel');
    for (const card of [discordCard, slackCard]) {
      expect(card.text).toContain('Kommer (2)');
      expect(card.text).toContain('18 ledige pladser af 20');
    }
    expect(discordCard.text).toContain('@Yusuf');
    expect(discordCard.text).toContain('1 fra RÅ Frivillige');
    expect(discordCard.text).not.toContain('Bent');
    expect(slackCard.text).toContain('@Bent');
    expect(slackCard.text).toContain('1 fra RÅ Festival');
    expect(slackCard.text).not.toContain('Yusuf');
  });

  test('changing and cancelling in one space changes the cards in both', async () => {
    const maja = world.person('discord', 'maja');
    const bent = world.person('slack', 'bent');
    await publishes(maja, { ...workshop, title: 'Fællesmaleri' });
    await maja.uses('meetup edit', { meetup: 'Fællesmaleri', where: 'Gården bag Museet' });
    await bent.finds((one) => about('Fællesmaleri')(one) && one.text.includes('Gården bag Museet'));
    await maja.uses('meetup cancel', { meetup: 'Fællesmaleri' });
    await maja.presses('Ja, aflys');
    await bent.card('Aflyst: Fællesmaleri');
    await maja.card('Aflyst: Fællesmaleri');
  });

  test('fifty people press Going at the same moment for ten places', async () => {
    const guests = Array.from({ length: 50 }, (_, index) =>
      world.person(index % 2 === 0 ? 'discord' : 'slack', `gaest-${index + 1}`),
    );
    await publishes(world.person('discord', 'maja'), { ...workshop, title: 'Ti pladser', capacity: '10' });
    await world.person('slack', 'bent').card('Ti pladser');
    await Promise.all(guests.map((guest) => guest.presses('Kommer', about('Ti pladser'))));
    const answered = { occurrence: { meetup: { title: 'Ti pladser' } } };
    await eventually(async () => expect(await world.db.prisma.rsvp.count({ where: answered })).toBe(50));
    await world.quiet();
    for (const card of [await guests[0]?.card('Ti pladser'), await guests[1]?.card('Ti pladser')]) {
      expect(card?.text).toContain('Kommer (10)');
      expect(card?.text).toContain('Venteliste (40)');
    }

    const going = await world.db.prisma.rsvp.findMany({
      where: { answer: 'going', occurrence: { meetup: { title: 'Ti pladser' } } },
      include: { account: true },
    });
    const first = await world.db.prisma.rsvp.findFirst({
      where: { answer: 'waiting', occurrence: { meetup: { title: 'Ti pladser' } } },
      orderBy: { place: 'asc' },
      include: { account: true },
    });
    const person = (account?: { platform: string; externalId: string }) =>
      guests.find((guest) => guest.platform === account?.platform && idOf(guest) === account.externalId);
    const leaving = person(going[0]?.account);
    const lucky = person(first?.account);
    await leaving?.answers('Kommer ikke', 'Ti pladser');
    await lucky?.isTold('Du har fået en plads', 'Ti pladser');
    await world.quiet();
    const after = await world.person('discord', 'maja').card('Ti pladser');
    expect(after.text).toContain('Kommer (10)');
    expect(after.text).toContain('Venteliste (39)');
  });

  test('more places let the waiting move up; fewer than those who go are refused', async () => {
    const maja = world.person('discord', 'maja');
    await maja.uses('meetup edit', { meetup: 'Ti pladser', capacity: '9' });
    await maja.reads('10 kommer allerede');
    await maja.uses('meetup edit', { meetup: 'Ti pladser', capacity: '12' });
    await maja.finds(
      (one) => about('Ti pladser')(one) && one.text.includes('Kommer (12)') && one.text.includes('Venteliste (37)'),
    );
  });

  test('a code works once, and not after fifteen minutes', async () => {
    const soren = world.person('discord', 'soren', { space: 'Suburban Lyd' });
    await soren.uses('setup join', { code: 'ABCD-EFGH' });
    await soren.reads('Koden ”ABCD-EFGH” virker ikke');
    await soren.uses('setup link');
    const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec((await soren.reads('/setup join', 'Her er koden')).text)?.[0] ?? '';
    world.travelTo('2026-11-23T13:00:00+01:00');
    const admin = world.person('slack', 'soren');
    await admin.uses('setup join', { code });
    await admin.reads(`Koden ”${code}” virker ikke`);
  });
});

function idOf(person: { key: string; platform: 'discord' | 'slack' }): string | undefined {
  return world.sandbox[person.platform]
    .spaces()
    .flatMap((space) => space.people)
    .find((one) => one.key === person.key)?.id;
}
