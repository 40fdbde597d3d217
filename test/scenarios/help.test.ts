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
    const forAdmin = ['Lav et træf', 'Se træf', 'Skriv et opslag', 'Indstillinger'];
    expect(labels(await admin.reads('Hvad vil du?'))).toEqual(forAdmin);
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
  expect(slip.message?.text).toContain('Jeg kender ikke “/meetup opert”. Mente du “opret”?');
  expect(slip.message?.buttons[0]).toMatchObject({ label: 'Lav et træf', style: 'primary' });
  const lost = await member.uses('meetup fodbold i morgen');
  expect(lost.message?.text).toContain('Jeg kender ikke “/meetup fodbold i morgen”. Vælg herunder');
  const setup = await world.person('slack', 'admin').uses('setup hjælp');
  expect(setup.message?.text).not.toContain('Jeg kender ikke');
});
