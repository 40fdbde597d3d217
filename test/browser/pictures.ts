/**
 * Makes the pictures in docs/pictures anew: `npm run pictures`. The people, what they do and the time of day are always
 * the same, so a picture looks different only when the page does. The letters are those of the machine; the committed
 * pictures were made with the font Inter (on Debian: fonts-inter).
 */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { festivalSeed } from '../../festival/seed.ts';
import { links, publishes, startWorld, type World } from '../scenarios/world.ts';
import { startBrowser, Visitor } from './visitor.ts';

const FOLDER = join(import.meta.dirname, '../../docs/pictures');
const PHONE = { width: 390, height: 844, scale: 2 };
const title = 'Lav dit første beat';

let world: World;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld({ seed: festivalSeed() }), startBrowser()]);
  await links(world);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

async function takesPicture(visitor: Visitor, name: string): Promise<void> {
  await visitor.page.evaluate('document.fonts.ready');
  await visitor.page.mouse.move(0, 0);
  await visitor.page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
  await visitor.leaves();
}

async function arrives(visit: Parameters<typeof Visitor.arrives>[2]): Promise<Visitor> {
  const visitor = await Visitor.arrives(browser, world.sandbox.origin, visit);
  await visitor.page.getByRole('button', { name: 'Luk vejledningen' }).click();
  return visitor;
}

test('a command is written on Discord, another one on Slack', async () => {
  const visitor = await Visitor.arrives(browser, world.sandbox.origin, { query: '?discord=maja&slack=aase' });
  const { page, discord, slack } = visitor;
  await slack.composer.fill('/meetup opret titel: Fællesspisning hvornår: på fredag kl. 18 hvor: Medborgerhuset');
  await discord.composer.fill('/træf opret');
  await discord.composer.press('Enter');
  for (const [option, value] of Object.entries({
    titel: title,
    hvor: 'Ungdomsskolen, studie 1',
    hvornår: 'på torsdag',
  })) {
    await page.keyboard.type(option);
    await page.keyboard.press('Enter');
    await page.keyboard.type(value);
    if (option !== 'hvornår') await discord.root.getByRole('combobox', { name: 'Tilføj en mulighed' }).focus();
  }
  await discord.offered('Forslag til hvornår').filter({ hasText: 'torsdag den 26. november 2026' }).first().waitFor();
  await takesPicture(visitor, 'command');
});

test('one meetup with one list of answers stands on both sides', async () => {
  const spaces = { discord: 'RÅ Festival', slack: 'RÅ Frivillige' };
  const place = (platform: 'discord' | 'slack') => ({ space: spaces[platform], channel: 'arrangementer' });
  await world.sandbox.slack.say('bent', place('slack'), 'Jeg låser op til studiet kl. 16.30 🎹');
  await publishes(world.person('discord', 'maja'), {
    title,
    when: 'på torsdag kl. 17-19',
    where: 'Ungdomsskolen, studie 1',
    description: 'For dig, der aldrig har prøvet. Vi har udstyret.',
    capacity: '4',
  });
  await world.person('slack', 'bent').answers('Kommer', title);
  await world.person('discord', 'freja').answers('Kommer', title);
  await world.sandbox.discord.say('freja', place('discord'), 'Jeg tager kage med 🎂');
  const visitor = await arrives({ query: '?discord=yusuf&slack=aase' });
  const { discord, slack } = visitor;
  await discord.presses(title, 'Kommer');
  await discord.reads(`Du kommer til ${title}`);
  await slack.presses(title, 'Kommer');
  await slack.reads(`Du kommer til ${title}`);
  await discord.card(title).filter({ hasText: 'Alle 4 pladser er taget' }).waitFor();
  await slack.card(title).filter({ hasText: 'Alle 4 pladser er taget' }).waitFor();
  await takesPicture(visitor, 'page');
});

test('on a phone the next one waits, and whoever comes is reminded', async () => {
  const waiting = await arrives({ ...PHONE, query: '?discord=emma' });
  const { discord } = waiting;
  await discord.becomes('Maja');
  await discord.presses(title, 'Kommer');
  await discord.reads('du står på ventelisten som nummer 1');
  await discord.card(title).filter({ hasText: 'Venteliste (1)' }).waitFor();
  await takesPicture(waiting, 'phone');
  world.travelTo('2026-11-26T16:00:01+01:00');
  await world.person('slack', 'aase').isTold(`Husk ${title}`);
  const reminded = await arrives({ ...PHONE, query: '?slack=aase&show=slack' });
  await reminded.slack.root.getByRole('button', { name: 'Vis kanaler' }).click();
  await reminded.slack.opensDirectMessages();
  await reminded.slack.reads(`Husk ${title}`);
  await takesPicture(reminded, 'phone-reminder');
});
