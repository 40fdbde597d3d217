import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/database/client.ts';
import { forgetOld } from '../../src/forgetting.ts';
import { eventually } from '../waiting.ts';
import { links, type Person, PLATFORMS, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await links(world);
  // Each place has its channel: then a meetup of one stands in the other.
  for (const platform of PLATFORMS) {
    const admin = world.person(platform, 'admin');
    await admin.uses('setup settings', { channel: '#arrangementer' });
    await admin.finds((one) => one.onlyYou && one.text.includes('#arrangementer'));
  }
});
afterAll(() => world.stop());

const OTHER = { discord: 'slack', slack: 'discord' } as const;
const NAME = { discord: 'Yusuf', slack: 'Bent' } as const;
const AGAIN = 'Tag imod spørgsmål igen';
const ORGANISER = { discord: 'Maja', slack: 'Åse' } as const;

/** Goes on to an instant, and forgets what has been kept for its time by then. */
async function forgets(instant: string): Promise<void> {
  world.travelTo(instant);
  const db = connect(world.db.pool.options.connectionString ?? '');
  await forgetOld(db, world.clock);
  await db.close();
}

/** Opens the form by which somebody asks about a meetup, from its card in the channel. */
async function opensQuestion(person: Person, title: string, label = 'Spørg arrangøren'): Promise<void> {
  const before = new Set((await person.sees()).map(({ id }) => id));
  await person.presses('Mere', (one) => !one.onlyYou && one.text.startsWith(title));
  await person.finds((one) => !before.has(one.id) && one.buttons.some((button) => button.label === label));
  await person.opens(label, (one) => !before.has(one.id));
}

describe.each(PLATFORMS)('a meetup on %s', (platform) => {
  const title = `Perleaften ${platform}`;

  test('can be asked about from the other platform, and nobody is shown to anybody', async () => {
    const organiser = world.person(platform, 'organiser');
    const asker = world.person(OTHER[platform], 'member');
    // A day of its own: so often may one ask in a day.
    world.travelTo(platform === 'discord' ? '2026-11-23T12:00:00+01:00' : '2026-11-24T12:30:00+01:00');
    await publishes(organiser, { title, when: 'på fredag kl. 19', where: 'Salen' });
    await opensQuestion(asker, title);
    await asker.fills({ question: 'Er der trapper? @everyone <@1> *ja*' });
    await asker.reads('Jeg giver dit spørgsmål videre uden dit navn');
    const question = await organiser.isTold(`En i ${asker.place.space} spørger om ${title}`, 'Er der trapper?');
    expect(question.text).toContain('@everyone');
    expect(question.text).not.toContain(NAME[OTHER[platform]]);
    expect(question.pinged.filter((one) => one !== organiser.key)).toEqual([]);

    await organiser.opens('Svar', (one) => one.id === question.id);
    await organiser.fills({ answer: 'Nej, der er elevator.' });
    const answer = await asker.isTold(`Arrangøren af ${title} svarer`, 'Nej, der er elevator.', 'Du spurgte: Er der');
    expect(answer.text).not.toContain(ORGANISER[platform]);
    await organiser.finds((one) => one.id === question.id && one.text.includes('Du har svaret'));
    expect((await organiser.finds((one) => one.id === question.id)).buttons).toEqual([]);
  });

  test('is asked about so often a day, and not by its organiser nor when they want no more', async () => {
    const organiser = world.person(platform, 'organiser');
    const asker = world.person(OTHER[platform], 'member');
    for (const number of [2, 3]) {
      await opensQuestion(asker, title);
      await asker.fills({ question: `Spørgsmål ${number}?` });
      await organiser.isTold(`Spørgsmål ${number}?`);
    }
    await opensQuestion(asker, title);
    await asker.fills({ question: 'Spørgsmål 4?' });
    await asker.reads('Der er spurgt om meget i dag');
    expect(await world.db.prisma.question.count({ where: { text: 'Spørgsmål 4?' } })).toBe(0);

    await organiser.presses('Mere', (one) => !one.onlyYou && one.text.startsWith(title));
    const own = await organiser.finds((one) => one.onlyYou && one.buttons.some(({ label }) => label === 'Aflys'));
    expect(own.buttons.map(({ label }) => label)).not.toContain('Spørg arrangøren');
    await organiser.presses('Stop spørgsmål om træffet', (one) => one.text.includes('Spørgsmål 3?'));
    await organiser.reads('Nu kan ingen spørge mere om det træf');
    const other = world.person(platform, 'member');
    await other.presses('Mere', (one) => !one.onlyYou && one.text.startsWith(title));
    const card = await other.finds((one) => one.onlyYou && one.text.startsWith(title));
    expect(card.buttons.map(({ label }) => label)).not.toContain('Spørg arrangøren');

    // The receipt has the way back, and so has the meetup itself, for its organiser.
    await organiser.presses('Mere', (one) => !one.onlyYou && one.text.startsWith(title));
    await organiser.finds((one) => one.text.startsWith(title) && one.buttons.some(({ label }) => label === AGAIN));
    await organiser.presses(AGAIN, (one) => one.text.includes('Nu kan ingen spørge mere'));
    await organiser.reads('Nu kan man spørge om træffet igen');
    await opensQuestion(other, title);
  });

  test('tells who asked when the organiser takes no direct messages', async () => {
    const organiser = world.person(platform, 'admin');
    const asker = world.person(platform, 'member');
    const closed = `Lukket ${platform}`;
    await publishes(organiser, { title: closed, when: 'på fredag kl. 20', where: 'Salen' });
    organiser.change({ directMessagesClosed: true });
    await opensQuestion(asker, closed);
    await asker.fills({ question: 'Må hunde komme med?' });
    await asker.isTold(`Dit spørgsmål om ${closed} nåede ikke frem`);
    organiser.change({ directMessagesClosed: false });
  });
});

test('the words of a question go a day after its answer, and two weeks after it was asked', async () => {
  const { prisma } = world.db;
  const texts = async () => (await prisma.question.findMany()).map(({ text }) => text);
  expect((await texts()).some((text) => text.startsWith('Er der trapper?'))).toBe(true);
  await forgets('2026-11-26T12:00:00+01:00');
  expect((await texts()).some((text) => text.startsWith('Er der trapper?'))).toBe(false);
  expect(await texts()).toContain('Spørgsmål 3?');
  await forgets('2026-12-09T12:00:00+01:00');
  expect(await texts()).toEqual([]);
});

/** Everything that the bot sends on Slack waits until the end of the test's part. */
async function whileSlackWaits(work: () => Promise<void>): Promise<void> {
  const does = { kind: 'refuse', status: 429, retryAfterMs: 1_000 } as const;
  const fault = world.sandbox.addFault({ platform: 'slack', on: '^chat\\.postMessage$', does });
  await work();
  world.sandbox.removeFault(fault.id);
}

describe('who wrote is told what became of it', () => {
  const pending = (kind: string) =>
    eventually(async () => expect(await world.db.prisma.delivery.count({ where: { kind, state: 'pending' } })).toBe(1));
  const asks = async (asker: Person, title: string, question: string, label?: string) => {
    await opensQuestion(asker, title, label);
    await asker.fills({ question });
  };
  const answers = async (organiser: Person, question: string, answer: string) => {
    await organiser.isTold(question);
    await organiser.opens('Svar', (one) => one.text.includes(question));
    await organiser.fills({ answer });
  };

  test('when a question waits until the meetup is cancelled, and when nobody knows whether it arrived', async () => {
    world.travelTo('2026-12-14T12:00:00+01:00');
    const [organiser, asker] = [world.person('slack', 'organiser'), world.person('discord', 'freja')];
    await publishes(organiser, { title: 'Aflyst aften', when: 'på fredag kl. 19', where: 'Salen' });
    await asker.card('Aflyst aften');
    await whileSlackWaits(async () => {
      await asks(asker, 'Aflyst aften', 'Er der plads?');
      await pending('meetup.question');
      await organiser.uses('meetup cancel', { meetup: 'Aflyst aften' });
      await organiser.presses('Ja, aflys');
      await organiser.reads('er aflyst');
    });
    await asker.isTold('Dit spørgsmål om Aflyst aften nåede ikke frem, for træffet er aflyst eller overstået.');

    await publishes(organiser, { title: 'Uvis aften', when: 'på fredag kl. 20', where: 'Salen' });
    await asker.card('Uvis aften');
    await world.quiet();
    world.sandbox.addFault({ platform: 'slack', on: '^chat\\.postMessage$', times: 1, does: { kind: 'lose' } });
    const refuses = { kind: 'refuse', error: 'channel_not_found' } as const;
    const fault = world.sandbox.addFault({ platform: 'slack', on: '^conversations\\.history$', does: refuses });
    await asks(asker, 'Uvis aften', 'Er der lys?');
    await asker.isTold('Jeg ved ikke, om dit spørgsmål om Uvis aften nåede frem.');
    world.sandbox.removeFault(fault.id);
  });

  test('when an answer is on its way for more than a day, and when the two places are parted', async () => {
    world.travelTo('2026-12-15T12:00:00+01:00');
    const [organiser, asker] = [world.person('discord', 'organiser'), world.person('slack', 'emma')];
    await publishes(organiser, { title: 'Delt aften', when: '22. december kl. 19', where: 'Salen' });
    await asker.card('Delt aften');
    const asked = ['Er der mad?', 'Er der kaffe?', 'Er der kage?'];
    for (const question of asked) await asks(asker, 'Delt aften', question, 'Ask the organiser');
    await whileSlackWaits(async () => {
      await answers(organiser, 'Er der mad?', 'Ja, suppe.');
      await pending('meetup.question-answered');
      await forgets('2026-12-17T13:00:00+01:00');
    });
    await asker.isTold('Ja, suppe.', 'Er der mad?');

    await whileSlackWaits(async () => {
      await answers(organiser, 'Er der kaffe?', 'Ja, sort.');
      await organiser.reads('Du har svaret');
      await pending('meetup.question-answered');
      const admin = world.person('discord', 'admin');
      await admin.uses('setup unlink');
      await admin.presses('Skil dem ad');
      await admin.reads('er skilt fra');
    });
    await organiser.isTold('Dit svar på et spørgsmål om Delt aften nåede ikke frem, for træffet deles ikke længere');
    await answers(organiser, 'Er der kage?', 'Ja, lagkage.');
    await organiser.reads('Dit svar er ikke sendt: træffet deles ikke længere');
    await world.quiet();
    const told = (await asker.directMessages()).map(({ text }) => text).join();
    expect(told).not.toMatch(/sort|lagkage/);
  });
});
