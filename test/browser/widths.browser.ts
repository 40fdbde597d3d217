import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { festivalSeed } from '../../festival/seed.ts';
import { links, publishes, startWorld, type World } from '../scenarios/world.ts';
import { startBrowser, Visitor } from './visitor.ts';

let world: World;
let browser: Browser;
const name = 'Åben øvelokaledag for ungdomskulturhusbestyrelsesmedlemmer';

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld({ seed: festivalSeed() }), startBrowser()]);
  await links(world);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

/** Parts of what is open that reach beyond the window, the channel or the form that they stand in. */
const TOO_WIDE = `(() => {
  const beyond = [...document.querySelectorAll('.messages-content, .dialog')].flatMap((column) => {
    const { left, right } = column.getBoundingClientRect();
    return [...column.querySelectorAll('*')].filter((part) => {
      if (!part.checkVisibility() || part.closest('.sr-only')) return false;
      const own = part.getBoundingClientRect();
      return own.width > 0 && (own.right > right + 1 || own.left < left - 1);
    });
  });
  const told = beyond.map((part) => part.outerHTML.slice(0, 120));
  return document.documentElement.scrollWidth > innerWidth ? ['the page', ...told] : told;
})()`;

test.each(['discord', 'slack'] as const)('no card and no form is wider than a phone, on %s', async (side) => {
  const visitor = await Visitor.arrives(browser, world.sandbox.origin, {
    ...{ width: 390, height: 844, query: `?discord=soren&slack=soren&show=${side}` },
  });
  const { page } = visitor;
  const title = `${name} ${side}`;
  const half = visitor[side];
  const soren = world.person(side, 'admin');
  /** Waits until words are on the screen, and looks at all that is there. */
  const looksAt = async (...words: string[]) => {
    await half.reads(...words);
    expect(await page.evaluate(TOO_WIDE), words.join(' ')).toEqual([]);
  };
  const looksAtForm = async (opened: Promise<unknown>) => {
    await opened;
    await half.dialog.waitFor();
    expect(await page.evaluate(TOO_WIDE)).toEqual([]);
    for (const { id } of await soren.forms()) await world.sandbox[side].closeForm(soren.key, id);
    await half.dialog.waitFor({ state: 'detached' });
  };
  await looksAtForm(soren.opensBy('meetup create'));
  await publishes(soren, {
    title,
    when: 'på fredag kl. 18',
    where: `https://example.org/${'x'.repeat(90)}`,
    capacity: '9',
  });
  await looksAt('er slået op');
  await half.presses(title, 'Kommer');
  await looksAt('Du kommer til');
  await half.presses(title, 'Mere');
  await looksAt(title, 'Aflys');
  await looksAtForm(half.root.getByRole('button', { name: 'Ret', exact: true }).last().click());
  await soren.uses('meetup edit', { meetup: title, when: 'på lørdag kl. 19' });
  await looksAt('Intet er ændret endnu');
  await soren.uses('meetup cancel', { meetup: title });
  await looksAt('Aflys');
  for (const [command, words] of [
    ['meetup list', 'Kommende træf'],
    ['meetup help', 'Hvad vil du?'],
    ['setup settings', 'Samling i RÅ'],
  ] as const) {
    await soren.uses(command);
    await looksAt(words);
  }
  await half.root.getByRole('button', { name: 'Flere valg' }).last().click();
  await looksAt('Tidszone');
  await soren.uses('announce write', { title, text: 'x'.repeat(200), topic: 'own' });
  await looksAt(title, 'Kun du kan se det her endnu');
  await half.root.getByRole('button', { name: 'Flere valg' }).last().click();
  await looksAt(title, 'Slet kladden');
  await half.root.getByRole('button', { name: 'Tilbage' }).last().click();
  await half.root.getByRole('button', { name: 'Send nu' }).last().click();
  await looksAt('på vej');
  await soren.uses('announce list');
  await looksAt('Opslag', title);
  await visitor.leaves();
});
