import type { Sandbox } from '@samling/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { rawRequest, UPGRADE } from './raw-request.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startFestival();
});
afterAll(() => sandbox.stop());

const token = () => sandbox.seed.slack.application.botToken;
const discordToken = () => `Bot ${sandbox.seed.discord.application.token}`;
const slackChannel = () => sandbox.slack.spaces()[0]?.channels[0]?.id ?? '';

interface Kind {
  method?: string;
  target: string | (() => Promise<string>);
  headers?: object;
  /** Answer to a program of one's own. */
  answered: number;
}

/** One request of each kind that the sandbox answers. */
const KINDS: Record<string, Kind> = {
  'the control API': { target: '/control/world', answered: 200 },
  "Discord's API": { target: '/discord/api/v10/gateway', answered: 200 },
  "Slack's API": { target: '/slack/api/auth.test', answered: 200 },
  'a response_url': { target: '/slack/response/none', method: 'POST', answered: 404 },
  'an upload': { target: '/discord/attachments/1/2/x.png', answered: 404 },
  'a file of the page': { target: '/files/page/client/main.ts', answered: 200 },
  "Discord's gateway": { target: '/discord/gateway?v=10&encoding=json', headers: UPGRADE, answered: 101 },
  'Socket Mode': { target: socketPath, headers: UPGRADE, answered: 101 },
};

const FOREIGN = {
  'a name that was pointed here': { host: 'eksempel.dk:80' },
  'no name': { host: '' },
  'its origin': { origin: 'https://eksempel.dk' },
  'an origin that says nothing': { origin: 'null' },
  'another port of this machine': { origin: 'http://127.0.0.1:1' },
  'what the browser says of a picture': { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
  'what the browser says of another port': { 'sec-fetch-site': 'same-site' },
};

/** A path with a ticket that is good for one socket. */
async function socketPath(): Promise<string> {
  const authorization = `Bearer ${sandbox.seed.slack.application.appToken}`;
  const response = await fetch(`${sandbox.slackApiUrl}apps.connections.open`, {
    method: 'POST',
    headers: { authorization },
  });
  const { pathname, search } = new URL(((await response.json()) as { url: string }).url);
  return pathname + search;
}

describe.each(Object.entries(KINDS))('%s', (_kind, { answered, target, method = 'GET', headers = {} }) => {
  const ask = async (more: object) =>
    rawRequest(sandbox.port, {
      method,
      target: typeof target === 'string' ? target : await target(),
      headers: { ...headers, ...more },
    });

  it.each([
    ['programs', () => ({})],
    ['programs that call this machine by its name', () => ({ host: `LOCALHOST:${sandbox.port}` })],
    ['pages of its own', () => ({ origin: sandbox.origin, 'sec-fetch-site': 'same-origin' })],
  ])('answers %s', async (_who, more) => {
    expect((await ask(more())).status).toBe(answered);
  });

  it.each(Object.entries(FOREIGN))('refuses a foreign page by %s', async (_how, foreign) => {
    expect((await ask(foreign)).status).toBe(403);
  });
});

describe('what a foreign page could have done', () => {
  it('is not done: no message, no connection', async () => {
    const channel = slackChannel();
    const query = new URLSearchParams({ token: token(), channel, text: 'Hej fra en fremmed side' });
    const asPicture = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
    await rawRequest(sandbox.port, { target: `/slack/api/chat.postMessage?${query}`, headers: asPicture });
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://eksempel.dk' };
    await rawRequest(sandbox.port, {
      method: 'POST',
      target: '/slack/api/chat.postMessage',
      headers: form,
      body: `${query}`,
    });
    const rebound = { host: 'eksempel.dk', authorization: discordToken(), 'content-type': 'application/json' };
    const guild = sandbox.discord.spaces()[0];
    await rawRequest(sandbox.port, {
      method: 'POST',
      target: `/discord/api/v10/channels/${guild?.channels[0]?.id}/messages`,
      headers: rebound,
      body: JSON.stringify({ content: 'Hej' }),
    });
    expect(
      [...sandbox.slack.requests(), ...sandbox.discord.requests()].filter(({ path }) => path.includes('essage')),
    ).toEqual([]);
    const place = { space: 'RÅ Frivillige', channel };
    expect(sandbox.slack.channel('aase', place)).toEqual([]);
    expect(sandbox.discord.channel('maja', { space: guild?.id ?? '', channel: guild?.channels[0]?.id ?? '' })).toEqual(
      [],
    );
  });
});

describe('the page itself', () => {
  const headers = { accept: 'text/html', 'sec-fetch-site': 'cross-site' };
  const ask = async (more: object) =>
    (await rawRequest(sandbox.port, { target: '/', headers: { ...headers, ...more } })).status;

  it('opens by a link from elsewhere, in a window of its own and in no frame', async () => {
    expect(await ask({ 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' })).toBe(200);
    expect(await ask({ 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' })).toBe(403);
    expect(await ask({ 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' })).toBe(403);
  });
});
