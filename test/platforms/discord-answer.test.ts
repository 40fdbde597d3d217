import type { Outcome } from '@samling/sandbox/contract.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import type { Form } from '../../src/chat/form.ts';
import type { Answers, Result } from '../../src/chat/platform.ts';
import { eventually, until } from '../waiting.ts';
import { discordWorld, hidden, shown, textCard, type World } from './discord-world.ts';

const CREATE = { name: 'meetup create' };
const BUTTON: Card = { body: [{ type: 'controls', controls: [{ type: 'button', id: 'rsvp.go:7', label: 'Kommer' }] }] };
const FORM: Form = {
  id: 'meetup/create',
  title: 'Nyt arrangement',
  submit: 'Vis',
  fields: [{ type: 'line', name: 'title', label: 'Titel', required: true, maxLength: 100 }],
};

const ASKS: Result = {
  type: 'form',
  form: FORM,
  late: async () => ({
    body: [{ type: 'controls', controls: [{ type: 'button', id: 'again:1', label: 'Åbn formularen' }] }],
  }),
};

let world: World;
const requestsBefore = () => world.sandbox.discord.requests().length;
const requestsSince = (start: number) =>
  world.sandbox.discord
    .requests()
    .slice(start)
    .map(({ method, path, status }) => `${method} ${path.replace(/\d{15,}|[\w-]{40,}/g, '*')} ${status}`);
const bodiesSince = (start: number) =>
  world.sandbox.discord
    .requests()
    .slice(start)
    .map(({ body }) => body);
const inChannel = () => world.sandbox.discord.channel('maja', world.place);

/** The bot answers so to the next call on; a result that is held comes when `held` resolves. */
function answering(answers: Answers, result: Result, held: Promise<void> = Promise.resolve()): void {
  world.script.answer = () => ({ answers, result: held.then(() => result) });
}

beforeAll(async () => {
  world = await discordWorld();
});
afterAll(() => world.stop());
beforeEach(() => answering('privately', shown('Tak')));

describe('a result that is there at once', () => {
  it('is shown to the person alone, or to all, as was declared', async () => {
    const start = requestsBefore();
    expect(await world.sandbox.discord.command('maja', world.place, CREATE)).toMatchObject({
      result: 'message',
      message: { text: 'Tak', onlyYou: true, fromBot: true },
    });
    answering('publicly', shown('Hej alle'));
    expect(await world.sandbox.discord.command('maja', world.place, CREATE)).toMatchObject({
      result: 'message',
      message: { text: 'Hej alle', onlyYou: false },
    });
    expect(requestsSince(start)).toEqual(Array(2).fill('POST /interactions/*/*/callback 204'));
  });

  it('notifies nobody, whatever the card says', async () => {
    answering('publicly', shown('@everyone <@&1> kom'));
    const { message } = await world.sandbox.discord.command('soren', world.place, CREATE);
    expect(message).toMatchObject({ text: '@everyone <@&1> kom', pinged: [] });
  });

  it('is shown to the person alone when it is an error, although all were to see it', async () => {
    answering('publicly', hidden('Det går ikke'));
    const { message } = await world.sandbox.discord.command('maja', world.place, CREATE);
    expect(message).toMatchObject({ text: 'Det går ikke', onlyYou: true });
  });

  it('replaces the message that was pressed, and leaves it when an error is told', async () => {
    answering('publicly', { type: 'card', card: BUTTON });
    const { message } = await world.sandbox.discord.command('maja', world.place, CREATE);
    const id = message?.id ?? '';
    answering('by updating', hidden('Det går ikke'));
    expect(await world.sandbox.discord.press('maja', id, 'Kommer')).toMatchObject({
      result: 'message',
      message: { text: 'Det går ikke', onlyYou: true },
    });
    answering('by updating', shown('Du kommer'));
    expect(await world.sandbox.discord.press('maja', id, 'Kommer')).toMatchObject({
      result: 'updated',
      message: { id, text: 'Du kommer' },
    });
  });

  it('may be nothing: a press is acknowledged, a command leaves no message behind', async () => {
    answering('publicly', { type: 'card', card: BUTTON });
    const { message } = await world.sandbox.discord.command('freja', world.place, CREATE);
    answering('by updating', { type: 'nothing' });
    expect(await world.sandbox.discord.press('freja', message?.id ?? '', 'Kommer')).toMatchObject({
      result: 'acknowledged',
    });
    await world.sandbox.discord.command('freja', world.place, CREATE);
    expect(world.sandbox.discord.channel('freja', world.place).some(({ onlyYou }) => onlyYou)).toBe(false);
  });

  it('may be a form, whose values come back by the names of its fields', async () => {
    answering('with a form', ASKS);
    const { form } = await world.sandbox.discord.command('maja', world.place, CREATE);
    expect(form).toMatchObject({ title: 'Nyt arrangement', fields: [{ name: 'title', type: 'line', required: true }] });
    answering('privately', shown('Tak for titlen'));
    const outcome = await world.sandbox.discord.submit('maja', form?.id ?? '', { title: 'Fest *nu*' });
    expect(outcome).toMatchObject({ result: 'message', message: { text: 'Tak for titlen' } });
    expect(world.calls.at(-1)).toMatchObject({ kind: 'form', id: 'meetup/create', values: { title: 'Fest *nu*' } });
  });

  it('may be wrong values in a form: a card says which', async () => {
    answering('with a form', ASKS);
    const { form } = await world.sandbox.discord.command('maja', world.place, CREATE);
    answering('publicly', {
      type: 'invalid',
      mistakes: { title: 'For kort' },
      card: async () => textCard('Titel: For kort'),
    });
    expect(await world.sandbox.discord.submit('maja', form?.id ?? '', { title: 'F' })).toMatchObject({
      result: 'message',
      message: { text: 'Titel: For kort', onlyYou: true },
    });
  });
});

describe('a form that mends an earlier one', () => {
  const opened = async () => {
    answering('privately', { type: 'private', card: { body: [...textCard('Titel: For kort').body, ...BUTTON.body] } });
    const { message } = await world.sandbox.discord.command('freja', world.place, CREATE);
    answering('with a form', ASKS);
    const { form } = await world.sandbox.discord.press('freja', message?.id ?? '', 'Kommer');
    return {
      explained: message?.id,
      submit: () => world.sandbox.discord.submit('freja', form?.id ?? '', { title: 'F' }),
    };
  };
  const replacing = (result: Result) => {
    world.script.answer = () => ({ answers: 'by updating', replaces: true, result: Promise.resolve(result) });
  };

  it.each<[string, Result]>([
    ['what was asked for', { type: 'card', card: textCard('Taget') }],
    ['another explanation', { type: 'invalid', mistakes: {}, card: async () => textCard('Taget') }],
    ['a refusal', { type: 'private', card: textCard('Taget') }],
  ])('has %s in place of the explanation', async (_what, result) => {
    const { explained, submit } = await opened();
    replacing(result);
    expect(await submit()).toMatchObject({ result: 'updated', message: { id: explained, text: 'Taget' } });
  });
});

describe('a result that takes longer than Discord waits', () => {
  it('comes after a promise that is made before, in the way that was declared', async () => {
    const held = Promise.withResolvers<void>();
    answering('publicly', { type: 'card', card: BUTTON });
    const { message: pressed } = await world.sandbox.discord.command('yusuf', world.place, CREATE);
    const start = requestsBefore();
    /** Begins, and lets go on while others begin. */
    const begin = async (act: () => Promise<Outcome>, answers: Answers, result: Result) => {
      const heard = world.calls.length;
      answering(answers, result, held.promise);
      const outcome = act();
      await until(() => world.calls.length > heard);
      return { outcome };
    };
    const command = (as: string) => () => world.sandbox.discord.command(as, world.place, CREATE);
    const press = () => world.sandbox.discord.press('yusuf', pressed?.id ?? '', 'Kommer');
    const alone = await begin(command('maja'), 'privately', shown('kun maja'));
    const all = await begin(command('soren'), 'publicly', shown('alle'));
    const error = await begin(command('freja'), 'publicly', hidden('kun freja'));
    const form = await begin(command('emma'), 'with a form', ASKS);
    const update = await begin(press, 'by updating', shown('opdateret'));
    const promises = () => requestsSince(start).filter((request) => request.includes('/callback'));
    await eventually(() => expect(promises()).toHaveLength(5));
    held.resolve();
    const outcomes = await Promise.all([alone, all, error, form, update].map(({ outcome }) => outcome));
    expect(outcomes).toMatchObject([
      { result: 'message', message: { text: 'kun maja', onlyYou: true } },
      { result: 'message', message: { text: 'alle', onlyYou: false } },
      { result: 'message', message: { text: 'kun freja', onlyYou: true } },
      { result: 'message', message: { onlyYou: true, buttons: [{ label: 'Åbn formularen' }] } },
      { result: 'acknowledged' },
    ]);
    const updated = () => inChannel().find(({ id, text }) => id === pressed?.id && text === 'opdateret');
    await until(updated);
    expect(inChannel().map(({ text }) => text)).not.toContain('…');
    expect(bodiesSince(start)).toContainEqual({ type: 5, data: { flags: 64 } });
    expect(bodiesSince(start)).toContainEqual({ type: 5, data: {} });
    expect(bodiesSince(start)).toContainEqual({ type: 6 });
    // No form can follow a promise: it is offered behind a button.
    const offered = outcomes[3]?.message?.id ?? '';
    expect(await world.sandbox.discord.press('emma', offered, 'Åbn formularen')).toMatchObject({
      result: 'form',
      form: { title: 'Nyt arrangement' },
    });
  });
});

describe('when Discord does not take an answer', () => {
  it('gives it once more when it was lost, and shows it once', async () => {
    for (const kind of ['lose', 'drop'] as const) {
      const fault = world.sandbox.addFault({ platform: 'discord', on: 'POST /interactions', times: 1, does: { kind } });
      answering('publicly', shown(`én gang: ${kind}`));
      expect(await world.sandbox.discord.command('maja', world.place, CREATE)).toMatchObject({ result: 'message' });
      world.sandbox.removeFault(fault.id);
    }
    expect(
      inChannel()
        .filter(({ text }) => text.startsWith('én gang'))
        .map(({ text }) => text),
    ).toEqual(['én gang: lose', 'én gang: drop']);
  });

  it('logs the code, without words or tokens, and goes on', async () => {
    const fault = world.sandbox.addFault({
      platform: 'discord',
      on: 'POST /interactions',
      times: 1,
      does: { kind: 'refuse', status: 404, code: 10062 },
    });
    answering('publicly', shown('hemmelige ord'));
    void world.sandbox.discord.command('maja', world.place, CREATE);
    const line = await until(() => world.log.find((one) => one.includes('too late to answer')));
    expect(JSON.parse(line)).toMatchObject({ code: 10062, what: 'respond' });
    world.sandbox.removeFault(fault.id);
    expect(world.log.join()).not.toContain('hemmelige ord');
    expect(world.log.join()).not.toMatch(/interactions\/\d+\//);
  });
});

describe('a form as the answer to a form', () => {
  it('is a mistake of ours that is logged, and offered behind a button', async () => {
    answering('with a form', ASKS);
    const { form } = await world.sandbox.discord.command('emma', world.place, CREATE);
    const { message } = await world.sandbox.discord.submit('emma', form?.id ?? '', { title: 'Fest' });
    expect(message).toMatchObject({ onlyYou: true, buttons: [{ label: 'Åbn formularen' }] });
    expect(world.log.some((line) => line.includes('a form was answered with a form'))).toBe(true);
  });
});

describe('a press that takes long', () => {
  const notes = () => inChannel().filter(({ text, onlyYou }) => onlyYou && text.startsWith('Et øjeblik …'));

  it.each([
    ['updates what was pressed', shown('Du kommer'), 'Du kommer'],
    ['is refused', hidden('Der er fyldt'), 'Der er fyldt'],
    ['changes nothing', { type: 'nothing' } as const, undefined],
  ])('is said so, for Discord shows nothing of it, and taken back when it %s', async (_what, result, words) => {
    answering('publicly', { type: 'card', card: BUTTON });
    const { message } = await world.sandbox.discord.command('maja', world.place, CREATE);
    const held = Promise.withResolvers<void>();
    answering('by updating', result, held.promise);
    void world.sandbox.discord.press('maja', message?.id ?? '', 'Kommer');
    await eventually(() => expect(notes()).toHaveLength(1));
    held.resolve();
    await eventually(() => expect(notes()).toEqual([]));
    if (words) expect(inChannel().map(({ text }) => text)).toContain(words);
  });
});
