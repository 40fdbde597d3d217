import type { SeenMessage } from '@samling/sandbox/contract.ts';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
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
afterAll(() => world.stop());

const OTHER = { discord: 'slack', slack: 'discord' } as const;
const PLACE = { discord: 'RÅ Festival (Discord)', slack: 'RÅ Frivillige (Slack)' } as const;
/** A channel beside #arrangementer that the bot can write in, and one that it cannot. */
const ANOTHER = { discord: 'frivillige', slack: 'generelt' } as const;
const CLOSED = { discord: 'bestyrelse', slack: 'bestyrelsen' } as const;
const meetup = { title: 'Filmklub', when: 'i morgen kl. 20', where: 'Biografen' };

const cardsOf = async (person: Person, title: string) =>
  (await person.sees()).filter((one) => !one.onlyYou && one.fromBot && one.text.startsWith(title));
const seesNone = async (person: Person, title: string) => expect(await cardsOf(person, title)).toEqual([]);

describe.each(PLATFORMS)('a meetup that was made on %s before', (platform: PlatformName) => {
  test('two places were linked gets its card in the other, once; and none of what is over or cancelled', async () => {
    const [organiser, elsewhere] = [world.person(platform, 'organiser'), world.person(OTHER[platform], 'member')];
    await publishes(organiser, meetup);
    await publishes(organiser, { ...meetup, title: 'Aflyst' });
    await organiser.uses('meetup cancel', { meetup: 'Aflyst' });
    await organiser.presses('Ja, aflys');
    await publishes(organiser, { ...meetup, title: 'Slut', when: 'i dag kl. 12.05-12.10' });
    world.travelTo('2026-11-23T12:20:00+01:00');
    await links(world);
    await elsewhere.card('Filmklub');
    await world.quiet();
    expect(await cardsOf(elsewhere, 'Filmklub')).toHaveLength(1);
    await seesNone(elsewhere, 'Aflyst');
    await seesNone(elsewhere, 'Slut');
    expect(await cardsOf(organiser, 'Filmklub')).toHaveLength(1);
    await elsewhere.answers('Kommer', 'Filmklub');
    await organiser.finds((one) => one.text.startsWith('Filmklub') && one.text.includes('Kommer (1)'));
  });

  test('a channel was chosen gets its card there, and each space has one card of it', async () => {
    const admin = world.person(platform, 'admin');
    const organiser = world.person(platform, 'organiser');
    await publishes(organiser, meetup);
    const channel = ANOTHER[platform];
    await admin.uses('setup settings', { channel });
    await admin.reads('Samling i', 'Ét kommende træf er på vej til den nye kanal.');
    const there = world.person(platform, 'organiser', { channel });
    await there.card('Filmklub');
    await eventually(() => seesNone(organiser, 'Filmklub'));
    // The same again, and another one and back: there is always one.
    await admin.uses('setup settings', { channel });
    await admin.uses('setup settings', { channel: 'arrangementer' });
    await organiser.card('Filmklub');
    await eventually(() => seesNone(there, 'Filmklub'));
    await world.quiet();
    expect(await cardsOf(organiser, 'Filmklub')).toHaveLength(1);
  });
});

describe.each(PLATFORMS)('linking on %s', (platform: PlatformName) => {
  test('asks for a channel where the bot cannot write, on both sides, and the menu brings the cards', async () => {
    const other = OTHER[platform];
    const organiser = world.person(other, 'organiser');
    await publishes(organiser, meetup);
    const [first, second] = [
      world.person(other, 'admin', { channel: CLOSED[other] }),
      world.person(platform, 'admin', { channel: CLOSED[platform] }),
    ];
    await world.db.prisma.space.updateMany({ data: { meetupChannel: null } });
    await first.uses('setup link');
    // Where meetups hung already, that is the channel.
    const link = await first.reads(
      'Her er koden',
      'Der var ikke valgt en kanal til træf her, så jeg har valgt #arrangementer',
    );
    await second.uses('setup join', { code: codeIn(link) });
    const joined = await second.reads('I er forbundet', 'i den her kanal må jeg ikke skrive');
    expect(joined.menus.map(({ placeholder }) => placeholder)).toEqual(['Vælg kanal til træf']);
    await second.chooses('Vælg kanal til træf', channelId(platform, 'arrangementer'));
    await second.reads('Træf bliver nu slået op i #arrangementer. Ét kommende træf er på vej dertil.');
    await world.person(platform, 'member').card('Filmklub');
    await world.quiet();
    expect(await cardsOf(world.person(platform, 'member'), 'Filmklub')).toHaveLength(1);
  });

  test('says what is missing in the other place', async () => {
    const other = OTHER[platform];
    const first = world.person(other, 'admin', { channel: CLOSED[other] });
    await first.uses('setup link');
    const link = await first.reads('Her er koden', 'i den her kanal må jeg ikke skrive');
    expect(link.menus.map(({ placeholder }) => placeholder)).toEqual(['Vælg kanal til træf']);
    const second = world.person(platform, 'admin');
    await second.uses('setup join', { code: codeIn(link) });
    await second.reads(
      'I er forbundet',
      'jeg har valgt #arrangementer',
      `${PLACE[other]}: dér er der ikke valgt en kanal`,
    );

    // Publishing names every place where it goes, and every one where it does not.
    const organiser = world.person(platform, 'organiser');
    await organiser.uses('meetup create', meetup);
    await organiser.reads('Jeg forstod', 'Bliver slået op i', '#arrangementer', `Ikke i ${PLACE[other]}`);
    await organiser.presses('Slå op');
    await isTold(organiser, 'Filmklub er slået op.', '#arrangementer', 'Se kortet', `Ikke i ${PLACE[other]}`);
    await first.chooses('Vælg kanal til træf', channelId(other, 'arrangementer'));
    await world.person(other, 'member').card('Filmklub');
  });

  test('a preview says where it goes, and the receipt leads to the cards', async () => {
    await links(world);
    const organiser = world.person(platform, 'organiser');
    await organiser.uses('meetup create', meetup);
    await organiser.reads('Jeg forstod', 'Bliver slået op i', '#arrangementer', PLACE[OTHER[platform]]);
    await organiser.presses('Slå op');
    const ids = await Promise.all(
      PLATFORMS.map(async (name) => [name, (await world.person(name, 'organiser').card('Filmklub')).id] as const),
    );
    const receipt = await isTold(organiser, 'Filmklub er slået op.', '#arrangementer', PLACE[OTHER[platform]]);
    expect(receipt.buttons.map(({ label }) => label)).toEqual([]);
    for (const [name, id] of ids) {
      expect(JSON.stringify(receipt.raw)).toContain(name === 'discord' ? `/${id}` : `/p${id.replace(/\D/g, '')}`);
    }
  });

  test('a code that somebody wrote to the bot where all read it works no longer, nor one that was renewed; a used one is taken away', async () => {
    const [admin, elsewhere] = [world.person(platform, 'admin'), world.person(OTHER[platform], 'admin')];
    await admin.uses('setup link');
    const code = codeIn(await admin.reads('Her er koden'));
    await world.sandbox[platform].say(admin.key, admin.place, `@Samling /setup join ${code}`);
    await admin.reads('Den kode kunne alle her læse');
    await elsewhere.uses('setup join', { code });
    await elsewhere.reads(`Koden ”${code}” virker ikke`);
    await admin.presses('Ny kode');
    const renewed = await admin.finds(
      ({ text, onlyYou }) => onlyYou && text.includes('Her er koden') && !text.includes(code),
    );
    expect(codeIn(renewed)).toMatch(/^\S{4}-\S{4}$/);
    await elsewhere.uses('setup join', { code: codeIn(renewed) });
    await elsewhere.reads('I er forbundet');
    // Once it is used its card gives nothing but that away.
    await admin.presses('Ny kode', ({ id }) => id === renewed.id);
    await admin.reads('Koden er allerede brugt');
    expect((await admin.sees()).some(({ text }) => text.includes(codeIn(renewed)))).toBe(false);
  });

  test('a channel that nobody chose is said before and after', async () => {
    const organiser = world.person(platform, 'organiser', { channel: ANOTHER[platform] });
    await organiser.uses('meetup create', meetup);
    await organiser.reads('Jeg forstod', `#${ANOTHER[platform]}`, 'Der er ikke valgt en kanal til træf her');
    await organiser.presses('Slå op');
    await isTold(organiser, 'Filmklub er slået op.', `#${ANOTHER[platform]}`);
  });
});

/** The receipt says so at once where the cards came quickly; else its button does, when they are there. */
function isTold(person: Person, ...words: string[]): Promise<SeenMessage> {
  return eventually(async () => {
    const receipt = await person.finds(tellsPublished);
    if (receipt.buttons.some(({ label }) => label === 'Opdatér')) await person.presses('Opdatér');
    for (const word of words) expect((await person.finds(tellsPublished)).text).toContain(word);
    return person.finds(tellsPublished);
  });
}

const codeIn = ({ text }: SeenMessage) => /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(text)?.[0] ?? '';

function channelId(platform: PlatformName, name: string): string {
  const spaces = world.sandbox[platform].spaces();
  const space = spaces.find((one) => one.name === world.person(platform, 'admin').place.space);
  return space?.channels.find((one) => one.name === name)?.id ?? '';
}
