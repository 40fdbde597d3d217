import type { Seed } from '@samling/sandbox/contract.ts';
import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { client, journalInMemory, plain, refusal, smallSeed, startSlack, TEAM } from './slack-world.ts';

const SPACE = 'RÅ Frivillige';
const OPEN = 'C0OPEN';
const JOINED = 'C0GEN';
const CLOSED = 'C0BST';
const PLANS = 'C0PLAN';
const OLD = 'C0OLD';

/** One channel of each kind: the bot is in #generelt and #planer. */
function seed(): Seed {
  const small = smallSeed();
  small.slack.teams[0]?.channels.push(
    { id: OPEN, name: 'åbent', kind: 'public' },
    { id: PLANS, name: 'planer', kind: 'private', bot: true, members: ['soren', 'aase'] },
    { id: OLD, name: 'gammelt', kind: 'public', bot: true, archived: true },
  );
  return small;
}

const start = (settings = {}, journal = journalInMemory()) => startSlack({ seed: seed(), settings, journal });

describe('a channel that the bot is not in', () => {
  it('can be posted in when it is public and the scope for that is there, and not be read', async () => {
    const sandbox = await start();
    const { chat, conversations, reactions } = client(sandbox);
    const { ts = '' } = await chat.postMessage({ channel: OPEN, text: 'Hej' });
    expect(await refusal(chat.update({ channel: OPEN, ts, text: 'Hej alle' }))).toBe('not refused');
    expect(await refusal(conversations.history({ channel: OPEN }))).toBe('not_in_channel');
    expect(await refusal(conversations.replies({ channel: OPEN, ts }))).toBe('not_in_channel');
    expect(await refusal(chat.postEphemeral({ channel: OPEN, user: 'U0BENT', text: 'Hej' }))).toBe('not_in_channel');
    expect(await refusal(reactions.add({ channel: OPEN, timestamp: ts, name: 'tada' }))).toBe('not_in_channel');
    expect(await conversations.info({ channel: OPEN })).toMatchObject({
      channel: { is_member: false, is_private: false },
    });
    const without = client(await start({ scopes: ['chat:write', 'channels:read'] }));
    expect(await refusal(without.chat.postMessage({ channel: OPEN, text: 'Hej' }))).toBe('not_in_channel');
    expect(await refusal(without.chat.postMessage({ channel: JOINED, text: 'Hej' }))).toBe('not refused');
  });

  it('is joined when it is public, and then read, also after a restart', async () => {
    const journal = journalInMemory();
    const { conversations } = client(await start({}, journal));
    expect(await conversations.join({ channel: OPEN })).toMatchObject({ channel: { is_member: true } });
    expect(await refusal(conversations.history({ channel: OPEN }))).toBe('not refused');
    expect(await conversations.join({ channel: OPEN })).toMatchObject({ warning: 'already_in_channel' });
    expect(await refusal(conversations.join({ channel: CLOSED }))).toBe('channel_not_found');
    const again = client(await start({}, journal));
    expect(await refusal(again.conversations.history({ channel: OPEN }))).toBe('not refused');
  });

  it('is unknown to it when it is private, until somebody who is in it invites it', async () => {
    const sandbox = await start();
    const { chat, conversations } = client(sandbox);
    const closed = { space: SPACE, channel: 'bestyrelsen' };
    expect(await refusal(chat.postMessage({ channel: CLOSED, text: 'Hej' }))).toBe('channel_not_found');
    expect(await refusal(conversations.info({ channel: CLOSED }))).toBe('channel_not_found');
    await expect(sandbox.slack.command('soren', closed, { name: '/invite', text: '@bent' })).rejects.toThrow(
      '@Samling',
    );
    await sandbox.slack.command('soren', closed, { name: '/invite', text: '@Samling' });
    expect(await conversations.info({ channel: CLOSED })).toMatchObject({
      channel: { is_member: true, is_private: true },
    });
    expect(await refusal(chat.postMessage({ channel: CLOSED, text: 'Hej' }))).toBe('not refused');
    sandbox.slack.setChannel(SPACE, 'bestyrelsen', { bot: false });
    expect(await refusal(chat.postMessage({ channel: CLOSED, text: 'Hej' }))).toBe('channel_not_found');
  });
});

describe('a private channel', () => {
  it('is seen by its members alone, in lists and menus too', async () => {
    const { slack } = await start();
    await slack.say('aase', { space: SPACE, channel: 'planer' }, '@channel ses kl. 19');
    expect(slack.channel('soren', { space: SPACE, channel: 'planer' })[0]?.pinged).toEqual(['soren']);
    expect(() => slack.channel('bent', { space: SPACE, channel: 'planer' })).toThrow('sees no channel');
    const [team] = slack.spaces();
    expect(team?.channels.find(({ id }) => id === PLANS)).toMatchObject({ bot: true, seenBy: ['soren', 'aase'] });
  });

  it('is listed for a bot that is in it', async () => {
    const { conversations, users } = client(await start());
    const names = async (asked: { channels?: { name?: string }[] }) => asked.channels?.map(({ name }) => name);
    const types = 'public_channel,private_channel';
    expect(await names(await conversations.list({ types, exclude_archived: true }))).toEqual([
      ...['generelt', 'arrangementer', 'åbent', 'planer'],
    ]);
    expect(await names(await users.conversations({ types }))).toEqual([
      'generelt',
      'arrangementer',
      'planer',
      'gammelt',
    ]);
  });
});

describe('a menu of channels', () => {
  const menu = (more: object) => ({ action_id: 'm', placeholder: plain('Kanal'), ...more });
  const blocks = (...elements: object[]) => [{ type: 'actions', elements }] as KnownBlock[];
  const public_ = menu({ type: 'channels_select', initial_channel: OPEN });
  const private_ = menu({ type: 'channels_select', initial_channel: PLANS });
  const several = menu({ type: 'multi_channels_select', initial_channels: [OPEN, 'C0NONE'] });
  const any = menu({
    type: 'conversations_select',
    initial_conversation: PLANS,
    filter: { include: ['public', 'private'] },
  });

  it('begins with a public channel alone, in messages and views', async () => {
    const { chat, views } = client(await start());
    const post = (element: object) =>
      refusal(chat.postMessage({ channel: JOINED, text: 'x', blocks: blocks(element) }));
    expect(await Promise.all([public_, private_, several, any].map(post))).toEqual([
      ...['not refused', 'invalid_blocks', 'invalid_blocks', 'not refused'],
    ]);
    const show = (element: object) =>
      refusal(views.publish({ user_id: 'U0BENT', view: { type: 'home', blocks: blocks(element) } }));
    expect(await Promise.all([public_, private_].map(show))).toEqual(['not refused', 'invalid_arguments']);
    const { ts = '' } = await chat.postMessage({ channel: JOINED, text: 'x' });
    expect(await refusal(chat.update({ channel: JOINED, ts, text: 'x', blocks: blocks(private_) }))).toBe(
      'invalid_blocks',
    );
  });

  it('offers each person what it is filtered to and they can see', async () => {
    const sandbox = await start();
    await client(sandbox).chat.postMessage({ channel: JOINED, text: 'x', blocks: blocks(any) });
    const offered = (as: string) =>
      sandbox.slack.channel(as, { space: SPACE, channel: JOINED })[0]?.menus[0]?.options.map(({ label }) => label);
    expect(offered('aase')).toEqual(['#generelt', '#arrangementer', '#bestyrelsen', '#åbent', '#planer']);
    expect(offered('bent')).toEqual(['#generelt', '#arrangementer', '#bestyrelsen', '#åbent']);
  });
});

describe('an archived channel', () => {
  it('takes nothing from the bot or from people, and is read', async () => {
    const sandbox = await start();
    const { chat, conversations } = client(sandbox);
    const old = { space: SPACE, channel: 'gammelt' };
    expect(await refusal(chat.postMessage({ channel: OLD, text: 'Hej' }))).toBe('is_archived');
    expect(await refusal(chat.postEphemeral({ channel: OLD, user: 'U0BENT', text: 'Hej' }))).toBe('is_archived');
    expect(await refusal(conversations.history({ channel: OLD }))).toBe('not refused');
    expect(await conversations.info({ channel: OLD })).toMatchObject({ channel: { is_archived: true } });
    await expect(sandbox.slack.say('bent', old, 'Hej')).rejects.toThrow('is archived');
    await expect(sandbox.slack.command('bent', old, { name: '/meetup' })).rejects.toThrow('is archived');
    sandbox.slack.setChannel(SPACE, OLD, { archived: false });
    expect(await refusal(chat.postMessage({ channel: OLD, text: 'Hej' }))).toBe('not refused');
    sandbox.slack.setChannel(SPACE, OPEN, { archived: true });
    expect(await refusal(conversations.join({ channel: OPEN }))).toBe('is_archived');
  });
});

describe('direct messages between people', () => {
  it('are the same from both sides, are kept, and are nothing to the bot or to others', async () => {
    const journal = journalInMemory();
    const sandbox = await start({}, journal);
    const { slack } = sandbox;
    const sent = await slack.say('bent', { space: SPACE, channel: '@emma' }, 'Kommer du?');
    await slack.say('emma', { space: SPACE, channel: '@Bent' }, 'Ja');
    const texts = (as: string, channel: string, from = slack) =>
      from.channel(as, { space: SPACE, channel }).map(({ text }) => text);
    expect(texts('bent', '@emma')).toEqual(['Kommer du?', 'Ja']);
    expect(texts('emma', '@bent')).toEqual(['Kommer du?', 'Ja']);
    expect(texts('soren', '@bent')).toEqual([]);
    expect(() => slack.channel('soren', { space: SPACE, channel: sent.channel })).toThrow('sees no channel');
    expect(slack.directMessages('bent')).toEqual([]);
    const { chat, conversations } = client(sandbox);
    expect(await refusal(chat.postMessage({ channel: sent.channel, text: 'Hej' }))).toBe('channel_not_found');
    expect(await refusal(conversations.history({ channel: sent.channel }))).toBe('channel_not_found');
    expect((await conversations.list({ types: 'im' })).channels).toEqual([]);
    expect(texts('bent', '@emma', (await start({}, journal)).slack)).toEqual(['Kommer du?', 'Ja']);
    expect(slack.spaces()[0]?.id).toBe(TEAM);
  });
});
