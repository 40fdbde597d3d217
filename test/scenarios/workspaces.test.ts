import { afterAll, beforeAll, expect, test } from 'vitest';
import { networkSeed } from '../../festival/seed.ts';
import { type Person, publishes, startWorld, type World } from './world.ts';

const DISCORD = { space: 'Forening 1' };
const NORTH = { space: 'Kontor 1' };
const SOUTH = { space: 'Kontor 2' };

let world: World;
beforeAll(async () => {
  const seed = networkSeed({ guilds: 1, teams: 2 });
  const [north, south] = seed.slack.teams.map(({ users }) => users[1]);
  // Two people with one id, for ids tell people apart within one workspace only.
  if (north && south) south.id = north.id;
  world = await startWorld({ seed });
});
afterAll(() => world.stop());

async function joins(admin: Person): Promise<void> {
  const onDiscord = world.person('discord', 'soren', DISCORD);
  const { message } = await onDiscord.uses('setup link');
  const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(message?.text ?? '')?.[0] ?? '';
  await admin.uses('setup join', { code });
  await admin.reads('I er forbundet');
}

test('two Slack workspaces and a Discord server are one community, with one list of answers', async () => {
  const onDiscord = world.person('discord', 'soren', DISCORD);
  const north = world.person('slack', 'kontor-1-gaest-1', NORTH);
  const south = world.person('slack', 'kontor-2-gaest-1', SOUTH);
  await joins(world.person('slack', 'soren', NORTH));
  await joins(world.person('slack', 'soren', SOUTH));

  const title = 'Netværksmøde';
  await publishes(north, { title, when: 'på lørdag kl. 11-14', where: 'Rådhuset', capacity: '20' });
  await Promise.all([onDiscord.card(title), south.card(title)]);
  await north.answers('Kommer', title);
  await south.answers('Kommer', title);
  await onDiscord.answers('Kommer', title);
  await world.quiet();

  for (const person of [onDiscord, north, south]) {
    const { text } = await person.card(title);
    expect(text).toContain('Kommer (3)');
    expect(text).toContain('17 ledige pladser af 20');
  }
  const [onNorth, onSouth] = [(await north.card(title)).text, (await south.card(title)).text];
  expect(onNorth).toContain('@kontor-1-gaest-1');
  expect(onNorth).toContain('1 fra Kontor 2');
  expect(onNorth).not.toContain('kontor-2-gaest-1');
  expect(onSouth).toContain('@kontor-2-gaest-1');
  expect(onSouth).toContain('1 fra Kontor 1');
  expect(onSouth).not.toContain('kontor-1-gaest-1');
});

test('who goes is reminded in the workspace where they answered', async () => {
  const north = world.person('slack', 'kontor-1-gaest-1', NORTH);
  const south = world.person('slack', 'kontor-2-gaest-1', SOUTH);
  world.travelTo('2026-11-27T11:00:30+01:00');
  for (const person of [north, south]) {
    await person.isTold('Netværksmøde');
    await world.quiet();
    expect(await person.directMessages()).toHaveLength(1);
  }
});

test('cancelling in one workspace changes the card in all', async () => {
  const north = world.person('slack', 'kontor-1-gaest-1', NORTH);
  await north.uses('meetup cancel', { meetup: 'Netværksmøde' });
  await north.presses('Ja, aflys');
  for (const person of [north, world.person('slack', 'soren', SOUTH), world.person('discord', 'soren', DISCORD)])
    await person.card('Aflyst: Netværksmøde');
});
