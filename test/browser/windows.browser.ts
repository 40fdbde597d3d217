import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { festivalSeed } from '../../festival/seed.ts';
import { publishes, startWorld, type World } from '../scenarios/world.ts';
import { startBrowser, Visitor } from './visitor.ts';

let world: World;
let browser: Browser;
const title = 'Skriveværksted';

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld({ seed: festivalSeed() }), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

test('two windows are two people: what one does the other sees at once, and what is for one only one reads', async () => {
  const { origin } = world.sandbox;
  const yusuf = await Visitor.arrives(browser, origin, { query: '?discord=yusuf' });
  const freja = await Visitor.arrives(browser, origin, { query: '?discord=freja' });
  await publishes(world.person('discord', 'maja'), { title, when: 'på torsdag kl. 17', where: 'Biblioteket' });
  await yusuf.discord.presses(title, 'Kommer');
  await yusuf.discord.reads(`Du kommer til ${title}`, 'Kun du kan se dette');
  await freja.discord.card(title).filter({ hasText: '@Yusuf' }).waitFor();
  await freja.discord.presses(title, 'Måske');
  await yusuf.discord.card(title).filter({ hasText: 'Måske (1)' }).filter({ hasText: '@Freja' }).waitFor();
  expect(await freja.discord.message(`Du kommer til ${title}`).count()).toBe(0);
  expect(await yusuf.discord.message(`Du kommer måske til ${title}`).count()).toBe(0);
  // Loaded again, a window is still the same person's.
  await yusuf.page.reload();
  await yusuf.discord.reads(`Du kommer til ${title}`);
  for (const visitor of [yusuf, freja]) await visitor.leaves();
});

test('a browser that speaks English gets an English page, and a person who reads English an English client', async () => {
  const visitor = await Visitor.arrives(browser, world.sandbox.origin, { locale: 'en-GB' });
  const { page, discord } = visitor;
  await page.getByRole('button', { name: 'Jump to a meetup' }).waitFor();
  expect(await discord.root.getByLabel('You are').inputValue()).toBe('emma');
  await discord.composer.fill('/');
  await discord.offered('Commands').filter({ hasText: '/meetup create' }).waitFor();
  await discord.composer.fill('');
  await discord.presses(title, 'Kommer');
  await discord.reads(`You are going to ${title}`, 'Only you can see this');
  // In her own zone: 17.00 in Copenhagen is 16:00 in London.
  await discord.card(title).filter({ hasText: 'Thursday, 26 November 2026 at 16:00' }).waitFor();
  // The first step is taken as somebody who may, and who reads Danish.
  await visitor.step('Link the two places').click();
  await discord.root.getByRole('group', { name: '/opsætning forbind' }).waitFor();
  expect(await discord.root.getByLabel('You are').inputValue()).toBe('soren');
  await discord.becomes('Maja (Danish)');
  await discord.root.getByRole('textbox', { name: 'Skriv i #arrangementer' }).waitFor();
  await visitor.leaves();
});

test('what comes in another channel, and in direct messages, is marked as new until it is looked at', async () => {
  const visitor = await Visitor.arrives(browser, world.sandbox.origin, { query: '?discord=yusuf' });
  const { discord, page } = visitor;
  const channel = discord.root.getByRole('button', { name: 'frivillige' });
  await world.sandbox.discord.say('maja', { space: 'RÅ Festival', channel: 'frivillige' }, 'Hvem har nøglen?');
  await discord.root.getByRole('button', { name: 'frivillige nye beskeder' }).waitFor();
  await channel.click();
  await discord.reads('Hvem har nøglen?');
  expect(await channel.textContent()).not.toContain('nye beskeder');
  await world.sandbox.discord
    .say('maja', { space: 'RÅ Festival', channel: 'bestyrelse' }, 'fortroligt')
    .catch(() => undefined);
  // Its card is in another channel than the one that is open, and can be jumped to all the same.
  await page.getByRole('button', { name: 'Hop til et træf' }).click();
  await page.getByRole('button', { name: `En time før: ${title}` }).waitFor();
  await visitor.leaves();
});

test.each(['discord', 'slack'] as const)(
  'a form that is sent or closed in one window is closed in the other, on %s',
  async (side) => {
    const query = '?discord=maja&slack=aase';
    const here = await Visitor.arrives(browser, world.sandbox.origin, { query });
    const there = await Visitor.arrives(browser, world.sandbox.origin, { query });
    const organiser = world.person(side, 'organiser');
    const opens = async () => {
      await organiser.opensBy('meetup create');
      for (const { [side]: half } of [here, there]) await half.dialog.waitFor();
    };
    const close = ({ [side]: half }: Visitor) => half.dialog.getByRole('button', { name: 'Luk', exact: true }).click();
    const isClosed = ({ [side]: half }: Visitor) => half.dialog.waitFor({ state: 'detached' });
    const told = there[side].root.getByText('Formularen blev lukket, måske i et andet vindue.');
    await opens();
    await close(here);
    await isClosed(there);
    expect(await told.count()).toBe(0);
    // What was typed is lost, and that is said.
    await opens();
    await there[side].dialog.getByRole('textbox').first().fill('Strik');
    await close(here);
    await isClosed(there);
    await told.waitFor();
    await there[side].root.getByRole('button', { name: 'Fjern' }).click();
    // A moment before, so that it has not gone from the screen yet.
    for (const button of [/^(Send|Vis mig det)$/, 'Luk'] as const) {
      await opens();
      await there.page.route('**/control/forms*', (route) => route.abort());
      await close(here);
      await isClosed(here);
      await there[side].dialog.getByRole('button', { name: button, exact: true }).click();
      await isClosed(there);
      if (button !== 'Luk') {
        await told.waitFor();
        await there[side].root.getByRole('button', { name: 'Fjern' }).click();
      }
      await there.page.unroute('**/control/forms*');
    }
    expect(await there[side].root.locator('.notice').count()).toBe(0);
    for (const visitor of [here, there]) await visitor.leaves();
  },
);
