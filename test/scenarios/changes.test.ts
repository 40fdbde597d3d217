import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { eventually } from '../waiting.ts';
import { moves, NOON, type Person, PLATFORMS, type PlatformName, publishes, startWorld, type World } from './world.ts';

/** Changes as those who answered read them: once for all that was changed by then. */
let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const title = 'Løbeklub';
const thursday = { title, when: 'på torsdag kl. 18-19', where: 'Søen' };
const ANSWERS = ['Kommer', 'Måske', 'Kommer ikke'];

const toldOfChanges = async (person: Person) =>
  (await person.directMessages()).filter(({ text }) => text.includes('er ændret') || text.includes('taget tilbage'));

async function oneGoes(platform: PlatformName): Promise<{ organiser: Person; member: Person }> {
  const [organiser, member] = [world.person(platform, 'organiser'), world.person(platform, 'member')];
  await publishes(organiser, thursday);
  await member.answers('Kommer', title);
  return { organiser, member };
}

/** Changes the meetup, and waits until its card shows it. */
async function edits(organiser: Person, change: { when: string } | { where: string }, shown: string) {
  if ('when' in change) await moves(organiser, title, change.when);
  else await organiser.uses('meetup edit', { meetup: title, ...change });
  await organiser.finds((one) => !one.onlyYou && one.text.startsWith(title) && one.text.includes(shown));
}

/** All that is done happens at one moment, however long it takes on this machine. */
async function atOnce(work: () => Promise<void>) {
  const standing = vi.spyOn(world.clock, 'now').mockReturnValue(Date.parse(NOON));
  await work();
  standing.mockRestore();
}

/** So long after a change that people are told of it. */
async function passes(seconds = 60) {
  world.later(seconds);
  await eventually(async () =>
    expect(await world.db.prisma.occurrence.count({ where: { tellAt: { lte: new Date(world.clock.now()) } } })).toBe(0),
  );
  await world.quiet();
}

describe.each(PLATFORMS)('on %s', (platform) => {
  test('several changes within seconds are one message, with old and new and buttons to answer', async () => {
    const { organiser, member } = await oneGoes(platform);
    await atOnce(async () => {
      await edits(organiser, { when: 'på fredag kl. 18-19' }, '27. november');
      await edits(organiser, { where: 'Skoven' }, 'Skoven');
      await edits(organiser, { when: 'på lørdag kl. 9-10' }, '28. november');
      expect(await toldOfChanges(member)).toEqual([]);
    });
    await passes();
    const [message, ...others] = await toldOfChanges(member);
    expect(others).toEqual([]);
    expect(message?.text).toContain(`${title} er ændret: nyt tidspunkt og nyt sted.`);
    expect(message?.text).toMatch(/26\. november.*18\.00–19\.00 → .*28\. november.*9\.00–10\.00/);
    expect(message?.text).toContain('Søen → Skoven');
    expect(message?.text).toContain('Du har sagt, at du kommer.');
    expect(message?.buttons.map(({ label }) => label)).toEqual(ANSWERS);

    // The answer is given in the message, which keeps what it told.
    await member.presses('Kommer ikke', ({ text }) => text.includes('er ændret'));
    await member.isTold('Søen → Skoven', 'Du har sagt, at du ikke kommer.');
    await organiser.finds((one) => !one.onlyYou && one.text.includes('Kommer ikke (1)'));
  });

  test('what is changed back before anybody was told is told to nobody, and afterwards to those who were', async () => {
    const { organiser, member } = await oneGoes(platform);
    await atOnce(async () => {
      await edits(organiser, { when: 'på fredag kl. 18-19' }, '27. november');
      await edits(organiser, { when: 'på torsdag kl. 18-19' }, '26. november');
    });
    await passes();
    expect(await toldOfChanges(member)).toEqual([]);

    await edits(organiser, { where: 'Skoven' }, 'Skoven');
    await passes();
    await edits(organiser, { where: 'Søen' }, 'Søen');
    await passes();
    const [first, second, ...others] = await toldOfChanges(member);
    expect(others).toEqual([]);
    // The first one is true as well.
    expect(first?.text).toContain('er igen, som det var');
    expect(second?.text).toContain('Skoven → Søen');
    expect(second?.text).toContain('nyt sted');
  });

  test('whoever answers after a change knows it, and whoever said no is not told', async () => {
    const { organiser, member } = await oneGoes(platform);
    const [late, declined] = [world.person(platform, 'other'), world.person(platform, 'admin')];
    await declined.answers('Kommer ikke', title);
    await edits(organiser, { where: 'Skoven' }, 'Skoven');
    await late.answers('Kommer', title);
    await passes();
    expect((await toldOfChanges(member)).map(({ text }) => text.includes('Søen → Skoven'))).toEqual([true]);
    for (const one of [late, declined]) expect(await toldOfChanges(one)).toEqual([]);
  });

  test('a cancellation may carry a line of why, which pings nobody and is not needed', async () => {
    const { organiser, member } = await oneGoes(platform);
    await edits(organiser, { where: 'Skoven' }, 'Skoven');
    await organiser.uses('meetup cancel', { meetup: title });
    await organiser.opens('Aflys, og skriv hvorfor');
    await organiser.fills({ reason: 'Stormvarsel @everyone <!channel>' });
    const told = await member.isTold(`${title} er desværre aflyst`, 'Hvorfor: Stormvarsel @everyone', 'Skoven');
    expect(told.pinged).toEqual([]);
    const card = await member.card(`Aflyst: ${title}`);
    expect(card.text).toContain('Hvorfor: Stormvarsel @everyone');
    expect(card.pinged).toEqual([]);
    // What was to be told of the change is not told any more.
    await passes();
    expect(await toldOfChanges(member)).toEqual([]);

    await publishes(organiser, { ...thursday, title: 'Uden grund' });
    await organiser.uses('meetup cancel', { meetup: 'Uden grund' });
    await organiser.opens('Aflys, og skriv hvorfor');
    await organiser.fills({});
    expect((await organiser.card('Aflyst: Uden grund')).text).not.toContain('Hvorfor');
  });
});
