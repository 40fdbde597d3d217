import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, type Port, settled, startPort, wordsOf } from './port.ts';
import { NOON } from './world.ts';

/** History of settings: who changed which, and that nothing is changed by those who may no longer. */
let port: Port;
beforeAll(async () => {
  port = await startPort(NOON);
  for (const place of ['host', 'guest', 'other']) {
    port.allows('manager', place, { mayManage: true, roles: [] });
    port.allows('second', place, { mayManage: true, roles: [] });
  }
});
afterAll(() => port.stop());

const say = async (of: string, command: string, values: Record<string, string> = {}, id = 'manager') =>
  wordsOf(await port.does({ id, space: of }, { kind: 'command', path: command.split(' '), values }));
const press = async (of: string, action: string, id: Caller['id'] = 'manager') =>
  wordsOf(await port.does({ id, space: of }, { kind: 'action', id: action, chosen: [] }));
const codeOf = (words: string) => /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(words)?.[0] ?? '';
const spaceOf = (place: string) => port.db.prisma.space.findFirstOrThrow({ where: { externalId: place } });

/** @returns what was written down where a place is, as "setting (about): before → after", and forgets it */
async function written(place: string): Promise<string[]> {
  const { communityId } = await spaceOf(place);
  const rows = await port.db.prisma.settingChange.findMany({ where: { communityId } });
  await port.db.prisma.settingChange.deleteMany({ where: { communityId } });
  return rows
    .map(({ setting, about, before, after }) => `${setting}${about ? ` (${about})` : ''}: ${before} → ${after}`)
    .toSorted();
}

test('joining, leaving and removing from a network are written down, and who is asked', async () => {
  await say('host', 'network create', { name: 'Fælles' });
  expect(await written('host')).toEqual(['contact: off → on', 'membership (Fælles): out → in']);
  const { id: network } = await port.db.prisma.network.findFirstOrThrow();
  const invite = async () => codeOf(await say('host', 'network invite', { network: 'Fælles' }));
  await say('other', 'network join', { code: await invite() });
  expect(await written('other')).toEqual(['contact: off → on', 'membership (Fælles): out → in']);
  await press('other', `network.leave:${network}`);
  await press('other', 'network.contact::no');
  await press('other', 'network.contact::no');
  expect(await written('other')).toEqual(['contact: on → off', 'membership (Fælles): in → out']);
  await say('other', 'network join', { code: await invite() });
  await written('other');
  const { communityId: other } = await spaceOf('other');
  await press('host', `network.remove:${network}:${other}`);
  expect(await written('other')).toEqual(['membership (Fælles): in → out']);
  expect(await written('host')).toEqual(['membership (Fælles · Place other): in → out']);
});

test('a no to switching approval off is written down, and that it was switched on again meanwhile', async () => {
  await press('host', 'network.own-approval::yes');
  await press('host', 'network.contact::yes', 'second');
  await press('host', 'network.own-approval::no');
  await settled(port);
  const { id: space } = await spaceOf('host');
  const { id: wish } = await port.db.prisma.approvalOff.findFirstOrThrow();
  await written('host');
  await press('host', `setup.approval-off:${space}:${wish}:no`, 'second');
  expect(await written('host')).toEqual(['approval: asked-off → on']);
  await press('host', 'network.own-approval::no');
  await written('host');
  await press('host', 'network.own-approval::yes');
  expect(await written('host')).toEqual(['approval: asked-off → on']);
});

test('nobody switches off approval in a network that their community no longer runs', async () => {
  const { prisma } = port.db;
  const { id: network, ownerId } = await prisma.network.findFirstOrThrow();
  await press('host', `network.approval:${network}:yes`);
  await press('host', `network.approval:${network}:no`);
  const wish = await prisma.approvalOff.findFirstOrThrow({ where: { networkId: network, state: 'asked' } });
  const { id: space } = await spaceOf('host');
  const { communityId: other } = await spaceOf('other');
  await prisma.network.update({ where: { id: network }, data: { ownerId: other } });
  expect(await press('host', `setup.approval-off:${space}:${wish.id}:yes`, 'second')).toContain(
    'skal der ikke svares mere på',
  );
  expect(await prisma.network.findFirstOrThrow()).toMatchObject({ approval: true });
  await prisma.network.update({ where: { id: network }, data: { ownerId } });
  await press('host', `network.leave:${network}`);
  expect(await prisma.approvalOff.findFirstOrThrow({ where: { id: wish.id } })).toMatchObject({ state: 'over' });
});

test('what linking places switches on or chooses is written down', async () => {
  await press('guest', 'network.own-approval::yes');
  await port.db.prisma.community.update({
    where: { id: (await spaceOf('host')).communityId },
    data: { approval: false },
  });
  await written('host');
  const code = codeOf(await say('host', 'setup link'));
  expect(await written('host')).toEqual(['meetup-channel: null → channel-of-host']);
  await written('guest');
  await say('guest', 'setup join', { code });
  expect(await written('host')).toEqual(['approval: off → on', 'meetup-channel: null → channel-of-guest']);
});

test('an exception that ends because nobody restricts it any more is written down', async () => {
  await say('host', 'setup settings', { organisers: 'role' });
  await port.db.prisma.space.update({ where: { id: (await spaceOf('guest')).id }, data: { everyoneOrganises: true } });
  await written('host');
  await press('host', 'setup.everyone');
  expect(await written('host')).toEqual(['organisers (Place guest): everyone → null', 'organisers: role → null']);
});
