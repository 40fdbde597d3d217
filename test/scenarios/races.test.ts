import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Tx } from '../../src/database/transaction.ts';
import { PLATFORMS, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const evening = { when: 'på lørdag kl. 19-22', where: 'Medborgerhuset', capacity: '1' };
const kept = (title: string) => world.db.prisma.rsvp.findMany({ where: { occurrence: { meetup: { title } } } });

/** Holds a meetup as somebody does who changes it, until what `pressed` does waits for it, and then changes it. */
async function whileHeld(title: string, pressed: () => Promise<unknown>, change: (tx: Tx) => Promise<unknown>) {
  const { press } = await world.db.prisma.$transaction(
    async (tx) => {
      await tx.$queryRaw`
        SELECT 1 FROM "Occurrence" o JOIN "Meetup" m ON m.id = o."meetupId" WHERE m.title = ${title} FOR UPDATE OF o`;
      const press = pressed();
      await vi.waitFor(
        async () => {
          const waiting = await world.db.pool.query(
            `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          );
          expect(waiting.rowCount).toBe(1);
        },
        { timeout: 10_000, interval: 20 },
      );
      await change(tx);
      return { press };
    },
    { timeout: 20_000 },
  );
  await press;
}

describe.each(PLATFORMS)('on %s', (platform) => {
  test('whoever presses while it is cancelled is told so, and is on no list', async () => {
    const title = `Aflyst imens ${platform}`;
    await publishes(world.person(platform, 'organiser'), { ...evening, title });
    const member = world.person(platform, 'member');
    await whileHeld(
      title,
      () => member.presses('Kommer', (message) => !message.onlyYou && message.text.startsWith(title)),
      (tx) => tx.meetup.updateMany({ where: { title }, data: { state: 'cancelled' } }),
    );
    await member.reads('aflyst');
    expect(await kept(title)).toEqual([]);
  });

  test('whoever presses while places are added gets one of them', async () => {
    const title = `Flere imens ${platform}`;
    await publishes(world.person(platform, 'organiser'), { ...evening, title });
    await world.person(platform, 'other').answers('Kommer', title);
    const member = world.person(platform, 'member');
    await whileHeld(
      title,
      () => member.presses('Kommer', (message) => !message.onlyYou && message.text.startsWith(title)),
      (tx) => tx.meetup.updateMany({ where: { title }, data: { capacity: 2 } }),
    );
    await vi.waitFor(async () => expect((await kept(title)).map(({ answer }) => answer)).toEqual(['going', 'going']));
  });
});
