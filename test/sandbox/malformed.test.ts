import type { Sandbox } from '@samling/sandbox';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { rawRequest, UPGRADE } from './raw-request.ts';

let sandbox: Sandbox;
/** Answers that the sandbox takes for mistakes of its own. */
const mistakes: unknown[] = [];
beforeAll(async () => {
  sandbox = await startFestival({ report: (error) => mistakes.push(error) });
});
afterAll(() => sandbox.stop());
beforeEach(() => mistakes.splice(0));

const json = { 'content-type': 'application/json' };
const bySlack = () => ({ ...json, authorization: `Bearer ${sandbox.seed.slack.application.botToken}` });
const byDiscord = () => ({ ...json, authorization: `Bot ${sandbox.seed.discord.application.token}` });
const MESSAGES = '/discord/api/v10/channels/1/messages';

describe('the control API', () => {
  it.each([
    ['DELETE', '/faults/%zz', ''],
    ['POST', '/time', '{"to":"+275760-09-13T00:00:00Z"}'],
    ['POST', '/time', '{"to":"-271821-04-20T00:00:00Z"}'],
    ['POST', '/time', '{"forward":"P200000Y"}'],
    ['POST', '/time', '{"forward":"P9007199254740993Y"}'],
    ['POST', '/time', '{"to":7}'],
    ['POST', '/person', '{"as":"aase","language":"!!!"}'],
    ['POST', '/person', '{"as":"aase","language":"a_b_c_d_e"}'],
    ['POST', '/faults', '{"platform":"slack","on":"x","does":{"kind":"delay","ms":1e15}}'],
    ['POST', '/say', '{"as":["maja"],"space":{},"channel":null,"text":1}'],
    ['POST', '/say', '[]'],
    ['POST', '/say', 'null'],
    ['POST', '/say', '"x"'],
    ['POST', '/say', '{"as":"maja"'],
    ['POST', '/choose', '{"as":"maja","message":"1","menu":"x","values":"y"}'],
    ['POST', '/suggest', '{"as":"maja","space":"x","channel":"y","name":"z","options":[],"focused":"a"}'],
  ])('answers %s %s %s with 400 and one sentence', async (method, path, body) => {
    const answer = await rawRequest(sandbox.port, { method, target: `/control${path}`, headers: json, body });
    expect(answer.status).toBe(400);
    const { error } = JSON.parse(answer.body.replace(/^[^{]*|[^}]*$/g, '')) as { error: string };
    expect(error).toMatch(/^[^\n]+\.$/);
    expect(error).not.toMatch(/Error|\/src\/|node:/);
    expect(mistakes).toEqual([]);
  });

  it('takes nothing for a mistake of its own, whatever comes', async () => {
    const path = fc.oneof(
      fc.constantFrom('/say', '/command', '/press', '/choose', '/submit', '/suggest', '/person', '/installed', '/time'),
      fc.stringMatching(/^\/[!-~]{0,20}$/),
    );
    const field = fc.constantFrom(
      'as',
      'space',
      'channel',
      'text',
      'name',
      'message',
      'button',
      'values',
      'form',
      'to',
    );
    const value = fc.oneof(
      fc.constantFrom('maja', 'aase', 'RÅ Festival', 'arrangementer', '', '__proto__'),
      fc.jsonValue(),
    );
    const body = fc.oneof(
      fc.dictionary(field, value).map((one) => JSON.stringify(one)),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('GET', 'POST', 'DELETE'), path, body, async (method, at, text) => {
        // A stream of changes does not end.
        if (at.startsWith('/changes')) return;
        const answer = await rawRequest(sandbox.port, { method, target: `/control${at}`, headers: json, body: text });
        expect(answer.status).toBeLessThan(500);
        expect(mistakes).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('the platforms', () => {
  it.each<[string, () => object, string, number, string]>([
    ['/slack/api/chat.postMessage', bySlack, ' '.repeat(5_000_000), 200, 'request_timeout'],
    ['/slack/api/chat.postMessage', bySlack, 'null', 200, 'json_not_object'],
    ['/slack/api/%zz', bySlack, '{}', 200, 'unknown_method'],
    ['/slack/response/%zz', () => json, '{}', 404, 'no_such_url'],
    ['/discord/api/v10/channels/%zz/messages', byDiscord, '{}', 400, '50035'],
    [MESSAGES, byDiscord, '{', 400, '50109'],
    [MESSAGES, () => ({ ...byDiscord(), 'content-type': 'multipart/form-data' }), 'x', 400, '50109'],
    [MESSAGES, () => ({ ...byDiscord(), 'content-type': 'multipart/form-data; boundary=x' }), 'x', 400, '50109'],
  ])('%s refuses what is malformed in its own words', async (target, headers, body, status, words) => {
    const answer = await rawRequest(sandbox.port, { method: 'POST', target, headers: headers(), body });
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(words);
    expect(mistakes).toEqual([]);
  });

  it.each(['/slack//[', '/slack/socket?%zz', '/discord//[', '//[', '/discord/gateway%zz'])(
    'a WebSocket at %s does not end the sandbox',
    async (target) => {
      await rawRequest(sandbox.port, { target, headers: UPGRADE });
      expect((await rawRequest(sandbox.port, { target: '/control/world' })).status).toBe(200);
    },
  );

  it('tell nobody where a mistake of their own is, but report it', async () => {
    const told: unknown[] = [];
    const broken = await startFestival({
      report: (error) => told.push(error),
      journal: {
        load: () => [],
        write: () => {
          throw new Error('no space left');
        },
      },
    });
    const [guild, team] = [broken.discord.spaces()[0], broken.slack.spaces()[0]];
    const [onDiscord, onSlack] = [guild, team].map((space) =>
      space?.channels.find(({ name }) => name === 'arrangementer'),
    );
    const requests = [
      { target: `/discord/api/v10/channels/${onDiscord?.id}/messages`, headers: byDiscord(), body: '{"content":"x"}' },
      {
        target: '/slack/api/chat.postMessage',
        headers: bySlack(),
        body: JSON.stringify({ channel: onSlack?.id, text: 'x' }),
      },
      { target: '/control/time', headers: json, body: '{"to":"2027-01-01T00:00:00Z"}' },
    ];
    for (const request of requests) {
      const { status, body } = await rawRequest(broken.port, { method: 'POST', ...request });
      expect([status, body]).toEqual([500, expect.not.stringMatching(/no space left|\.ts|at /)]);
    }
    expect(told).toHaveLength(requests.length);
    await broken.stop();
  });
});
