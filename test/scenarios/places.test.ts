import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../waiting.ts';
import { NOON, type Person, PLATFORMS, type PlatformName, publishes, startWorld, type World } from './world.ts';

/** A meetup with one place: one goes, one waits. */
let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const title = 'Keramik';
/** Requests that open direct messages or send them, with the platform's answer about an account that is gone. */
const GONE = {
  discord: { on: '^POST /users/@me/channels$', does: { status: 404, code: 10013 } },
  slack: { on: '^chat\\.postMessage$', does: { error: 'user_disabled' } },
} as const;

async function oneGoesOneWaits(platform: PlatformName): Promise<{ going: Person; waiting: Person; organiser: Person }> {
  const [organiser, going, waiting] = (['organiser', 'member', 'other'] as const).map((part) =>
    world.person(platform, part),
  ) as [Person, Person, Person];
  await publishes(organiser, { title, when: 'på torsdag kl. 19-21', where: 'Værkstedet', capacity: '1' });
  await going.answers('Kommer', title);
  await waiting.answers('Kommer', title);
  await eventually(async () => expect(await answers()).toEqual(['going', 'waiting']));
  await world.quiet();
  return { organiser, going, waiting };
}

const answers = async () =>
  (await world.db.prisma.rsvp.findMany({ orderBy: { place: 'asc' } })).map(({ answer }) => answer);

describe.each(PLATFORMS)('on %s', (platform) => {
  test('the organiser hears of somebody who moved up and takes no direct messages, and gives the place on', async () => {
    const { organiser, going, waiting } = await oneGoesOneWaits(platform);
    waiting.change({ directMessagesClosed: true });
    await going.answers('Kommer ikke', title);
    const told = await organiser.isTold(title, 'rykket op fra ventelisten', 'tager ikke imod beskeder fra mig');
    expect(told.text).toMatch(/^(@\S+|Emma) .*er rykket op/);
    // Somebody waits by then.
    await going.answers('Kommer', title);
    await eventually(async () => expect((await answers()).toSorted()).toEqual(['going', 'waiting']));
    await organiser.presses('Giv pladsen videre', (one) => one.text.includes(title));
    await organiser.reads('Pladsen er givet videre');
    await going.isTold(title);
    expect(await answers()).toEqual(['going']);
    await world.quiet();
  });

  test('who has said yes since keeps the place, whatever the old button says', async () => {
    const { organiser, going, waiting } = await oneGoesOneWaits(platform);
    waiting.change({ directMessagesClosed: true });
    await going.answers('Kommer ikke', title);
    await organiser.isTold(title, 'rykket op fra ventelisten');
    world.travelTo(new Date(Date.parse(NOON) + 60_000).toISOString());
    const where = { answer: 'going', answeredAt: { gt: new Date(NOON) } } as const;
    await waiting.answers('Kommer', title);
    await eventually(async () => expect(await world.db.prisma.rsvp.count({ where })).toBe(1));
    await organiser.presses('Giv pladsen videre', (one) => one.text.includes(title));
    await organiser.reads('vedkommende har selv svaret siden');
    expect(await world.db.prisma.rsvp.count({ where })).toBe(1);
  });

  test('the place of an account that is gone goes to the next who waits, and nobody else', async () => {
    const { going, waiting } = await oneGoesOneWaits(platform);
    const third = world.person(platform, 'admin');
    await third.answers('Kommer', title);
    await eventually(async () => expect(await answers()).toEqual(['going', 'waiting', 'waiting']));
    await world.quiet();
    const { on, does } = GONE[platform];
    const fault = world.sandbox.addFault({ platform, on, times: 1, does: { kind: 'refuse', ...does } });
    await going.answers('Kommer ikke', title);
    await third.isTold(title);
    await world.quiet();
    const left = await world.db.prisma.rsvp.findMany({ include: { account: true } });
    expect(left.map(({ answer }) => answer).toSorted()).toEqual(['going', 'not_going']);
    expect((await waiting.directMessages()).filter(({ text }) => text.includes(title))).toEqual([]);
    world.sandbox.removeFault(fault.id);
  });
});
