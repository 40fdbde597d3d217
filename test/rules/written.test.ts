import { expect, test } from 'vitest';
import { callOfMessage, isForUs } from '../../src/discord/written.ts';
import { readWritten, type WrittenEvent } from '../../src/slack/written.ts';

const ME = '100';
const me = { id: ME, username: 'samling', discriminator: '0', avatar: null, global_name: null };
const yusuf = { ...me, id: '7', username: 'yusuf' };
type Written = Parameters<typeof isForUs>[0];
const mention: Written = {
  id: '1',
  type: 0,
  channel_id: '2',
  guild_id: '3',
  author: yusuf,
  content: `<@${ME}> hjælp`,
  mentions: [me as Written['mentions'][number]],
};

test('on Discord a person who mentions us, or writes to us directly, is answered', () => {
  expect(isForUs(mention, ME)).toBe(true);
  expect(isForUs({ ...mention, content: `hej <@!${ME}>` }, ME)).toBe(true);
  expect(isForUs({ ...mention, guild_id: undefined, content: 'hej', mentions: [] }, ME)).toBe(true);
});

test.each<[string, Partial<Written>]>([
  ['ourselves', { author: { ...me, bot: true } }],
  ['ourselves, whatever Discord says of us', { author: me }],
  ['another bot', { author: { ...yusuf, bot: true } }],
  ['another bot, directly', { author: { ...yusuf, bot: true }, guild_id: undefined }],
  ['a webhook', { webhook_id: '9' }],
  ['Discord itself', { type: 7 }],
  ['somebody who mentions others', { mentions: [], content: 'hej <@8>' }],
  ['somebody who answers a card of ours and names nobody', { type: 19, content: 'jeg tager kage med' }],
  ['everybody', { mentions: [], content: '@everyone' }],
])('on Discord nobody answers %s', (_who, change) => {
  expect(isForUs({ ...mention, ...change }, ME)).toBe(false);
});

const self = { team: 'T1', teamName: 'RÅ', user: 'U0', bot: 'B0' };
const inChannel: WrittenEvent = { type: 'app_mention', channel: 'C1', user: 'U7', ts: '1.000001' };
const direct: WrittenEvent = { ...inChannel, type: 'message', channel: 'D1', channel_type: 'im' };

test('on Slack a mention and a direct message are answered, each under an id that a copy of it has too', () => {
  expect(readWritten(inChannel, self)?.callId).toBe(readWritten({ ...inChannel }, self)?.callId);
  expect(readWritten(direct, self)).toMatchObject({ body: { kind: 'said' }, origin: { channel: 'D1', user: 'U7' } });
});

test.each<[string, WrittenEvent]>([
  ['ourselves', { ...direct, user: 'U0' }],
  ['our own message, which names no user', { ...direct, user: undefined, bot_id: 'B0' }],
  ['another app', { ...direct, bot_id: 'B9' }],
  ['an edit', { ...direct, subtype: 'message_changed' }],
  ['what is said in a channel without us', { ...direct, channel: 'C1', channel_type: 'channel' }],
])('on Slack nobody answers %s', (_who, event) => {
  expect(readWritten(event, self)).toBeNull();
});

test.each([
  ['hjælp', true],
  ['@us Hjælp!', true],
  ['@us  kan du hjælpe mig?', true],
  ['help me, @us', true],
  ['@us ?', true],
  ['@us hej', true],
  ['@us', true],
  ['@us jeg kommer gerne på fredag', false],
  ['@us helhjælpeløs er jeg ikke', false],
])('whoever writes “%s” to us asks for help: %s', (words, asksForHelp) => {
  const surroundings = { receivedAt: 0, member: () => Promise.reject(new Error('not asked')) };
  for (const us of ['<@100>', '<@!100>', '<@&100>'])
    expect(callOfMessage({ ...mention, content: words.replace('@us', us) }, surroundings)).toMatchObject({
      kind: 'said',
      asksForHelp,
    });
  for (const us of ['<@U0>', '<@U0|samling>'])
    expect(readWritten({ ...inChannel, text: words.replace('@us', us) }, self)?.body).toMatchObject({
      kind: 'said',
      asksForHelp,
    });
});
