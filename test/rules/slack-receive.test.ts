import type { BlockAction, SlashCommand, ViewClosedAction, ViewSubmitAction } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { carriedBy, carry } from '../../src/slack/origin.ts';
import { readAction, readClosed, readCommand, readSubmission, readTypedText } from '../../src/slack/receive.ts';

const command = {
  trigger_id: '1.2',
  command: '/meetup',
  text: 'opret',
  channel_id: 'C1',
  user_id: 'U1',
  response_url: 'https://r',
};
const press = (action: object, more: object = {}) =>
  readAction({
    type: 'block_actions',
    user: { id: 'U1' },
    actions: [{ action_ts: '9', ...action }],
    container: { type: 'message', message_ts: '5.5', channel_id: 'C1', is_ephemeral: false },
    channel: { id: 'C1' },
    trigger_id: '1.2',
    response_url: 'https://hooks.slack.com/actions/1',
    ...more,
  } as unknown as BlockAction);

describe('what is typed after a command', () => {
  it.each([
    ['Kaffe &amp; kage &lt;3', 'Kaffe & kage <3'],
    ['kanal <#C012AB|arrangementer>', 'kanal C012AB'],
    ['<!subteam^S09|@arrangører> må', 'S09 må'],
    ['med <@U7|maja> og <@U8>', 'med @maja og @U8'],
    ['se <https://ra.dk/a|ra.dk/a> og <https://ra.dk>', 'se ra.dk/a og https://ra.dk'],
    ['<!here> kom', '@here kom'],
    ['&amp;lt; er &lt;', '&lt; er <'],
    ['5 < 6 & 7 > 2', '5 < 6 & 7 > 2'],
  ])('%s is read as %s', (typed, read) => {
    expect(readTypedText(typed)).toBe(read);
  });

  it('comes with the command alone as its path', () => {
    expect(readCommand(command as unknown as SlashCommand)).toMatchObject({
      callId: '1.2',
      body: { kind: 'typed', path: ['meetup'], text: 'opret' },
      origin: { channel: 'C1', user: 'U1', trigger: '1.2' },
    });
  });
});

describe('a press', () => {
  it('carries the id of what was pressed and the message it sits on', () => {
    expect(press({ type: 'button', action_id: 'rsvp:1' })).toMatchObject({
      callId: '1.2',
      body: { kind: 'action', id: 'rsvp:1', chosen: [] },
      origin: { channel: 'C1', user: 'U1', message: { ts: '5.5', ephemeral: false } },
    });
  });

  it.each([
    [{ type: 'static_select', selected_option: { value: 'da' } }, ['da']],
    [{ type: 'channels_select', selected_channel: 'C9' }, ['C9']],
    [{ type: 'conversations_select', selected_conversation: 'G9' }, ['G9']],
    [{ type: 'static_select', selected_option: null }, []],
  ])('of a menu carries what was chosen: %j', (action, chosen) => {
    expect(press({ ...action, action_id: 'm' })?.body).toEqual({ kind: 'action', id: 'm', chosen });
  });

  it('on a link, or on a control that is not ours, asks for nothing', () => {
    expect(press({ type: 'button', action_id: 'link:0' })).toBeNull();
    expect(press({ type: 'datepicker', action_id: 'x' })).toBeNull();
  });

  it('in a modal finds back to where the modal was opened', () => {
    const view = {
      id: 'V1',
      private_metadata: carry({ channel: 'C7', user: 'U1', responseUrl: 'https://r.slack.com/1' }),
    };
    expect(press({ type: 'button', action_id: 'a' }, { view, channel: undefined, container: {} })?.origin).toEqual({
      channel: 'C7',
      user: 'U1',
      responseUrl: 'https://r.slack.com/1',
      view: 'V1',
      trigger: '1.2',
    });
  });
});

describe('a form that was sent', () => {
  const submission = (view: object) => readSubmission({ user: { id: 'U1' }, view } as unknown as ViewSubmitAction);
  const state = { values: { title: { value: { type: 'plain_text_input', value: 'Brætspil' } } } };
  const blocks = [{ type: 'input', block_id: 'title' }, { type: 'section' }];

  it('carries its values, its blocks, and where it was opened', () => {
    const origin = { channel: 'C1', user: 'U1', message: { ts: '5.5', ephemeral: true } };
    expect(
      submission({ id: 'V1', callback_id: 'run:x', private_metadata: carry(origin), state, blocks }),
    ).toMatchObject({
      body: { kind: 'form', id: 'run:x', values: { title: 'Brætspil' } },
      origin,
      blocks: ['title'],
    });
  });

  it('without a trigger is known again by what was filled in', () => {
    const private_metadata = carry({ channel: 'C1', user: 'U1' });
    const sent = (value: string) =>
      submission({
        id: 'V1',
        callback_id: 'x',
        private_metadata,
        blocks,
        state: { values: { title: { value: { value } } } },
      });
    expect(sent('a')?.callId).toBe(sent('a')?.callId);
    expect(sent('a')?.callId).not.toBe(sent('b')?.callId);
  });

  it.each(['', '{', '{"c":1}', '{"c":"C1","r":"file:///etc/passwd"}'])('is not ours when it carries %j', (metadata) => {
    expect(carriedBy(metadata, 'U1')).toBeNull();
    expect(submission({ id: 'V1', callback_id: 'x', private_metadata: metadata, state, blocks })).toBeNull();
  });
});

describe('a form that is closed unsent', () => {
  const closed = (id: string, opened: string, state?: object, more: object = {}) => {
    const element = { type: 'plain_text_input', ...(opened && { initial_value: opened }) };
    const view = {
      id: 'V1',
      callback_id: id,
      private_metadata: carry({ channel: 'C1', user: 'U1' }),
      blocks: [{ type: 'input', block_id: 'title', element }, { type: 'section' }],
      ...(state && { state: { values: state } }),
    };
    return readClosed({ user: { id: 'U1' }, view, is_cleared: false, ...more } as unknown as ViewClosedAction);
  };
  const typed = (value: string) => ({ title: { value: { value } } });
  const [COMMAND, EDIT] = ['run:meetup/create:', 'meetup.change:4'];

  it('loses what was typed in it, as far as Slack tells', () => {
    expect(closed(EDIT, 'Brætspil', typed('Brætspil og te'))).toMatchObject({
      callId: 'closed:V1',
      body: { kind: 'closed', id: EDIT, values: { title: 'Brætspil og te' } },
      origin: { channel: 'C1', user: 'U1' },
    });
  });

  it('loses what its person had typed before it opened, also when Slack tells nothing', () => {
    expect(closed(COMMAND, 'Brætspil')?.body).toEqual({ kind: 'closed', id: COMMAND, values: { title: 'Brætspil' } });
    expect(closed(`${EDIT}!`, 'Brætspil', {})?.body).toMatchObject({ values: { title: 'Brætspil' } });
  });

  it('is nobody’s loss when nothing is in it, or only what stands anyway', () => {
    expect(closed(COMMAND, '')).toBeNull();
    expect(closed(COMMAND, '', typed(''))).toBeNull();
    expect(closed(EDIT, 'Brætspil', typed('Brætspil'))).toBeNull();
    expect(closed(EDIT, 'Brætspil')).toBeNull();
    expect(closed(COMMAND, 'Brætspil', {}, { is_cleared: true })).toBeNull();
  });
});
