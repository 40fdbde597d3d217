import { afterAll, beforeAll, expect, test } from 'vitest';
import { COPY_KIND } from '../../src/announcements/kinds.ts';
import { announcementRenderers } from '../../src/announcements/messages.ts';
import { makeOnce, type Occasion } from '../../src/delivery/deliver.ts';
import { type Caller, idIn, type Port, settled, startPort, wordsOf } from './port.ts';
import { NOON } from './world.ts';

const soren: Caller = { id: 'soren', space: 'festival' };
const aase: Caller = { id: 'aase', space: 'suburban' };
const stranger: Caller = { id: 'stranger', space: 'elsewhere' };

let port: Port;
let announcement: string;
beforeAll(async () => {
  port = await startPort(NOON);
  for (const { id, space } of [soren, aase, stranger]) {
    port.allows(id, space, { mayManage: true, roles: [] });
    await say({ id, space }, 'setup settings', { channel: `channel-of-${space}` });
  }
  await say(soren, 'network create', { name: 'Netværket' });
  const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(await wordsOf(await say(soren, 'network invite')))?.[0] ?? '';
  await say(aase, 'network join', { code });
  await port.db.prisma.networkMember.updateMany({ data: { accepts: 'everything' } });
  const topic = (await port.db.prisma.topic.findFirstOrThrow({ where: { kind: 'subject' } })).name;
  const draft = await say(soren, 'announce write', { title: 'Insekthotel', text: 'Vi bygger et.', topic });
  announcement = idIn(draft, 'announce.send').split(':')[1] ?? '';
  await port.does(soren, { kind: 'action', id: `announce.send:${announcement}:now`, chosen: [] });
  await settled(port);
});
afterAll(() => port.stop());

const say = (who: Caller, command: string, values: Record<string, string> = {}) =>
  port.does(who, { kind: 'command', path: command.split(' '), values });

/** The copy for a space that is still on its way. */
async function copyFor({ space: externalId }: Caller, once: Occasion['once'], language: 'da' | 'en' = 'da') {
  const space = await port.db.prisma.space.findFirstOrThrow({ where: { externalId } });
  const community = { id: space.communityId, language, zone: 'Europe/Copenhagen' };
  const reader = { accountId: null, language: null, community };
  const occasion = { subjectId: announcement, spaceId: space.id, details: {}, posted: false, now: port.clock.now() };
  return announcementRenderers[COPY_KIND]?.(port.db.prisma, { ...occasion, ...reader, note: () => undefined, once });
}

test('copies that go together are one card for each language, so that a platform draws it once', async () => {
  const once = makeOnce();
  const first = await copyFor(soren, once);
  expect(JSON.stringify(first)).toContain('Vi bygger et.');
  expect(await copyFor(aase, once)).toBe(first);
  expect(await copyFor(aase, once, 'en')).not.toBe(first);
  expect(await copyFor(aase, makeOnce())).not.toBe(first);
});

test('a community that is not in the network gets none', async () => {
  expect(await copyFor(stranger, makeOnce())).toBeNull();
});
