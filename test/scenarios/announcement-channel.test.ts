import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, type Port, startPort, wordsOf } from './port.ts';
import { NOON } from './world.ts';

let port: Port;
beforeAll(async () => {
  port = await startPort(NOON);
});
afterAll(() => port.stop());

const CHOSEN = 'den har jeg selv valgt';

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
