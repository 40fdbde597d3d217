import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, idIn, type Port, startPort, wordsOf } from './port.ts';
import { NOON } from './world.ts';

const MEMBERS = 60;
const admin: Caller = { id: 'admin', space: 'ours' };

let port: Port;
beforeAll(async () => {
  port = await startPort(NOON);
  port.allows('admin', 'ours', { mayManage: true, roles: [] });
});
afterAll(() => port.stop());

test('a network of sixty communities is shown page by page, and nobody is left out', async () => {
  const { prisma } = port.db;
  await port.does(admin, { kind: 'command', path: ['network', 'create'], values: { name: 'Kulturmetropolen' } });
  const network = await prisma.network.findFirstOrThrow();
  const own = await prisma.community.findFirstOrThrow();
  const { id: _, ...like } = own;
  for (let number = 2; number <= MEMBERS; number += 1) {
    const { id: communityId } = await prisma.community.create({ data: { ...like, name: `Forening nr. ${number}.` } });
    const joinedAt = new Date(Date.parse(NOON) + number);
    await prisma.networkMember.create({ data: { networkId: network.id, communityId, joinedAt } });
  }

  let result = await port.does(admin, { kind: 'command', path: ['network', 'members'], values: {} });
  let words = await wordsOf(result);
  expect(words).toContain('60 fællesskaber');
  for (let page = 1; page < 4; page += 1) {
    expect(words).toContain(`Side ${page} af 4`);
    result = await port.does(admin, {
      kind: 'action',
      id: `${idIn(result, 'network.members').replace(/\d+$/, '')}${page}`,
      chosen: [],
    });
    words += await wordsOf(result);
  }
  for (let number = 2; number <= MEMBERS; number += 1) expect(words).toContain(`Forening nr. ${number}.`);
  const beyond = `network.members:${network.id}:99`;
  expect(await wordsOf(await port.does(admin, { kind: 'action', id: beyond, chosen: [] }))).toContain('Side 4 af 4');
});
