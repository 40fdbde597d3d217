import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  Events,
  GatewayIntentBits,
  MessageFlags,
  Routes,
  SectionBuilder,
  TextDisplayBuilder,
  ThumbnailBuilder,
} from 'discord.js';
import { describe, expect, it } from 'vitest';
import {
  BOARD,
  CHANNEL,
  FREJA,
  GUILD,
  HELPERS,
  HERE,
  type Local,
  login,
  NEWS,
  refused,
  rest,
  startLocal,
  TEAM,
  YUSUF,
} from './discord-local.ts';

const V2 = MessageFlags.IsComponentsV2;
const POST = Routes.channelMessages(CHANNEL);

interface Posted {
  id: string;
  nonce?: string;
  components: { type: number; id: number; components?: { id: number }[] }[];
}

async function post(local: Local, body: object, channel = CHANNEL): Promise<Posted> {
  return (await rest(local).post(Routes.channelMessages(channel), { body })) as Posted;
}

const text = (content: string) => ({ type: 10, content });
const button = (label: string, custom_id = label) => ({ type: 2, style: 1, label, custom_id });
const row = (...components: object[]) => ({ type: 1, components });

describe('a card of components', () => {
  it('is read from top to bottom, with its buttons', async () => {
    const local = await startLocal();
    const client = await login(local);
    const channel = await client.channels.fetch(CHANNEL);
    if (!channel?.isSendable()) throw new Error('not a channel to write in');
    const card = new ContainerBuilder()
      .setAccentColor(0x336699)
      .addTextDisplayComponents(new TextDisplayBuilder().setContent('## Fest\nMed *kage* og `kode`'))
      .addSectionComponents(
        new SectionBuilder()
          .addTextDisplayComponents(new TextDisplayBuilder().setContent('**Hvor:** Gimle'))
          .setThumbnailAccessory(new ThumbnailBuilder().setURL('https://eksempel.dk/a.png')),
      )
      .addSeparatorComponents((separator) => separator)
      .addActionRowComponents(
        new ActionRowBuilder<ButtonBuilder>().addComponents(
          new ButtonBuilder().setCustomId('ja').setLabel('Deltager').setEmoji('🎉').setStyle(ButtonStyle.Success),
          new ButtonBuilder().setCustomId('nej').setLabel('Nej').setStyle(ButtonStyle.Danger).setDisabled(),
        ),
      );
    const sent = await channel.send({ components: [card], flags: V2 });
    const [seen] = local.discord.channel('yusuf', HERE);
    expect(seen).toMatchObject({
      ...{ id: sent.id, space: GUILD, channel: CHANNEL, author: 'Samling', fromBot: true, onlyYou: false },
      text: 'Fest\nMed kage og kode\nHvor: Gimle',
      buttons: [
        { id: 'ja', label: '🎉 Deltager', style: 'success', disabled: false },
        { id: 'nej', label: 'Nej', style: 'danger', disabled: true },
      ],
      postedAt: local.clock.now(),
    });
  });

  it('is numbered in order, past the ids that it brings', async () => {
    const local = await startLocal();
    const components = [
      { type: 17, components: [{ ...text('a'), id: 2 }, text('b')] },
      { ...text('c'), id: 0 },
    ];
    const posted = await post(local, { flags: V2, components });
    expect(posted.components[0]?.id).toBe(1);
    expect(posted.components[0]?.components?.map(({ id }) => id)).toEqual([2, 3]);
    expect(posted.components[1]?.id).toBe(4);
  });
});

const SOME = { flags: V2, components: [text('a')] };
const LIMITS: [string, object, string, string][] = [
  ['content of 2001 letters', { content: 'a'.repeat(2001) }, 'content', 'BASE_TYPE_MAX_LENGTH'],
  [
    'content beside components',
    { ...SOME, content: 'a' },
    'content',
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    'embeds beside components',
    { ...SOME, embeds: [{ title: 'a' }] },
    'embeds',
    'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  ['a text display without the flag', { components: [text('a')] }, 'components.0.type', 'UNION_TYPE_CHOICES'],
  [
    '41 components, counting nested ones',
    { flags: V2, components: [{ type: 17, components: Array.from({ length: 40 }, () => text('a')) }] },
    'components',
    'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
  ],
  [
    'more than 4000 letters in all',
    { flags: V2, components: [text('a'.repeat(2000)), text('a'.repeat(2001))] },
    'components',
    'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
  ],
  ['an empty text', { flags: V2, components: [text('')] }, 'components.0.content', 'BASE_TYPE_BAD_LENGTH'],
  [
    'six buttons in a row',
    { components: [row(...'abcdef'.split('').map((each) => button(each)))] },
    'components.0.components',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'six rows',
    { components: 'abcdef'.split('').map((each) => row(button(each))) },
    'components',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a label of 81 letters',
    { components: [row(button('a'.repeat(81), 'a'))] },
    'components.0.components.0.label',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an id of 101 letters',
    { components: [row(button('a', 'a'.repeat(101)))] },
    'components.0.components.0.custom_id',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'two buttons of one id',
    { components: [row(button('a'), button('b', 'a'))] },
    'components.0.components.1.custom_id',
    'COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    'a button without an id',
    { components: [row({ type: 2, style: 1, label: 'a' })] },
    'components.0.components.0.custom_id',
    'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED',
  ],
  [
    'a link to nowhere',
    { components: [row({ type: 2, style: 5, label: 'a', url: 'javascript:a' })] },
    'components.0.components.0.url',
    'URL_TYPE_INVALID_SCHEME',
  ],
  [
    'a menu beside a button',
    { components: [row(button('a'), menu(1))] },
    'components.0.components.1',
    'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
  ],
  [
    'a menu of 26 options',
    { components: [row(menu(26))] },
    'components.0.components.0.options',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'two options of one value',
    {
      components: [
        row({
          ...menu(0),
          options: [
            { label: 'a', value: 'a' },
            { label: 'b', value: 'a' },
          ],
        }),
      ],
    },
    'components.0.components.0.options.1.value',
    'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
  ],
  ['a title of 257 letters', { embeds: [{ title: 'a'.repeat(257) }] }, 'embeds.0.title', 'BASE_TYPE_MAX_LENGTH'],
  [
    'embeds of 6001 letters',
    { embeds: [{ description: 'a'.repeat(4000) }, { description: 'a'.repeat(2001) }] },
    'embeds',
    'MAX_EMBED_SIZE_EXCEEDED',
  ],
  ['a nonce of 26 letters', { content: 'a', nonce: 'a'.repeat(26) }, 'nonce', 'NONCE_TYPE_TOO_LONG'],
  [
    'mentions that are both parsed and listed',
    { content: 'a', allowed_mentions: { parse: ['users'], users: [YUSUF] } },
    'allowed_mentions',
    'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
  ],
];

describe('a message', () => {
  it.each(LIMITS)('is refused with %s', async (_, body, path, code) => {
    const local = await startLocal();
    const answer = await refused(post(local, body));
    expect(answer).toMatchObject({ status: 400, code: 50035, rawError: { message: 'Invalid Form Body' } });
    const at = path
      .split('.')
      .reduce<unknown>((tree, key) => (tree as Record<string, unknown>)?.[key], answer.rawError.errors);
    expect(at).toMatchObject({ _errors: [{ code }] });
    expect(local.discord.channel('yusuf', HERE)).toEqual([]);
  });

  it('is taken at each limit', async () => {
    const local = await startLocal();
    await post(local, { content: '🎉'.repeat(2000) });
    await post(local, {
      flags: V2,
      components: [{ type: 17, components: Array.from({ length: 39 }, () => text('a'.repeat(102))) }],
    });
    await post(local, { components: [row(menu(25)), row(button('a'.repeat(80), 'b'.repeat(100)))] });
    expect(local.discord.channel('yusuf', HERE)).toHaveLength(3);
  });

  it('breaks Discord above about ten kilobytes of text', async () => {
    const local = await startLocal();
    expect(await refused(post(local, { flags: V2, components: [text('語'.repeat(3387))] }))).toMatchObject({
      status: 500,
    });
  });

  it.each([
    ['nothing in it', { content: ' ' }, CHANNEL, { status: 400, code: 50006 }],
    ['a channel that is not there', { content: 'a' }, '13000000000000999', { status: 404, code: 10003 }],
    ['a channel that the bot is not let into', { content: 'a' }, BOARD, { status: 403, code: 50001 }],
    ['an id that is none', { content: 'a' }, 'her', { status: 400, code: 50035 }],
  ])('is refused with %s', async (_, body, channel, expected) => {
    const local = await startLocal();
    expect(await refused(post(local, body, channel))).toMatchObject(expected);
  });

  it('is refused without the token, and with broken JSON', async () => {
    const local = await startLocal();
    const send = (headers: Record<string, string>, body: string) =>
      fetch(`${local.api}/v10${POST}`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...headers },
      });
    const unauthorized = await send({}, '{}');
    expect([unauthorized.status, await unauthorized.json()]).toEqual([401, { message: '401: Unauthorized', code: 0 }]);
    const broken = await send({ authorization: 'Bot local.discord.token' }, '{"content"');
    expect([broken.status, await broken.json()]).toMatchObject([400, { code: 50109 }]);
  });

  it('answers with 404 for a path and 405 for a method that Discord does not know', async () => {
    const local = await startLocal();
    expect(await refused(rest(local).get('/nowhere'))).toMatchObject({ status: 404, rawError: { code: 0 } });
    expect(await refused(rest(local).put(POST))).toMatchObject({ status: 405 });
  });

  it('may bring files', async () => {
    const local = await startLocal();
    const files = [{ name: 'træf.ics', data: 'BEGIN:VCALENDAR', contentType: 'text/calendar' }];
    const posted = (await rest(local).post(POST, { body: { content: 'Her' }, files })) as {
      attachments: { url: string }[];
    };
    const file = await fetch(posted.attachments[0]?.url ?? '');
    expect(await file.text()).toBe('BEGIN:VCALENDAR');
    expect(local.discord.channel('yusuf', HERE)[0]?.text).toBe('Her\ntræf.ics');
  });
});

describe('a nonce', () => {
  it('that is enforced gives the same message again within some minutes', async () => {
    const local = await startLocal();
    const first = await post(local, { content: 'en', nonce: 'levering-1', enforce_nonce: true });
    const again = await post(local, { content: 'en', nonce: 'levering-1', enforce_nonce: true });
    expect(again.id).toBe(first.id);
    expect(first.nonce).toBe('levering-1');
    const list = (await rest(local).get(POST)) as Posted[];
    expect(list.map(({ id, nonce }) => [id, nonce])).toEqual([[first.id, undefined]]);
  });

  it('that is not enforced does not', async () => {
    const local = await startLocal();
    await post(local, { content: 'en', nonce: 'a' });
    await post(local, { content: 'en', nonce: 'a' });
    expect(local.discord.channel('yusuf', HERE)).toHaveLength(2);
  });

  it('is remembered by a Discord that was stopped and started', async () => {
    const local = await startLocal();
    const first = await post(local, { content: 'en', nonce: 'a', enforce_nonce: true });
    const later = await startLocal({ journal: local.journal });
    expect((await post(later, { content: 'en', nonce: 'a', enforce_nonce: true })).id).toBe(first.id);
  });
});

describe('who is notified', () => {
  const everything = `@everyone <@${YUSUF}> <@&${HELPERS}> <@&${TEAM}>`;
  it.each([
    ['all, when nothing is said', { content: '@everyone' }, ['maja', 'yusuf', 'freja']],
    ['a person and a role', { content: `<@${FREJA}> <@&${HELPERS}>` }, ['freja', 'yusuf']],
    ['nobody, when no mentions are allowed', { content: everything, allowed_mentions: { parse: [] } }, []],
    [
      'those alone who are listed',
      { content: `<@${YUSUF}> <@${FREJA}>`, allowed_mentions: { users: [FREJA] } },
      ['freja'],
    ],
    ['nobody for a mention within code', { content: `\`@everyone\` \`\`\`<@${YUSUF}>\`\`\`` }, []],
    ['everyone even after a backslash', { content: '\\@everyone' }, ['maja', 'yusuf', 'freja']],
    ['a person named in a text display', { flags: V2, components: [text(`<@${YUSUF}>`)] }, ['yusuf']],
  ])('is %s', async (_, body, pinged) => {
    const local = await startLocal();
    await post(local, body);
    expect(local.discord.channel('maja', HERE)[0]?.pinged.sort()).toEqual(pinged.sort());
  });

  it('is nobody when a message is edited', async () => {
    const local = await startLocal();
    const { id } = await post(local, { content: 'a' });
    const edited = await rest(local).patch(Routes.channelMessage(CHANNEL, id), { body: { content: `<@${YUSUF}>` } });
    expect(edited).toMatchObject({ mentions: [{ id: YUSUF }], edited_timestamp: expect.any(String) });
    expect(local.discord.channel('maja', HERE)[0]).toMatchObject({ pinged: [], editedAt: local.clock.now() });
  });

  it('is whom a person mentions', async () => {
    const local = await startLocal();
    expect(await local.discord.say('yusuf', HERE, `Hej <@${FREJA}>`)).toMatchObject({
      text: 'Hej @Freja',
      pinged: ['freja'],
      fromBot: false,
    });
  });
});

describe('editing', () => {
  it('turns an older message into one of components only when the rest is emptied', async () => {
    const local = await startLocal();
    const { id } = await post(local, { content: 'gammel' });
    const path = Routes.channelMessage(CHANNEL, id);
    expect(await refused(rest(local).patch(path, { body: SOME }))).toMatchObject({
      code: 50035,
      rawError: { errors: { content: {} } },
    });
    await rest(local).patch(path, { body: { ...SOME, content: null } });
    const back = { body: { flags: 0, content: 'gammel' } };
    expect(await refused(rest(local).patch(path, back))).toMatchObject({ rawError: { errors: { flags: {} } } });
    expect(local.discord.channel('yusuf', HERE)).toMatchObject([{ text: 'a' }]);
  });

  it('of what others wrote is refused, and so is deleting it', async () => {
    const local = await startLocal();
    const { id } = await local.discord.say('yusuf', HERE, 'mit');
    const path = Routes.channelMessage(CHANNEL, id);
    expect(await refused(rest(local).patch(path, { body: { content: 'a' } }))).toMatchObject({
      status: 403,
      code: 50005,
    });
    expect(await refused(rest(local).delete(path))).toMatchObject({ status: 403, code: 50013 });
  });

  it('of a message that is gone is refused', async () => {
    const local = await startLocal();
    const { id } = await post(local, { content: 'a' });
    const path = Routes.channelMessage(CHANNEL, id);
    await rest(local).delete(path);
    expect(await refused(rest(local).patch(path, { body: { content: 'b' } }))).toMatchObject({
      status: 404,
      code: 10008,
    });
  });

  it('of a message that is more than an hour old has a limit of its own', async () => {
    const local = await startLocal();
    const { id } = await post(local, { content: 'a' });
    local.clock.set(local.clock.now() + 3_600_001);
    const headers = { authorization: 'Bot local.discord.token', 'content-type': 'application/json' };
    const url = `${local.api}/v10${Routes.channelMessage(CHANNEL, id)}`;
    const answers = [];
    for (const content of ['b', 'c', 'd', 'e']) {
      answers.push(await fetch(url, { method: 'PATCH', headers, body: JSON.stringify({ content }) }));
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(await answers[3]?.json()).toMatchObject({ code: 30046, retry_after: expect.any(Number) });
    expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('crossposts once, and only where there are announcements', async () => {
    const local = await startLocal();
    const news = await post(local, { content: 'Nyt' }, NEWS);
    const crosspost = (channel: string, id: string) =>
      rest(local).post(`/channels/${channel}/messages/${id}/crosspost`);
    expect(await crosspost(NEWS, news.id)).toMatchObject({ flags: 1 });
    expect(await refused(crosspost(NEWS, news.id))).toMatchObject({ code: 40033 });
    expect(await refused(crosspost(CHANNEL, (await post(local, { content: 'a' })).id))).toMatchObject({ code: 50024 });
  });
});

describe('listing', () => {
  it('gives the newest first, before, after or around a message', async () => {
    const local = await startLocal({ rateLimits: false });
    const ids: string[] = [];
    for (const content of ['a', 'b', 'c', 'd', 'e']) ids.push((await post(local, { content })).id);
    const [a, b, c, d, e] = ids;
    const list = async (query: Record<string, string>) =>
      ((await rest(local).get(POST, { query: new URLSearchParams(query) })) as Posted[]).map(({ id }) => id);
    expect(await list({})).toEqual([e, d, c, b, a]);
    expect(await list({ limit: '2' })).toEqual([e, d]);
    expect(await list({ before: d ?? '', limit: '2' })).toEqual([c, b]);
    expect(await list({ after: b ?? '', limit: '2' })).toEqual([d, c]);
    expect(await list({ around: c ?? '', limit: '3' })).toEqual([d, c, b]);
    expect(await refused(list({ limit: '101' }))).toMatchObject({ code: 50035, rawError: { errors: { limit: {} } } });
  });

  it('after an id made from the machine’s time gives what came later', async () => {
    const local = await startLocal();
    const since = ((BigInt(Date.now() - 1) - 1_420_070_400_000n) << 22n).toString();
    local.clock.set(0);
    const { id } = await post(local, { content: 'a' });
    expect(await rest(local).get(POST, { query: new URLSearchParams({ after: since }) })).toMatchObject([{ id }]);
  });

  it('hides what others wrote from an app without the privileged intent', async () => {
    const local = await startLocal();
    await local.discord.say('yusuf', HERE, 'hemmeligt');
    await local.discord.say('yusuf', HERE, 'Hej <@11000000000000001>');
    expect(await rest(local).get(POST)).toMatchObject([{ content: 'Hej <@11000000000000001>' }, { content: '' }]);
  });
});

describe('direct messages', () => {
  const open = (local: Local, recipient_id: string) =>
    rest(local).post(Routes.userChannels(), { body: { recipient_id } }) as Promise<{ id: string }>;

  it('arrive, and are the same channel each time', async () => {
    const local = await startLocal();
    const client = await login(local);
    const user = await client.users.fetch(YUSUF);
    const sent = await user.send('Husk i morgen');
    expect((await open(local, YUSUF)).id).toBe(sent.channelId);
    expect(local.discord.directMessages('yusuf')).toMatchObject([{ id: sent.id, text: 'Husk i morgen' }]);
  });

  it('of a person reach the bot when it asks for them', async () => {
    const local = await startLocal();
    const client = await login(local, undefined, [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages]);
    const heard = new Promise<string>((resolve) => client.on(Events.MessageCreate, ({ content }) => resolve(content)));
    await local.discord.say('yusuf', { space: '', channel: '@Samling' }, 'Hej bot');
    expect(await heard).toBe('Hej bot');
  });

  it('are refused when the person has closed them, and when there is no server in common', async () => {
    const local = await startLocal();
    const { id } = await open(local, YUSUF);
    local.discord.setPerson('yusuf', { directMessagesClosed: true });
    expect(await refused(post(local, { content: 'a' }, id))).toMatchObject({ status: 403, code: 50007 });
    local.discord.setInstalled('RÅ', false);
    expect(await refused(post(local, { content: 'a' }, id))).toMatchObject({ status: 403, code: 50278 });
    expect(await refused(open(local, '14000000000000999'))).toMatchObject({ status: 400, code: 50033 });
  });
});

function menu(count: number) {
  const options = Array.from({ length: count }, (_, index) => ({ label: `${index}`, value: `${index}` }));
  return { type: 3, custom_id: 'menu', options };
}
