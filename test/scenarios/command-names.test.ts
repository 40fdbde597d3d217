import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PLATFORMS, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** As the command list shows it to who reads Danish or English: on Slack the command itself has one name. */
const NAMES = {
  discord: { da: '/træf opret', en: '/meetup create' },
  slack: { da: '/meetup opret', en: '/meetup create' },
} as const;

describe.each(PLATFORMS)('on %s', (platform) => {
  test('a text names a command as its reader finds it', async () => {
    const danish = world.person(platform, 'member');
    await danish.uses('meetup list');
    await danish.reads('Der er ingen kommende træf endnu', NAMES[platform].da);
    const english = world.person(platform, 'emma');
    await english.uses('meetup list');
    await english.reads('no upcoming meetups', NAMES[platform].en);
  });

  test('so does an error that keeps what was typed', async () => {
    const member = world.person(platform, 'member');
    await member.uses('meetup show', { meetup: 'Findes ikke' });
    const { text } = await member.reads('Findes ikke');
    expect(text).toContain(platform === 'discord' ? '/træf liste' : '/meetup liste');
  });
});

test('so does what stands beside a field of a form on Slack', async () => {
  const admin = world.person('slack', 'admin');
  const { form } = await admin.opensBy('setup join');
  expect(form?.fields.map((field) => field.name)).toEqual(['code']);
  const { errors } = await admin.fills({ code: 'ABCD-EFGH' });
  expect(errors?.code).toContain('Få en ny på det andet sted med /setup forbind.');
});

test('a code for another place says how the command is called in either', async () => {
  for (const platform of PLATFORMS) {
    const admin = world.person(platform, 'admin');
    await admin.uses('setup link');
    await admin.reads('På Discord: vælg /opsætning deltag (/setup join, hvis', 'På Slack: send /setup deltag.');
  }
});
