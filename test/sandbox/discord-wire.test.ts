import { MessageFlags, REST, Routes } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { until } from '../waiting.ts';
import { APPLICATION, CHANNEL, HERE, type Local, login, refused, rest, startLocal, TOKEN } from './discord-local.ts';
import { standStill } from './stand-still.ts';

const POST = Routes.channelMessages(CHANNEL);

function ask(local: Local, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bot ${TOKEN}`, 'content-type': 'application/json' };
  return fetch(`${local.api}/v10${path}`, { headers, ...init });
}

const send = (local: Local, content: string) => ask(local, POST, { method: 'POST', body: JSON.stringify({ content }) });

describe('rate limits', () => {
  it('let five messages through in five seconds, and say so in the headers', async () => {
    const local = await startLocal();
    standStill();
    const answers: Response[] = [];
    for (const content of ['a', 'b', 'c', 'd', 'e', 'f']) answers.push(await send(local, content));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(answers.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['4', '3', '2', '1', '0', '0']);
    const last = answers[5];
    expect(last?.headers.get('x-ratelimit-scope')).toBe('user');
    expect(last?.headers.get('x-ratelimit-bucket')).toBe(answers[0]?.headers.get('x-ratelimit-bucket'));
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(await last?.json()).toEqual({
      message: 'You are being rate limited.',
      retry_after: expect.any(Number),
      global: false,
    });
  });

  it('count each channel by itself', async () => {
    const local = await startLocal();
    for (const content of ['a', 'b', 'c', 'd', 'e']) await send(local, content);
    const other = Routes.channelMessages('13000000000000101');
    expect((await ask(local, other, { method: 'POST', body: '{"content":"a"}' })).status).toBe(200);
  });

  it('let fifty requests through in a second in all', async () => {
    const local = await startLocal();
    standStill();
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask(local, '/users/@me')));
    const over = answers.filter(({ status }) => status === 429);
    expect(over).toHaveLength(10);
    expect(over[0]?.headers.get('x-ratelimit-global')).toBe('true');
    expect(await over[0]?.json()).toMatchObject({ global: true });
  });

  it('are kept by discord.js', async () => {
    const local = await startLocal();
    const client = rest(local);
    // Five deletions in a second are let through; what is deleted does not matter.
    const paths = ['1', '2', '3', '4', '5', '6'].map((id) => Routes.channelMessage(CHANNEL, `1300000000000090${id}`));
    await Promise.all(paths.map((path) => refused(client.delete(path))));
    expect(local.discord.requests().map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
  });

  it('can be lifted', async () => {
    const local = await startLocal({ rateLimits: false });
    const answers = await Promise.all(Array.from({ length: 80 }, (_, index) => send(local, `${index}`)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });
});

describe('faults', () => {
  const path = /^POST \/channels\/\d+\/messages$/;

  it('refuse with a status and a code, and do nothing', async () => {
    const local = await startLocal();
    local.fail(path, { kind: 'refuse', status: 403, code: 50001, error: 'Missing Access' });
    expect(await refused(rest(local).post(POST, { body: { content: 'a' } }))).toMatchObject({
      status: 403,
      code: 50001,
    });
    expect(local.discord.channel('yusuf', HERE)).toEqual([]);
    expect(local.discord.requests()).toMatchObject([
      { method: 'POST', path: POST, body: { content: 'a' }, status: 403, fault: 'refuse' },
    ]);
  });

  it('ask to wait, which discord.js obeys', async () => {
    const local = await startLocal();
    local.fail(path, { kind: 'refuse', status: 429, retryAfterMs: 100 });
    await rest(local).post(POST, { body: { content: 'a' } });
    expect(local.discord.requests().map(({ status }) => status)).toEqual([429, 200]);
  });

  it('lose the answer after the work is done', async () => {
    const local = await startLocal();
    local.fail(path, { kind: 'lose' });
    await expect(rest(local).post(POST, { body: { content: 'a' } })).rejects.toThrow();
    expect(local.discord.channel('yusuf', HERE)).toMatchObject([{ text: 'a' }]);
  });

  it('lost, sent again with an enforced nonce, leave one message', async () => {
    const local = await startLocal();
    local.fail(path, { kind: 'lose' });
    const client = new REST({ api: local.api, retries: 1 }).setToken(TOKEN);
    await client.post(POST, { body: { content: 'a', nonce: 'b', enforce_nonce: true } });
    expect(local.discord.channel('yusuf', HERE)).toHaveLength(1);
    expect(local.discord.requests()).toHaveLength(2);
  });

  it('drop the connection before the work is done', async () => {
    const local = await startLocal();
    local.fail(path, { kind: 'drop' });
    await expect(rest(local).post(POST, { body: { content: 'a' } })).rejects.toThrow();
    expect(local.discord.channel('yusuf', HERE)).toEqual([]);
  });

  it('hold a request until they are removed', async () => {
    const local = await startLocal();
    const release = local.fail(path, { kind: 'hold' });
    const sent = rest(local).post(POST, { body: { content: 'a' } });
    await until(() => local.discord.requests().length === 1);
    expect(local.discord.channel('yusuf', HERE)).toEqual([]);
    release();
    await sent;
    expect(local.discord.channel('yusuf', HERE)).toHaveLength(1);
  });

  it('delay an acknowledgement past the time for it', async () => {
    const local = await startLocal({ patienceMs: 200 });
    await rest(local).put(Routes.applicationCommands(APPLICATION), { body: [{ name: 'a', description: 'a' }] });
    const late = Promise.withResolvers<unknown>();
    await login(local, async (interaction) => {
      if (interaction.isCommand()) late.resolve(await interaction.reply('Hej').catch((error: unknown) => error));
    });
    local.fail(/callback$/, { kind: 'delay', ms: 400 });
    expect(await local.discord.command('yusuf', HERE, { name: 'a' })).toMatchObject({ result: 'failed' });
    expect(await late.promise).toMatchObject({ code: 10062 });
  });
});

describe('a Discord that was stopped and started from its journal', () => {
  it('has its messages, direct messages, commands, people and servers again', async () => {
    const before = await startLocal();
    const client = rest(before);
    await client.put(Routes.applicationCommands(APPLICATION), { body: [{ name: 'a', description: 'a' }] });
    const { id } = (await client.post(POST, { body: { content: 'først' } })) as { id: string };
    await client.patch(Routes.channelMessage(CHANNEL, id), { body: { content: 'rettet' } });
    const gone = (await client.post(POST, { body: { content: 'væk' } })) as { id: string };
    await client.delete(Routes.channelMessage(CHANNEL, gone.id));
    const direct = (await client.post(Routes.userChannels(), { body: { recipient_id: '14000000000000002' } })) as {
      id: string;
    };
    await client.post(Routes.channelMessages(direct.id), { body: { content: 'til dig' } });
    before.discord.setPerson('freja', { roles: { space: 'RÅ', names: ['Frivillig'] }, language: 'da' });
    before.discord.setInstalled('Lyd', false);

    const after = await startLocal({ journal: before.journal });
    expect(after.discord.channel('yusuf', HERE)).toEqual(before.discord.channel('yusuf', HERE));
    expect(after.discord.channel('yusuf', HERE)).toMatchObject([{ id, text: 'rettet' }]);
    expect(after.discord.directMessages('yusuf')).toMatchObject([{ text: 'til dig' }]);
    expect(after.discord.spaces()).toEqual(before.discord.spaces());
    const member = await rest(after).get(Routes.guildMember('12000000000000001', '14000000000000003'));
    expect(member).toMatchObject({ roles: ['15000000000000001'] });
    expect(await refused(rest(after).get(Routes.guild('12000000000000101')))).toMatchObject({
      status: 404,
      code: 10004,
    });
    const next = (await rest(after).post(POST, { body: { content: 'ny' } })) as { id: string };
    expect(BigInt(next.id)).toBeGreaterThan(BigInt(id));
  });

  it('has lost what only one person saw', async () => {
    const before = await startLocal();
    await rest(before).put(Routes.applicationCommands(APPLICATION), { body: [{ name: 'a', description: 'a' }] });
    await login(
      before,
      (interaction) => interaction.isCommand() && interaction.reply({ content: 'a', flags: MessageFlags.Ephemeral }),
    );
    await before.discord.command('yusuf', HERE, { name: 'a' });
    const after = await startLocal({ journal: before.journal });
    expect(after.discord.channel('yusuf', HERE)).toEqual([]);
  });
});

describe('what a person sees', () => {
  it('leaves out channels that they are not let into', async () => {
    const local = await startLocal();
    const board = { space: 'RÅ', channel: 'bestyrelse' };
    await local.discord.say('maja', board, 'Fortroligt');
    expect(local.discord.channel('maja', board)).toMatchObject([{ text: 'Fortroligt' }]);
    expect(local.discord.channel('yusuf', board)).toEqual([]);
    await expect(local.discord.say('yusuf', board, 'Hej')).rejects.toThrow('sees no channel');
  });

  it('has times in their own zone and language, and names for mentions', async () => {
    const local = await startLocal();
    const at = Date.parse('2026-06-13T17:00:00Z') / 1000;
    const content = `<t:${at}:F> (<t:${at}:R>) <@14000000000000002> <#13000000000000002> <#13000000000000003> <@&15000000000000001>`;
    await rest(local).post(POST, { body: { content, allowed_mentions: { parse: [] } } });
    const seen = (as: string) => local.discord.channel(as, HERE)[0]?.text;
    expect(seen('yusuf')).toBe('lørdag den 13. juni 2026 kl. 19.00 (om 1 dag) @Yusuf #opslag #unknown @Frivillig');
    expect(seen('freja')).toBe('Saturday, 13 June 2026 at 18:00 (in 1 day) @Yusuf #opslag #unknown @Frivillig');
  });
});
