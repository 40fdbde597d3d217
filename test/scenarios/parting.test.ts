import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually, until } from '../waiting.ts';
import { links, type Person, PLATFORMS, type PlatformName, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const OTHER = { discord: 'slack', slack: 'discord' } as const;
const SPACE = { discord: 'RÅ Festival', slack: 'RÅ Frivillige' } as const;
const meetup = { when: 'i morgen kl. 20', where: 'Biografen' };

const cardsOf = async (person: Person, title: string) =>
  (await person.sees()).filter((one) => !one.onlyYou && one.fromBot && one.text.startsWith(title));

/** What was said when they were linked before still stands there. */
async function linksAgain(): Promise<void> {
  const [first, second] = [world.person('discord', 'admin'), world.person('slack', 'admin')];
  const codes = async () => (await first.sees()).flatMap(({ text }) => /\b[A-Z2-9]{4}-[A-Z2-9]{4}\b/.exec(text) ?? []);
  const before = await codes();
  await first.uses('setup link');
  const code = await until(async () => (await codes()).find((one) => !before.includes(one)));
  await second.uses('setup join', { code });
  await eventually(async () => expect(await world.db.prisma.community.count()).toBe(1));
}

describe.each(PLATFORMS)('parting a place on %s from the others', (platform: PlatformName) => {
  test('asks first with what becomes of meetups and answers, and then does that', async () => {
    const other = OTHER[platform];
    await links(world);
    const [own, theirs] = [world.person(platform, 'organiser'), world.person(other, 'organiser')];
    const [member, elsewhere] = [world.person(platform, 'member'), world.person(other, 'member')];
    const [admin, waiting] = [world.person(platform, 'admin'), world.person(platform, 'other')];
    await publishes(own, { ...meetup, title: 'Vores', capacity: '1' });
    await publishes(theirs, { ...meetup, title: 'Deres' });
    // One place, which somebody of the other side has; one of ours waits.
    await elsewhere.answers('Kommer', 'Vores');
    await waiting.answers('Kommer', 'Vores');
    await member.answers('Måske', 'Deres');
    await theirs.answers('Kommer', 'Deres');
    await world.quiet();

    await admin.uses('setup unlink');
    const question = await admin.reads(
      `Skal ${SPACE[platform]} skilles fra ${SPACE[other]}?`,
      `Ét kommende træf er lavet i ${SPACE[platform]}.`,
      `Ét kommende træf er lavet i ${SPACE[other]}.`,
      '2 svar er givet på træf fra det andet sted.',
      `Netværk og opslag bliver hos ${SPACE[other]}.`,
    );
    expect(question.onlyYou).toBe(true);
    await admin.presses('Bliv forbundet');
    await admin.reads('I er stadig forbundet');
    expect(await world.db.prisma.community.count()).toBe(1);

    await admin.uses('setup unlink');
    await admin.presses('Skil dem ad');
    await admin.reads(`${SPACE[platform]} er skilt fra ${SPACE[other]}`, '2 svar er slettet');
    await eventually(async () => {
      expect(await cardsOf(elsewhere, 'Vores')).toEqual([]);
      expect(await cardsOf(member, 'Deres')).toEqual([]);
    });
    const names = await world.db.prisma.community.findMany({ select: { name: true } });
    expect(names.map(({ name }) => name).sort(), 'each is called as its own place').toEqual([
      SPACE.discord,
      SPACE.slack,
    ]);
    await elsewhere.isTold('deler ikke træf længere', 'Vores', SPACE[platform]);
    await member.isTold('deler ikke træf længere', 'Deres', SPACE[other]);
    // The place that came free went to who waited.
    await waiting.isTold('Vores');
    await own.finds((one) => one.text.startsWith('Vores') && one.text.includes('Kommer (1)'));
    await theirs.finds((one) => one.text.startsWith('Deres') && one.text.includes('Kommer (1)'));
    await world.quiet();
    // Told once, and nobody whose answer stays.
    expect((await elsewhere.directMessages()).filter(({ text }) => text.includes('længere'))).toHaveLength(1);
    expect((await theirs.directMessages()).filter(({ text }) => text.includes('længere'))).toEqual([]);

    // Each goes on by itself.
    await publishes(own, { ...meetup, title: 'Alene' });
    await world.quiet();
    expect(await cardsOf(elsewhere, 'Alene')).toEqual([]);
    await own.uses('meetup list');
    expect((await own.reads('Kommende træf')).text).not.toContain('Deres');
    await admin.uses('setup unlink');
    await admin.reads('ikke forbundet med andre');
    await admin.uses('setup settings');
    await admin.presses('Se, hvem der har ændret hvad');
    await admin.reads(`${SPACE.discord} og ${SPACE.slack} → ${SPACE[platform]}`);

    // Linked again, what is to come is shown on both sides, once.
    await linksAgain();
    const each = [elsewhere, member].flatMap((person) =>
      ['Vores', 'Deres', 'Alene'].map((title) => [person, title] as const),
    );
    for (const [person, title] of each)
      await eventually(async () => expect(await cardsOf(person, title), title).toHaveLength(1));
    await world.quiet();
    for (const [person, title] of each) expect(await cardsOf(person, title), title).toHaveLength(1);
  });
});
