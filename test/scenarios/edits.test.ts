import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moves, PLATFORMS, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ paced: true });
});
afterAll(() => world.stop());

const camp = { title: 'Sommerlejr', when: '2027-07-02 18:00 - 2027-07-04 12:00', where: 'Vestskoven' };
const about = (title: string) => (message: { text: string; onlyYou: boolean }) =>
  message.text.startsWith(title) && !message.onlyYou;
const idOf = async (title: string) => (await world.db.prisma.meetup.findFirstOrThrow({ where: { title } })).id;

describe.each(PLATFORMS)('on %s', (platform) => {
  test('a meetup of several days tells both days, and keeps its end when only its title is changed', async () => {
    const organiser = world.person(platform, 'organiser');
    const title = `Lejr ${platform}`;
    await publishes(organiser, { ...camp, title });
    expect((await organiser.card(title)).text).toMatch(/4\. juli.*12\.00/);
    const before = await world.db.prisma.occurrence.findFirstOrThrow({ where: { meetup: { title } } });
    await organiser.answers('Kommer', title);

    await organiser.uses('meetup show', { meetup: title });
    await organiser.finds((one) => one.onlyYou && one.buttons.some((button) => button.label === 'Ret'));
    await organiser.opens('Ret', (message) => message.text.startsWith(title));
    await organiser.fills({ title: `Stor ${title}` });
    await organiser.finds(about(`Stor ${title}`));
    await world.quiet();
    const after = await world.db.prisma.occurrence.findFirstOrThrow({ where: { meetup: { title: `Stor ${title}` } } });
    expect([after.startsAt, after.endsAt]).toEqual([before.startsAt, before.endsAt]);
    expect((await organiser.directMessages()).some((one) => one.text.includes('er ændret'))).toBe(false);
  });

  test('what somebody else changed while a form was open stays', async () => {
    const organiser = world.person(platform, 'organiser');
    const title = `Bål ${platform}`;
    await publishes(organiser, { ...camp, title });
    await organiser.uses('meetup show', { meetup: title });
    await organiser.opens('Ret', (message) => message.text.startsWith(title));
    await world.person(platform, 'admin').uses('meetup edit', { meetup: title, where: 'Stranden' });
    await organiser.finds((one) => about(title)(one) && one.text.includes('Stranden'));
    await organiser.fills({ description: 'Husk tæpper.' });
    const card = await organiser.finds((one) => about(title)(one) && one.text.includes('Husk tæpper.'));
    expect(card.text).toContain('Stranden');
  });

  test('one changes the title while another moves it, and both changes stay', async () => {
    const organiser = world.person(platform, 'organiser');
    const title = `Samtidig ${platform}`;
    await publishes(organiser, { ...camp, title });
    const meetup = await idOf(title);
    await Promise.all([
      organiser.uses('meetup edit', { meetup, title: `Ny ${title}` }),
      moves(world.person(platform, 'admin'), meetup, '2027-08-07 10:00-12:00'),
    ]);
    const card = await organiser.finds((one) => about(`Ny ${title}`)(one) && one.text.includes('august'));
    expect(card.text).toContain('10.00');
  });

  test('a draft is its organiser’s alone', async () => {
    const organiser = world.person(platform, 'organiser');
    const title = `Hemmelig ${platform}`;
    await organiser.uses('meetup create', { ...camp, title });
    await organiser.reads(title, 'Jeg forstod');
    for (const command of ['meetup show', 'meetup edit', 'meetup cancel']) {
      const outcome = await world.person(platform, 'member').uses(command, { meetup: await idOf(title) });
      expect(outcome.message?.text ?? '').not.toContain('Hemmelig');
    }
    expect((await world.person(platform, 'member').sees()).some((one) => one.text.includes('Hemmelig'))).toBe(false);
  });
});

test('cards are drawn anew when the community’s language changes', async () => {
  const organiser = world.person('discord', 'organiser');
  await publishes(organiser, { ...camp, title: 'Sprogcafé' });
  await world.person('discord', 'admin').uses('setup settings', { language: 'en' });
  await organiser.finds((one) => about('Sprogcafé')(one) && one.text.includes('Organiser:'));
});
