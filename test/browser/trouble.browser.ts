import { memoryJournal } from '@samling/sandbox/journal.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { startBrowser, Visitor } from './visitor.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const HERE = { space: 'RÅ Festival', channel: 'arrangementer' };

test('a lost connection is told, and when the sandbox is back the page shows what has happened meanwhile', async () => {
  const journal = memoryJournal();
  const before = await startFestival({ journal });
  const visitor = await Visitor.arrives(browser, before.origin);
  const { page, discord } = visitor;
  await before.discord.say('yusuf', HERE, 'Hej alle');
  await discord.reads('Hej alle');
  await before.stop();
  const banner = page.getByText('Forbindelsen til sandkassen er væk.');
  await banner.waitFor();
  await visitor.findsNoBarriers();
  await discord.sends('Er her nogen?');
  await discord.root.getByText('Det blev ikke sendt: sandkassen svarer ikke.').waitFor();
  const after = await startFestival({ journal, port: before.port });
  await after.discord.say('freja', HERE, 'Jeg er her igen');
  await banner.waitFor({ state: 'detached' });
  await discord.reads('Jeg er her igen');
  await visitor.leaves();
  await after.stop();
});

test('a bot that does not answer, and what a person may not do, are said in words', async () => {
  const sandbox = await startFestival();
  const visitor = await Visitor.arrives(browser, sandbox.origin);
  const { slack } = visitor;
  await slack.sends('/meetup list');
  await slack.root.getByText('Kommandoen lykkedes ikke: Samling svarede ikke i tide.').waitFor();
  sandbox.slack.setInstalled('RÅ Frivillige', false);
  await slack.sends('/meetup list');
  await slack.root.getByText('Det kan man ikke her.').waitFor();
  await slack.root.getByRole('button', { name: 'Fjern' }).first().click();
  expect(await slack.root.getByRole('button', { name: 'Fjern' }).count()).toBe(1);
  await visitor.leaves();
  await sandbox.stop();
});

test('what people write stays text, on both sides', async () => {
  const sandbox = await startFestival();
  const visitor = await Visitor.arrives(browser, sandbox.origin);
  const wicked =
    '<img src=x onerror="document.title=\'taken\'"><script>document.title="taken"</script> [x](javascript:alert(1))';
  for (const half of [visitor.discord, visitor.slack]) {
    await half.sends(wicked);
    const message = await half.reads('<img src=x');
    expect(await message.textContent()).toContain('<script>');
    expect(await message.locator('img, script, a[href^="javascript"]').count()).toBe(0);
  }
  expect(await visitor.page.title()).toBe('Samling: sandkasse');
  await visitor.leaves();
  await sandbox.stop();
});
