import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { festivalSeed } from '../../festival/seed.ts';
import { links, publishes, startWorld, type World } from '../scenarios/world.ts';
import { startBrowser, Visitor } from './visitor.ts';

let world: World;
let browser: Browser;
let visitor: Visitor;
const title = 'Åben øvelokaledag for ungdomskulturhusbestyrelsesmedlemmer';

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld({ seed: festivalSeed() }), startBrowser()]);
  visitor = await Visitor.arrives(browser, world.sandbox.origin);
});
afterAll(async () => {
  await visitor.leaves();
  await browser.close();
  await world.stop();
});

test('a first visit has no barriers, in Danish and in English', async () => {
  await visitor.page.getByRole('button', { name: 'Hop til et træf' }).click();
  await visitor.page.getByText('Her er ingen træf at hoppe til endnu').waitFor();
  await visitor.findsNoBarriers();
  await visitor.page.keyboard.press('Escape');
  expect(await visitor.page.evaluate('document.documentElement.lang')).toBe('da');
  await visitor.page.getByRole('button', { name: 'English' }).click();
  await visitor.page.getByRole('heading', { name: 'Link the two places' }).waitFor();
  expect(await visitor.page.evaluate('document.documentElement.lang')).toBe('en');
  await visitor.findsNoBarriers();
  await visitor.page.getByRole('button', { name: 'Dansk' }).click();
});

test('cards with buttons and menus have no barriers on either side, nor has the list of meetups to jump to', async () => {
  const { discord, slack, page } = visitor;
  await links(world);
  await publishes(world.person('discord', 'maja'), {
    title,
    when: 'på torsdag kl. 17',
    where: 'Studiet',
    capacity: '2',
  });
  for (const half of [discord, slack]) await half.becomes('Søren');
  await slack.card(title).waitFor();
  await world.person('discord', 'soren').uses('setup settings');
  await world.person('slack', 'soren').uses('setup settings');
  await discord.reads('Samling i RÅ Festival');
  const settings = await slack.reads('Samling i RÅ Frivillige');
  await page.getByRole('button', { name: 'Hop til et træf' }).click();
  await visitor.findsNoBarriers();
  await page.keyboard.press('Escape');
  await settings.getByRole('combobox', { name: 'Vælg, hvem der må arrangere' }).click();
  await visitor.findsNoBarriers();
  await page.keyboard.press('Escape');
});

test('the command picker, a command with options, and forms have no barriers', async () => {
  const { discord, slack } = visitor;
  await discord.composer.fill('/');
  await discord.offered('Kommandoer').first().waitFor();
  await visitor.findsNoBarriers();
  await discord.composer.fill('/træf opret');
  await discord.composer.press('Enter');
  await discord.root.getByRole('listbox', { name: 'Muligheder' }).waitFor();
  await visitor.findsNoBarriers();
  await discord.root.getByRole('button', { name: 'Send kommandoen' }).click();
  await slack.sends('/meetup create');
  for (const half of [discord, slack]) {
    await half.dialog.waitFor();
    await half.dialog.getByRole('button', { name: /^(Send|Vis mig det)$/ }).click();
    await half.dialog.getByText('Feltet skal udfyldes.').first().waitFor();
  }
  await visitor.findsNoBarriers();
  for (const half of [discord, slack]) await half.dialog.getByRole('button', { name: 'Annuller' }).click();
});

test('direct messages and news have no barriers', async () => {
  const { discord, slack, page } = visitor;
  await discord.presses(title, 'Kommer');
  await slack.presses(title, 'Kommer');
  await slack.reads(`Du kommer til ${title}`);
  world.travelTo('2026-11-26T16:00:01+01:00');
  await discord.root.getByRole('status').filter({ hasText: 'Husk' }).waitFor();
  await slack.root.getByRole('status').filter({ hasText: 'Husk' }).waitFor();
  await visitor.findsNoBarriers();
  for (const half of [discord, slack]) await half.opensDirectMessages();
  await discord.reads('Husk');
  await visitor.findsNoBarriers();
  expect(await page.title()).toBe('Samling: sandkasse');
});

test('everything can be done with the keyboard: a command, its form, a menu, a button', async () => {
  const { discord, page } = visitor;
  await discord.becomes('Maja');
  await discord.root.getByRole('button', { name: 'RÅ Festival' }).press('Enter');
  await discord.root.getByRole('button', { name: 'arrangementer' }).press('Enter');
  await discord.composer.focus();
  await page.keyboard.type('/træf op');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await discord.dialog.waitFor();
  // The cursor is in the first field, and stays within the form.
  await page.keyboard.type('Strik & snak');
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.closest("[role=dialog]") !== null')).toBe(true);
  }
  await discord.dialog.getByLabel('Hvornår?').focus();
  await page.keyboard.type('på fredag kl. 19');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Café Kanten');
  await page.keyboard.press('Enter');
  const preview = await discord.reads('Strik & snak', 'Jeg forstod');
  await preview.getByRole('button', { name: 'Slå op' }).press('Enter');
  await discord.card('Strik & snak').waitFor();
  await discord.composer.focus();
  await page.keyboard.type('/træf liste');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const list = await discord.reads('Kommende træf');
  const menu = list.getByRole('combobox', { name: 'Se et træf, og svar på det' });
  await menu.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('s');
  await page.keyboard.press('Enter');
  await discord.reads('Strik & snak', 'Kun du kan se dette', 'Aflys');
});

test('an option is added by its first letters and Enter; what is no option is not sent away', async () => {
  const { discord, page } = visitor;
  await discord.composer.focus();
  await page.keyboard.type('/træf op');
  // Who types quickly on a slow machine is ahead of its pictures.
  await page.evaluate('window.requestAnimationFrame = () => 0');
  await page.keyboard.press('Enter');
  const box = discord.root.getByRole('group', { name: '/træf opret' });
  const more = box.getByRole('combobox', { name: 'Tilføj en mulighed' });
  await more.waitFor();
  await page.keyboard.type('pla');
  await page.keyboard.press('Enter');
  await page.keyboard.type('12');
  expect(await box.getByRole('combobox', { name: 'pladser', exact: true }).inputValue()).toBe('12');
  await more.focus();
  await page.keyboard.type('frokost');
  await page.keyboard.press('Enter');
  await discord.root.getByText('Ingen mulighed begynder med ”frokost”.').waitFor();
  expect(await more.inputValue()).toBe('frokost');
  expect(await discord.dialog.count()).toBe(0);
  await discord.root.getByRole('button', { name: 'Fortryd kommandoen' }).click();
});

test('a form is closed with Escape, and the cursor goes back to where it was', async () => {
  const { slack, page } = visitor;
  await slack.root.getByRole('button', { name: 'arrangementer' }).click();
  await slack.sends('/meetup create');
  await slack.dialog.waitFor();
  await page.keyboard.press('Escape');
  await slack.dialog.waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('slack-write');
});
