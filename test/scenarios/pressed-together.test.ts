import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { crowdSeed } from '../../festival/seed.ts';
import { eventually } from '../waiting.ts';
import { PLATFORMS, publishes, startWorld, type World } from './world.ts';

const GUESTS = 30;
let world: World;
beforeAll(async () => {
  world = await startWorld({ seed: crowdSeed(GUESTS) });
});
afterAll(() => world.stop());

/** Waits, while somebody holds a meetup, until all of a number of calls are there, and one of them waits for it. */
async function whileHeld(title: string, calls: number, press: () => Promise<unknown>): Promise<unknown> {
  const before = await world.db.prisma.callClaim.count();
  const { pressed } = await world.db.prisma.$transaction(
    async (tx) => {
      await tx.$queryRaw`
        SELECT 1 FROM "Occurrence" o JOIN "Meetup" m ON m.id = o."meetupId" WHERE m.title = ${title} FOR UPDATE OF o`;
      const pressed = press();
      await eventually(async () => {
        expect(await world.db.prisma.callClaim.count()).toBe(before + calls);
        const waiting = await world.db.pool.query(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        expect(waiting.rowCount).toBe(1);
      });
      return { pressed };
    },
    { timeout: 20_000 },
  );
  return pressed;
}

const listed = (title: string) =>
  world.db.prisma.rsvp.findMany({ where: { occurrence: { meetup: { title } } }, orderBy: { place: 'asc' } });

describe.each(PLATFORMS)('on %s', (platform) => {
  const title = `Ti pladser ${platform}`;
  const guests = Array.from({ length: GUESTS }, (_, index) => `gaest-${index + 1}`);

  test('thirty who press together get ten places and a waiting list, each their own answer, in few transactions', async () => {
    const details = { when: 'på lørdag kl. 19-22', where: 'Medborgerhuset', capacity: '10', title };
    await publishes(world.person(platform, 'organiser'), details);
    const earlier = await world.db.prisma.handledCall.count();
    const people = guests.map((key) => world.person(platform, key));
    const isCard = ({ onlyYou, text }: { onlyYou: boolean; text: string }) => !onlyYou && text.startsWith(title);
    await whileHeld(title, GUESTS, () => Promise.all(people.map((one) => one.presses('Kommer', isCard))));

    await eventually(async () => expect(await listed(title)).toHaveLength(GUESTS));
    const rows = await listed(title);
    expect(rows.map(({ answer }) => answer)).toEqual(
      rows.map((_row, index) => (index < 10 ? ('going' as const) : ('waiting' as const))),
    );
    expect(new Set(rows.map(({ place }) => place)).size).toBe(GUESTS);
    expect(await world.db.prisma.handledCall.count()).toBe(earlier + GUESTS);
    const { rows: together } = await world.db.pool.query<{ count: number }>(
      'SELECT count(DISTINCT xmin::text)::int AS count FROM "Rsvp" WHERE "occurrenceId" = $1',
      [rows[0]?.occurrenceId],
    );
    expect(together[0]?.count).toBeLessThan(GUESTS);
    // Each is told what became of them, and nobody else's.
    const told = await Promise.all(
      people.map((one) => one.finds(({ onlyYou, text }) => onlyYou && text.includes(title))),
    );
    const numbers = told.flatMap(({ text }) => /nummer (\d+)/.exec(text)?.[1] ?? []).map(Number);
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  test('when five who go and five who wait say no together, five others move up, and are told', async () => {
    const before = await listed(title);
    const keyOf = async (accountId: string) => {
      const { externalId } = await world.db.prisma.account.findUniqueOrThrow({ where: { id: accountId } });
      const [space] = world.sandbox[platform].spaces();
      return space?.people.find(({ id }) => id === externalId)?.key ?? '';
    };
    const leaving = await Promise.all(
      [...before.slice(0, 5), ...before.slice(10, 15)].map((row) => keyOf(row.accountId)),
    );
    const isCard = ({ onlyYou, text }: { onlyYou: boolean; text: string }) => !onlyYou && text.startsWith(title);
    await whileHeld(title, 10, () =>
      Promise.all(leaving.map((key) => world.person(platform, key).presses('Kommer ikke', isCard))),
    );
    await eventually(async () =>
      expect((await listed(title)).filter(({ answer }) => answer === 'not_going')).toHaveLength(10),
    );
    const after = await listed(title);
    expect(after.filter(({ answer }) => answer === 'going')).toHaveLength(10);
    expect(after.filter(({ answer }) => answer === 'waiting')).toHaveLength(10);
    // Whoever still waits came after everybody who goes.
    const last = Math.max(...after.filter(({ answer }) => answer === 'going').map(({ place }) => place));
    expect(after.filter(({ answer, place }) => answer === 'waiting' && place < last)).toEqual([]);
    const moved = after.filter(
      ({ answer, accountId }) => answer === 'going' && !before.slice(0, 10).some((one) => one.accountId === accountId),
    );
    expect(moved).toHaveLength(5);
    for (const { accountId } of moved) await world.person(platform, await keyOf(accountId)).isTold(title);
  });
});
