import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../waiting.ts';
import { PLATFORMS, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const POST = { discord: '^POST /channels/\\d+/messages$', slack: '^chat\\.postMessage$' } as const;
const LOOK = { discord: '^GET /channels/\\d+/messages', slack: '^conversations\\.history$' } as const;

const waitFor = (check: () => Promise<void>) => eventually(check);

describe.each(PLATFORMS)('on %s', (platform) => {
  async function cardOf(title: string) {
    const { id } = await world.db.prisma.occurrence.findFirstOrThrow({ where: { meetup: { title } } });
    const where = { kind: 'meetup.card', subjectId: id };
    return world.db.prisma.delivery.findFirstOrThrow({ where, include: { placement: true } });
  }

  /** Its card is there, but nobody knows, and nobody gets to look. */
  async function publishesInDoubt(title: string): Promise<void> {
    const organiser = world.person(platform, 'organiser');
    await organiser.uses('meetup create', { title, when: 'på torsdag kl. 19-21', where: 'Hallen' });
    await organiser.reads(title, 'Jeg forstod');
    world.sandbox.addFault({ platform, on: POST[platform], times: 1, does: { kind: 'lose' } });
    await organiser.presses('Slå op', (message) => message.text.startsWith(title));
    await waitFor(async () => expect((await cardOf(title)).firstTriedAt).not.toBeNull());
    expect(await cardOf(title)).toMatchObject({ state: 'pending', sentMessage: null });
  }

  async function pressMakesLive(title: string): Promise<void> {
    const member = world.person(platform, 'member');
    await member.answers('Kommer', title);
    const seen = await member.finds((one) => one.text.startsWith(title) && one.text.includes('Kommer (1)'));
    expect(await cardOf(title)).toMatchObject({
      state: 'sent',
      reason: null,
      sentMessage: seen.id,
      placement: { message: seen.id },
    });
  }

  test('a press shows that a card is there whose answer was lost, also when it was given up, and makes it live', async () => {
    const does = { kind: 'refuse', status: 429, retryAfterMs: 600_000 } as const;
    world.sandbox.addFault({ platform, on: LOOK[platform], does });
    await publishesInDoubt('Bordtennis');
    await pressMakesLive('Bordtennis');

    await publishesInDoubt('Håndbold');
    const { id } = await cardOf('Håndbold');
    const gaveUp = { state: 'unknown', reason: 'gave-up', attempts: { increment: 1 } } as const;
    await world.db.prisma.delivery.update({ where: { id }, data: gaveUp });
    await pressMakesLive('Håndbold');
  });
});
