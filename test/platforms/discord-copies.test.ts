import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../src/chat/call.ts';
import type { Answers, Platform, Result } from '../../src/chat/platform.ts';
import { eventually } from '../waiting.ts';
import { type BareDiscord, bareDiscord, command, type Given, TOKEN } from './bare-discord.ts';
import { discordBot, shown } from './discord-world.ts';

let discord: BareDiscord;
let bot: Platform;
let calls: Call[];
let log: string[];
let given: { answers: Answers; result: Promise<Result> };

const ANSWERED: Given = { status: 400, json: { code: 40060, message: 'Interaction has already been acknowledged.' } };
const answers = () =>
  discord.asked
    .filter(({ path }) => /^\/(interactions|webhooks)\//.test(path))
    .map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);

beforeEach(async () => {
  discord = await bareDiscord();
  calls = [];
  log = [];
  given = { answers: 'privately', result: Promise.resolve(shown('Tak')) };
  bot = discordBot({ apiUrl: discord.apiUrl, token: TOKEN, log });
  const receive = (call: Call) => {
    calls.push(call);
    return given;
  };
  await bot.start({ receive, suggest: async () => [], spaceChanged: async () => undefined }, []);
});
afterEach(async () => {
  await bot.stop();
  await discord.stop();
});

describe('an interaction that the gateway tells twice', () => {
  it('is answered once, whether the first copy is answered already or not', async () => {
    const { promise, resolve } = Promise.withResolvers<Result>();
    given = { answers: 'privately', result: promise };
    discord.dispatch('INTERACTION_CREATE', command('11'));
    await eventually(() => expect(calls).toHaveLength(1));
    discord.dispatch('INTERACTION_CREATE', command('11'));
    await eventually(() => expect(log.join()).toContain('delivered again'));
    resolve(shown('Tak'));
    await eventually(() => expect(answers()).toHaveLength(1));
    discord.dispatch('INTERACTION_CREATE', command('11'));
    discord.dispatch('INTERACTION_CREATE', command('12'));
    await eventually(() => expect(answers()).toHaveLength(2));
    expect(answers()).toEqual(['11', '12'].map((id) => `POST /interactions/${id}/token-of-${id}/callback`));
    expect(calls).toHaveLength(2);
  });
});

describe('an interaction that another process has answered', () => {
  it.each<[string, Result, boolean]>([
    ['nothing to show', { type: 'nothing' }, false],
    ['a card', shown('Tak'), false],
    ['nothing to show, late', { type: 'nothing' }, true],
    ['a card, late', shown('Tak'), true],
    ['a private card, late', { type: 'private', card: { body: [] } }, true],
  ])('is left as it was answered: %s', async (_what, result, late) => {
    discord.answer = ({ path }) => (path.endsWith('/callback') ? ANSWERED : undefined);
    const { promise, resolve } = Promise.withResolvers<Result>();
    given = { answers: 'publicly', result: promise };
    if (!late) resolve(result);
    discord.dispatch('INTERACTION_CREATE', command('11'));
    await eventually(() => expect(answers()).toHaveLength(1));
    resolve(result);
    await eventually(() => expect(log.join()).toContain('answered already'));
    await bot.stop();
    expect(answers()).toHaveLength(1);
  });

  it('is not answered at all when we know so ourselves', async () => {
    given = { answers: 'privately', result: Promise.resolve({ type: 'handled' }) };
    discord.dispatch('INTERACTION_CREATE', command('11'));
    await eventually(() => expect(calls).toHaveLength(1));
    await bot.stop();
    expect(answers()).toEqual([]);
  });
});

it('what we promised ourselves is kept, although the answer to the promise was lost', async () => {
  let tries = 0;
  discord.answer = ({ path }) => {
    if (!path.endsWith('/callback')) return undefined;
    tries += 1;
    return tries === 1 ? 'drop' : ANSWERED;
  };
  const { promise, resolve } = Promise.withResolvers<Result>();
  given = { answers: 'privately', result: promise };
  discord.dispatch('INTERACTION_CREATE', command('11'));
  await eventually(() => expect(tries).toBe(2));
  resolve(shown('Tak'));
  await eventually(() => expect(answers().at(-1)).toBe('PATCH /webhooks/1/token-of-11/messages/@original'));
});

it('a form that is late is promised before it is there', async () => {
  const { promise, resolve } = Promise.withResolvers<Result>();
  given = { answers: 'with a form', result: promise };
  discord.dispatch('INTERACTION_CREATE', command('11'));
  await eventually(() => expect(answers()).toHaveLength(1));
  resolve({ type: 'nothing' });
});
