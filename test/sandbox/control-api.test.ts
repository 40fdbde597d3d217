import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '@samling/sandbox';
import { connectSandbox } from '@samling/sandbox/control/client.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startFestival } from '../../festival/index.ts';

const ARRANGEMENTER = { space: 'RÅ Festival', channel: 'arrangementer' };
const MIDSUMMER = Date.UTC(2027, 5, 23, 16);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startFestival();
});
afterAll(() => sandbox.stop());

interface Answer {
  status: number;
  body: { error: string } & Record<string, unknown>;
}

async function call(method: string, path: string, body?: unknown, headers = {}): Promise<Answer> {
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const response = await fetch(`${sandbox.origin}/control${path}`, init);
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

/** fetch sets Host itself; a page that has rebound its name would send its own. */
function statusForHost(host: string): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  httpRequest(`${sandbox.origin}/control/world`, { headers: { host } }, (response) => {
    response.resume();
    resolve(response.statusCode);
  })
    .on('error', reject)
    .end();
  return promise;
}

describe('the world', () => {
  it('lists the spaces, and each person once with their platforms', async () => {
    const { body } = await call('GET', '/world');
    expect(body.spaces).toMatchObject([
      { platform: 'discord', name: 'RÅ Festival' },
      { platform: 'discord', name: 'Suburban Lyd' },
      { platform: 'slack', name: 'RÅ Frivillige' },
    ]);
    expect(body.people).toEqual(
      expect.arrayContaining([
        { key: 'maja', name: 'Maja', platforms: ['discord'] },
        { key: 'soren', name: 'Søren', platforms: ['discord', 'slack'] },
        { key: 'aase', name: 'Åse', platforms: ['slack'] },
      ]),
    );
  });

  it('says at the root what it is', async () => {
    const response = await fetch(sandbox.origin);
    expect(await response.text()).toContain('docs/sandbox.md');
  });
});

describe('saying something', () => {
  it.each([
    ['maja', 'RÅ Festival', 'arrangementer'],
    ['Maja', 'ra festival', '#arrangementer'],
    ['@maja', 'RAA-FESTIVAL', 'Arrangementer'],
  ])('finds %s in %s, %s', async (as, space, channel) => {
    const { status, body } = await call('POST', '/say', { as, space, channel, text: 'Hej alle' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ author: 'Maja', text: 'Hej alle', fromBot: false });
  });

  it.each([['soren'], ['Søren'], ['soeren'], ['SØREN']])('takes the platform of %s from the space', async (as) => {
    const said = await call('POST', '/say', { as, space: 'RÅ Frivillige', channel: 'generelt', text: 'Møde kl. 19' });
    expect(said.body).toMatchObject({ author: 'Søren', text: 'Møde kl. 19' });
    const read = await call(
      'GET',
      `/channel?${new URLSearchParams({ as, space: 'ra frivillige', channel: 'generelt' })}`,
    );
    expect(read.body).toContainEqual(said.body);
  });
});

describe('what is wrong', () => {
  it.each([
    ['POST', '/say', { as: 'maja', space: 'RÅ Festival', channel: 'arrangementer' }, 400, '"text"'],
    ['POST', '/say', { as: 'maja', ...ARRANGEMENTER, text: 'x', shout: true }, 400, '"shout"'],
    ['POST', '/say', { as: 'maja', space: 'RÅ Festival', channel: 'stuen', text: 'x' }, 404, '#velkommen'],
    ['POST', '/say', { as: 'bent', ...ARRANGEMENTER, text: 'x' }, 404, 'nobody called "bent" in "RÅ Festival"'],
    ['POST', '/say', { as: 'maja', space: 'Hjemme', channel: 'x', text: 'x' }, 404, '"Hjemme"'],
    ['POST', '/press', { as: 'Søren', message: '1', button: 'x' }, 400, 'discord and slack'],
    ['POST', '/press', { as: 'maja', message: '1', button: 'Kommer' }, 404, ''],
    ['POST', '/submit', { as: 'aase', form: 'V1', values: {} }, 404, ''],
    ['POST', '/person', { as: 'maja', zone: 'Midgård' }, 400, '"zone"'],
    ['POST', '/person', { as: 'yusuf', roles: { space: 'RÅ Festival', names: ['Konge'] } }, 404, 'Konge'],
    ['POST', '/time', {}, 400, 'either "to" or "forward"'],
    ['POST', '/time', { to: 'på torsdag' }, 400, 'på torsdag'],
    ['POST', '/time', { forward: 'snart' }, 400, 'snart'],
    ['POST', '/faults', { platform: 'slack', on: '(', does: { kind: 'drop' } }, 400, '"on"'],
    ['POST', '/faults', { platform: 'slack', on: '.', does: { kind: 'explode' } }, 400, '"does.kind"'],
    ['DELETE', '/faults/ukendt', undefined, 404, 'ukendt'],
    ['GET', '/say', undefined, 404, 'takes POST'],
    ['GET', '/weather', undefined, 404, 'docs/sandbox.md'],
  ])('%s %s %j is answered with %i', async (method, path, body, status, words) => {
    const answer = await call(method, path, body);
    expect(answer.body.error).toContain(words);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatch(/\.$/);
  });

  it('a body that is not JSON is answered with 400', async () => {
    const response = await fetch(`${sandbox.origin}/control/say`, { method: 'POST', body: 'hej' });
    expect([response.status, await response.json()]).toEqual([400, { error: 'The body is not JSON.' }]);
  });

  it('a body that is too large is answered with 413', async () => {
    const response = await fetch(`${sandbox.origin}/control/say`, { method: 'POST', body: '"'.padEnd(1_100_000) });
    expect(response.status).toBe(413);
  });
});

describe('pages of other sites', () => {
  it('are refused by their origin', async () => {
    const post = { as: 'maja', ...ARRANGEMENTER, text: 'spam' };
    const refused = await call('POST', '/say', post, { origin: 'https://eksempel.dk' });
    expect(refused.status).toBe(403);
    expect((await call('POST', '/say', post, { origin: 'null' })).status).toBe(403);
    expect((await call('POST', '/say', post, { origin: sandbox.origin })).status).toBe(200);
  });

  it('are refused by a name that was pointed here', async () => {
    expect(await statusForHost(`eksempel.dk:${sandbox.port}`)).toBe(403);
    expect(await statusForHost(`localhost:${sandbox.port}`)).toBe(200);
  });
});

describe('the time of day', () => {
  it('is set, and moved by the calendar of Copenhagen', async () => {
    const beforeSummerTime = await call('POST', '/time', { to: '2027-03-27T19:00:00+01:00' });
    expect(beforeSummerTime.body.local).toMatch(/^2027-03-27T19:00:00.*\+01:00\[Europe\/Copenhagen\]$/);
    const next = await call('POST', '/time', { forward: 'P1D' });
    expect(next.body.local).toMatch(/^2027-03-28T19:00:0.*\+02:00\[Europe\/Copenhagen\]$/);
    expect(await connectSandbox(sandbox.origin).now()).toBeGreaterThanOrEqual(Date.UTC(2027, 2, 28, 17));
  });
});

describe('faults', () => {
  const nede = { id: 'nede', platform: 'slack', on: '^auth', times: 1, does: { kind: 'refuse', error: 'fatal_error' } };
  afterEach(() => call('DELETE', '/faults'));

  it('are added, listed with how often they struck, and removed', async () => {
    expect((await call('POST', '/faults', nede)).body).toMatchObject({ id: 'nede', struck: 0 });
    expect((await call('POST', '/faults', nede)).status).toBe(409);
    const { botToken } = sandbox.seed.slack.application;
    const ask = () =>
      fetch(`${sandbox.slackApiUrl}auth.test`, { method: 'POST', headers: { authorization: `Bearer ${botToken}` } });
    expect(await (await ask()).json()).toMatchObject({ ok: false, error: 'fatal_error' });
    expect(await (await ask()).json()).toMatchObject({ ok: true });
    expect((await call('GET', '/faults')).body).toMatchObject([{ id: 'nede', struck: 1 }]);
    expect((await call('DELETE', '/faults/nede')).status).toBe(200);
    expect((await call('GET', '/faults')).body).toEqual([]);
    expect((await call('GET', '/requests')).body).toMatchObject([
      { platform: 'slack', path: 'auth.test', fault: 'refuse' },
      { platform: 'slack', path: 'auth.test' },
    ]);
  });
});

describe('channels', () => {
  it('are closed to the bot, opened and archived', async () => {
    const slack = { space: 'RÅ Frivillige', channel: 'generelt' };
    const channel = async () => {
      const { body } = await call('GET', '/world');
      const spaces = body.spaces as { name: string; channels: { name: string }[] }[];
      return spaces.find(({ name }) => name === slack.space)?.channels.find(({ name }) => name === slack.channel);
    };
    expect(await channel()).toMatchObject({ bot: false, archived: false });
    await call('POST', '/channel', { ...slack, bot: true, archived: true });
    expect(await channel()).toMatchObject({ bot: true, archived: true });
    await call('POST', '/channel', { ...slack, archived: false });
    expect((await call('POST', '/channel', { ...slack, channel: 'stuen', bot: true })).status).toBe(404);
  });

  it('are somebody’s direct messages after an @', async () => {
    const to = (as: string, channel: string) => ({ as, space: 'RÅ Frivillige', channel });
    expect((await call('POST', '/say', { ...to('bent', '@aase'), text: 'Kommer du?' })).status).toBe(200);
    const read = await call('GET', `/channel?${new URLSearchParams(to('aase', '@Bent'))}`);
    expect(read.body).toMatchObject([{ text: 'Kommer du?' }]);
    const none = await call('POST', '/say', { ...to('bent', '@maja'), text: 'x' });
    expect([none.status, none.body.error]).toEqual([404, expect.stringContaining('nobody called "maja"')]);
  });
});

describe('the sessions that the bot may begin', () => {
  it('are told with its token, and made fewer', async () => {
    const { token } = sandbox.seed.discord.application;
    expect((await call('GET', '/session-starts')).body).toEqual({ remaining: 1000, token });
    expect((await call('POST', '/session-starts', { remaining: 2 })).body).toEqual({ remaining: 2, token });
    expect((await call('POST', '/session-starts', { remaining: -1 })).status).toBe(400);
  });
});

describe('changes', () => {
  it('are told to who listens', async () => {
    const stream = await fetch(`${sandbox.origin}/control/changes`);
    const told = reading(stream, (text) => text.includes('event: time') && text.includes('"channel"'));
    await call('POST', '/say', { as: 'freja', ...ARRANGEMENTER, text: 'Hvem kommer?' });
    await call('POST', '/time', { forward: 'PT1M' });
    expect(await told).toMatch(/event: changed\ndata: \{"platform":"discord".*\}\n\n/);
  });
});

async function reading(stream: Response, enough: (text: string) => boolean): Promise<string> {
  let text = '';
  for await (const chunk of (stream.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (enough(text)) return text;
  }
  return text;
}

describe('starting', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('says when its port is taken', async () => {
    await expect(startFestival({ port: sandbox.port })).rejects.toThrow('EADDRINUSE');
  });

  it('again on the same journal brings back what was said, who changed, and the time of day', async () => {
    const journalFile = join(folder, 'sandbox.jsonl');
    const first = await startFestival({ journalFile });
    const there = connectSandbox(first.origin);
    const since = Date.now();
    await there.setTime(MIDSUMMER);
    const said = [
      await there.discord.say('freja', ARRANGEMENTER, 'Bål kl. 21 🎉'),
      await there.slack.say('bent', { space: 'RÅ Frivillige', channel: 'generelt' }, 'Jeg tager brænde med'),
    ];
    await first.stop();
    const second = await startFestival({ journalFile });
    const again = connectSandbox(second.origin);
    expect(await again.discord.channel('freja', ARRANGEMENTER)).toEqual([said[0]]);
    expect(await again.slack.channel('bent', { space: 'RÅ Frivillige', channel: 'generelt' })).toContainEqual(said[1]);
    const now = await again.now();
    expect(now).toBeGreaterThanOrEqual(MIDSUMMER);
    expect(now).toBeLessThanOrEqual(MIDSUMMER + Date.now() - since);
    await second.stop();
  });

  it('keeps what people said to the one who runs it, also where others could read it before', async () => {
    const journalFile = join(folder, 'readable.jsonl');
    writeFileSync(journalFile, '', { mode: 0o644 });
    writeFileSync(`${journalFile}.new`, 'left by a process that died', { mode: 0o644 });
    const there = await startFestival({ journalFile });
    await there.discord.say('freja', ARRANGEMENTER, 'Det er mellem os');
    expect(statSync(journalFile).mode & 0o777).toBe(0o600);
    await there.stop();
  });

  it('again after kill -9 brings back all that was answered', async () => {
    const first = await spawned(join(folder, 'data'));
    const said = await connectSandbox(first.origin).discord.say('freja', ARRANGEMENTER, 'Jeg tager suppe med');
    await first.end('SIGKILL');
    const second = await spawned(join(folder, 'data'));
    expect(await connectSandbox(second.origin).discord.channel('freja', ARRANGEMENTER)).toEqual([said]);
    await second.end('SIGTERM');
  });
});

/** `npm run sandbox` in a process of its own. */
async function spawned(dataDir: string): Promise<{ origin: string; end(signal: NodeJS.Signals): Promise<unknown> }> {
  const env = { ...process.env, PORT: '0', DATA_DIR: dataDir };
  const child = spawn(process.execPath, ['scripts/sandbox.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [greeting] = await once(child.stdout, 'data');
  const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(String(greeting))?.[0] ?? expect.fail(String(greeting));
  const ended = once(child, 'exit');
  return {
    origin,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
