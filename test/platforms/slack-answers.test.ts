import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import type { Form } from '../../src/chat/form.ts';
import type { Result } from '../../src/chat/platform.ts';
import { eventually } from '../waiting.ts';
import {
  answer,
  channelId,
  groupId,
  PLACE,
  Script,
  type SlackWorld,
  startSlackWorld,
  TEAM,
  textCard,
  userId,
  withButton,
} from './slack-world.ts';

const form: Form = {
  id: 'run:meetup',
  title: 'Nyt træf',
  submit: 'Opret',
  fields: [
    { name: 'title', label: 'Titel', required: true, type: 'line', maxLength: 100 },
    {
      name: 'when',
      label: 'Hvornår',
      required: true,
      type: 'moment',
      maxLength: 200,
      labels: { start: 'Fra', end: 'Til' },
      picked: { date: '2027-03-04', time: '19:00' },
    },
  ],
};

const asks: Result = {
  type: 'form',
  form,
  late: async () => withButton('Intet er gået tabt', 'again:1', 'Åbn formularen'),
};

let world: SlackWorld;
let script: Script;
const slack = () => world.local;
const command = (as: string, text = 'opret') => slack().command(as, PLACE, { name: '/meetup', text });

beforeEach(async () => {
  world = await startSlackWorld();
  script = new Script();
  await world.bot(script);
});
afterEach(() => world.stop());

describe('a slash command on Slack', () => {
  it('is a typed call that says who, where and in which language', async () => {
    await command('emma', 'opret Brætspil & kaffe <3');
    const [call] = script.calls;
    expect(call).toMatchObject({
      kind: 'typed',
      path: ['meetup'],
      text: 'opret Brætspil & kaffe <3',
      space: { platform: 'slack', id: TEAM },
      channel: channelId('arrangementer'),
      account: { platform: 'slack', tenant: TEAM, id: userId('emma') },
    });
    expect(await call?.member()).toEqual({ mayManage: false, roles: [], language: 'en-GB' });
  });

  it('tells, when asked, who manages the workspace and which user groups they are in', async () => {
    await command('aase');
    expect(world.local.requests().map(({ path }) => path)).not.toContain('usergroups.list');
    expect(await script.calls[0]?.member()).toEqual({
      mayManage: true,
      roles: [groupId('arrangører')],
      language: 'da-DK',
    });
  });

  it('is answered to one person alone, however long the work takes', async () => {
    const { promise, resolve } = Promise.withResolvers<Result>();
    script.onCall(() => answer('privately', promise));
    const outcome = command('bent');
    await eventually(() => expect(script.calls).toHaveLength(1));
    await eventually(() => expect(world.local.unacknowledged()).toBe(0));
    resolve({ type: 'card', card: textCard('Kun til dig') });
    expect(await outcome).toMatchObject({ result: 'message', message: { text: 'Kun til dig', onlyYou: true } });
    expect(slack().channel('soren', PLACE)).toEqual([]);
  });

  it('is answered to all, notifying nobody who is named', async () => {
    const card: Card = {
      body: [
        {
          type: 'text',
          text: [
            'Af ',
            { type: 'account', account: { platform: 'slack', tenant: TEAM, id: userId('aase') } },
            ' for ',
            { type: 'role', id: groupId('arrangører') },
            ' @here <!channel>',
          ],
        },
      ],
    };
    script.onCall(() => answer('publicly', { type: 'card', card }));
    await command('bent');
    expect(world.last('soren')).toMatchObject({ onlyYou: false, pinged: [] });
    expect(world.last('soren').text).toMatch(/^Af Åse for @\S+ @here <!channel>$/);
  });

  it('tells one person alone what is for them, whatever was declared', async () => {
    script.onCall(() => answer('publicly', { type: 'private', card: textCard('Det må du ikke') }));
    expect(await command('bent')).toMatchObject({ message: { onlyYou: true } });
  });
});

describe('a press on Slack', () => {
  const publish = async (card: Card) => {
    script.onCall(() => answer('publicly', { type: 'card', card }));
    await command('soren');
    return world.last('bent').id;
  };

  it('replaces the message it sits on', async () => {
    const id = await publish(withButton('0 deltager'));
    script.onCall(() => answer('by updating', { type: 'card', card: withButton('1 deltager') }));
    expect(await slack().press('bent', id, 'Deltager')).toMatchObject({ result: 'updated' });
    expect(world.last('soren').text).toBe('1 deltager');
    expect(script.calls.at(-1)).toMatchObject({ kind: 'action', id: 'press:1', chosen: [] });
  });

  it('replaces a message that one person alone sees', async () => {
    script.onCall(() => answer('privately', { type: 'card', card: withButton('Side 1') }));
    const first = await command('bent');
    script.onCall(() => answer('by updating', { type: 'card', card: withButton('Side 2') }));
    await slack().press('bent', first.message?.id ?? '', 'Deltager');
    expect(
      slack()
        .channel('bent', PLACE)
        .map(({ text }) => text),
    ).toEqual(['Side 2']);
  });

  it('asks Slack nothing that the answer does not need', async () => {
    const id = await publish(withButton('0 deltager'));
    const before = slack().requests().length;
    script.onCall(() => answer('by updating', { type: 'card', card: withButton('1 deltager') }));
    await slack().press('bent', id, 'Deltager');
    expect(
      slack()
        .requests()
        .slice(before)
        .map(({ path }) => path),
    ).toEqual(['response_url']);
  });

  it('leaves the message alone when the answer is for the person', async () => {
    const id = await publish(withButton('0 deltager'));
    script.onCall(() => answer('by updating', { type: 'private', card: textCard('Du er med allerede') }));
    expect(await slack().press('bent', id, 'Deltager')).toMatchObject({ message: { onlyYou: true } });
    expect(
      slack()
        .channel('soren', PLACE)
        .map(({ text }) => text),
    ).toEqual(['0 deltager']);
  });

  it('on a menu carries what was chosen', async () => {
    const id = await publish({
      body: [
        {
          type: 'controls',
          controls: [
            { type: 'menu', id: 'channel', placeholder: 'Kanal', of: 'channels' },
            { type: 'menu', id: 'group', placeholder: 'Gruppe', of: 'roles' },
          ],
        },
      ],
    });
    await slack().choose('soren', id, 'channel', [channelId('generelt')]);
    await slack().choose('soren', id, 'group', [groupId('arrangører')]);
    expect(script.calls.slice(-2)).toMatchObject([
      { id: 'channel', chosen: [channelId('generelt')] },
      { id: 'group', chosen: [groupId('arrangører')] },
    ]);
  });

  it('is answered another way when the response_url takes nothing any more', async () => {
    const id = await publish(withButton('0 deltager'));
    world.fault({ on: '^response_url$', does: { kind: 'refuse', status: 404, error: 'expired_url' } });
    script.onCall(() => answer('by updating', { type: 'card', card: withButton('1 deltager') }));
    await slack().press('bent', id, 'Deltager');
    await eventually(() => expect(world.last('soren').text).toBe('1 deltager'));
    script.onCall(() => answer('privately', { type: 'card', card: textCard('Kun til dig') }));
    await slack().press('bent', id, 'Deltager');
    await eventually(() => expect(world.last('bent')).toMatchObject({ text: 'Kun til dig', onlyYou: true }));
    expect(world.logged.join()).toContain('expired_url');
    expect(world.logged.join()).not.toContain('Kun til dig');
  });

  it('is answered once although the answer to the answer is lost', async () => {
    const id = await publish(withButton('0 deltager'));
    world.fault({ on: '^response_url$', times: 1, does: { kind: 'drop' } });
    script.onCall(() => answer('by updating', { type: 'card', card: withButton('1 deltager') }));
    await slack().press('bent', id, 'Deltager');
    await eventually(() => expect(world.last('soren').text).toBe('1 deltager'));
  });
});

describe('a form on Slack', () => {
  const open = async (result: Result | Promise<Result> = asks) => {
    script.onCall(() => answer('with a form', result));
    return command('bent');
  };

  it('opens at once, and what is filled in comes by field', async () => {
    const opened = await open();
    expect(opened).toMatchObject({ result: 'form', form: { title: 'Nyt træf', submit: 'Opret' } });
    script.onCall(() => answer('privately', { type: 'card', card: textCard('Oprettet') }));
    const sent = await slack().submit('bent', opened.form?.id ?? '', { title: 'Brætspil', when_end: '21:30' });
    expect(script.calls.at(-1)).toMatchObject({
      kind: 'form',
      id: 'run:meetup',
      channel: channelId('arrangementer'),
      values: { title: 'Brætspil', when: '2027-03-04 19:00-21:30' },
    });
    expect(sent).toMatchObject({ result: 'message', message: { text: 'Oprettet', onlyYou: true } });
    expect(slack().forms('bent')).toEqual([]);
  });

  it('stays open with everything typed when something in it is wrong', async () => {
    const opened = await open();
    const mistakes = { when: 'Det er forbi.' };
    script.onCall(() => answer('privately', { type: 'invalid', mistakes, card: async () => textCard('Forbi') }));
    const sent = await slack().submit('bent', opened.form?.id ?? '', { title: 'Brætspil' });
    expect(sent).toMatchObject({ result: 'invalid', errors: { when_time: 'Det er forbi.' } });
    const [still] = slack().forms('bent');
    expect(still?.fields.find(({ name }) => name === 'title')?.value).toBe('Brætspil');
  });

  it('closes in time when the answer takes long, and the answer follows', async () => {
    const opened = await open();
    const { promise, resolve } = Promise.withResolvers<Result>();
    script.onCall(() => answer('privately', promise));
    const sent = slack().submit('bent', opened.form?.id ?? '', { title: 'Brætspil' });
    await eventually(() => expect(slack().forms('bent')).toEqual([]));
    resolve({ type: 'invalid', mistakes: { when: 'Forbi' }, card: async () => textCard('Det er forbi.') });
    expect(await sent).toMatchObject({ result: 'message', message: { text: 'Det er forbi.', onlyYou: true } });
  });

  it('shows at once that it is coming when its fields take long', async () => {
    const { promise, resolve } = Promise.withResolvers<Result>();
    const opened = open(promise);
    await eventually(() => expect(slack().forms('bent')).toMatchObject([{ title: 'Samling', fields: [] }]));
    resolve(asks);
    await opened;
    await eventually(() => expect(slack().forms('bent')).toMatchObject([{ title: 'Nyt træf' }]));
    script.onCall(() => answer('privately', { type: 'card', card: textCard('Oprettet') }));
    const [shown] = slack().forms('bent');
    expect(await slack().submit('bent', shown?.id ?? '', { title: 'x' })).toMatchObject({
      message: { text: 'Oprettet' },
    });
  });

  it('shows words instead when there is nothing to ask, early or late', async () => {
    expect(await open({ type: 'card', card: textCard('Intet at spørge om') })).toMatchObject({
      result: 'message',
      message: { text: 'Intet at spørge om', onlyYou: true },
    });
    const { promise, resolve } = Promise.withResolvers<Result>();
    const opened = open(promise);
    await eventually(() => expect(slack().forms('bent')).toHaveLength(1));
    resolve({ type: 'private', card: textCard('Det må du ikke') });
    await opened;
    await eventually(() => expect(JSON.stringify(slack().forms('bent')[0]?.raw)).toContain('Det må du ikke'));
  });

  it('that became words has buttons that change those words, or open the form in their place', async () => {
    const { promise, resolve } = Promise.withResolvers<Result>();
    const opened = open(promise);
    await eventually(() => expect(slack().forms('bent')).toHaveLength(1));
    resolve({ type: 'card', card: withButton('Er du sikker?', 'sure', 'Ja') });
    await opened;
    const shown = () => JSON.stringify(slack().forms('bent')[0]?.raw);
    await eventually(() => expect(shown()).toContain('Er du sikker?'));
    const view = slack().forms('bent')[0]?.id ?? '';
    script.onCall(() => answer('by updating', { type: 'card', card: withButton('Så ret her', 'edit', 'Ret') }));
    await slack().press('bent', view, 'Ja');
    await eventually(() => expect(shown()).toContain('Så ret her'));
    script.onCall(() => answer('with a form', asks));
    await slack().press('bent', view, 'Ret');
    await eventually(() => expect(slack().forms('bent')).toMatchObject([{ id: view, title: 'Nyt træf' }]));
  });

  it('that was closed before it was ready still tells the person what came', async () => {
    const { promise, resolve } = Promise.withResolvers<Result>();
    const opened = open(promise);
    await eventually(() => expect(slack().forms('bent')).toHaveLength(1));
    slack().closeForm('bent', slack().forms('bent')[0]?.id ?? '');
    resolve({ type: 'private', card: textCard('Det må du ikke') });
    await opened;
    await eventually(() => expect(world.last('bent')).toMatchObject({ text: 'Det må du ikke', onlyYou: true }));
  });

  it('leaves a button for it when Slack does not open it any more', async () => {
    world.fault({ on: '^views\\.open$', times: 1, does: { kind: 'refuse', error: 'expired_trigger_id' } });
    const { message } = await open();
    expect(message).toMatchObject({ onlyYou: true, text: expect.stringContaining('Intet er gået tabt') });
    script.onCall(() => answer('with a form', asks));
    expect(await slack().press('bent', message?.id ?? '', 'Åbn formularen')).toMatchObject({ result: 'form' });
    // The form's answer takes the place of the button.
    script.onCall(() => ({
      ...answer('by updating', { type: 'private', card: textCard('Oprettet') }),
      replaces: true,
    }));
    await slack().submit('bent', slack().forms('bent')[0]?.id ?? '', { title: 'x' });
    await eventually(() => expect(world.last('bent').text).toBe('Oprettet'));
    expect(
      slack()
        .channel('bent', PLACE)
        .map(({ text }) => text),
    ).toEqual(['Oprettet']);
  });

  it('updates the message whose button opened it', async () => {
    script.onCall(() => answer('privately', { type: 'card', card: withButton('Kladde', 'edit', 'Ret') }));
    const draft = await command('bent');
    script.onCall(() => answer('with a form', asks));
    const opened = await slack().press('bent', draft.message?.id ?? '', 'Ret');
    script.onCall(() => answer('by updating', { type: 'card', card: textCard('Ny kladde') }));
    await slack().submit('bent', opened.form?.id ?? '', { title: 'Brætspil' });
    await eventually(() =>
      expect(
        slack()
          .channel('bent', PLACE)
          .map(({ text }) => text),
      ).toEqual(['Ny kladde']),
    );
  });
});

describe('work that takes long', () => {
  const held = () => {
    const { promise, resolve } = Promise.withResolvers<Result>();
    script.onCall(() => answer('privately', promise));
    return resolve;
  };
  const seen = (as: string) =>
    slack()
      .channel(as, PLACE)
      .map(({ text }) => text);
  const count = (as: string, words: RegExp) => seen(as).filter((text) => words.test(text)).length;

  it('is said to everybody who waits, each in their language, and then the answers come', async () => {
    const resolve = held();
    for (let press = 0; press < 20; press += 1) {
      void command('bent');
      void command('emma');
    }
    await eventually(() => expect(script.calls).toHaveLength(40));
    await eventually(() => expect(world.local.unacknowledged()).toBe(0));
    await eventually(() => {
      expect(count('bent', /^Et øjeblik … Det tager lidt længere/)).toBe(20);
      expect(count('emma', /^One moment … This takes a little longer/)).toBe(20);
    });
    resolve({ type: 'card', card: textCard('Til sidst') });
    await eventually(() => {
      for (const person of ['bent', 'emma']) expect(count(person, /^Til sidst$/)).toBe(20);
    });
  });

  it('is said once when Slack delivers a call twice', async () => {
    const { promise, resolve } = Promise.withResolvers<Result>();
    script.onCall(() => answer('privately', promise));
    void command('bent');
    await eventually(() => expect(script.calls).toHaveLength(1));
    // As the dispatcher does with a copy.
    const copied = promise.then((): Result => ({ type: 'handled' }));
    script.onCall(() => ({ ...answer('privately', copied), copy: true }));
    void command('bent');
    await eventually(() => expect(script.calls).toHaveLength(2));
    // Another call, which came later, has been waiting for as long.
    script.onCall(() => answer('privately', promise));
    void command('bent');
    await eventually(() => expect(count('bent', /^Et øjeblik …/)).toBe(2));
    resolve({ type: 'card', card: textCard('Til sidst') });
    await eventually(() => expect(count('bent', /^Til sidst$/)).toBe(2));
    expect(count('bent', /^Et øjeblik …/)).toBe(2);
  });

  it('is not said when the answer is there in time', async () => {
    await command('bent');
    expect(count('bent', /øjeblik/)).toBe(0);
  });

  it('is said when a form was sent, which is closed by then', async () => {
    script.onCall(() => answer('with a form', asks));
    const { form: opened } = await command('bent');
    const resolve = held();
    void slack().submit('bent', opened?.id ?? '', { title: 'Kaffe' });
    await eventually(() => expect(count('bent', /^Et øjeblik …/)).toBe(1));
    resolve({ type: 'card', card: textCard('Til sidst') });
    await eventually(() => expect(count('bent', /^Til sidst$/)).toBe(1));
  });
});
