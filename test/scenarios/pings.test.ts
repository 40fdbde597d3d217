import type { Seed, SeenMessage } from '@samling/sandbox/contract.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { festivalSeed } from './festivals.ts';
import { links, NOON, type Person, PLATFORMS, type PlatformName, startWorld, type World } from './world.ts';

/** People with the role "Frivillig" (Discord), or in the group "arrangører" (Slack). */
const MEANT = { discord: ['emma', 'freja'], slack: ['aase', 'soren'] } as const;
const ROLE = { discord: 'Frivillig', slack: '@arrangoerer' } as const;
const PEOPLE = { discord: '2 personer', slack: '2 personer' } as const;
const SPACE = { discord: 'RÅ Festival', slack: 'RÅ Frivillige' } as const;

/**
 * The festival where not everybody may mention every role, and Maja may manage the server but mention only the roles
 * that everybody may mention; the bot neither.
 */
function strictSeed(): Seed {
  const seed = festivalSeed();
  const [guild] = seed.discord.guilds;
  if (!guild) throw new Error('The festival has no server.');
  guild.roles.push(
    {
      id: guild.id,
      name: '@everyone',
      permissions: ['ViewChannel', 'SendMessages', 'ReadMessageHistory', 'UseApplicationCommands'],
      mentionable: false,
    },
    { id: `${guild.id}7`, name: 'Ledelse', permissions: ['ManageGuild'], mentionable: false },
  );
  guild.members = guild.members.map((one) => (one.key === 'maja' ? { ...one, roles: ['Ledelse'] } : one));
  return seed;
}

let world: World;
beforeAll(async () => {
  world = await startWorld({ seed: strictSeed() });
  await links(world);
});
afterAll(() => world.stop());

const author = (platform: PlatformName) => world.person(platform, 'admin');
const on = (title: string) => (message: SeenMessage) => message.text.startsWith(title);
const isCopy = (title: string) => (message: SeenMessage) => on(title)(message) && /\nFra RÅ/.test(message.text);

let seconds = 0;
/** Writes a draft for the community alone, and asks that a role is notified. */
async function asks(person: Person, title: string, role: string): Promise<void> {
  seconds += 1;
  world.travelTo(new Date(Date.parse(NOON) + seconds * 1000).toISOString());
  await person.uses('announce write', { title, text: 'Kom og hjælp.', topic: 'Kun os' });
  await person.finds((one) => on(title)(one) && one.onlyYou && !one.text.includes('får besked'));
  await person.presses('Giv en rolle eller gruppe besked', on(title));
  await person.reads('Hvem skal have besked?', 'Det sker én gang');
  await person.chooses('Vælg en rolle eller gruppe', role);
}

/** Asks, and says yes to the number. */
async function confirms(platform: PlatformName, title: string): Promise<Person> {
  const person = author(platform);
  await asks(person, title, ROLE[platform]);
  await person.reads(`${PEOPLE[platform]} i ${SPACE[platform]} får besked`, ROLE[platform]);
  await person.presses(`Ja, giv ${PEOPLE[platform]} besked`);
  await person.reads(title, `${PEOPLE[platform]} i ${SPACE[platform]} får besked`);
  return person;
}

async function opens(person: Person, title: string): Promise<void> {
  await person.uses('announce list');
  await person.chooses('Vælg et opslag', title);
}

/** The copies of an announcement in a space's channel. */
async function copies(platform: PlatformName, title: string): Promise<SeenMessage[]> {
  await world.person(platform, 'member').finds(isCopy(title));
  await world.quiet();
  return (await world.person(platform, 'member').sees()).filter(isCopy(title));
}

const elsewhere = (platform: PlatformName): PlatformName => (platform === 'discord' ? 'slack' : 'discord');

describe.each(PLATFORMS)('asked for on %s', (platform) => {
  test('a role is notified once its number is confirmed: with the copy in that space, and never again', async () => {
    const title = `Hjælp søges ${platform}`;
    const person = await confirms(platform, title);
    await person.presses('Send nu', on(title));
    const [copy, ...others] = await copies(platform, title);
    expect(others).toEqual([]);
    expect(copy?.pinged.toSorted()).toEqual([...MEANT[platform]]);
    expect((await copies(elsewhere(platform), title)).map(({ pinged }) => pinged)).toEqual([[]]);

    await opens(person, title);
    await person.reads(
      `Sådan gik det med ”${title}”`,
      `${PEOPLE[platform]} i ${SPACE[platform]} fik besked (${ROLE[platform].replace(/^@?/, '@')})`,
    );
    const before = pings(await world.person(platform, 'member').sees());
    await person.opens('Ret opslaget', (one) => one.text.includes(`Sådan gik det med ”${title}”`));
    await person.fills({ title: `${title} nu`, text: 'Vi mangler to.' });
    await person.presses('Ja, ret opslaget', (one) => one.text.includes(`${title} nu`));
    await world.person(platform, 'member').finds(isCopy(`${title} nu`));
    await world.quiet();
    await opens(person, `${title} nu`);
    await person.presses('Træk tilbage', (one) => one.text.includes(`Sådan gik det med ”${title} nu”`));
    await person.presses('Ja, træk det tilbage', (one) => one.text.includes(`${title} nu`));
    await world.person(platform, 'member').reads(`opslaget fra ${SPACE[platform]} er trukket tilbage`);
    await world.quiet();
    const after = await world.person(platform, 'member').sees();
    expect(pings(after)).toEqual(before);
    const edits = writes(platform).filter(({ body }) => JSON.stringify(body).includes(`${title} nu`));
    if (platform === 'discord')
      for (const { body } of edits) expect(body).toMatchObject({ allowed_mentions: { parse: [] } });
    expect(edits.length).toBeGreaterThan(0);
    for (const { body } of edits) expect(body).not.toHaveProperty('allowed_mentions.roles');
  });

  test('nobody is notified before the number is confirmed, nor when it is taken back', async () => {
    const title = `Fortrudt ${platform}`;
    const person = author(platform);
    await asks(person, title, ROLE[platform]);
    await person.presses('Nej, giv ingen besked');
    await person.finds((one) => on(title)(one) && one.onlyYou && !one.text.includes('får besked'));
    await person.presses('Giv en rolle eller gruppe besked', on(title));
    await person.chooses('Vælg en rolle eller gruppe', ROLE[platform]);
    await person.presses(`Ja, giv ${PEOPLE[platform]} besked`);
    await person.presses('Giv ingen besked alligevel', on(title));
    await person.finds((one) => on(title)(one) && one.onlyYou && !one.text.includes('får besked'));
    await person.presses('Send nu', on(title));
    expect((await copies(platform, title)).map(({ pinged }) => pinged)).toEqual([[]]);
  });

  test('what people write pings nobody, though a role is notified', async () => {
    const title = `Også alle ${platform}`;
    const person = await confirms(platform, title);
    await person.opens('Ret', on(title));
    await person.fills({ text: `@everyone @here <!channel> <@&${roleId('Bestyrelse')}> ${ROLE[platform]}` });
    await person.reads(title, '@here');
    await person.presses('Send nu', on(title));
    expect((await copies(platform, title))[0]?.pinged.toSorted()).toEqual([...MEANT[platform]]);
  });

  test('an answer that is lost after the work was done notifies nobody twice', async () => {
    const title = `Tabt svar ${platform}`;
    const person = await confirms(platform, title);
    const fault = world.sandbox.addFault({
      platform,
      on: platform === 'discord' ? `POST /channels/${channelId('RÅ Festival')}/messages` : 'chat.postMessage',
      times: 1,
      does: { kind: 'lose' },
    });
    await person.presses('Send nu', on(title));
    const all = await copies(platform, title);
    world.sandbox.removeFault(fault.id);
    expect(all.map(({ pinged }) => pinged.toSorted())).toEqual([[...MEANT[platform]]]);
  });

  test('a role that is gone when the announcement is sent is left out, and the author is told', async () => {
    const title = `Væk igen ${platform}`;
    const person = await confirms(platform, title);
    await world.db.prisma.ping.updateMany({
      where: { state: 'confirmed', space: { name: SPACE[platform] }, announcement: { state: 'draft' } },
      data: { role: platform === 'discord' ? '123456789012345678' : 'S0GONE0000' },
    });
    await person.presses('Send nu', on(title));
    expect((await copies(platform, title)).map(({ pinged }) => pinged)).toEqual([[]]);
    await person.isTold(title, 'fik ikke besked', 'findes ikke længere');
    await opens(person, title);
    await person.reads(`Sådan gik det med ”${title}”`, 'fik ikke besked. Den rolle eller gruppe findes ikke længere');
  });

  test('the second person sees whom it notifies, and another choice needs another yes', async () => {
    const title = `Godkendt besked ${platform}`;
    const second = world.person('slack', 'aase');
    if (platform === 'discord') {
      await second.uses('network settings');
      await second.presses('Spørg mig');
      await second.finds((one) => one.buttons.some(({ label }) => label === 'Spørg ikke mig'));
    }
    await author(platform).uses('network settings');
    await author(platform).presses('Kræv godkendelse hos os');
    const person = await confirms(platform, title);
    await person.presses('Bed om godkendelse', on(title));
    await second.isTold('Må det her opslag sendes?', title, `${PEOPLE[platform]} i ${SPACE[platform]} får besked`);
    await opens(person, title);
    await person.presses('Stop, og gør det til en kladde igen', on(title));
    await person.presses('Giv ingen besked alligevel', on(title));
    await person.finds((one) => on(title)(one) && one.onlyYou && !one.text.includes('får besked'));
    await person.presses('Bed om godkendelse', on(title));
    await second.isTold('Må det her opslag sendes?', title, 'Notifikation');
    expect((await world.person(platform, 'member').sees()).filter(isCopy(title))).toEqual([]);
    await second.presses('Ja, send det', (one) => one.text.includes(title) && /Notifikation\W+Ingen/.test(one.text));
    expect((await copies(platform, title)).map(({ pinged }) => pinged)).toEqual([[]]);
    // As two-people.test.ts shows that two can.
    await world.db.prisma.community.updateMany({ data: { approval: false } });
  });
});

test('somebody who may not mention a role cannot have it notified, nor can the bot', async () => {
  const maja = world.person('discord', 'maja');
  await asks(maja, 'Uden lov', 'Bestyrelse');
  await maja.reads('Du må ikke give den rolle eller gruppe besked her');
  await asks(author('discord'), 'Botten uden lov', 'Bestyrelse');
  await author('discord').reads('Jeg må ikke nævne den rolle her');
});

test('a role that everybody may mention, anybody who manages the place may have notified', async () => {
  const maja = world.person('discord', 'maja');
  await asks(maja, 'Med lov', 'Frivillig');
  await maja.presses('Ja, giv 2 personer besked');
  await maja.presses('Send nu', on('Med lov'));
  expect((await copies('discord', 'Med lov')).map(({ pinged }) => pinged.toSorted())).toEqual([['emma', 'freja']]);
});

test('whoever no longer manages the place when the announcement is sent notifies nobody', async () => {
  const maja = world.person('discord', 'maja');
  await asks(maja, 'Ikke mere', 'Frivillig');
  await maja.presses('Ja, giv 2 personer besked');
  await maja.opens('Vælg tidspunkt', on('Ikke mere'));
  await maja.fills({ when: 'i dag kl. 15' });
  await maja.presses('Send på det valgte tidspunkt', on('Ikke mere'));
  await maja.reads('Ikke mere', 'er planlagt til');
  maja.change({ roles: { space: 'RÅ Festival', names: [] } });
  world.travelTo('2026-11-23T15:00:01+01:00');
  expect((await copies('discord', 'Ikke mere')).map(({ pinged }) => pinged)).toEqual([[]]);
  await maja.isTold('Ikke mere', 'fik ikke besked', 'Du må ikke');
  maja.change({ roles: { space: 'RÅ Festival', names: ['Ledelse'] } });
});

test('a number that cannot be told and a role that nobody has are kindly refused', async () => {
  const person = author('discord');
  const fault = world.sandbox.addFault({
    platform: 'discord',
    on: `GET /guilds/${guildId()}/roles/member-counts`,
    does: { kind: 'refuse', status: 404, code: 0 },
  });
  await asks(person, 'Uden tal', 'Frivillig');
  await person.reads('Jeg kan ikke få at vide, hvor mange det er');
  world.sandbox.removeFault(fault.id);
  await asks(person, 'Uden nogen', 'Arrangør');
  await person.reads('Der er ingen i den rolle eller gruppe');
});

const pings = (seen: readonly SeenMessage[]) => seen.map(({ id, pinged }) => ({ id, pinged }));
const guildId = () => world.sandbox.discord.spaces().find(({ name }) => name === 'RÅ Festival')?.id ?? '';

function writes(platform: PlatformName) {
  return world.sandbox[platform]
    .requests()
    .filter(({ method, path }) => method === 'PATCH' || path.includes('chat.update'));
}

function channelId(space: string): string {
  const found = world.sandbox.discord.spaces().find(({ name }) => name === space);
  return found?.channels.find(({ name }) => name === 'arrangementer')?.id ?? '';
}

function roleId(role: string): string {
  const found = world.sandbox.discord.spaces().find(({ name }) => name === 'RÅ Festival');
  return found?.roles.find(({ name }) => name === role)?.id ?? '';
}
