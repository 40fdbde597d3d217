import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetOld } from '../../src/communities/jobs.ts';
import { connect } from '../../src/database/client.ts';
import { links, type Person, PLATFORMS, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await links(world);
  // Each place has its channel: then a meetup of one stands in the other.
  for (const platform of PLATFORMS) {
    const admin = world.person(platform, 'admin');
    await admin.uses('setup settings', { channel: '#arrangementer' });
    await admin.finds((one) => one.onlyYou && one.text.includes('#arrangementer'));
  }
});
afterAll(() => world.stop());

const OTHER = { discord: 'slack', slack: 'discord' } as const;
const NAME = { discord: 'Yusuf', slack: 'Bent' } as const;
const ORGANISER = { discord: 'Maja', slack: 'Åse' } as const;

/** Opens the form by which somebody asks about a meetup, from its card in the channel. */
async function opensQuestion(person: Person, title: string): Promise<void> {
  const before = new Set((await person.sees()).map(({ id }) => id));
  await person.presses('Mere', (one) => !one.onlyYou && one.text.startsWith(title));
  await person.finds((one) => !before.has(one.id) && one.buttons.some(({ label }) => label === 'Spørg arrangøren'));
  await person.opens('Spørg arrangøren', (one) => !before.has(one.id));
}

describe.each(PLATFORMS)('a meetup on %s', (platform) => {
  const title = `Perleaften ${platform}`;

  test('can be asked about from the other platform, and nobody is shown to anybody', async () => {
    const organiser = world.person(platform, 'organiser');
    const asker = world.person(OTHER[platform], 'member');
    // A day of its own: so often may one ask in a day.
    world.travelTo(platform === 'discord' ? '2026-11-23T12:00:00+01:00' : '2026-11-24T12:30:00+01:00');
    await publishes(organiser, { title, when: 'på fredag kl. 19', where: 'Salen' });
    await opensQuestion(asker, title);
    await asker.fills({ question: 'Er der trapper? @everyone <@1> *ja*' });
    await asker.reads('Jeg giver dit spørgsmål videre uden dit navn');
    const question = await organiser.isTold(`En i ${asker.place.space} spørger om ${title}`, 'Er der trapper?');
    expect(question.text).toContain('@everyone');
    expect(question.text).not.toContain(NAME[OTHER[platform]]);
    expect(question.pinged.filter((one) => one !== organiser.key)).toEqual([]);

    await organiser.opens('Svar', (one) => one.id === question.id);
    await organiser.fills({ answer: 'Nej, der er elevator.' });
    const answer = await asker.isTold(`Arrangøren af ${title} svarer`, 'Nej, der er elevator.', 'Du spurgte: Er der');
    expect(answer.text).not.toContain(ORGANISER[platform]);
    await organiser.finds((one) => one.id === question.id && one.text.includes('Dit svar er på vej'));
    expect((await organiser.finds((one) => one.id === question.id)).buttons).toEqual([]);
  });

  test('is asked about so often a day, and not by its organiser nor when they want no more', async () => {
    const organiser = world.person(platform, 'organiser');
    const asker = world.person(OTHER[platform], 'member');
    for (const number of [2, 3]) {
      await opensQuestion(asker, title);
      await asker.fills({ question: `Spørgsmål ${number}?` });
      await organiser.isTold(`Spørgsmål ${number}?`);
    }
    await opensQuestion(asker, title);
    await asker.fills({ question: 'Spørgsmål 4?' });
    await asker.reads('Der er spurgt om meget i dag');
    expect(await world.db.prisma.question.count({ where: { text: 'Spørgsmål 4?' } })).toBe(0);

    await organiser.presses('Mere', (one) => !one.onlyYou && one.text.startsWith(title));
    const own = await organiser.finds((one) => one.onlyYou && one.buttons.some(({ label }) => label === 'Aflys'));
    expect(own.buttons.map(({ label }) => label)).not.toContain('Spørg arrangøren');
    await organiser.presses('Stop spørgsmål om træffet', (one) => one.text.includes('Spørgsmål 3?'));
    await organiser.reads('Nu kan ingen spørge mere om det træf');
    const other = world.person(platform, 'member');
    await other.presses('Mere', (one) => !one.onlyYou && one.text.startsWith(title));
    const card = await other.finds((one) => one.onlyYou && one.text.startsWith(title));
    expect(card.buttons.map(({ label }) => label)).not.toContain('Spørg arrangøren');
  });

  test('tells who asked when the organiser takes no direct messages', async () => {
    const organiser = world.person(platform, 'admin');
    const asker = world.person(platform, 'member');
    const closed = `Lukket ${platform}`;
    await publishes(organiser, { title: closed, when: 'på fredag kl. 20', where: 'Salen' });
    organiser.change({ directMessagesClosed: true });
    await opensQuestion(asker, closed);
    await asker.fills({ question: 'Må hunde komme med?' });
    await asker.isTold(`Dit spørgsmål om ${closed} nåede ikke frem`);
    organiser.change({ directMessagesClosed: false });
  });
});

test('the words of a question go a day after its answer, and two weeks after it was asked', async () => {
  const { prisma } = world.db;
  const texts = async () => (await prisma.question.findMany()).map(({ text }) => text);
  const after = async (instant: string) => {
    world.travelTo(instant);
    const db = connect(world.db.pool.options.connectionString ?? '');
    await forgetOld(db, world.clock);
    await db.close();
  };
  expect((await texts()).some((text) => text.startsWith('Er der trapper?'))).toBe(true);
  await after('2026-11-26T12:00:00+01:00');
  expect((await texts()).some((text) => text.startsWith('Er der trapper?'))).toBe(false);
  expect(await texts()).toContain('Spørgsmål 3?');
  await after('2026-12-09T12:00:00+01:00');
  expect(await texts()).toEqual([]);
});
