import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PLATFORMS, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const labels = ({ buttons }: { buttons: { label: string }[] }) => buttons.map(({ label }) => label);

describe.each(PLATFORMS)('on %s', (platform) => {
  test('the help has for each reader what they want first', async () => {
    const member = world.person(platform, 'member');
    await member.uses('meetup help');
    const forMember = await member.reads('Hvad vil du?');
    expect(forMember.onlyYou).toBe(true);
    expect(labels(forMember)).toEqual(['Se træf', 'Lav et træf']);
    await member.presses('Se træf');
    await member.reads('Kommende træf');

    await publishes(member, { title: `Sangaften ${platform}`, when: 'i morgen kl. 19', where: 'Salen' });
    await member.uses('meetup help');
    await member.finds((one) => labels(one).join() === 'Lav et træf,Se træf,Ret et træf');

    const admin = world.person(platform, 'admin');
    await admin.uses('meetup help');
    const forAdmin = ['Lav et træf', 'Se træf', 'Skriv et opslag', 'Ret indstillinger'];
    const help = await admin.reads('Hvad vil du?');
    expect(labels(help)).toEqual(forAdmin);
    // Slack knows commands by one name, whatever the reader's language.
    expect(help.text).toContain(platform === 'discord' ? '/opslag skriv' : '/announce skriv');
  });
});

test('on Discord /help is a command of its own, called hjælp in Danish', async () => {
  const member = world.person('discord', 'member');
  await member.uses('help');
  await member.finds((one) => one.onlyYou && one.text.includes('Hvad vil du?'));
});

test.each(['', '?', 'hjælp', 'help', 'menu', 'hej'])('on Slack "/meetup %s" leads to the help', async (typed) => {
  const member = world.person('slack', 'member');
  const { message } = await member.uses(`meetup ${typed}`.trim());
  expect(message?.text).toContain('Hvad vil du?');
  expect(message?.text).not.toContain('Jeg kender ikke');
});

test('on Slack a slip of the finger offers what was meant, and other words the help', async () => {
  const member = world.person('slack', 'member');
  const slip = await member.uses('meetup opert');
  expect(slip.message?.text).toContain('Jeg kender ikke ”/meetup opert”. Mente du ”opret”?');
  expect(slip.message?.buttons[0]).toMatchObject({ label: 'Lav et træf', style: 'primary' });
  const lost = await member.uses('meetup fodbold i morgen');
  expect(lost.message?.text).toContain('Jeg kender ikke ”/meetup fodbold i morgen”. Vælg herunder');
  const setup = await world.person('slack', 'admin').uses('setup hjælp');
  expect(setup.message?.text).not.toContain('Jeg kender ikke');
});

describe.each(PLATFORMS)('writing to the bot on %s', (platform) => {
  const local = () => world.sandbox[platform];
  const placeOf = () => world.person(platform, 'member').place;

  test('a mention is answered with the help, in the reader’s role, and once', async () => {
    const other = world.person(platform, 'freja');
    const who = platform === 'discord' ? other : world.person(platform, 'admin');
    await local().say(who.key, placeOf(), 'Hej @Samling, hvad kan du?');
    const help = await who.reads('Hvad vil du?', 'Jeg kan ikke svare på det, du skriver');
    expect(help.buttons[0]?.label).toBe(platform === 'discord' ? 'Se træf' : 'Lav et træf');
    expect(help.pinged).toEqual([]);
    await local().say(who.key, placeOf(), 'Nå @Samling');
    await who.uses('meetup list');
    await who.reads('Kommende træf');
    const seen = (await who.sees()).filter(({ text }) => text.includes('Jeg kan ikke svare på det, du skriver'));
    expect(seen).toHaveLength(1);
  });

  test('a direct message is answered there, and its buttons work there', async () => {
    const member = world.person(platform, 'member');
    await local().say(member.key, { ...placeOf(), channel: '@Samling' }, 'Kan du hjælpe mig?');
    const help = await member.isTold('Hvad vil du?');
    expect(help.text, 'whoever asks for help is not told that nobody answers').not.toContain('Jeg kan ikke svare');
    const pressed = await local().press(member.key, help.id, 'Se træf');
    expect(pressed.result).not.toBe('failed');
    await member.isTold('Kommende træf');
  });
});

test('in direct messages on Discord an admin of two servers reads which one the buttons are for, and manages neither', async () => {
  const admin = world.person('discord', 'admin');
  await world.sandbox.discord.say(admin.key, { ...admin.place, channel: '@Samling' }, 'hej');
  const help = await admin.isTold('Hvad vil du?', `Knapperne her gælder ${admin.place.space}.`, 'på serveren selv');
  expect(labels(help)).toEqual(['Lav et træf', 'Se træf']);
});

test('what people say to each other is not answered', async () => {
  const place = world.person('slack', 'member').place;
  await world.sandbox.slack.say('emma', place, 'Hej Bent, hjælp mig med /meetup');
  const emma = world.person('slack', 'emma');
  await emma.uses('meetup list');
  await emma.reads('Upcoming meetups');
  expect((await emma.sees()).some(({ text }) => text.includes("I can't answer what you write"))).toBe(false);
});
