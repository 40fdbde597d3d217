import { describe, expect, it } from 'vitest';
import {
  client,
  journalInMemory,
  MEETUPS,
  mrkdwn,
  PLACE,
  plain,
  refusal,
  section,
  smallSeed,
  startSlack,
  TEAM,
} from './slack-world.ts';

const metadata = (id: string) => ({ event_type: 'delivery', event_payload: { id } });

describe('who calls', () => {
  it('is told by the token, and refused by Slack’s own codes', async () => {
    const sandbox = await startSlack();
    expect(await client(sandbox).auth.test()).toMatchObject({
      ok: true,
      team: 'RÅ Frivillige',
      team_id: TEAM,
      user_id: 'U0BOT',
      bot_id: 'B0BOT',
      url: 'https://raa-frivillige.slack.com/',
      is_enterprise_install: false,
    });
    expect(await refusal(client(sandbox, {}, 'xoxb-wrong').auth.test())).toBe('invalid_auth');
    expect(await refusal(client(sandbox, {}, '').auth.test())).toBe('not_authed');
    expect(await refusal(client(sandbox, {}, 'xapp-test').auth.test())).toBe('not_allowed_token_type');
    expect(await refusal(client(sandbox).apps.connections.open())).toBe('not_allowed_token_type');
    expect(await refusal(client(sandbox).apiCall('chat.sing'))).toBe('unknown_method');
    sandbox.slack.setInstalled(TEAM, false);
    expect(await refusal(client(sandbox).auth.test())).toBe('account_inactive');
    sandbox.slack.setInstalled('RÅ Frivillige', true);
    expect(await refusal(client(sandbox).auth.test())).toBe('not refused');
  });

  it('may be held to the scopes that it was given', async () => {
    const sandbox = await startSlack({ settings: { scopes: ['chat:write'] } });
    expect(await refusal(client(sandbox).users.info({ user: 'U0BENT' }))).toBe('missing_scope');
    expect(await refusal(client(sandbox).chat.postMessage({ channel: MEETUPS, text: 'Hej' }))).toBe('not refused');
    const told = await client(sandbox).auth.test();
    expect(told.response_metadata?.scopes).toEqual(['chat:write']);
    const refused = await client(sandbox)
      .users.info({ user: 'U0BENT' })
      .catch((error: { data: unknown }) => error.data);
    expect(refused).toMatchObject({ ok: false, needed: 'users:read', provided: 'chat:write' });
  });

  it('asks for the scope of each kind of channel, and of each that is listed', async () => {
    const scopes = ['channels:read', 'channels:history', 'groups:history', 'im:write', 'chat:write'];
    const sandbox = await startSlack({ settings: { scopes } });
    const { conversations } = client(sandbox);
    const direct = (await conversations.open({ users: 'U0BENT' })).channel?.id ?? '';
    expect(await refusal(conversations.info({ channel: MEETUPS }))).toBe('not refused');
    expect(await refusal(conversations.info({ channel: direct }))).toBe('missing_scope');
    expect(await refusal(conversations.history({ channel: direct }))).toBe('missing_scope');
    expect(await refusal(conversations.list({ types: 'public_channel' }))).toBe('not refused');
    const both = conversations.list({ types: 'public_channel,private_channel' });
    expect(await both.catch((error: { data: unknown }) => error.data)).toMatchObject({ needed: 'groups:read' });
  });

  it('may have other scopes in one workspace than in another', async () => {
    const sandbox = await startSlack({ settings: { scopes: (team) => (team === TEAM ? ['users:read'] : []) } });
    expect(await refusal(client(sandbox).users.info({ user: 'U0BENT' }))).toBe('not refused');
    expect(await refusal(client(sandbox).team.info())).toBe('missing_scope');
  });

  it('may send JSON as well as a form', async () => {
    const sandbox = await startSlack();
    const post = (body: string, type: string) =>
      fetch(`${sandbox.api}chat.postMessage`, {
        method: 'POST',
        body,
        headers: { authorization: 'Bearer xoxb-test', 'content-type': type },
      }).then((response) => response.json() as Promise<{ ok: boolean; error?: string }>);
    const json = JSON.stringify({ channel: MEETUPS, text: 'Hej', blocks: [section('Hej')] });
    expect(await post(json, 'application/json; charset=utf-8')).toMatchObject({ ok: true });
    expect(await post('{', 'application/json')).toMatchObject({ ok: false, error: 'invalid_json' });
    expect(await post(json, 'text/xml')).toMatchObject({ ok: false, error: 'invalid_post_type' });
    expect(sandbox.slack.channel('bent', PLACE)).toHaveLength(1);
  });
});

describe('a message', () => {
  it('is posted, read back with its metadata when asked, changed and deleted', async () => {
    const sandbox = await startSlack();
    const { chat, conversations } = client(sandbox);
    const posted = await chat.postMessage({
      channel: MEETUPS,
      text: 'Møde',
      blocks: [section('*Møde* på <#C0GEN>')],
      metadata: metadata('1'),
    });
    const ts = posted.ts ?? '';
    expect(posted).toMatchObject({
      channel: MEETUPS,
      message: { bot_id: 'B0BOT', user: 'U0BOT', app_id: 'A0SAMLING', text: 'Møde', metadata: metadata('1') },
    });
    await chat.postMessage({ channel: MEETUPS, text: 'Nyere' });

    const plainHistory = await conversations.history({ channel: MEETUPS });
    expect(plainHistory.messages?.map(({ text }) => text)).toEqual(['Nyere', 'Møde']);
    expect(plainHistory.messages?.[1]).not.toHaveProperty('metadata');
    const found = await conversations.history({
      channel: MEETUPS,
      include_all_metadata: true,
      oldest: ts,
      inclusive: true,
      limit: 10,
    });
    expect(found.messages?.at(-1)).toMatchObject({ ts, metadata: metadata('1') });
    const later = await conversations.history({ channel: MEETUPS, oldest: ts });
    expect(later.messages).toHaveLength(1);
    const first = await conversations.history({ channel: MEETUPS, limit: 1 });
    expect(first.has_more).toBe(true);
    const second = await conversations.history({
      channel: MEETUPS,
      limit: 1,
      cursor: first.response_metadata?.next_cursor ?? '',
    });
    expect(second).toMatchObject({ has_more: false, messages: [{ ts }] });

    await chat.update({ channel: MEETUPS, ts, text: 'Aflyst' });
    expect(sandbox.slack.channel('bent', PLACE)[0]).toMatchObject({
      id: ts,
      text: 'Aflyst',
      editedAt: expect.any(Number),
    });
    const [, changed] = (await conversations.history({ channel: MEETUPS, include_all_metadata: true })).messages ?? [];
    expect(changed).toMatchObject({ text: 'Aflyst', edited: { user: 'U0BOT' }, metadata: metadata('1') });
    expect(changed).not.toHaveProperty('blocks');

    expect(await chat.getPermalink({ channel: MEETUPS, message_ts: ts })).toMatchObject({
      permalink: `https://raa-frivillige.slack.com/archives/${MEETUPS}/p${ts.replace('.', '')}`,
    });
    await chat.delete({ channel: MEETUPS, ts });
    expect(sandbox.slack.channel('bent', PLACE).map(({ text }) => text)).toEqual(['Nyere']);
    expect(await refusal(chat.update({ channel: MEETUPS, ts, text: 'x' }))).toBe('message_not_found');
  });

  it('is refused with the reason', async () => {
    const sandbox = await startSlack({ settings: { limits: false } });
    const { chat } = client(sandbox);
    const say = (more: object) => refusal(chat.postMessage({ channel: MEETUPS, text: 'x', ...more }));
    expect(await say({ channel: 'C0NONE' })).toBe('channel_not_found');
    expect(await say({ channel: 'C0BST' })).toBe('channel_not_found');
    expect(await say({ text: '' })).toBe('no_text');
    expect(await say({ thread_ts: '1.000001' })).toBe('thread_not_found');
    expect(await say({ blocks: 'nope' })).toBe('invalid_blocks_format');
    expect(await say({ metadata: { event_type: 'x' } })).toBe('invalid_metadata_schema');
    expect(await say({ metadata: { event_type: 'x', event_payload: { a: 'x'.repeat(17_000) } } })).toBe(
      'metadata_too_large',
    );
    const said = await sandbox.slack.say('bent', PLACE, 'Mit eget');
    expect(await refusal(chat.update({ channel: MEETUPS, ts: said.id, text: 'x' }))).toBe('cant_update_message');
    expect(await refusal(chat.delete({ channel: MEETUPS, ts: said.id }))).toBe('cant_delete_message');
    const posted = await chat.postMessage({ channel: MEETUPS, text: 'x' });
    const update = (more: object) =>
      refusal(chat.update({ channel: MEETUPS, ts: posted.ts ?? '', text: 'x', ...more }));
    expect(await update({ text: 'x'.repeat(4_001) })).toBe('msg_too_long');
    expect(await update({ text: undefined })).toBe('no_text');
    expect(await update({ channel: 'U0BENT' })).toBe('channel_not_found');
    const whisper = (more: object) =>
      refusal(chat.postEphemeral({ channel: MEETUPS, user: 'U0BENT', text: 'x', ...more }));
    expect(await whisper({ user: 'U0NONE' })).toBe('user_not_found');
    expect(await whisper({})).toBe('not refused');
  });

  it('in a thread is read with its replies', async () => {
    const sandbox = await startSlack();
    const { chat, conversations } = client(sandbox);
    const root = (await chat.postMessage({ channel: MEETUPS, text: 'Rod' })).ts ?? '';
    await chat.postMessage({ channel: MEETUPS, text: 'Svar', thread_ts: root });
    const thread = await conversations.replies({ channel: MEETUPS, ts: root });
    expect(thread.messages?.map(({ text }) => text)).toEqual(['Rod', 'Svar']);
    expect(thread.messages?.[0]).toMatchObject({ reply_count: 1, reply_users: ['U0BOT'] });
    expect((await conversations.history({ channel: MEETUPS })).messages).toHaveLength(1);
  });

  it('to a person arrives in their direct messages, unless they are closed', async () => {
    const sandbox = await startSlack();
    const { chat, conversations } = client(sandbox);
    const posted = await chat.postMessage({ channel: 'U0BENT', text: 'Husk mødet' });
    expect(posted.channel).toBe('D0BENT');
    expect(await conversations.open({ users: 'U0BENT' })).toMatchObject({
      already_open: true,
      channel: { id: 'D0BENT' },
    });
    await chat.postMessage({ channel: 'D0BENT', text: 'Stadig' });
    expect(sandbox.slack.directMessages('bent').map(({ text }) => text)).toEqual(['Husk mødet', 'Stadig']);
    expect(sandbox.slack.directMessages('aase')).toEqual([]);

    sandbox.slack.setPerson('bent', { directMessagesClosed: true });
    expect(await refusal(chat.postMessage({ channel: 'U0BENT', text: 'x' }))).toBe('messages_tab_disabled');
    expect(await refusal(chat.postMessage({ channel: 'D0BENT', text: 'x' }))).toBe('messages_tab_disabled');
    expect(await refusal(chat.postEphemeral({ channel: MEETUPS, user: 'U0BENT', text: 'x' }))).toBe('not refused');
    expect(await refusal(conversations.open({ users: 'U0NONE' }))).toBe('user_not_found');
    expect(await refusal(conversations.open({ users: 'U0BOT' }))).toBe('cannot_dm_bot');
  });

  it('notifies those whom it mentions, and an edit notifies nobody', async () => {
    const sandbox = await startSlack();
    const { chat } = client(sandbox);
    const pinged = async (content: object) => {
      const { ts } = await chat.postMessage({ channel: 'C0GEN', text: 'x', ...content });
      const messages = sandbox.slack.channel('bent', { ...PLACE, channel: 'generelt' });
      return messages.find(({ id }) => id === ts)?.pinged;
    };
    const all = ['soren', 'aase', 'bent', 'emma'];
    expect(await pinged({ text: 'Hej <@U0BENT>' })).toEqual(['bent']);
    expect(await pinged({ text: '<!channel>' })).toEqual(all);
    expect(await pinged({ text: '@channel' })).toEqual([]);
    expect(await pinged({ text: '@channel', link_names: true })).toEqual(all);
    expect(await pinged({ blocks: [section('<!subteam^S0ORG>')] })).toEqual(['soren', 'aase']);
    expect(
      sandbox.slack.channel('bent', { ...PLACE, channel: 'generelt' }).map(({ pinged: keys }) => keys.length),
    ).toEqual([1, 4, 0, 4, 2]);
  });

  it('is parsed for mentions in blocks unless the text is verbatim or plain', async () => {
    const sandbox = await startSlack({ settings: { limits: false } });
    const { chat } = client(sandbox);
    const pinged = async (blocks: object[]) => {
      const { ts } = await chat.postMessage({ channel: MEETUPS, text: 'x', blocks: blocks as [] });
      return sandbox.slack.channel('bent', PLACE).find(({ id }) => id === ts)?.pinged.length;
    };
    expect(await pinged([{ type: 'section', text: mrkdwn('@here', false) }])).toBe(4);
    expect(await pinged([{ type: 'section', text: mrkdwn('@arrangoerer', false) }])).toBe(2);
    expect(await pinged([{ type: 'section', text: mrkdwn('@here') }])).toBe(0);
    expect(await pinged([{ type: 'section', text: mrkdwn('<!here>') }])).toBe(4);
    expect(await pinged([{ type: 'section', text: mrkdwn('&lt;!here&gt;') }])).toBe(0);
    expect(await pinged([{ type: 'section', text: plain('<!here> @here <@U0BENT>') }])).toBe(0);
    expect(await pinged([{ type: 'context', elements: [mrkdwn('<@U0BENT>')] }])).toBe(1);
    const rich = (...elements: object[]) => ({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements }],
    });
    expect(await pinged([rich({ type: 'text', text: '<!channel> @here <@U0BENT>' })])).toBe(0);
    expect(await pinged([rich({ type: 'user', user_id: 'U0BENT' })])).toBe(1);
    expect(await pinged([rich({ type: 'broadcast', range: 'channel' })])).toBe(4);
    const { ts } = await chat.postMessage({ channel: MEETUPS, text: 'Stille' });
    await chat.update({ channel: MEETUPS, ts: ts ?? '', text: '<!channel>' });
    expect(sandbox.slack.channel('bent', PLACE).at(-1)).toMatchObject({ text: '@channel', pinged: [] });
  });

  it('is still there in a sandbox that starts anew, with what people changed', async () => {
    const journal = journalInMemory();
    const before = await startSlack({ journal });
    const web = client(before);
    await web.chat.postMessage({ channel: MEETUPS, text: 'Møde', metadata: metadata('7') });
    const gone = await web.chat.postMessage({ channel: MEETUPS, text: 'Væk' });
    await web.chat.delete({ channel: MEETUPS, ts: gone.ts ?? '' });
    await web.chat.postMessage({ channel: 'U0BENT', text: 'Husk' });
    await web.chat.postEphemeral({ channel: MEETUPS, user: 'U0BENT', text: 'Kun nu' });
    before.slack.setPerson('bent', {
      directMessagesClosed: true,
      language: 'en-US',
      roles: { space: 'RÅ Frivillige', names: ['arrangører'] },
    });

    const after = await startSlack({ journal });

    expect(after.slack.channel('bent', PLACE).map(({ text }) => text)).toEqual(['Møde']);
    expect(after.slack.directMessages('bent').map(({ text }) => text)).toEqual(['Husk']);
    const again = client(after);
    expect(await refusal(again.chat.postMessage({ channel: 'U0BENT', text: 'x' }))).toBe('messages_tab_disabled');
    const history = await again.conversations.history({ channel: MEETUPS, include_all_metadata: true });
    expect(history.messages?.[0]).toMatchObject({ metadata: metadata('7') });
    expect(await again.usergroups.users.list({ usergroup: 'S0ORG' })).toMatchObject({
      users: ['U0SOREN', 'U0AASE', 'U0BENT'],
    });
    expect(await again.users.info({ user: 'U0BENT', include_locale: true })).toMatchObject({
      user: { locale: 'en-US' },
    });
  });
});

describe('the workspace', () => {
  it('tells its people, channels and groups', async () => {
    const sandbox = await startSlack();
    const web = client(sandbox);
    expect(await web.users.info({ user: 'U0SOREN', include_locale: true })).toMatchObject({
      user: {
        name: 'soren',
        real_name: 'Søren',
        tz: 'Europe/Copenhagen',
        tz_offset: expect.any(Number),
        is_admin: true,
        is_owner: true,
        is_bot: false,
        locale: 'da-DK',
        profile: { display_name: 'Søren' },
      },
    });
    expect(await web.users.info({ user: 'U0BOT' })).toMatchObject({ user: { is_bot: true } });
    expect(await refusal(web.users.info({ user: 'U0NONE' }))).toBe('user_not_found');
    const names = async (types: string) =>
      ((await web.conversations.list({ types })).channels ?? []).map(({ id }) => id);
    expect(await names('public_channel,private_channel')).toEqual(['C0GEN', MEETUPS]);
    await web.conversations.open({ users: 'U0BENT' });
    expect(await names('im')).toEqual(['D0BENT']);
    expect(await web.conversations.info({ channel: MEETUPS, include_num_members: true })).toMatchObject({
      channel: { name: 'arrangementer', is_member: true, is_private: false, num_members: 5 },
    });
    expect(await refusal(web.conversations.info({ channel: 'C0BST' }))).toBe('channel_not_found');
    expect((await web.conversations.members({ channel: MEETUPS })).members).toContain('U0BOT');
    expect(await web.conversations.join({ channel: MEETUPS })).toMatchObject({ warning: 'already_in_channel' });
    expect(await web.usergroups.list({ include_users: true })).toMatchObject({
      usergroups: [{ id: 'S0ORG', handle: 'arrangoerer', users: ['U0SOREN', 'U0AASE'] }],
    });
    expect(await refusal(web.usergroups.users.list({ usergroup: 'S0NONE' }))).toBe('no_such_subteam');
    expect(await web.team.info()).toMatchObject({ team: { id: TEAM, domain: 'raa-frivillige' } });
    expect((await web.users.list({ limit: 2 })).members).toHaveLength(2);
    expect(sandbox.slack.spaces()).toMatchObject([
      { platform: 'slack', id: TEAM, people: [{ key: 'soren' }, { key: 'aase' }, { key: 'bent' }, { key: 'emma' }] },
    ]);
  });

  it('has a token of its own for each further workspace', async () => {
    const seed = smallSeed();
    const [team] = seed.slack.teams;
    if (team !== undefined) seed.slack.teams.push({ ...team, id: 'T0TO', name: 'To' });
    const sandbox = await startSlack({ seed });
    expect(await client(sandbox, {}, 'xoxb-test-T0TO').auth.test()).toMatchObject({ team_id: 'T0TO' });
  });
});

describe('views', () => {
  it('opens with a trigger once, and not with one that was never given', async () => {
    const sandbox = await startSlack();
    const { views } = client(sandbox);
    const view = { type: 'modal' as const, title: plain('Titel'), blocks: [] };
    expect(await refusal(views.open({ trigger_id: 'x', view }))).toBe('invalid_trigger_id');
    expect(await refusal(views.update({ view_id: 'V0NONE', view }))).toBe('not_found');
    expect(await refusal(views.push({ trigger_id: 'x', view }))).toBe('invalid_trigger_id');
    const home = { type: 'home' as const, blocks: [section('Hjem')] };
    const shown = await views.publish({ user_id: 'U0BENT', view: home });
    expect(shown.view).toMatchObject({ type: 'home', root_view_id: shown.view?.id });
    const again = await views.publish({ user_id: 'U0BENT', view: home, hash: shown.view?.hash ?? '' });
    expect(again.view?.id).toBe(shown.view?.id);
    const stale = views.publish({ user_id: 'U0BENT', view: home, hash: shown.view?.hash ?? '' });
    expect(await refusal(stale)).toBe('hash_conflict');
  });
});
