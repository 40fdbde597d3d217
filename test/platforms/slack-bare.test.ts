import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Platform } from '../../src/chat/platform.ts';
import { createSlack } from '../../src/slack/index.ts';
import { eventually } from '../waiting.ts';
import { webAt } from '../web-at.ts';
import { deliverSigned, FORM } from './signed-slack.ts';
import { answer, freePort, Script, textCard, withButton } from './slack-world.ts';

const SECRET = 'a-signing-secret-of-a-test';
const METADATA = JSON.stringify({ c: 'C1' });
const SELF = { ok: true, team_id: 'T1', user_id: 'U0', bot_id: 'B0' };

/** The answer to a method of the Web API: JSON, or the status and text of something in between. */
type Given = object | { status: number; text: string };

/** As little of Slack as the protocol asks for. */
const api = createServer((request, response) => {
  void textOf(request).then((body) => {
    const method = (request.url ?? '').split('/').at(-1) ?? '';
    asked.push({ method, body });
    const given = answers[method] ?? (method === 'auth.test' ? SELF : { ok: true });
    const odd = 'text' in given && 'status' in given;
    response.writeHead(odd ? given.status : 200, { 'content-type': odd ? 'text/html' : 'application/json' });
    response.end(odd ? given.text : JSON.stringify(given));
  });
});
let asked: { method: string; body: string }[];
let answers: Record<string, Given>;
let script: Script;
let bot: Platform;
let port: number;
const askedFor = (method: string) => asked.filter((one) => one.method === method);

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

beforeEach(async () => {
  [asked, answers, script] = [[], {}, new Script()];
  if (!api.listening) await once(api.listen(0, '127.0.0.1'), 'listening');
  port = await freePort();
  const webServer = webAt(port);
  bot = createSlack({
    ...{ botTokens: ['xoxb-1'], signingSecret: SECRET, webServer, log: pino({ level: 'silent' }) },
    apiUrl: `http://127.0.0.1:${(api.address() as AddressInfo).port}/api`,
  });
  await bot.start(script, []);
  return async () => {
    await Promise.all([bot.stop(), webServer.stop()]);
    api.closeAllConnections();
  };
});
afterEach(() => void api.close());

const deliver = (body: string, type: string) => deliverSigned({ port, secret: SECRET }, body, type);
const command = (more: Record<string, string> = {}) =>
  deliver(
    new URLSearchParams({ command: '/meetup', team_id: 'T1', channel_id: 'C1', user_id: 'U1', ...more }).toString(),
    FORM,
  );
const interaction = (payload: object) =>
  deliver(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), FORM);
const press = (more: object = {}) => ({
  ...{ type: 'block_actions', user: { id: 'U1' }, team: { id: 'T1' }, channel: { id: 'C1' } },
  ...{ container: { type: 'message', message_ts: '1.1', channel_id: 'C1' } },
  actions: [{ type: 'button', action_id: 'press:1', block_id: 'b', action_ts: '1.2' }],
  ...more,
});
const submission = (view: object, more: object = {}) => ({
  ...{ type: 'view_submission', user: { id: 'U1' }, team: { id: 'T1' } },
  view: { id: 'V1', type: 'modal', callback_id: 'run:meetup', private_metadata: METADATA, ...view },
  ...more,
});

describe('what Slack may leave out', () => {
  it('of a command is missed by nobody; without a response_url it is answered another way', async () => {
    expect(await command()).toMatchObject({ status: 200 });
    await eventually(() => expect(askedFor('chat.postEphemeral')).toHaveLength(1));
    expect(script.calls).toMatchObject([
      { kind: 'typed', text: '', channel: 'C1', account: { tenant: 'T1', id: 'U1' } },
    ]);
    await command();
    await eventually(() => expect(script.calls).toHaveLength(2));
    expect(script.calls[0]?.callId).not.toBe(script.calls[1]?.callId);
  });

  it('of a press: the message, the channel, the time, a response_url', async () => {
    script.onCall(() => answer('by updating', { type: 'card', card: withButton('1') }));
    expect(await interaction(press())).toMatchObject({ status: 200 });
    expect(await interaction(press({ channel: undefined, trigger_id: 't' }))).toMatchObject({ status: 200 });
    expect(await interaction(press({ team: null, enterprise: null, message: null }))).toMatchObject({ status: 200 });
    await eventually(() => expect(askedFor('chat.update')).toHaveLength(3));
    expect(script.calls).toHaveLength(3);
  });

  it('or of what it may add: nothing pressed, and controls that are not ours', async () => {
    await Promise.all([
      interaction(press({ actions: [] })),
      interaction(press({ actions: [{ type: 'rating', action_id: 'x', block_id: 'b', action_ts: '1.3' }] })),
      interaction(press({ container: undefined, channel: undefined })),
      interaction({ type: 'something_new', team: { id: 'T1' }, user: { id: 'U1' } }),
      deliver(JSON.stringify({ type: 'event_callback', team_id: 'T1', event: { type: 'new' } }), 'application/json'),
    ]);
    expect((await interaction(press())).status).toBe(200);
    await eventually(() => expect(script.calls).toHaveLength(1));
  });

  it('of a form: what was left empty, its blocks, all of its state', async () => {
    const values = { title: { input: { type: 'plain_text_input', value: null } }, where: null, when: {} };
    expect(await interaction(submission({ state: { values }, blocks: null }))).toMatchObject({ status: 200, text: '' });
    expect(await interaction(submission({ id: 'V2' }))).toMatchObject({ status: 200, text: '' });
    expect(await interaction(submission({ id: 'V3', state: { values: null } }))).toMatchObject({
      status: 200,
      text: '',
    });
    await eventually(() => expect(script.calls).toHaveLength(3));
    expect(script.calls[0]).toMatchObject({ kind: 'form', values: { title: '', where: '', when: '' } });
    expect(script.calls[1]).toMatchObject({ kind: 'form', values: {} });
  });

  it('of itself: a workspace without a name is called by its id', async () => {
    answers['team.info'] = { ok: true };
    expect(await bot.describeSpace('T1')).toEqual({ name: 'T1' });
    answers['users.info'] = { ok: true };
    expect(await bot.member('T1', 'U1')).toMatchObject({ mayManage: false, roles: [] });
  });
});

describe('what stands between us and Slack', () => {
  it.each([
    ['a page', { status: 502, text: '<html>Bad Gateway</html>' }],
    ['a page that looks well', { status: 200, text: '<html>Log in</html>' }],
    ['nothing', { status: 200, text: '' }],
  ])('may answer with %s: it is not known whether a message is there', async (_what, given) => {
    answers['chat.postMessage'] = given;
    const posted = bot.post({ space: 'T1', channel: 'C1' }, textCard('Hej'), 'key');
    await expect(posted).rejects.toMatchObject({ outcome: { kind: 'unknown' } });
    answers['users.info'] = given;
    expect(await bot.member('T1', 'U1')).toMatchObject({ mayManage: false, unsure: true });
  });
});
