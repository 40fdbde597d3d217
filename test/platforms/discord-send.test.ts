import { createServer } from 'node:http';
import type { Fault } from '@samling/sandbox/contract.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SendError, type SendOutcome, type Target } from '../../src/chat/platform.ts';
import { until } from '../waiting.ts';
import { discordBot, discordWorld, textCard, type World } from './discord-world.ts';

const POST = 'POST /channels/\\d+/messages$';

let world: World;
let here: Target;
const seen = () => world.sandbox.discord.channel('maja', world.place);
const texts = (text: string) => seen().filter((message) => message.text === text);
const account = (key: string) => world.sandbox.seed.discord.users.find((user) => user.key === key)?.id ?? '';
const dm = (key: string): Target => ({ space: world.guild, account: account(key) });
const channelNamed = (name: string) =>
  world.sandbox.seed.discord.guilds.flatMap(({ channels }) => channels).find((channel) => channel.name === name)?.id ??
  '';

/** @returns the outcome with which `send` fails */
async function outcome(send: Promise<unknown>): Promise<SendOutcome> {
  const error = await send.then(
    () => expect.unreachable(),
    (problem: unknown) => problem,
  );
  if (!(error instanceof SendError)) throw error;
  return error.outcome;
}

const faults: string[] = [];
function fault(on: string, does: Fault['does'], times = 1): void {
  faults.push(world.sandbox.addFault({ platform: 'discord', on, times, does }).id);
}

beforeAll(async () => {
  world = await discordWorld({ unlimited: true });
  here = { space: world.guild, channel: world.channel };
});
afterAll(() => world.stop());
afterEach(() => {
  for (const id of faults.splice(0)) world.sandbox.removeFault(id);
});

describe('posting', () => {
  it('puts a card in a channel, and tells where it is', async () => {
    const ref = await world.bot.post(here, textCard('Første'), 'key-1');
    expect(ref).toEqual({ space: world.guild, channel: world.channel, message: expect.stringMatching(/^\d+$/) });
    expect(texts('Første')).toMatchObject([{ id: ref.message, fromBot: true, pinged: [] }]);
  });

  it('puts a card in somebody’s direct messages', async () => {
    const ref = await world.bot.post(dm('freja'), textCard('Husk i morgen'), 'key-2');
    expect(world.sandbox.discord.directMessages('freja')).toMatchObject([{ id: ref.message, text: 'Husk i morgen' }]);
    expect(await world.bot.find(dm('freja'), 'key-2', { since: Date.now() })).toEqual(ref);
  });

  it('posts nothing new under the same key', async () => {
    const first = await world.bot.post(here, textCard('Samme nøgle'), 'key-3');
    expect(await world.bot.post(here, textCard('Samme nøgle'), 'key-3')).toEqual(first);
    expect(texts('Samme nøgle')).toHaveLength(1);
  });

  it('notifies nobody', async () => {
    await world.bot.post(
      here,
      { body: [{ type: 'text', text: ['@everyone ', { type: 'role', id: world.guild }] }] },
      'key-4',
    );
    expect(seen().at(-1)?.pinged).toEqual([]);
  });

  it('asks once, and says that it does not know, when the answer is lost or Discord fails', async () => {
    const asked = () => world.sandbox.discord.requests().filter(({ path }) => path.endsWith('/messages')).length;
    const before = asked();
    fault(POST, { kind: 'lose' });
    expect(await outcome(world.bot.post(here, textCard('Tabt svar'), 'key-5'))).toEqual({ kind: 'unknown' });
    expect(texts('Tabt svar')).toHaveLength(1);
    fault(POST, { kind: 'refuse', status: 503 });
    expect(await outcome(world.bot.post(here, textCard('Nede'), 'key-6'))).toEqual({ kind: 'unknown' });
    expect(asked()).toBe(before + 2);
  });

  it('says how long to wait when Discord says wait', async () => {
    fault(POST, { kind: 'refuse', status: 429, retryAfterMs: 7_000 });
    const waiting = await outcome(world.bot.post(here, textCard('For hurtigt'), 'key-7'));
    expect(waiting).toMatchObject({ kind: 'wait' });
    expect(waiting.kind === 'wait' && waiting.forMs).toBeGreaterThanOrEqual(7_000);
    expect(waiting.kind === 'wait' && waiting.forMs).toBeLessThan(8_000);
  });

  it('says that nothing was sent when there was no connection', async () => {
    const closed = discordBot({ apiUrl: 'http://127.0.0.1:9/api', token: 'a.b.c' });
    expect(await outcome(closed.post(here, textCard('Ingen vej'), 'key-8'))).toEqual({ kind: 'not-sent' });
  });

  it.each([
    [404, 10003, 'channel-gone'],
    [404, 10004, 'space-gone'],
    [404, 10013, 'account-gone'],
    [403, 50001, 'no-access'],
    [403, 50013, 'no-access'],
    [403, 50007, 'direct-messages-closed'],
    [403, 50278, 'direct-messages-closed'],
    [400, 40005, 'too-large'],
    [400, 50035, 'refused'],
    [400, 20009, 'refused'],
  ])('knows from HTTP %i and code %i that it is %s', async (status, code, reason) => {
    fault(POST, { kind: 'refuse', status, code });
    expect(await outcome(world.bot.post(here, textCard('Nej'), `key-${code}`))).toEqual({
      kind: 'never',
      reason,
      detail: String(code),
    });
  });

  it('is told when somebody’s direct messages are closed, and nobody else loses anything', async () => {
    world.sandbox.discord.setPerson('yusuf', { directMessagesClosed: true });
    expect(await outcome(world.bot.post(dm('yusuf'), textCard('Husk'), 'key-9'))).toMatchObject({
      kind: 'never',
      reason: 'direct-messages-closed',
    });
    expect(await world.bot.post(dm('freja'), textCard('Husk'), 'key-10')).toBeDefined();
  });

  it('waits a minute, asking nothing, when Discord does not know the token any more', async () => {
    const bot = discordBot({ apiUrl: world.sandbox.discordApiUrl, token: 'old.token' });
    const asked = () => world.sandbox.discord.requests().length;
    const before = asked();
    expect(await outcome(bot.post(here, textCard('Hej'), 'key-11'))).toEqual({ kind: 'wait', forMs: 60_000 });
    expect(await outcome(bot.post(here, textCard('Hej'), 'key-11'))).toMatchObject({ kind: 'wait' });
    expect(asked()).toBe(before + 1);
  });
});

describe('finding what an earlier post may have left', () => {
  it('finds it by its key, however many messages came after it', async () => {
    const since = Date.now();
    fault(POST, { kind: 'lose' });
    await outcome(world.bot.post(here, textCard('Find mig'), 'key-20'));
    for (let count = 0; count < 105; count += 1) await world.sandbox.discord.say('maja', world.place, `snak ${count}`);
    expect(await world.bot.find(here, 'key-20', { since })).toMatchObject({ message: texts('Find mig')[0]?.id });
  });

  it('finds nothing where nothing was posted', async () => {
    expect(await world.bot.find(here, 'key-21', { since: Date.now() })).toBeNull();
  });

  it('still finds it after a press has changed it', async () => {
    const card = {
      body: [{ type: 'controls' as const, controls: [{ type: 'button' as const, id: 'go', label: 'Kommer' }] }],
    };
    const ref = await world.bot.post(here, card, 'key-22');
    world.script.answer = () => ({
      answers: 'by updating',
      result: Promise.resolve({ type: 'card', card: textCard('Du kommer') }),
    });
    await world.sandbox.discord.press('maja', ref.message, 'Kommer');
    expect(await world.bot.find(here, 'key-22', { since: Date.now() })).toEqual(ref);
  });
});

describe('editing', () => {
  it('changes the message and notifies nobody', async () => {
    const ref = await world.bot.post(here, textCard('Før'), 'key-30');
    await world.bot.edit(ref, textCard('Efter @everyone'));
    expect(seen().find(({ id }) => id === ref.message)).toMatchObject({ text: 'Efter @everyone', pinged: [] });
    const edits = world.sandbox.discord.requests().filter(({ method }) => method === 'PATCH');
    expect(edits.at(-1)?.body).toMatchObject({ allowed_mentions: { parse: [] } });
  });

  it('may still come when the answer is lost, and may be asked again', async () => {
    const ref = await world.bot.post(here, textCard('Før'), 'key-31');
    fault('PATCH', { kind: 'lose' });
    expect(await outcome(world.bot.edit(ref, textCard('Efter')))).toEqual({ kind: 'unknown' });
    await world.bot.edit(ref, textCard('Efter'));
  });

  it('slows down when the message is old and was edited often', async () => {
    const ref = await world.bot.post(here, textCard('Gammel'), 'key-32');
    fault('PATCH', { kind: 'refuse', status: 429, code: 30046, retryAfterMs: 3_000 });
    expect(await outcome(world.bot.edit(ref, textCard('Ny')))).toMatchObject({ kind: 'wait' });
  });

  it('is told that the message is gone', async () => {
    const ref = { space: world.guild, channel: world.channel, message: '1200000000000000000' };
    expect(await outcome(world.bot.edit(ref, textCard('Hvor?')))).toMatchObject({
      kind: 'never',
      reason: 'message-gone',
    });
  });
});

describe('what is known of a server', () => {
  it('is its name and its language', async () => {
    expect(await world.bot.describeSpace(world.guild)).toEqual({ name: 'RÅ Festival', language: 'da' });
    expect(await outcome(world.bot.describeSpace('1200000000000000000'))).toMatchObject({ kind: 'never' });
  });

  it('is the same for a process that has not connected', async () => {
    const { token } = world.sandbox.seed.discord.application;
    const bot = discordBot({ apiUrl: world.sandbox.discordApiUrl, token });
    expect(await bot.describeSpace(world.guild)).toEqual({ name: 'RÅ Festival', language: 'da' });
    expect(await bot.cannotPost(world.guild, world.channel)).toBeNull();
    expect(await bot.cannotPost(world.guild, channelNamed('studiet'))).toBe('channel-gone');
  });

  it('is where cards can be posted', async () => {
    expect(await world.bot.cannotPost(world.guild, world.channel)).toBeNull();
    expect(await world.bot.cannotPost(world.guild, channelNamed('bestyrelse'))).toBe('no-access');
    expect(await world.bot.cannotPost(world.guild, channelNamed('studiet'))).toBe('channel-gone');
    expect(await world.bot.cannotPost(world.guild, '1200000000000000000')).toBe('channel-gone');
  });

  it('is left to posting where Discord does not say it', async () => {
    fault('^GET /guilds/\\d+/members/', { kind: 'refuse', status: 404, code: 0 });
    expect(await world.bot.cannotPost(world.guild, world.channel)).toBeNull();
    fault('^GET /channels/', { kind: 'refuse', status: 404, code: 0 });
    expect(await world.bot.cannotPost(world.guild, channelNamed('bestyrelse'))).toBeNull();
  });
});

describe('two cards', () => {
  it('have the same fingerprint exactly when they look the same', () => {
    expect(world.bot.fingerprint(textCard('a'))).toBe(world.bot.fingerprint({ body: [{ type: 'text', text: ['a'] }] }));
    expect(world.bot.fingerprint(textCard('a'))).not.toBe(world.bot.fingerprint(textCard('b')));
  });
});

describe('stopping', () => {
  it('waits for the answers that are under way, and takes no more', async () => {
    const own = await discordWorld();
    const { promise, resolve } = Promise.withResolvers<void>();
    own.script.answer = () => ({
      answers: 'publicly',
      result: promise.then(() => ({ type: 'card', card: textCard('Nåede det') })),
    });
    const outcomeSeen = own.sandbox.discord.command('maja', own.place, { name: 'meetup create' });
    await until(() => own.calls.length === 1);
    const stopped = own.bot.stop();
    resolve();
    await stopped;
    expect(await outcomeSeen).toMatchObject({ result: 'message', message: { text: 'Nåede det' } });
    expect(own.sandbox.discord.connections()).toBe(0);
    await own.sandbox.stop();
  });
});

describe('a proxy before Discord that refuses this machine', () => {
  it('makes everything wait', async () => {
    const server = createServer((_, response) => response.writeHead(403, { 'content-type': 'text/html' }).end('no'));
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen(0, '127.0.0.1', resolve);
    await promise;
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const bot = discordBot({ apiUrl: `http://127.0.0.1:${port}/api`, token: 'a.b.c' });
    expect(await outcome(bot.post(here, textCard('Hej'), 'key-40'))).toEqual({ kind: 'wait', forMs: 60_000 });
    server.close();
    server.closeAllConnections();
  });
});
