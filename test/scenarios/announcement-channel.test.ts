import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, idIn, type Port, startPort, wordsOf } from './port.ts';
import { NOON } from './world.ts';

let port: Port;
beforeAll(async () => {
  port = await startPort(NOON);
});
afterAll(() => port.stop());

const CHOSEN = 'Den har jeg valgt ud fra navnet';

/** Somebody who manages a space; those called "board…" have a channel whose name says that it is for announcements. */
function manager(space: string): Caller {
  const who = { id: `of-${space}`, space };
  port.allows(who.id, space, { mayManage: true, roles: [] });
  return who;
}
const say = async (who: Caller, command: string, values: Record<string, string> = {}) =>
  wordsOf(await port.does(who, { kind: 'command', path: command.split(' '), values }));
const channelOf = async (externalId: string) =>
  (await port.db.prisma.space.findFirstOrThrow({ where: { externalId } })).announcementChannel;

test('who makes or joins a network gets announcements in the channel made for them, and is told so', async () => {
  const owner = manager('board-1');
  const made = await say(owner, 'network create', { name: 'Netværket' });
  expect(made).toContain(CHOSEN);
  expect(await channelOf('board-1')).toBe('channel-of-board-1');
  expect(await say(owner, 'network settings')).not.toContain(CHOSEN);
  const joining = manager('board-2');
  const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(await say(owner, 'network invite'))?.[0] ?? '';
  expect(await say(joining, 'network join', { code })).toContain(CHOSEN);
  expect(await channelOf('board-2')).toBe('channel-of-board-2');
});

test('who writes the first announcement is told so on its draft, once', async () => {
  const author = manager('board-3');
  const draft = { title: 'Opslag', text: 'Alle er med.', topic: 'own' };
  expect(await say(author, 'announce write', draft)).toContain(CHOSEN);
  expect(await channelOf('board-3')).toBe('channel-of-board-3');
  expect(await say(author, 'announce write', draft)).not.toContain(CHOSEN);
});

test('what somebody has chosen stays, and where there is no such channel nothing is chosen', async () => {
  const chosen = manager('board-4');
  await say(chosen, 'network settings');
  await port.db.prisma.space.updateMany({ where: { externalId: 'board-4' }, data: { announcementChannel: 'another' } });
  expect(await say(chosen, 'network create', { name: 'Et andet' })).not.toContain(CHOSEN);
  expect(await channelOf('board-4')).toBe('another');
  const without = manager('plain');
  expect(await say(without, 'network create', { name: 'Et tredje' })).not.toContain(CHOSEN);
  expect(await channelOf('plain')).toBeNull();
});

/** Makes two spaces one community. */
async function link(first: Caller, second: Caller): Promise<void> {
  const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(await say(first, 'setup link'))?.[0] ?? '';
  expect(await say(second, 'setup join', { code })).toContain('I er forbundet');
  // Linking takes the channel where it is done for meetups.
  await port.db.prisma.space.updateMany({ where: { externalId: second.space }, data: { meetupChannel: 'meetups' } });
}
const writesIn = async (who: Caller) =>
  port.does(who, {
    kind: 'command',
    path: ['announce', 'write'],
    values: { title: 'Opslag', text: 'Alle er med.', topic: 'own' },
  });

test('announcements go to the channel made for them in every own place, wherever they are written', async () => {
  const [author, other] = [manager('one-5'), manager('board-5')];
  await link(author, other);
  const draft = await writesIn(author);
  expect(await wordsOf(draft)).toContain(
    'I Place board-5 (Discord) kommer opslag i en kanal, som jeg har valgt ud fra navnet',
  );
  expect(await wordsOf(draft), 'the preview names it').toContain('#channel-of-board-5 · Place board-5');
  expect(await channelOf('board-5')).toBe('channel-of-board-5');
  expect(await wordsOf(await writesIn(author)), 'it is said once').not.toContain('selv har valgt');
  const history = await port.does(author, { kind: 'action', id: 'setup.history:0', chosen: [] });
  expect(await wordsOf(history)).toMatch(/\(Place board-5\):.*en kanal dér/);
});

test('the channel can be changed from behind the draft, which then shows the new one', async () => {
  const author = manager('board-6');
  await say(author, 'setup settings', { channel: 'channel-of-board-6' });
  const draft = await writesIn(author);
  const behind = await port.does(author, { kind: 'action', id: idIn(draft, 'announce.more'), chosen: [] });
  await port.db.prisma.space.updateMany({ where: { externalId: 'board-6' }, data: { meetupChannel: 'another' } });
  const chosen = await port.does(author, {
    kind: 'action',
    id: idIn(behind, 'announce.channel'),
    chosen: ['channel-of-board-6'],
  });
  expect(await wordsOf(chosen)).toMatch(/"type":"channel","id":"channel-of-board-6".*Send nu/);
  expect(await channelOf('board-6')).toBe('channel-of-board-6');
});
