import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { festivalSeed } from '../../festival/seed.ts';
import { links, publishes, startWorld, type World } from '../scenarios/world.ts';
import { startBrowser, Visitor } from './visitor.ts';

let world: World;
let browser: Browser;
let visitor: Visitor;
const [make, answer] = ['Lav et træf på Discord', 'Svar på Slack, og spol frem'];

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld({ seed: festivalSeed() }), startBrowser()]);
  visitor = await Visitor.arrives(browser, world.sandbox.origin, { width: 390, height: 780 });
});
afterAll(async () => {
  await visitor.leaves();
  await browser.close();
  await world.stop();
});

test('a step can be skipped; one whose preview was put away begins again', async () => {
  const { page, discord } = visitor;
  await page.getByRole('button', { name: 'Spring over' }).click();
  await visitor.step(make).filter({ hasText: 'Skriv kommandoen for mig' }).click();
  await discord.root
    .getByRole('group', { name: '/træf opret' })
    .getByRole('button', { name: 'Send kommandoen' })
    .click();
  const preview = await discord.reads('Lav dit første beat', 'Jeg forstod');
  await page.getByRole('button', { name: 'Slack', exact: true }).click();
  await visitor.step(make).filter({ hasText: 'Vis mig det' }).click();
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Slå op');
  await visitor.findsNoBarriers();
  await preview.getByRole('button', { name: 'Afvis besked' }).click();
  await visitor.step(make).filter({ hasText: 'Skriv kommandoen for mig' }).waitFor();
});

test('without a card on Slack the last step says what is missing, and goes on with that', async () => {
  const { discord, page } = visitor;
  await publishes(world.person('discord', 'maja'), { title: 'Kor', when: 'på torsdag kl. 17', where: 'Salen' });
  await page.getByText('for de to steder er ikke forbundet endnu').waitFor();
  await visitor.step(answer).click();
  await discord.root.getByRole('group', { name: '/opsætning forbind' }).waitFor();
  await discord.root.getByRole('button', { name: 'Fortryd kommandoen' }).click();
});

test('whoever answers, from wherever one looks, the reminder can be read', async () => {
  const { slack, page } = visitor;
  await links(world);
  await publishes(world.person('discord', 'maja'), { title: 'Dans', when: 'på lørdag kl. 17', where: 'Salen' });
  await page.getByRole('button', { name: /^Slack/ }).click();
  await slack.becomes('Bent');
  await slack.root.getByRole('button', { name: 'Vis kanaler' }).click();
  await slack.root.getByRole('button', { name: /^generelt/ }).click();
  await slack.root.getByRole('textbox', { name: 'Skriv i #generelt' }).waitFor();
  await visitor.step(answer).filter({ hasText: 'Vis mig kortet' }).click();
  await slack.becomes('Bent');
  await slack.presses('Dans', 'Kommer');
  await visitor.step(answer).filter({ hasText: 'Hop i tiden' }).click();
  await slack.becomes('Åse');
  await visitor.step(answer).filter({ hasText: 'Læs påmindelsen på Slack' }).click();
  await slack.reads('Husk Dans');
  await page.getByText('Nu har du set det hele i brug.').waitFor();
});
