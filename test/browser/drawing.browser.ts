import type { Sandbox } from '@samling/sandbox';
import type { SeenMessage } from '@samling/sandbox/contract.ts';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { everyBlock, everyComponent } from './every-part.ts';
import { startBrowser, Visitor } from './visitor.ts';

let sandbox: Sandbox;
let browser: Browser;
let visitor: Visitor;
const onDiscord = { space: 'RÅ Festival', channel: 'arrangementer' };
const onSlack = { space: 'RÅ Frivillige', channel: 'arrangementer' };

beforeAll(async () => {
  [sandbox, browser] = await Promise.all([startFestival({ unlimited: true }), startBrowser()]);
  sandbox.clock.set(Date.parse('2026-11-23T12:00:00+01:00'));
  visitor = await Visitor.arrives(browser, sandbox.origin);
});
afterAll(async () => {
  await visitor.leaves();
  await browser.close();
  await sandbox.stop();
});

/** Posts as a bot would, with the seeded token. @returns the platform's answer */
async function post(url: string, authorization: string, body: object): Promise<Record<string, unknown>> {
  const headers = { authorization, 'content-type': 'application/json; charset=utf-8' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = (await response.json()) as Record<string, unknown>;
  expect(answer, JSON.stringify(answer)).not.toMatchObject({ ok: false });
  expect(response.ok, JSON.stringify(answer)).toBe(true);
  return answer;
}

function idsIn(place: { space: string; channel: string }) {
  const spaces = [...sandbox.discord.spaces(), ...sandbox.slack.spaces()];
  const space = spaces.find(({ name }) => name === place.space);
  return {
    channel: space?.channels.find(({ name }) => name === place.channel)?.id ?? '',
    people: Object.fromEntries((space?.people ?? []).map(({ key, id }) => [key, id])),
    role: space?.roles.at(-1)?.id ?? '',
  };
}

/**
 * Expects that the page's drawing of a message holds each line that the sandbox says this person reads, in this order.
 */
async function expectSameWords(message: SeenMessage | undefined, shown: Locator): Promise<void> {
  const words = (text: string) => text.replaceAll(/[\s\u200b\u2060]+/g, ' ').trim();
  let rest = words((await shown.allInnerTexts()).join(' '));
  for (const line of (message?.text ?? 'no message').split('\n')) {
    const wanted = words(line.replace(/^\s*(•|\d+\.)\s/, ''));
    expect(rest).toContain(wanted);
    rest = rest.slice(rest.indexOf(wanted) + wanted.length);
  }
}

test('every part of Components V2 is drawn, in the words that the person reads', async () => {
  const { channel, people, role } = idsIn(onDiscord);
  const token = `Bot ${sandbox.seed.discord.application.token}`;
  const url = `${sandbox.discordApiUrl}/v10/channels/${channel}/messages`;
  const { id } = await post(url, token, everyComponent({ channel, person: people.yusuf ?? '', role }));
  const shown = visitor.page.locator(`[data-message="${id}"]`);
  await shown.waitFor();
  await expectSameWords(sandbox.discord.channel('maja', onDiscord).at(-1), shown);
  expect(await shown.getByRole('heading').allInnerTexts()).toEqual(['Åben scene']);
  expect(await shown.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('50');
  expect(await shown.getByRole('button').count()).toBe(4);
  expect(await shown.getByRole('combobox').count()).toBe(5);
  expect(await shown.getByRole('img').count()).toBe(2);
  expect(await shown.getByRole('link').count()).toBe(2);
  expect(await shown.getByRole('button', { name: 'Lukket' }).isDisabled()).toBe(true);
  const edge = "getComputedStyle(document.querySelector('.d-container.accented')).borderLeftColor";
  expect(await visitor.page.evaluate(edge)).toBe('rgb(46, 158, 91)');
  const several = shown.getByRole('combobox', { name: 'Vælg flere' });
  await several.click();
  await visitor.discord.offered('Vælg flere').filter({ hasText: 'Strik' }).click();
  await visitor.discord.offered('Vælg flere').filter({ hasText: 'Beat' }).click();
  expect(await several.allInnerTexts()).toEqual(['Beat, Strik']);
  await visitor.page.keyboard.press('Escape');
  await visitor.findsNoBarriers();
});

test('every block of Block Kit is drawn, in the words that the person reads', async () => {
  const { channel, people, role } = idsIn(onSlack);
  const token = `Bearer ${sandbox.seed.slack.application.botToken}`;
  const answer = await post(`${sandbox.slackApiUrl}chat.postMessage`, token, {
    channel,
    text: 'Åben scene',
    blocks: everyBlock({ channel, person: people.bent ?? '', role }),
  });
  const shown = visitor.page.locator(`[data-message="${answer.ts}"]`);
  await shown.waitFor();
  await expectSameWords(sandbox.slack.channel('aase', onSlack).at(-1), shown);
  expect(await shown.getByRole('heading').allInnerTexts()).toEqual(['Åben scene']);
  expect(await shown.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('50');
  expect(await shown.getByRole('combobox').count()).toBe(6);
  expect(await shown.getByRole('checkbox').count()).toBe(2);
  expect(await shown.getByRole('radio').count()).toBe(2);
  expect(await shown.locator('input[type=date]').inputValue()).toBe('2026-11-26');
  expect(await shown.locator('input[type=time]').inputValue()).toBe('17:30');
  expect(await shown.getByRole('img').count()).toBe(3);
  await visitor.findsNoBarriers();
});

test('the line above an answer quotes it with the names that it mentions', async () => {
  const { channel } = idsIn(onDiscord);
  const question = await sandbox.discord.say('yusuf', onDiscord, '@Samling hvad kan du, \\*helt\\* kort?');
  await post(
    `${sandbox.discordApiUrl}/v10/channels/${channel}/messages`,
    `Bot ${sandbox.seed.discord.application.token}`,
    { content: 'Se her', message_reference: { message_id: question.id } },
  );
  const answer = await visitor.discord.reads('Se her');
  expect(await answer.textContent()).toContain('@Samling hvad kan du, *helt* kort?');
});

test.each([1440, 390])('what tells of a direct message covers and moves nothing, %i points wide', async (width) => {
  const { page, discord } = visitor;
  await page.setViewportSize({ width, height: 780 });
  const api = `${sandbox.discordApiUrl}/v10`;
  const token = `Bot ${sandbox.seed.discord.application.token}`;
  const { people } = idsIn(onDiscord);
  const { id } = await post(`${api}/users/@me/channels`, token, { recipient_id: people.maja });
  const log = discord.root.getByRole('log');
  await sandbox.discord.say('yusuf', onDiscord, 'Hvem har nøglen? '.repeat(100));
  const toast = discord.root.getByRole('status').filter({ hasText: 'Samling skriver til dig' });
  const bottomOf = (element: Locator) => element.evaluate((one) => Math.round(one.getBoundingClientRect().bottom));
  const topOf = (element: Locator) => element.evaluate((one) => Math.round(one.getBoundingClientRect().top));
  const fromEnd = () => log.evaluate((one) => Math.round(one.scrollHeight - one.scrollTop - one.clientHeight));
  for (const up of [0, 150]) {
    await log.evaluate((one, points) => one.scrollTo(0, one.scrollHeight - one.clientHeight - points), up);
    await expect.poll(fromEnd).toBe(up);
    const last = discord.root.getByRole('article').last();
    const before = await topOf(last);
    await post(`${api}/channels/${id}/messages`, token, { content: `Husk Kor, og tag ${'noder '.repeat(30)}med` });
    await toast.waitFor();
    await expect.poll(async () => (await topOf(log)) - (await bottomOf(toast))).toBeGreaterThanOrEqual(0);
    await expect.poll(async () => Math.abs((await topOf(last)) - before)).toBeLessThan(2);
    await toast.getByRole('button', { name: 'Luk' }).click();
    await expect.poll(async () => Math.abs((await topOf(last)) - before)).toBeLessThan(2);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('a message is drawn anew when it changes, without being read again by polling', async () => {
  const before = sandbox.discord.requests().length;
  const { channel } = idsIn(onDiscord);
  const token = `Bot ${sandbox.seed.discord.application.token}`;
  const url = `${sandbox.discordApiUrl}/v10/channels/${channel}/messages`;
  const { id } = await post(url, token, { content: 'Døren åbner kl. 18' });
  await visitor.discord.reads('Døren åbner kl. 18');
  const headers = { authorization: token, 'content-type': 'application/json' };
  await fetch(`${url}/${id}`, { method: 'PATCH', headers, body: JSON.stringify({ content: 'Døren åbner kl. 19' }) });
  await visitor.discord.reads('Døren åbner kl. 19', '(redigeret)');
  await fetch(`${url}/${id}`, { method: 'DELETE', headers });
  await visitor.discord.message('Døren åbner kl. 19').waitFor({ state: 'detached' });
  expect(sandbox.discord.requests().length - before).toBe(3);
});

test('both halves and the page are dark where somebody has asked for dark', async () => {
  const { page } = visitor;
  const grounds = () =>
    page.evaluate(`['body', '.discord', '.slack', '.guide'].map((part) => {
      const colour = getComputedStyle(document.querySelector(part)).backgroundColor;
      const parts = colour.match(/\\d+/g).map(Number);
      return Math.max(...parts.slice(0, 3));
    })`) as Promise<number[]>;
  await page.emulateMedia({ colorScheme: 'dark' });
  expect((await grounds()).filter((brightest) => brightest > 80)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  expect((await grounds()).filter((brightest) => brightest > 80)).toHaveLength(3);
});
