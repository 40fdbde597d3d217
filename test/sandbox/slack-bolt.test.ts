import type { ModalView } from '@slack/types';
import { describe, expect, it, vi } from 'vitest';
import { client, MEETUPS, mrkdwn, PLACE, plain, section, startBolt, startSlack } from './slack-world.ts';

const modal = (title = 'Nyt møde'): ModalView => ({
  type: 'modal',
  callback_id: 'create',
  private_metadata: '{"step":1}',
  title: plain(title),
  submit: plain('Gem'),
  blocks: [
    {
      type: 'input',
      block_id: 'title',
      label: plain('Titel'),
      element: { type: 'plain_text_input', action_id: 'value', max_length: 20 },
    },
    {
      type: 'input',
      block_id: 'day',
      label: plain('Dag'),
      optional: true,
      element: { type: 'datepicker', action_id: 'value', initial_date: '2027-03-01' },
    },
    {
      type: 'input',
      block_id: 'where',
      label: plain('Kanal'),
      optional: true,
      hint: plain('Hvor'),
      element: { type: 'channels_select', action_id: 'value' },
    },
  ],
});

const buttons = (...labels: string[]) => ({
  type: 'actions' as const,
  elements: labels.map((label) => ({
    type: 'button' as const,
    action_id: label.toLowerCase(),
    value: `v-${label}`,
    text: plain(label),
  })),
});

describe('a slash command', () => {
  it('reaches Bolt whole and is answered for this person alone', async () => {
    const sandbox = await startSlack();
    const seen = vi.fn();
    await startBolt(sandbox, (app) => {
      app.command('/meetup', async ({ ack, command, respond }) => {
        await ack();
        seen(command);
        await respond(`Hej <@${command.user_id}> & *velkommen*`);
      });
    });

    const outcome = await sandbox.slack.command('bent', PLACE, { name: '/meetup', text: ' list <nu> ' });

    expect(outcome).toMatchObject({ result: 'message', acknowledgedAfterMs: expect.any(Number) });
    expect(outcome.message).toMatchObject({ onlyYou: true, text: 'Hej @Bent & velkommen', author: 'Samling' });
    expect(seen.mock.calls[0]?.[0]).toMatchObject({
      command: '/meetup',
      text: 'list &lt;nu&gt;',
      team_id: 'T0RAA',
      team_domain: 'raa-frivillige',
      channel_id: MEETUPS,
      channel_name: 'arrangementer',
      user_id: 'U0BENT',
      user_name: 'bent',
      api_app_id: 'A0SAMLING',
      is_enterprise_install: 'false',
      trigger_id: expect.any(String),
      response_url: expect.stringContaining('/slack/response/commands/'),
    });
    expect(sandbox.slack.channel('bent', PLACE)).toHaveLength(1);
    expect(sandbox.slack.channel('aase', PLACE)).toHaveLength(0);
  });

  it('comes with ids for the channels, people and groups that were typed, as the manifest asks', async () => {
    const sandbox = await startSlack();
    const texts: string[] = [];
    await startBolt(sandbox, (app) => {
      app.command('/meetup', async ({ ack, command }) => {
        texts.push(command.text);
        await ack('ok');
      });
    });
    const board = { ...PLACE, channel: 'bestyrelsen' };
    await sandbox.slack.command('bent', board, { name: '/meetup', text: '#generelt #bestyrelsen @Åse, a@bent.dk' });
    await sandbox.slack.command('bent', PLACE, { name: '/meetup', text: '@arrangoerer @channel https://a.dk/?b&c' });
    expect(texts).toEqual([
      '<#C0GEN|generelt> <#C0BST|> <@U0AASE|aase>, a@bent.dk',
      '<!subteam^S0ORG|@arrangoerer> <!channel> <https://a.dk/?b&amp;c>',
    ]);
    expect(sandbox.slack.channel('bent', board)).toMatchObject([{ text: 'ok', onlyYou: true }]);
  });

  it('may be answered in the acknowledgement, for all to see', async () => {
    const sandbox = await startSlack();
    await startBolt(sandbox, (app) => {
      app.command('/meetup', async ({ ack }) => ack({ response_type: 'in_channel', text: 'Her er listen' }));
    });
    const outcome = await sandbox.slack.command('bent', PLACE, { name: 'meetup' });
    expect(outcome).toMatchObject({ result: 'message', message: { onlyYou: false, text: 'Her er listen' } });
    expect(sandbox.slack.channel('aase', PLACE)).toHaveLength(1);
  });

  it('is acknowledged without anything to see when the app is silent', async () => {
    const sandbox = await startSlack();
    await startBolt(sandbox, (app) => app.command('/meetup', async ({ ack }) => ack()));
    expect(await sandbox.slack.command('bent', PLACE, { name: '/meetup' })).toMatchObject({ result: 'acknowledged' });
  });

  it('fails without an acknowledgement in time, and what comes later is still seen', async () => {
    const sandbox = await startSlack({ settings: { patienceMs: 200, retryAfterMs: [60_000] } });
    const failed = Promise.withResolvers<void>();
    await startBolt(sandbox, (app) => {
      app.command('/meetup', async ({ respond }) => {
        await failed.promise;
        await respond('Undskyld');
      });
    });
    const outcome = await sandbox.slack.command('bent', PLACE, { name: '/meetup' });
    expect(outcome).toEqual({ id: expect.any(String), result: 'failed' });
    failed.resolve();
    await expect.poll(() => sandbox.slack.channel('bent', PLACE).map(({ text }) => text)).toContain('Undskyld');
  });

  it('fails at once when the app is not connected', async () => {
    const sandbox = await startSlack();
    expect(await sandbox.slack.command('bent', PLACE, { name: '/meetup' })).toMatchObject({ result: 'failed' });
  });
});

describe('a modal', () => {
  it('opens, is filled in, is refused beside its fields, and closes', async () => {
    const sandbox = await startSlack();
    const submitted = vi.fn();
    await startBolt(sandbox, (app) => {
      app.command('/meetup', async ({ ack, body, client: web }) => {
        await ack();
        await web.views.open({ trigger_id: body.trigger_id, view: modal() });
      });
      app.view('create', async ({ ack, view, body, client: web }) => {
        submitted(body);
        const title = view.state.values.title?.value?.value;
        if (title === 'x') return ack({ response_action: 'errors', errors: { title: 'Skriv mere' } });
        await ack();
        await web.chat.postEphemeral({ channel: MEETUPS, user: body.user.id, text: `Gemt: ${title}` });
      });
    });

    const opened = await sandbox.slack.command('bent', PLACE, { name: '/meetup' });
    expect(opened.result).toBe('form');
    const form = opened.form;
    expect(form).toMatchObject({ title: 'Nyt møde', submit: 'Gem', errors: {} });
    expect(form?.fields).toMatchObject([
      { name: 'title', label: 'Titel', type: 'line', required: true, value: '' },
      { name: 'day', label: 'Dag', type: 'date', required: false, value: '2027-03-01' },
      { name: 'where', label: 'Kanal', hint: 'Hvor', type: 'choice', required: false, value: '' },
    ]);
    const id = form?.id ?? '';

    const empty = await sandbox.slack.submit('bent', id, {});
    expect(empty).toMatchObject({ result: 'invalid', errors: { title: expect.any(String) } });
    const long = await sandbox.slack.submit('bent', id, { title: 'a'.repeat(21) });
    expect(long).toMatchObject({ result: 'invalid', errors: { title: expect.any(String) } });
    expect(submitted).not.toHaveBeenCalled();

    const refused = await sandbox.slack.submit('bent', id, { title: 'x', where: 'generelt' });
    expect(refused).toMatchObject({ result: 'invalid', errors: { title: 'Skriv mere' } });
    expect(sandbox.slack.forms('bent')).toMatchObject([{ id, errors: { title: 'Skriv mere' } }]);

    const sent = await sandbox.slack.submit('bent', id, { 'title/value': 'Kaffe & kage', day: '2027-04-02' });
    expect(sent).toMatchObject({ result: 'message', message: { text: 'Gemt: Kaffe & kage', onlyYou: true } });
    expect(sandbox.slack.forms('bent')).toEqual([]);
    expect(submitted.mock.lastCall?.[0]).toMatchObject({
      type: 'view_submission',
      user: { id: 'U0BENT' },
      view: {
        id,
        type: 'modal',
        callback_id: 'create',
        private_metadata: '{"step":1}',
        root_view_id: id,
        previous_view_id: null,
        state: {
          values: {
            title: { value: { type: 'plain_text_input', value: 'Kaffe & kage' } },
            day: { value: { type: 'datepicker', selected_date: '2027-04-02' } },
            where: { value: { type: 'channels_select', selected_channel: 'C0GEN' } },
          },
        },
      },
    });
  });

  it('may change what only this person sees, through the response_url of before', async () => {
    const sandbox = await startSlack();
    await startBolt(sandbox, (app) => {
      let urlOfBefore = '';
      app.command('/meetup', async ({ ack, respond }) => {
        await ack();
        await respond({ text: 'Udkast', blocks: [section('Udkast'), buttons('Ret')] });
      });
      app.action('ret', async ({ ack, body, client: web }) => {
        await ack();
        if (body.type !== 'block_actions') return;
        urlOfBefore = body.response_url;
        await web.views.open({ trigger_id: body.trigger_id, view: modal() });
      });
      app.view('create', async ({ ack }) => {
        await ack();
        await fetch(urlOfBefore, { method: 'POST', body: JSON.stringify({ replace_original: true, text: 'Rettet' }) });
      });
    });
    const draft = await sandbox.slack.command('bent', PLACE, { name: '/meetup' });
    const { form } = await sandbox.slack.press('bent', draft.message?.id ?? '', 'Ret');
    const sent = await sandbox.slack.submit('bent', form?.id ?? '', { title: 'Kaffe' });
    expect(sent).toMatchObject({ result: 'updated', message: { text: 'Rettet', onlyYou: true } });
  });

  it('is updated and pushed upon by the answer to a submission, three deep at most', async () => {
    const sandbox = await startSlack();
    const pushed = vi.fn();
    await startBolt(sandbox, (app) => {
      app.command('/meetup', async ({ ack, body, client: web }) => {
        await ack();
        await web.views.open({ trigger_id: body.trigger_id, view: modal() });
      });
      app.view('create', async ({ ack, view }) => {
        const title = view.state.values.title?.value?.value;
        if (title === 'clear') return ack({ response_action: 'clear' });
        if (title === 'update') return ack({ response_action: 'update', view: modal('Ændret') });
        pushed();
        return ack({ response_action: 'push', view: modal(`Side ${pushed.mock.calls.length + 1}`) });
      });
    });
    const { form } = await sandbox.slack.command('bent', PLACE, { name: '/meetup' });
    const first = form?.id ?? '';
    const updated = await sandbox.slack.submit('bent', first, { title: 'update' });
    expect(updated).toMatchObject({ result: 'form', form: { id: first, title: 'Ændret' } });
    expect(updated.form?.fields[0]?.value).toBe('update');

    const second = await sandbox.slack.submit('bent', first, { title: 'a' });
    expect(second).toMatchObject({ result: 'form', form: { title: 'Side 2' } });
    expect(sandbox.slack.forms('bent').map(({ title }) => title)).toEqual(['Side 2']);
    const third = await sandbox.slack.submit('bent', second.form?.id ?? '', { title: 'b' });
    const fourth = await sandbox.slack.submit('bent', third.form?.id ?? '', { title: 'c' });
    expect(fourth.result).toBe('failed');

    sandbox.slack.closeForm('bent', third.form?.id ?? '');
    expect(sandbox.slack.forms('bent').map(({ title }) => title)).toEqual(['Side 2']);
    await sandbox.slack.submit('bent', second.form?.id ?? '', { title: 'clear' });
    expect(sandbox.slack.forms('bent')).toEqual([]);
  });

  it('tells the app that it was closed when the app asked for that', async () => {
    const sandbox = await startSlack();
    const closed = vi.fn();
    await startBolt(sandbox, (app) => {
      app.command('/meetup', async ({ ack, body, client: web }) => {
        await ack();
        await web.views.open({ trigger_id: body.trigger_id, view: { ...modal(), notify_on_close: true } });
      });
      app.view({ callback_id: 'create', type: 'view_closed' }, async ({ ack, body }) => {
        await ack();
        closed(body);
      });
    });
    const { form } = await sandbox.slack.command('bent', PLACE, { name: '/meetup' });
    sandbox.slack.closeForm('bent', form?.id ?? '');
    await expect.poll(() => closed.mock.calls.length).toBe(1);
    expect(closed.mock.calls[0]?.[0]).toMatchObject({ type: 'view_closed', is_cleared: false });
  });
});

describe('a press', () => {
  it('carries the message and its state, and replaces the message through its response_url', async () => {
    const sandbox = await startSlack();
    const seen = vi.fn();
    await startBolt(sandbox, (app) => {
      app.action('kommer', async ({ ack, body, respond }) => {
        await ack();
        seen(body);
        await respond({ replace_original: true, text: 'x', blocks: [section('1 kommer')] });
      });
    });
    const posted = await client(sandbox).chat.postMessage({
      channel: MEETUPS,
      text: 'Møde',
      blocks: [section('*Møde*'), buttons('Kommer', 'Måske')],
    });

    const outcome = await sandbox.slack.press('bent', posted.ts ?? '', 'Kommer');

    expect(outcome).toMatchObject({ result: 'updated', message: { id: posted.ts, text: '1 kommer', buttons: [] } });
    expect(seen.mock.calls[0]?.[0]).toMatchObject({
      type: 'block_actions',
      team: { id: 'T0RAA', domain: 'raa-frivillige' },
      user: { id: 'U0BENT', username: 'bent', team_id: 'T0RAA' },
      container: { type: 'message', message_ts: posted.ts, channel_id: MEETUPS, is_ephemeral: false },
      channel: { id: MEETUPS, name: 'arrangementer' },
      message: { ts: posted.ts, bot_id: 'B0BOT', blocks: [{ type: 'section' }, { type: 'actions' }] },
      state: { values: {} },
      actions: [{ type: 'button', action_id: 'kommer', value: 'v-Kommer', action_ts: expect.any(String) }],
    });
  });

  it('on an ephemeral message replaces it for the person, and the payload does not repeat the message', async () => {
    const sandbox = await startSlack();
    const seen = vi.fn();
    await startBolt(sandbox, (app) => {
      app.command('/meetup', async ({ ack, respond }) => {
        await ack();
        await respond({ text: 'Udkast', blocks: [section('Udkast'), buttons('Udgiv')] });
      });
      app.action('udgiv', async ({ ack, body, respond }) => {
        await ack();
        seen(body);
        await respond({ replace_original: true, text: 'Udgivet' });
      });
    });
    const draft = await sandbox.slack.command('bent', PLACE, { name: '/meetup' });
    await expect(sandbox.slack.press('aase', draft.message?.id ?? '', 'Udgiv')).rejects.toThrow('does not see');

    const outcome = await sandbox.slack.press('bent', draft.message?.id ?? '', 'udgiv');

    expect(outcome).toMatchObject({ result: 'updated', message: { text: 'Udgivet', onlyYou: true } });
    expect(seen.mock.calls[0]?.[0].container).toMatchObject({ is_ephemeral: true });
    expect(seen.mock.calls[0]?.[0]).not.toHaveProperty('message');
    expect(sandbox.slack.channel('bent', PLACE).map(({ text }) => text)).toEqual(['Udgivet']);
  });

  it('may open a modal, in which a press pushes another', async () => {
    const sandbox = await startSlack();
    await startBolt(sandbox, (app) => {
      app.action('ret', async ({ ack, body, client: web }) => {
        await ack();
        if (body.type !== 'block_actions') return;
        const blocks = [...modal().blocks, buttons('Mere')];
        await web.views.open({ trigger_id: body.trigger_id, view: { ...modal(), blocks } });
      });
      app.action('mere', async ({ ack, body, client: web }) => {
        await ack();
        if (body.type === 'block_actions') await web.views.push({ trigger_id: body.trigger_id, view: modal('Mere') });
      });
    });
    const { ts } = await client(sandbox).chat.postMessage({ channel: MEETUPS, text: 'M', blocks: [buttons('Ret')] });
    const opened = await sandbox.slack.press('bent', ts ?? '', 'Ret');
    expect(opened).toMatchObject({ result: 'form', form: { title: 'Nyt møde' } });
    const pushed = await sandbox.slack.press('bent', opened.form?.id ?? '', 'Mere');
    expect(pushed).toMatchObject({ result: 'form', form: { title: 'Mere' } });
  });

  it('deletes the message, and answers beside it when asked not to replace', async () => {
    const sandbox = await startSlack();
    await startBolt(sandbox, (app) => {
      app.action('slet', async ({ ack, respond }) => {
        await ack();
        await respond({ delete_original: true });
      });
      app.action('hvad', async ({ ack, respond }) => {
        await ack();
        await respond({ replace_original: false, response_type: 'ephemeral', text: 'Intet' });
      });
    });
    const blocks = [buttons('Slet', 'Hvad')];
    const { ts } = await client(sandbox).chat.postMessage({ channel: MEETUPS, text: 'Møde', blocks });
    const told = await sandbox.slack.press('bent', ts ?? '', 'Hvad');
    expect(told).toMatchObject({ result: 'message', message: { onlyYou: true, text: 'Intet' } });
    expect(await sandbox.slack.press('bent', ts ?? '', 'Slet')).toMatchObject({ result: 'updated' });
    expect(sandbox.slack.channel('aase', PLACE)).toEqual([]);
  });
});

describe('a menu', () => {
  it('sends what was chosen and keeps it chosen for this person', async () => {
    const sandbox = await startSlack();
    const seen = vi.fn();
    await startBolt(sandbox, (app) => {
      app.action(/.*/, async ({ ack, body }) => {
        await ack();
        seen(body);
      });
    });
    const option = (value: string, label: string) => ({ value, text: plain(label) });
    const { ts } = await client(sandbox).chat.postMessage({
      channel: MEETUPS,
      text: 'Vælg',
      blocks: [
        {
          type: 'actions',
          block_id: 'b',
          elements: [
            {
              type: 'static_select',
              action_id: 'sprog',
              placeholder: plain('Sprog'),
              options: [option('da', 'Dansk'), option('en', 'Engelsk')],
              initial_option: option('da', 'Dansk'),
            },
            { type: 'channels_select', action_id: 'kanal', placeholder: plain('Kanal') },
          ],
        },
      ],
    });
    const id = ts ?? '';

    expect(await sandbox.slack.choose('bent', id, 'Sprog', ['Engelsk'])).toMatchObject({ result: 'acknowledged' });
    await sandbox.slack.choose('bent', id, 'kanal', ['generelt']);
    await expect(sandbox.slack.choose('bent', id, 'Sprog', ['Tysk'])).rejects.toThrow('not offered');

    expect(seen.mock.calls[0]?.[0].actions[0]).toMatchObject({
      type: 'static_select',
      action_id: 'sprog',
      block_id: 'b',
      selected_option: { value: 'en' },
    });
    expect(seen.mock.calls[1]?.[0]).toMatchObject({
      actions: [{ type: 'channels_select', selected_channel: 'C0GEN' }],
      state: { values: { b: { sprog: { selected_option: { value: 'en' } } } } },
    });
    const menusOf = (as: string) => sandbox.slack.channel(as, PLACE)[0]?.menus.map(({ selected }) => selected);
    expect(menusOf('bent')).toEqual([['en'], ['C0GEN']]);
    expect(menusOf('aase')).toEqual([['da'], []]);
  });

  it('asks the app for the options of an external menu', async () => {
    const sandbox = await startSlack();
    const chosen = vi.fn();
    await startBolt(sandbox, (app) => {
      app.options('gruppe', async ({ ack, options }) => {
        await ack({ options: [{ value: 'g1', text: plain(`Gruppe ${options.value}`) }] });
      });
      app.action('gruppe', async ({ ack, action }) => {
        await ack();
        chosen(action);
      });
    });
    const element = { type: 'external_select' as const, action_id: 'gruppe', min_query_length: 0 };
    const blocks = [{ type: 'section' as const, text: mrkdwn('Vælg'), accessory: element }];
    const { ts } = await client(sandbox).chat.postMessage({ channel: MEETUPS, text: 'Vælg', blocks });
    await sandbox.slack.choose('bent', ts ?? '', 'gruppe', ['g1']);
    expect(chosen.mock.calls[0]?.[0]).toMatchObject({ selected_option: { value: 'g1' } });
  });
});
