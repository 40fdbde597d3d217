import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tx } from '../../src/database/transaction.ts';
import { eventually } from '../waiting.ts';
import { idIn, type Port, settled, startPort, wordsOf } from './port.ts';
import { NOON, PLATFORMS, publishes, startWorld, type World } from './world.ts';

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
      await eventually(async () => {
        const waiting = await world.db.pool.query(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        expect(waiting.rowCount).toBe(1);
      });
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
    await eventually(async () => expect((await kept(title)).map(({ answer }) => answer)).toEqual(['going', 'going']));
  });

  test('publishing twice at once shows it once', async () => {
    const organiser = world.person(platform, 'organiser');
    const title = `Dobbelt ${platform}`;
    await organiser.uses('meetup create', { ...evening, title });
    await organiser.reads(title, 'Jeg forstod');
    await Promise.all([organiser.presses('Slå op'), organiser.presses('Slå op')]);
    await organiser.card(title);
    await world.quiet();
    expect((await organiser.sees()).filter((one) => !one.onlyYou && one.text.startsWith(title))).toHaveLength(1);
    expect(await world.db.prisma.placement.count({ where: { kind: 'meetup.card', ...(await subject(title)) } })).toBe(
      1,
    );
  });
});

const subject = async (title: string) => ({
  subjectId: (await world.db.prisma.occurrence.findFirstOrThrow({ where: { meetup: { title } } })).id,
});

describe('when fifty answer at once', () => {
  const ORGANISER = { id: 'organiser', space: 'hall' };
  const guests = Array.from({ length: 50 }, (_, index) => ({ id: `guest-${index}`, space: 'hall' }));
  let port: Port;
  beforeAll(async () => {
    port = await startPort(NOON);
  });
  afterAll(() => port.stop());

  const press = (caller: { id: string; space: string }, id: string) =>
    port.does(caller, { kind: 'action', id, chosen: [] }).then(wordsOf);
  const say = (command: string, values: Record<string, string>) =>
    port.does(ORGANISER, { kind: 'command', path: command.split(' '), values });

  async function meetup(title: string, capacity: string): Promise<{ meetup: string; occurrence: string }> {
    await press(ORGANISER, idIn(await say('meetup create', { ...evening, title, capacity }), 'meetup.publish'));
    const row = await port.db.prisma.occurrence.findFirstOrThrow({ where: { meetup: { title } } });
    return { meetup: row.meetupId, occurrence: row.id };
  }
  const answers = async (occurrenceId: string) => {
    const rows = await port.db.prisma.rsvp.findMany({ where: { occurrenceId }, orderBy: { place: 'asc' } });
    return { going: rows.filter(({ answer }) => answer === 'going'), all: rows };
  };

  test('while its places are made fewer and more, the list is as long as there are places, and first come first', async () => {
    const { meetup: id, occurrence } = await meetup('Skiftende', '10');
    const edits = ['30', '5', '12', '3', '20'].map((capacity) => () => say('meetup edit', { meetup: id, capacity }));
    await Promise.all([
      ...guests.map((guest) => press(guest, `meetup.answer:${occurrence}:going`)),
      (async () => {
        for (const edit of edits) await edit();
      })(),
    ]);
    const { capacity } = await port.db.prisma.meetup.findUniqueOrThrow({ where: { id } });
    const { going, all } = await answers(occurrence);
    expect(all).toHaveLength(guests.length);
    expect(going).toHaveLength(capacity ?? 0);
    // Whoever waits came after everybody who goes.
    const last = Math.max(...going.map(({ place }) => place));
    expect(all.filter(({ answer, place }) => answer === 'waiting' && place < last)).toEqual([]);
  });

  test('an edit that was confirmed is not made again by its old button, whatever others have written since', async () => {
    const { meetup: id } = await meetup('Bekræftet', '10');
    const edit = { meetup: id, title: 'Bekræftet igen', when: 'kl. 20', where: 'Haven' };
    const confirm = idIn(await say('meetup edit', edit), 'meetup.edit.confirm');
    expect(await press(ORGANISER, confirm)).toContain('er rettet');
    await say('meetup edit', { meetup: id, title: 'Nyt navn', where: 'Salen' });
    const again = await Promise.all([press(ORGANISER, confirm), press(ORGANISER, confirm)]);
    for (const words of again) expect(words).toContain('Salen');
    expect(await port.db.prisma.meetup.findUnique({ where: { id } })).toMatchObject({
      title: 'Nyt navn',
      place: 'Salen',
    });
    // Not even after somebody has moved it: it is shown as it stands, and no edit is proposed.
    const moved = idIn(await say('meetup edit', { meetup: id, when: 'kl. 21' }), 'meetup.edit.confirm');
    await press(ORGANISER, moved);
    expect(await press(ORGANISER, confirm)).not.toContain('meetup.edit.confirm');
  });

  test('questions that are asked at the same moment are counted one after the other', async () => {
    const { occurrence } = await meetup('Spørgsmål', '50');
    const asks = (number: number) =>
      port.does(
        { id: 'curious', space: 'hall' },
        { kind: 'form', id: `meetup.ask:${occurrence}`, values: { question: `Nummer ${number}?` } },
      );
    await Promise.all(Array.from({ length: 12 }, (_, number) => asks(number).then(wordsOf)));
    expect(await port.db.prisma.question.count({ where: { occurrenceId: occurrence } })).toBe(3);
  });

  test('while it is cancelled, who was too late is told, and everybody else hears of it', async () => {
    const { meetup: id, occurrence } = await meetup('Aflyses', '50');
    const told = await Promise.all([
      ...guests.slice(0, 25).map((guest) => press(guest, `meetup.answer:${occurrence}:going`)),
      press(ORGANISER, `meetup.cancel:${id}`),
      ...guests.slice(25).map((guest) => press(guest, `meetup.answer:${occurrence}:going`)),
    ]);
    const late = told.filter((words) => words.includes('Træffet er aflyst')).length;
    const { all } = await answers(occurrence);
    await settled(port);
    const messages = await port.db.prisma.delivery.count({
      where: { kind: 'meetup.cancelled', subjectId: occurrence, state: 'sent' },
    });
    expect(messages).toBe(all.length);
    expect(all.length).toBe(guests.length - late);
  });
});
