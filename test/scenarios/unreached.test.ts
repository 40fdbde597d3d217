import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../waiting.ts';
import { type Person, PLATFORMS, publishes, startWorld, type World } from './world.ts';

/** Nobody who takes no direct messages is promised one, and organisers read how many could not be told. */
let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const title = 'Filmaften';
const evening = { title, when: 'på torsdag kl. 19-21', where: 'Salen', capacity: '3' };
/** Advice on each platform. */
const ADVICE = { discord: 'Privatlivsindstillinger', slack: 'Messages Tab' } as const;
const unreachable = () => world.db.prisma.account.count({ where: { unreachableSince: { not: null } } });
const asks = (person: Person) => person.answers('Kommer', title);

describe.each(PLATFORMS)('on %s', (platform) => {
  test('after a refusal the next answer says so, with what to do, until a message arrives', async () => {
    const member = world.person(platform, 'member');
    await publishes(world.person(platform, 'organiser'), evening);
    member.change({ directMessagesClosed: true });
    // Nobody knows yet.
    expect((await asks(member)).text).toContain('Jeg minder dig om det');
    await world.quiet();
    world.travelTo('2026-11-25T19:00:05+01:00');
    await eventually(async () => expect(await unreachable()).toBe(1));
    const told = await asks(member);
    expect(told.text).toContain('Jeg kan ikke skrive til dig');
    expect(told.text).toContain(ADVICE[platform]);
    expect(told.text).not.toContain('Jeg minder dig');

    member.change({ directMessagesClosed: false });
    world.travelTo('2026-11-26T18:00:05+01:00');
    await member.isTold(`Husk ${title}`);
    await eventually(async () => expect(await unreachable()).toBe(0));
    await publishes(world.person(platform, 'organiser'), { ...evening, title: 'Næste gang', when: 'om 2 dage kl. 19' });
    expect((await member.answers('Kommer', 'Næste gang')).text).toContain('Jeg minder dig om det');
  });

  test('the organiser reads how many were not told of a change and of a cancellation, and never who', async () => {
    const organiser = world.person(platform, 'organiser');
    const closed = [world.person(platform, 'member'), world.person(platform, 'other')];
    const open = world.person(platform, 'admin');
    await publishes(organiser, evening);
    for (const one of [...closed, open]) await one.answers(one === open ? 'Måske' : 'Kommer', title);
    for (const one of closed) one.change({ directMessagesClosed: true });
    await organiser.uses('meetup edit', { meetup: title, where: 'Kælderen' });
    await organiser.finds((one) => !one.onlyYou && one.text.startsWith(title) && one.text.includes('Kælderen'));
    world.later(60);
    await open.isTold('Salen → Kælderen');
    // The number is renewed as it grows: one message.
    const changed = await organiser.isTold('2 fik ikke besked om', title, 'er ændret');
    await organiser.uses('meetup show', { meetup: title });
    await organiser.finds(
      (one) => one.onlyYou && one.text.includes('2 af dem, der har svaret, tager ikke imod beskeder'),
    );
    await organiser.uses('meetup cancel', { meetup: title });
    await organiser.reads('Vil du aflyse', '3 har svaret', '2 af dem tager ikke imod beskeder fra mig');
    await organiser.presses('Ja, aflys');
    await organiser.finds((one) => one.onlyYou && one.text.includes('er aflyst') && one.text.includes('2 af dem'));
    const cancelled = await organiser.isTold('2 fik ikke besked om', title, 'er aflyst');
    for (const { text } of [changed, cancelled]) expect(text).not.toMatch(/@|Yusuf|Freja|Bent|Emma/);
    await world.quiet();
    const counted = (await organiser.directMessages()).filter(({ text }) => text.includes('ikke besked om'));
    expect(counted).toHaveLength(2);
  });

  test('an answer on a card that one sees alone says who sees it, and renews that card', async () => {
    const member = world.person(platform, 'member');
    await publishes(world.person(platform, 'organiser'), evening);
    await member.uses('meetup show', { meetup: title });
    const own = (one: { text: string; onlyYou: boolean }) => one.onlyYou && one.text.includes('Salen');
    await member.finds((one) => own(one) && !one.text.includes('Kommer ('));
    await member.presses('Kommer', own);
    const renewed = await member.finds((one) => own(one) && one.text.includes('Kommer (1)'));
    expect(renewed.text).toContain('Dit navn står nu på kortet, som alle i');
    expect(renewed.text).toContain('Jeg minder dig om det');
    await member.finds((one) => !one.onlyYou && one.text.startsWith(title) && one.text.includes('Kommer (1)'));
    await member.presses('Kommer ikke', own);
    const declined = await member.finds((one) => own(one) && one.text.includes('Kommer ikke (1)'));
    expect(declined.text).toContain('Dit navn står ikke på kortet');
    // It is one card still.
    expect((await member.sees()).filter(own)).toHaveLength(1);
  });
});
