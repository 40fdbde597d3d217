import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { festivalSeed } from '../../festival/seed.ts';
import { startWorld, type World } from '../scenarios/world.ts';
import { startBrowser, Visitor } from './visitor.ts';

let world: World;
let browser: Browser;
let visitor: Visitor;
const title = 'Lav dit første beat';

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld({ seed: festivalSeed() }), startBrowser()]);
  visitor = await Visitor.arrives(browser, world.sandbox.origin);
});
afterAll(async () => {
  await visitor.leaves();
  await browser.close();
  await world.stop();
});

test('the first step links Discord and Slack: a button writes each command, Enter sends it', async () => {
  const { page, discord, slack } = visitor;
  await visitor.step('Forbind de to steder').click();
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('discord-more');
  await page.keyboard.press('Enter');
  await discord.reads('Her er koden');
  await visitor.step('Forbind de to steder').filter({ hasText: 'Brug koden' }).click();
  await expect.poll(() => slack.composer.inputValue()).toMatch(/^\/setup deltag \S{4}-\S{4}$/);
  await slack.composer.press('Enter');
  await slack.reads('I er forbundet', 'RÅ Festival og RÅ Frivillige deler nu træf');
  await page.getByRole('heading', { name: 'Forbind de to steder (klaret)' }).waitFor();
});

test('a meetup made with the command picker is previewed to its organiser and published on both sides', async () => {
  const { discord, slack } = visitor;
  await discord.becomes('Maja');
  await discord.composer.fill('/');
  const commands = await discord.offered('Kommandoer').allInnerTexts();
  expect(commands.map((command) => command.split('\n')[0])).toEqual([
    ...['/træf liste', '/træf opret', '/træf vis', '/træf ret', '/træf aflys', '/træf hjælp', '/hjælp'],
  ]);
  await discord.composer.fill('/træf op');
  await discord.composer.press('Enter');
  const box = discord.root.getByRole('group', { name: '/træf opret' });
  for (const [option, value] of Object.entries({ titel: title, hvor: 'Ungdomsskolen, studie 1', pladser: '2' })) {
    await box.getByRole('combobox', { name: 'Tilføj en mulighed' }).fill(option);
    await discord.root.getByRole('option', { name: new RegExp(`^${option}\\b`) }).click();
    await box.getByRole('combobox', { name: option, exact: true }).fill(value);
  }
  await box.getByRole('combobox', { name: 'Tilføj en mulighed' }).fill('hvornår');
  await discord.offered('Muligheder').filter({ hasText: 'hvornår' }).click();
  const when = box.getByRole('combobox', { name: 'hvornår', exact: true });
  await when.fill('på torsdag kl. 17-19');
  await discord
    .offered('Forslag til hvornår')
    .filter({ hasText: 'torsdag den 26. november 2026 kl. 17.00–19.00' })
    .click();
  await when.press('Enter');
  const preview = await discord.reads(
    title,
    'Jeg forstod: torsdag den 26. november 2026 kl. 17.00–19.00',
    'Kun du kan se dette',
  );
  await preview.getByRole('button', { name: 'Slå op' }).click();
  await discord.card(title).filter({ hasText: '2 ledige pladser af 2' }).waitFor();
  await slack.card(title).filter({ hasText: 'Ungdomsskolen, studie 1' }).waitFor();
});

test('an answer on Slack changes both cards, and tells only the one who answered', async () => {
  const { discord, slack } = visitor;
  await slack.becomes('Åse');
  await slack.presses(title, 'Kommer');
  await slack.reads(`Du kommer til ${title}`, 'Kun synlig for dig');
  await slack.card(title).filter({ hasText: 'Kommer (1): @Åse' }).waitFor();
  const card = discord.card(title).filter({ hasText: '1 ledig plads af 2' });
  await card.waitFor();
  // Names never cross from one space to another.
  expect(await card.textContent()).toContain('1 fra RÅ Frivillige');
  expect(await card.textContent()).not.toContain('Åse');
});

test('when the last place is taken, the next one waits', async () => {
  const { discord, slack } = visitor;
  await discord.becomes('Yusuf');
  await discord.presses(title, 'Kommer');
  await slack.card(title).filter({ hasText: 'Begge pladser er taget' }).waitFor();
  await discord.becomes('Freja');
  await discord.presses(title, 'Kommer');
  await discord.reads('du står på ventelisten som nummer 1');
  await discord.card(title).filter({ hasText: 'Venteliste (1)' }).filter({ hasText: '@Freja' }).waitFor();
  await slack.card(title).filter({ hasText: 'Venteliste (1): 1 fra RÅ Festival' }).waitFor();
});

test('time jumps to an hour before the meetup, and the reminder is there to read', async () => {
  const { page, discord, slack } = visitor;
  await discord.becomes('Yusuf');
  await page.getByRole('button', { name: 'Hop til et træf' }).click();
  await page.getByRole('button', { name: `En time før: ${title}` }).click();
  await page.getByText('tors. 26. nov., 16.00').waitFor();
  for (const half of [discord, slack]) {
    await half.root
      .getByRole('status')
      .filter({ hasText: `Husk ${title}` })
      .waitFor();
    await half.opensDirectMessages();
    const reminder = await half.reads(`Husk ${title}`, 'Ungdomsskolen, studie 1');
    await reminder.getByRole('button', { name: 'Jeg kan alligevel ikke komme' }).waitFor();
  }
  await page.getByText('Nu har du set det hele i brug.').waitFor();
  await slack.root.getByRole('button', { name: 'arrangementer' }).click();
  await page.getByRole('button', { name: 'Læs påmindelsen på Slack' }).click();
  await slack.reads(`Husk ${title}`, 'Jeg kan alligevel ikke komme');
});
