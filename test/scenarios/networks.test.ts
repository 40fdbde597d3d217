import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Person, PLATFORMS, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const suburban = () => world.person('discord', 'soren', { space: 'Suburban Lyd' });

/** Makes a network, and a code to join it. */
async function network(admin: Person, name: string): Promise<string> {
  await admin.uses('network create', { name });
  await admin.reads(name, 'Opslag fra de andre');
  await admin.uses('network invite', { network: name });
  const { text } = await admin.reads(`Inviter til ${name}`);
  return /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(text)?.[0] ?? '';
}

describe.each(PLATFORMS)('made on %s', (platform) => {
  const name = `Kultur på ${platform}`;

  test('a network is made with topics, joined with a code, listed and left', async () => {
    const admin = world.person(platform, 'admin');
    const joining = suburban();
    const code = await network(admin, name);
    await joining.uses('network join', { code });
    await joining.reads(`${name} og Suburban Lyd`, 'I bliver spurgt først');
    await joining.presses('Flere valg', (message) => message.text.includes(`${name} og Suburban Lyd`));
    const settings = await joining.reads(`${name} og Suburban Lyd`, 'Målgrupper');
    const topics = settings.menus.find(({ placeholder }) => placeholder === 'Giv et emne sin egen regel');
    expect(topics?.options.map(({ label }) => label)).toContain('Nichekultur');
    await admin.uses('network members', { network: name });
    await admin.reads(`${name}: 2 fællesskaber`, 'Suburban Lyd · 1 sted', 'står for netværket');

    await joining.uses('network leave', { network: name });
    await joining.presses('Ja, forlad det', (message) => message.text.includes(name));
    await joining.reads(`I er ikke længere med i ${name}`);
    await admin.uses('network members', { network: name });
    await admin.reads(`${name}: 1 fællesskab`);
  });

  test('a code works for one community only, and the one that runs the network cannot leave the others behind', async () => {
    const admin = world.person(platform, 'admin');
    const own = `Kun én på ${platform}`;
    const code = await network(admin, own);
    await suburban().uses('network join', { code });
    await suburban().reads(`${own} og Suburban Lyd`);
    const late = world.person(platform === 'discord' ? 'slack' : 'discord', 'admin');
    await late.uses('network join', { code });
    await late.reads(`Koden ”${code}” virker ikke`);
    await admin.uses('network leave', { network: own });
    await admin.reads(`I står for ${own}, og ét fællesskab er stadig med`);
    await admin.uses('network remove', { network: own, member: 'Suburban Lyd' });
    await admin.presses('Ja, fjern dem', (message) => message.text.includes(own));
    await admin.reads(`Suburban Lyd er ikke længere med i ${own}`);
    await suburban().isTold(`Suburban Lyd er ikke længere med i ${own}`, 'har fjernet jer');
    await admin.uses('network leave', { network: own });
    await admin.presses('Ja, luk det', (message) => message.text.includes(own));
    await admin.reads(`${own} er lukket`);
  });

  test('somebody who does not manage the place decides nothing', async () => {
    const member = world.person(platform, 'member');
    const trying = member.uses('network create', { name: 'Mit eget' });
    // Discord does not even show the command to those who may not use it.
    if (platform === 'discord') return expect(trying).rejects.toThrow('is not shown a command');
    await trying;
    await member.reads('Det må kun admins');
  });
});

test('a community decides for itself what it accepts, per topic, and where', async () => {
  const code = await network(world.person('discord', 'admin'), 'Valg');
  const joining = suburban();
  await joining.uses('network join', { code });
  await joining.reads('Valg og Suburban Lyd');
  await joining.chooses('Vælg, hvad I tager imod', 'Alle bliver slået op');
  await joining.finds((one) => one.text.includes('Valg og Suburban Lyd') && one.text.includes('Alle bliver slået op'));
  await joining.chooses('Giv et emne sin egen regel', 'Nichekultur');
  await joining.chooses('Hvad med ”Nichekultur”?', 'Ingen bliver slået op');
  await joining.finds((one) => /Nichekultur\s*\n?.*Ingen bliver slået op/.test(one.text));
  await joining.uses('network settings', { network: 'Valg', channel: channelId('Suburban Lyd', 'studiet') });
  await joining.reads('Valg og Suburban Lyd', '#studiet');
});

test('only the community that runs a network changes its topics and invites to it', async () => {
  await suburban().uses('network invite', { network: 'Valg' });
  await suburban().reads('Det kan kun det fællesskab, der står for netværket');
  const admin = world.person('discord', 'admin');
  await admin.uses('network settings', { network: 'Valg' });
  const { form } = await admin.opens('Ret emner og målgrupper', (message) =>
    message.text.includes('Valg og RÅ Festival'),
  );
  expect(form?.fields[0]?.value).toContain('Nichekultur');
  expect(form?.fields[1]?.value).toBe('For unge\nFor familier');
  await admin.fills({ topics: 'Dans\n\nTeater\ndans', groups: 'For alle\nFor seniorer' });
  const changed = await admin.finds((one) =>
    one.menus.some(({ options }) => options.some(({ label }) => label === 'Dans')),
  );
  const menu = changed.menus.find(({ placeholder }) => placeholder === 'Giv et emne sin egen regel');
  expect(menu?.options.map(({ label }) => label)).toEqual(['Dans', 'Teater']);
  const groups = changed.menus.find(({ placeholder }) => placeholder === 'Giv en målgruppe sin egen regel');
  expect(groups?.options.map(({ label }) => label)).toEqual(['For seniorer']);
});

function channelId(space: string, channel: string): string {
  const found = world.sandbox.discord.spaces().find(({ name }) => name === space);
  return found?.channels.find(({ name }) => name === channel)?.id ?? '';
}
