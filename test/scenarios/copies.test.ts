import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyMessage } from '../../src/announcements/kinds.ts';
import { announcementMessages } from '../../src/announcements/messages.ts';
import type { Result } from '../../src/chat/platform.ts';
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
  const copy = announcementMessages.find(({ names }) => names.includes(copyMessage.kind));
  return copy?.render(port.db.prisma, { ...occasion, ...reader, note: () => undefined, once });
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

/** @returns the correction as it is shown before anything changes */
const corrects = (title: string, text = 'Vi bygger to.') =>
  port.does(soren, { kind: 'form', id: `announce.correct:${announcement}:da`, values: { title, text } });
const yes = (proposed: Result) =>
  port.does(soren, { kind: 'action', id: idIn(proposed, 'announce.correct.yes'), chosen: [] });
const revision = async () =>
  (await port.db.prisma.announcement.findUniqueOrThrow({ where: { id: announcement } })).shown;

test('a correction changes nothing before a yes, and is made once however often that is pressed', async () => {
  const proposed = await corrects('Insekthoteller');
  expect(await wordsOf(proposed)).toMatch(/Vi bygger to\..*Intet er rettet endnu.*Det bliver rettet 2 steder/);
  expect(await revision()).toBe(1);
  const form = await port.does(soren, { kind: 'action', id: idIn(proposed, 'again'), chosen: [] });
  expect(await wordsOf(form), 'it can be written further').toMatch(/Insekthoteller.*Vi bygger to\./);
  const pressed = await Promise.all([yes(proposed), yes(proposed)]);
  for (const result of [...pressed, await yes(proposed)])
    expect(await wordsOf(result)).toContain(' bliver nu rettet 2 steder.');
  expect(await revision()).toBe(2);
  await settled(port);
  expect(port.shownTo('channel-of-suburban').join()).toContain('Vi bygger to.');
  expect(await wordsOf(await corrects('Insekthoteller')), 'nothing was changed').toContain('Der er ikke ændret noget');
});

test('of two corrections the second is shown anew beside the first, and one can keep what stands', async () => {
  const [first, second] = [await corrects('Hotel A'), await corrects('Hotel B')];
  await yes(first);
  const again = await yes(second);
  expect(await wordsOf(again)).toMatch(/Hotel B.*Opslaget er blevet rettet imens/);
  expect(await revision()).toBe(3);
  const kept = await port.does(soren, { kind: 'action', id: idIn(again, 'announce.correct.no'), chosen: [] });
  expect(await wordsOf(kept)).toContain(' står, som det stod.');
  expect(await revision()).toBe(3);
  await yes(again);
  expect(await revision()).toBe(4);
});
