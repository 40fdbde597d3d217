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

test('only the step one has come to can be pressed, and looking at a card is no answer', async () => {
  const own = await startWorld({ seed: festivalSeed() });
  const wide = await Visitor.arrives(browser, own.sandbox.origin);
  const guide = wide.page.getByRole('region', { name: 'Kom godt i gang' });
  const buttons = () => guide.getByRole('button').allInnerTexts();
  expect(await buttons()).toEqual(['Skriv kommandoen for mig', 'Spring over', '']);
  await guide.getByText('Tryk ”Kommer” på kortet').waitFor();
  for (let step = 1; step <= 2; step += 1) await guide.getByRole('button', { name: 'Spring over' }).click();
  await guide.getByText('Der er ikke noget kort at svare på endnu.').waitFor();
  expect(await buttons()).toEqual(['Skriv kommandoen for mig', 'Spring over', '']);
  await publishes(own.person('slack', 'aase'), { title: 'Sang', when: 'på fredag kl. 17', where: 'Salen' });
  await guide.getByRole('button', { name: 'Vis mig kortet' }).click();
  await wide.slack.presses('Sang', 'Mere');
  await wide.slack.reads('Sang', 'Kun synlig for dig', 'Aflys');
  expect(await buttons()).toContain('Vis mig kortet');
  await wide.slack.presses('Sang', 'Kommer');
  await guide.getByText('Hop til en time før, så minder Samling Åse om det.').waitFor();
  await wide.slack.presses('Sang', 'Kommer ikke');
  await guide.getByRole('button', { name: 'Vis mig kortet' }).waitFor();
  await wide.leaves();
  await own.stop();
});
