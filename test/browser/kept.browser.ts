import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { festivalSeed } from '../../festival/seed.ts';
import { publishes, startWorld, type World } from '../scenarios/world.ts';
import { startBrowser, Visitor } from './visitor.ts';

let world: World;
let browser: Browser;
const titles = Array.from({ length: 8 }, (_, index) => `Strik ${index + 1}`);

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld({ seed: festivalSeed() }), startBrowser()]);
  for (const platform of ['discord', 'slack'] as const)
    for (const [index, title] of titles.entries())
      await publishes(world.person(platform, 'organiser'), {
        title,
        when: `4. december kl. ${index + 10}`,
        where: 'Bib',
      });
});
afterEach(async () => {
  for (const [platform, key] of [
    ['discord', 'maja'],
    ['slack', 'aase'],
  ] as const)
    for (const { id } of await world.sandbox[platform].forms(key)) await world.sandbox[platform].closeForm(key, id);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

const arrives = (query = '?discord=maja&slack=aase', size = {}) =>
  Visitor.arrives(browser, world.sandbox.origin, { query, ...size });

/** Tells whether one could point at the middle of something. */
function isReached(element: Locator): Promise<boolean> {
  return element.evaluate((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    return one.contains(one.ownerDocument.elementFromPoint(left + width / 2, top + height / 2));
  });
}

/** Tells whether all of something, or its beginning where it is higher than what shows it, is seen. */
function isRead(message: Locator): Promise<boolean> {
  return message.evaluate((one) => {
    const [own, frame] = [one.getBoundingClientRect(), one.closest('.messages')?.getBoundingClientRect()];
    if (!frame) return false;
    return own.top >= frame.top - 1 && (own.bottom <= frame.bottom + 1 || own.height > frame.height);
  });
}

/** Opens the form that asks which meetup to cancel. */
async function asksToCancel(visitor: Visitor, side: 'discord' | 'slack'): Promise<void> {
  const half = visitor[side];
  if (side === 'slack') await half.sends('/meetup cancel');
  else {
    await half.composer.fill('/træf aflys');
    await half.composer.press('Enter');
    await half.root.getByRole('button', { name: 'Send kommandoen' }).click();
  }
  await half.dialog.waitFor();
}

const focused = (visitor: Visitor) =>
  visitor.page.evaluate('document.activeElement === document.body ? "body" : document.activeElement.outerHTML');

test.each([
  ['a desktop', { width: 1440, height: 900 }],
  ['a low window', { width: 1280, height: 620 }],
  ['a phone', { width: 390, height: 780 }],
])('each entry of a list in a form can be reached on %s, on both sides', async (_, size) => {
  for (const side of ['slack', 'discord'] as const) {
    const visitor = await arrives(`?discord=maja&slack=aase&show=${side}`, size);
    const half = visitor[side];
    await asksToCancel(visitor, side);
    const menu = half.dialog.getByRole('combobox').first();
    await menu.click();
    const options = half.root.getByRole('listbox').getByRole('option');
    expect(await options.count()).toBe(8);
    for (let index = 0; index < 8; index += 1) {
      await visitor.page.keyboard.press('ArrowDown');
      // The list follows when the page is drawn.
      await expect.poll(() => isReached(options.nth(index)), { message: `entry ${index + 1} on ${side}` }).toBe(true);
    }
    await options.first().click();
    expect(await menu.textContent()).toContain(titles[0]);
    await visitor.leaves();
  }
});

test.each(['discord', 'slack'] as const)(
  'closing a form that is filled in asks first, and loses nothing, on %s',
  async (side) => {
    const visitor = await arrives();
    const { page } = visitor;
    const half = visitor[side];
    await world.person(side, 'organiser').opensBy('meetup create');
    const title = half.dialog.getByRole('textbox').first();
    await title.fill('Fællesspisning');
    const question = half.dialog.getByRole('alertdialog', { name: 'Vil du lukke uden at sende?' });
    await page.keyboard.press('Escape');
    await question.waitFor();
    await visitor.findsNoBarriers();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await title.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
    for (const button of ['Luk', 'Annuller']) {
      await half.dialog.getByRole('button', { name: button, exact: true }).click();
      await question.getByRole('button', { name: 'Bliv her' }).click();
    }
    // Somebody else has a look meanwhile.
    await half.becomes('Søren');
    await half.dialog.waitFor({ state: 'detached' });
    await half.becomes(side === 'discord' ? 'Maja' : 'Åse');
    expect(await title.inputValue()).toBe('Fællesspisning');
    await half.dialog.getByRole('button', { name: 'Luk', exact: true }).click();
    await question.getByRole('button', { name: 'Luk uden at sende' }).click();
    await half.dialog.waitFor({ state: 'detached' });
    await expect.poll(() => world.person(side, 'organiser').forms()).toEqual([]);
    await visitor.leaves();
  },
);

test.each(['discord', 'slack'] as const)('an answer comes into view wherever one was, on %s', async (side) => {
  const visitor = await arrives();
  const half = visitor[side];
  const oldest = half.card('Strik 1');
  await oldest.scrollIntoViewIfNeeded();
  await oldest.getByRole('button', { name: 'Kommer', exact: true }).click();
  await expect.poll(async () => isRead(await half.reads('Du kommer til Strik 1'))).toBe(true);
  await half.becomes('Søren');
  await half.card('Strik 2').scrollIntoViewIfNeeded();
  if (side === 'slack') await half.sends('/setup settings');
  else await world.person('discord', 'admin').uses('setup settings');
  await expect.poll(async () => isRead(await half.reads('Samling i RÅ'))).toBe(true);
  await visitor.leaves();
});

test.each([
  ['discord', { width: 1440, height: 900 }],
  ['slack', { width: 1440, height: 900 }],
  ['discord', { width: 390, height: 780 }],
  ['slack', { width: 390, height: 780 }],
] as const)('what a press opens at the end of a message comes into view, on %s in %o', async (side, size) => {
  const visitor = await arrives(`?discord=soren&slack=soren&show=${side}`, size);
  const half = visitor[side];
  const person = world.person(side, 'admin');
  await person.uses('announce write', {
    title: `Lejr ${size.width}`,
    text: 'Tilmeldingen er åben.',
    topic: `Kun ${side === 'discord' ? 'RÅ Festival' : 'RÅ Frivillige'}`,
  });
  const draft = await half.reads(`Lejr ${size.width}`, 'Kun du kan se det her endnu');
  await world.sandbox[side].say(person.key, person.place, 'Hvem har nøglen? '.repeat(100));
  await half.reads('Hvem har nøglen?');
  await draft.evaluate((one) => one.scrollIntoView({ block: 'end' }));
  // The message is read anew only when the press was answered.
  const answered = visitor.page.waitForResponse('**/control/press');
  await visitor.page.route('**/control/channel?**', async (route) => {
    await answered;
    await route.continue();
  });
  await draft.getByRole('button', { name: 'Flere valg' }).click();
  const back = draft.getByRole('button', { name: 'Tilbage' });
  await expect.poll(() => isReached(back)).toBe(true);
  await visitor.leaves();
});

test.each(['discord', 'slack'] as const)('the cursor stays near to what was pressed or closed, on %s', async (side) => {
  const visitor = await arrives();
  const { page } = visitor;
  const half = visitor[side];
  const organiser = world.person(side, 'organiser');
  const title = `Kor på ${side}`;
  await organiser.uses('meetup create', { title, when: '5. december kl. 19', where: 'Salen' });
  const preview = await half.reads(title, 'Jeg forstod');
  // Its buttons go with the press.
  await preview.getByRole('button', { name: 'Slå op' }).press('Enter');
  await expect.poll(() => focused(visitor)).toContain('er slået op');
  // A form that was opened by a button which is gone when it closes.
  await organiser.uses('meetup create', { title, when: '6. december kl. 19', where: 'Salen' });
  const second = await half.reads(title, 'Jeg forstod');
  await second.getByRole('button', { name: 'Ret' }).press('Enter');
  await half.dialog.getByLabel(/^(Hvad|Titel)/).fill(`${title} igen`);
  await page.keyboard.press('Enter');
  await half.dialog.waitFor({ state: 'detached' });
  expect(await focused(visitor)).not.toBe('body');
  // A form that comes back with something to correct.
  await organiser.opensBy('meetup create');
  await half.dialog.getByRole('button', { name: /^(Send|Vis mig det)$/ }).press('Enter');
  await half.dialog.getByText('Feltet skal udfyldes.').first().waitFor();
  await expect.poll(() => focused(visitor)).toContain('aria-invalid');
  await visitor.leaves();
});
