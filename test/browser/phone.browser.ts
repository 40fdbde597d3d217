import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { festivalSeed } from '../../festival/seed.ts';
import { links, publishes, startWorld, type World } from '../scenarios/world.ts';
import { startBrowser, Visitor } from './visitor.ts';

let world: World;
let browser: Browser;
const title = 'Åben øvelokaledag for ungdomskulturhusbestyrelsesmedlemmer';

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld({ seed: festivalSeed() }), startBrowser()]);
  await links(world);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

test('the first steps lead from one platform to the other', async () => {
  const visitor = await Visitor.arrives(browser, world.sandbox.origin, { width: 390, height: 780 });
  const { slack } = visitor;
  await publishes(world.person('discord', 'maja'), { title, when: 'på torsdag kl. 17', where: 'Studiet' });
  await visitor.step('Svar på Slack, og spol frem').click();
  await slack.root.waitFor();
  await expect.poll(() => visitor.page.evaluate('document.activeElement.textContent')).toBe('Kommer');
  await visitor.leaves();
});

test.each([390, 320])(
  'a phone of %i points shows one platform at a time, and nothing is wider than it',
  async (width) => {
    const visitor = await Visitor.arrives(browser, world.sandbox.origin, { width, height: 780 });
    const { page, discord, slack } = visitor;
    expect([await discord.root.isVisible(), await slack.root.isVisible()]).toEqual([true, false]);
    expect(await visitor.overflows()).toBe(false);
    const maja = world.person('discord', 'maja');
    await publishes(maja, { title: `${title} ${width}`, when: 'på torsdag kl. 17', where: 'x'.repeat(120) });
    await discord.card(`${title} ${width}`).waitFor();
    expect(await visitor.overflows()).toBe(false);
    await visitor.findsNoBarriers();
    await page.getByRole('button', { name: 'Slack' }).click();
    expect([await discord.root.isVisible(), await slack.root.isVisible()]).toEqual([false, true]);
    await slack.presses(`${title} ${width}`, 'Kommer');
    await slack.reads(`Du kommer til ${title} ${width}`);
    expect(await visitor.overflows()).toBe(false);
    await visitor.findsNoBarriers();
    await visitor.leaves();
  },
);

test('the menus of a card end where the phone does', async () => {
  await world.person('discord', 'soren').uses('network create', { name: 'Kulturmetropolen' });
  const visitor = await Visitor.arrives(browser, world.sandbox.origin, {
    width: 320,
    height: 780,
    query: '?discord=soren',
  });
  const settings = await visitor.discord.reads('Kulturmetropolen og RÅ Festival');
  await settings.getByRole('button', { name: 'Flere valg' }).click();
  const menu = settings.getByRole('combobox', { name: 'Giv en målgruppe sin egen regel' });
  const box = await menu.boundingBox();
  expect(box && box.x + box.width).toBeLessThan(320);
  await visitor.leaves();
});

test('where a screen is low the page scrolls, and a list stays within its client', async () => {
  const visitor = await Visitor.arrives(browser, world.sandbox.origin, { width: 320, height: 480 });
  const { discord } = visitor;
  await discord.composer.click();
  await visitor.page.keyboard.type('/');
  const offered = discord.offered('Kommandoer');
  await offered.filter({ hasText: 'træf' }).last().click();
  await discord.root.getByRole('group', { name: /^\/træf/ }).waitFor();
  expect(await visitor.overflows()).toBe(false);
  await visitor.leaves();
});

test('on a phone the channels are behind a button, and the other platform says when it has news', async () => {
  const visitor = await Visitor.arrives(browser, world.sandbox.origin, { width: 390, height: 780 });
  const { page, discord } = visitor;
  await discord.root.getByRole('button', { name: 'Vis kanaler' }).click();
  await visitor.findsNoBarriers();
  await discord.root.getByRole('button', { name: 'velkommen' }).click();
  await discord.root.getByRole('textbox', { name: 'Skriv i #velkommen' }).waitFor();
  await world.sandbox.slack.say('bent', { space: 'RÅ Frivillige', channel: 'generelt' }, 'Godmorgen');
  await page.getByRole('button', { name: 'Slack nye beskeder' }).click();
  await visitor.slack.root.getByRole('button', { name: 'Vis kanaler' }).click();
  await visitor.slack.root.getByRole('button', { name: 'generelt nye beskeder' }).click();
  await visitor.slack.reads('Godmorgen');
  // What happens in the channel that is open there is news as well, until one has looked.
  const toDiscord = page.getByRole('button', { name: 'Discord', exact: true });
  const withNews = page.getByRole('button', { name: 'Discord nye beskeder' });
  expect(await withNews.count()).toBe(0);
  await world.sandbox.discord.say('maja', { space: 'RÅ Festival', channel: 'velkommen' }, 'Hej');
  await withNews.click();
  await discord.reads('Hej');
  await toDiscord.waitFor();
  await page.getByRole('button', { name: 'Slack', exact: true }).click();
  await toDiscord.waitFor();
  await visitor.leaves();
});
