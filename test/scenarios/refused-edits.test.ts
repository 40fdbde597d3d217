import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../waiting.ts';
import { links, PLATFORMS, type PlatformName, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const title = 'Bordtennis';
const meetup = { title, when: 'på torsdag kl. 19-21', where: 'Hallen' };
const EDIT = { discord: '^PATCH /channels/\\d+/messages/', slack: '^chat\\.update$' } as const;

/** Each platform's words, by what has happened. */
const REFUSALS = {
  'the bot may not write there': {
    discord: { status: 403, code: 50013 },
    slack: { error: 'restricted_action' },
  },
  'the channel is archived': {
    discord: { status: 400, code: 50083 },
    slack: { error: 'is_archived' },
  },
} as const;

function refuse(platform: PlatformName, does: { status?: number; code?: number; error?: string }) {
  return world.sandbox.addFault({ platform, on: EDIT[platform], does: { kind: 'refuse', ...does } });
}

const placement = () => world.db.prisma.placement.findFirstOrThrow();
const waitFor = (check: () => Promise<void>) => eventually(check);

describe.each(PLATFORMS)('on %s', (platform) => {
  test.each(Object.entries(REFUSALS))(
    'while %s a card waits, and is true again at the next change after that',
    async (_, answers) => {
      const member = world.person(platform, 'member');
      await publishes(world.person(platform, 'organiser'), meetup);
      const fault = refuse(platform, answers[platform]);
      await member.answers('Kommer', title);
      await waitFor(async () => expect((await placement()).refusals).toBeGreaterThan(0));
      // As if it had been refused for long.
      await world.db.prisma.placement.updateMany({
        data: { refusals: 20, wakeAt: new Date(world.clock.machine() + 3_600_000) },
      });
      world.sandbox.removeFault(fault.id);
      await member.answers('Måske', title);
      const card = await member.finds((one) => one.text.startsWith(title) && one.text.includes('Måske (1)'));
      expect(card.text).not.toContain('Kommer (');
      await world.quiet();
      expect(await placement()).toMatchObject({ gone: false, refusals: 0 });
    },
  );

  test('a right that comes back is noticed without a change, with pauses that grow', async () => {
    const member = world.person(platform, 'member');
    await publishes(world.person(platform, 'organiser'), meetup);
    const fault = refuse(platform, REFUSALS['the bot may not write there'][platform]);
    await member.answers('Kommer', title);
    await waitFor(async () => expect((await placement()).refusals).toBe(1));
    const tryNow = (refusals: number) =>
      world.db.prisma.placement.updateMany({ data: { refusals, wakeAt: new Date(world.clock.machine()) } });
    const pauses: number[] = [];
    for (const refusals of [3, 4, 30]) {
      await tryNow(refusals);
      await waitFor(async () => expect((await placement()).refusals).toBe(refusals + 1));
      pauses.push(Math.round(((await placement()).wakeAt.getTime() - world.clock.machine()) / 10_000) * 10);
    }
    expect(pauses).toEqual([40, 80, 6 * 60 * 60]);
    world.sandbox.removeFault(fault.id);
    await tryNow(5);
    await member.finds((one) => one.text.startsWith(title) && one.text.includes('Kommer (1)'));
  });

  test('a message that a moderator took away is left alone', async () => {
    const member = world.person(platform, 'member');
    await publishes(world.person(platform, 'organiser'), meetup);
    refuse(platform, platform === 'discord' ? { status: 404, code: 10008 } : { error: 'message_not_found' });
    await member.answers('Kommer', title);
    await waitFor(async () => expect((await placement()).gone).toBe(true));
  });

  test('a bot that was thrown out and put back makes its cards true again', async () => {
    await links(world);
    const other = platform === 'discord' ? 'slack' : 'discord';
    const organiser = world.person(other, 'organiser');
    const member = world.person(platform, 'member');
    await publishes(organiser, meetup);
    await member.card(title);
    await world.quiet();
    world.sandbox[platform].setInstalled(member.place.space, false);
    await organiser.uses('meetup edit', { meetup: title, where: 'Gymnastiksalen' });
    await waitFor(async () => expect(await world.db.prisma.placement.count({ where: { refusals: 1 } })).toBe(1));
    world.sandbox[platform].setInstalled(member.place.space, true);
    await member.finds((one) => one.text.startsWith(title) && one.text.includes('Gymnastiksalen'));
  });
});
