import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { festivalSeed } from '../../festival/seed.ts';
import { startWorld, type World } from '../scenarios/world.ts';
import { startBrowser, Visitor } from './visitor.ts';

let world: World;
let browser: Browser;
let visitor: Visitor;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld({ seed: festivalSeed() }), startBrowser()]);
  visitor = await Visitor.arrives(browser, world.sandbox.origin, { query: '?discord=maja&slack=aase' });
});
afterAll(async () => {
  await visitor.leaves();
  await browser.close();
  await world.stop();
});

test('a command that is typed on Discord letter by letter is one, with the options that are named', async () => {
  const { discord, page } = visitor;
  await discord.composer.focus();
  await page.keyboard.type('/træf opret titel: Strik hvornår: på fredag kl. 19 Hvor: Café Kanten');
  const box = discord.root.getByRole('group', { name: '/træf opret' });
  const value = (option: string) => box.getByRole('combobox', { name: option, exact: true }).inputValue();
  expect([await value('titel'), await value('hvornår'), await value('hvor')]).toEqual([
    ...['Strik', 'på fredag kl. 19', 'Café Kanten'],
  ]);
  await page.keyboard.press('Enter');
  await discord.reads('Strik', 'Jeg forstod: fredag den 27. november 2026 kl. 19.00', 'Café Kanten');
});

test('a command that is pasted is one in either language', async () => {
  const { discord } = visitor;
  await discord.composer.fill('/meetup create title: Kor when: på lørdag kl. 14');
  const box = discord.root.getByRole('group', { name: '/træf opret' });
  expect(await box.getByRole('combobox', { name: 'titel', exact: true }).inputValue()).toBe('Kor');
  await box.getByRole('combobox', { name: 'hvornår', exact: true }).press('Enter');
  await discord.dialog.waitFor();
  await discord.dialog.getByRole('button', { name: 'Annuller' }).click();
});

test('Escape puts a command that is filled in back into words, which are still a command', async () => {
  const { discord, page } = visitor;
  await discord.composer.fill('/træf opret titel: Madklub hvor: Køkkenet');
  // The first one closes the list of options.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  expect(await discord.composer.inputValue()).toBe('/træf opret titel: Madklub hvor: Køkkenet');
  await discord.composer.press('Enter');
  const box = discord.root.getByRole('group', { name: '/træf opret' });
  expect(await box.getByRole('combobox', { name: 'hvor', exact: true }).inputValue()).toBe('Køkkenet');
  await discord.root.getByRole('button', { name: 'Fortryd kommandoen' }).click();
  await discord.composer.waitFor();
});

test('what no command is called is a message on Discord, and is refused on Slack', async () => {
  const { discord, slack } = visitor;
  await discord.sends('/træffet titel: Strik');
  await discord.reads('/træffet titel: Strik');
  await slack.sends('/træf opret titel: Strik');
  await slack.root.getByText('Det kan man ikke her.').waitFor();
  await slack.sends('/meetup opret titel: Dans hvornår: på søndag kl. 15 hvor: Salen');
  await slack.reads('Dans', 'Jeg forstod: søndag den 29. november 2026 kl. 15.00');
});
