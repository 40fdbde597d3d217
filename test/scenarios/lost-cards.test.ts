import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../waiting.ts';
import {
  links,
  type Person,
  PLATFORMS,
  type PlatformName,
  publishes,
  startWorld,
  tellsPublished,
  type World,
} from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const title = 'Loppemarked';
const meetup = { title, when: 'på lørdag kl. 10-15', where: 'Torvet' };
const POST = { discord: '^POST /channels/\\d+/messages$', slack: '^chat\\.postMessage$' } as const;
const NO_ACCESS = { discord: { status: 403, code: 50013 }, slack: { error: 'restricted_action' } } as const;
const GONE = { discord: { status: 404, code: 10003 }, slack: { error: 'is_archived' } } as const;
const SETTINGS = { discord: '/opsætning indstillinger', slack: '/setup indstillinger' } as const;
const RIGHTS = { discord: '”Vis kanaler” og ”Send beskeder”', slack: '/invite' } as const;

/** The next post is refused; what comes after it gets through. */
function refusePost(platform: PlatformName, does: { status?: number; code?: number; error?: string }, times = 1) {
  return world.sandbox.addFault({ platform, on: POST[platform], times, does: { kind: 'refuse', ...does } });
}

/** Makes a meetup and publishes it, without waiting for its card. */
async function publishesInVain(organiser: Person) {
  await organiser.uses('meetup create', meetup);
  await organiser.reads(title, 'Jeg forstod');
  await organiser.presses('Slå op');
  await organiser.finds((one) => tellsPublished(one) || (one.onlyYou && one.text.includes('ikke slået op.')));
}

const cards = async (person: Person) =>
  (await person.sees()).filter((one) => !one.onlyYou && one.text.startsWith(title) && one.buttons.length === 4);
const toldOf = async (person: Person) =>
  (await person.directMessages()).filter((one) => one.text.includes('blev ikke slået op'));

describe.each(PLATFORMS)('on %s', (platform) => {
  test('whose card may not be posted is told once why and what to do, and can have it posted afterwards', async () => {
    const organiser = world.person(platform, 'organiser');
    refusePost(platform, NO_ACCESS[platform]);
    await publishesInVain(organiser);
    const told = await organiser.isTold(title, 'blev ikke slået op i #arrangementer', 'Jeg har ikke adgang');
    expect(told.text).toContain(RIGHTS[platform]);
    expect(told.text).toContain(SETTINGS[platform]);
    await world.quiet();
    expect(await toldOf(organiser)).toHaveLength(1);

    await organiser.presses('Slå op igen');
    await eventually(async () => expect(await cards(organiser)).toHaveLength(1));
    await world.quiet();
    expect(await cards(organiser)).toHaveLength(1);
    await organiser.answers('Kommer', title);
    await organiser.finds((one) => one.text.startsWith(title) && one.text.includes('Kommer (1)'));
  });

  test('an archived or deleted channel is named as such, and a failure after trying again is told, too', async () => {
    const organiser = world.person(platform, 'organiser');
    refusePost(platform, GONE[platform]);
    await publishesInVain(organiser);
    await organiser.isTold(title, platform === 'discord' ? 'findes ikke' : 'arkiveret', SETTINGS[platform]);
    refusePost(platform, GONE[platform]);
    await organiser.presses('Slå op igen');
    const told = () => world.db.prisma.delivery.count({ where: { kind: 'meetup.lost', state: 'sent' } });
    await eventually(async () => expect(await told()).toBe(2));
    await world.quiet();
    expect(await told()).toBe(2);
  });

  test('pressing twice posts once', async () => {
    const organiser = world.person(platform, 'organiser');
    refusePost(platform, NO_ACCESS[platform]);
    await publishesInVain(organiser);
    await organiser.isTold(title, 'blev ikke slået op');
    const { id: delivery } = await world.db.prisma.delivery.findFirstOrThrow({ where: { kind: 'meetup.card' } });
    const [told] = await toldOf(organiser);
    const press = () => world.sandbox[platform].press(organiser.key, told?.id ?? '', 'Slå op igen');
    await Promise.all([press(), press().catch(() => undefined)]);
    await eventually(async () => expect(await cards(organiser)).toHaveLength(1));
    await world.quiet();
    expect(await cards(organiser)).toHaveLength(1);
    const posted = await world.db.prisma.delivery.findMany({ where: { kind: 'meetup.card', id: { not: delivery } } });
    expect(posted.map(({ state }) => state)).toEqual(['sent']);
  });

  test('a message about a lost card that is lost itself leads to nothing more', async () => {
    const organiser = world.person(platform, 'organiser');
    organiser.change({ directMessagesClosed: true });
    refusePost(platform, NO_ACCESS[platform]);
    await publishesInVain(organiser);
    await eventually(async () => expect(await world.db.prisma.delivery.count({ where: { state: 'failed' } })).toBe(2));
    await world.quiet();
    expect(await world.db.prisma.delivery.count()).toBe(2);
  });

  test('whoever organises on the other platform is told where it failed, in words that fit there', async () => {
    await links(world);
    const other = platform === 'discord' ? 'slack' : 'discord';
    const organiser = world.person(other, 'organiser');
    refusePost(platform, NO_ACCESS[platform]);
    await publishes(organiser, meetup);
    const { place } = world.person(platform, 'member');
    const told = await organiser.isTold(title, `blev ikke slået op i ${place.space}`);
    expect(told.text).toContain(RIGHTS[platform]);
    expect(told.text).toContain(`en admin i ${place.space}`);
    await organiser.presses('Slå op igen');
    await world.person(platform, 'member').card(title);
  });

  test('what nobody can find out is told honestly', async () => {
    const organiser = world.person(platform, 'organiser');
    // The answer is lost, and from then on the bot may not even look.
    const lost = world.sandbox.addFault({ platform, on: POST[platform], times: 1, does: { kind: 'lose' } });
    const look = platform === 'discord' ? '^GET /channels/\\d+/messages' : '^conversations\\.history$';
    const blind = world.sandbox.addFault({
      platform,
      on: look,
      does: { kind: 'refuse', ...(platform === 'discord' ? { status: 403, code: 50001 } : { error: 'missing_scope' }) },
    });
    await publishesInVain(organiser);
    const told = await organiser.isTold('Jeg kan ikke finde ud af, om træffet Loppemarked', 'blev slået op');
    expect(told.text).toContain('Kig efter dér');
    world.sandbox.removeFault(lost.id);
    world.sandbox.removeFault(blind.id);
    await world.quiet();
    expect(await cards(organiser)).toHaveLength(1);
  });
});

test('each organiser is told in their own language', async () => {
  const emma = world.person('discord', 'emma');
  refusePost('discord', NO_ACCESS.discord);
  await emma.uses('meetup create', { ...meetup, when: 'on saturday 10am' });
  await emma.presses('Publish');
  await emma.isTold('was not posted in #arrangementer', 'I have no access', '/setup settings');
});

test('the button posts nothing of a meetup that was cancelled meanwhile', async () => {
  const organiser = world.person('slack', 'organiser');
  refusePost('slack', NO_ACCESS.slack);
  await publishesInVain(organiser);
  await organiser.isTold('blev ikke slået op');
  await organiser.uses('meetup cancel', { meetup: title });
  await organiser.presses('Ja, aflys');
  await organiser.reads('er aflyst');
  await organiser.presses('Slå op igen');
  await organiser.reads('aflyst');
  await world.quiet();
  expect(await world.db.prisma.delivery.count({ where: { kind: 'meetup.card' } })).toBe(1);
});
