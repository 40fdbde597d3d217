import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, idIn, type Port, settled, startPort, wordsOf } from './port.ts';
import { NOON } from './world.ts';

/** Each manages a space of their own. */
const managers = ['one', 'two', 'three', 'four', 'five', 'six'];
const manager = (of: string): Caller => ({ id: `manager-of-${of}`, space: of });
const CODE = /[A-Z0-9]{4}-[A-Z0-9]{4}/;

let port: Port;
beforeAll(async () => {
  port = await startPort(NOON);
  for (const one of managers) {
    port.allows(`manager-of-${one}`, one, { mayManage: true, roles: [] });
    port.allows('second', one, { mayManage: true, roles: [] });
    await say(one, 'setup settings', { channel: `channel-of-${one}` });
  }
});
afterAll(() => port.stop());

const say = (of: string, command: string, values: Record<string, string> = {}, as: Partial<Caller> = {}) =>
  port.does({ ...manager(of), ...as }, { kind: 'command', path: command.split(' '), values });
const press = (of: string, id: string, as: Partial<Caller> = {}) =>
  port.does({ ...manager(of), ...as }, { kind: 'action', id, chosen: [] });
const codeFrom = async (of: string, command: string) => CODE.exec(await wordsOf(await say(of, command)))?.[0] ?? '';
const communityOf = async (of: string) =>
  (await port.db.prisma.space.findFirstOrThrow({ where: { externalId: of } })).communityId;

test('a space that joins brings along what was approved, asked and seen', async () => {
  const { prisma } = port.db;
  await say('one', 'network create', { name: 'Fælles' });
  await wordsOf(await say('two', 'network join', { code: await codeFrom('one', 'network invite') }));
  const draft = await say('one', 'announce write', { title: 'Nyt', text: 'Nyt', topic: 'Nichekultur' });
  await press('one', idIn(draft, 'announce.send'));
  const own = await say('two', 'announce write', { title: 'Eget', text: 'Eget', topic: 'own' });
  const announcement = idIn(own, 'announce.send').split(':')[1] ?? '';
  await press('two', `announce.seen-button:${announcement}:yes`);
  await press('two', 'network.own-approval::yes');
  await press('two', 'network.contact::yes', { id: 'second' });
  await press('two', `announce.send:${announcement}:now`);
  const space = await prisma.space.findFirstOrThrow({ where: { externalId: 'two' } });
  await press('two', `announce.approve:${space.id}:${announcement}:1`, { id: 'second' });
  await settled(port);
  await press('two', `announce.seen:${announcement}`);

  await wordsOf(await say('two', 'setup join', { code: await codeFrom('three', 'setup link') }));
  const communityId = await communityOf('three');
  expect(await communityOf('two')).toBe(communityId);
  expect(await prisma.approval.count({ where: { communityId, announcementId: announcement } })).toBe(1);
  expect(await prisma.seen.count({ where: { communityId } })).toBe(1);
  expect(await prisma.consent.findMany({ where: { communityId } })).toMatchObject([{ state: 'asked' }]);
  const { announcementId } = await prisma.consent.findFirstOrThrow({ where: { communityId } });
  await press('two', `announce.accept:${space.id}:${announcementId}`);
  expect(await prisma.consent.findMany({ where: { communityId } })).toMatchObject([{ state: 'accepted' }]);
});

test('of two spaces that use one code at once, one joins', async () => {
  const code = await codeFrom('four', 'setup link');
  const results = await Promise.all(['five', 'six'].map((one) => say(one, 'setup join', { code }).then(wordsOf)));
  expect(results.filter((words) => words.includes('I er forbundet'))).toHaveLength(1);
  expect(results.filter((words) => words.includes('virker ikke'))).toHaveLength(1);
  expect(await port.db.prisma.space.count({ where: { communityId: await communityOf('four') } })).toBe(2);
});

test('a space that joins two communities at once, and two that join each other, end in one', async () => {
  port.logged.length = 0;
  for (let round = 0; round < 3; round += 1) {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => `${name}${round}`) as [string, string, string];
    for (const one of [a, b, c]) port.allows(`manager-of-${one}`, one, { mayManage: true, roles: [] });
    const [ofA, ofB, ofC] = await Promise.all([a, b, c].map((one) => codeFrom(one, 'setup link')));
    await Promise.all([
      say(a, 'setup join', { code: ofB ?? '' }).then(wordsOf),
      say(a, 'setup join', { code: ofC ?? '' }).then(wordsOf),
      say(b, 'setup join', { code: ofA ?? '' }).then(wordsOf),
    ]);
    const all = await port.db.prisma.space.findMany({ where: { externalId: { in: [a, b, c] } } });
    const together = Map.groupBy(all, ({ communityId }) => communityId);
    expect(all).toHaveLength(3);
    expect(together.size).toBe(2);
  }
  // Nobody is left without a space, and nothing was a mistake.
  expect(await port.db.prisma.community.count({ where: { spaces: { none: {} } } })).toBe(0);
  expect(port.logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
});

test('what is made while its space joins another community is not lost', async () => {
  port.logged.length = 0;
  for (let round = 0; round < 5; round += 1) {
    const [joining, joined] = [`joining-${round}`, `joined-${round}`];
    for (const one of [joining, joined]) port.allows(`manager-of-${one}`, one, { mayManage: true, roles: [] });
    const code = await codeFrom(joined, 'setup link');
    const values = { when: 'på lørdag kl. 19-22', where: 'Parken' };
    await wordsOf(await say(joining, 'setup settings'));
    await Promise.all([
      ...Array.from({ length: 4 }, (_, index) =>
        say(joining, 'meetup create', { ...values, title: `Træf ${round} ${index}` }).then(wordsOf),
      ),
      say(joining, 'setup join', { code }).then(wordsOf),
      ...Array.from({ length: 4 }, (_, index) =>
        say(joining, 'meetup create', { ...values, title: `Træf ${round} ${index + 4}` }).then(wordsOf),
      ),
    ]);
    const communityId = await communityOf(joining);
    expect(communityId).toBe(await communityOf(joined));
    expect(await port.db.prisma.meetup.count({ where: { communityId } })).toBe(8);
  }
  expect(port.logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
});

test('what is made and answered while its space parts from the others is on one side, and no answer on the wrong one', async () => {
  port.logged.length = 0;
  const { prisma, pool } = port.db;
  for (let round = 0; round < 4; round += 1) {
    const [parting, staying] = [`parting-${round}`, `staying-${round}`];
    for (const one of [parting, staying]) port.allows(`manager-of-${one}`, one, { mayManage: true, roles: [] });
    const code = await codeFrom(staying, 'setup link');
    await wordsOf(await say(parting, 'setup join', { code }));
    const values = { when: 'på lørdag kl. 19-22', where: 'Parken' };
    const draft = await say(staying, 'meetup create', { ...values, title: `Fælles ${round}` });
    await wordsOf(await press(staying, idIn(draft, 'meetup.publish')));
    const { id: occurrence } = await prisma.occurrence.findFirstOrThrow({
      where: { meetup: { title: `Fælles ${round}` } },
    });
    const makes = (index: number) =>
      say(parting, 'meetup create', { ...values, title: `Deling ${round} ${index}` }).then(wordsOf);
    const answers = (index: number) =>
      press(parting, `meetup.answer:${occurrence}:going`, { id: `guest-${index}` }).then(wordsOf);
    const question = await say(parting, 'setup unlink');
    const each = [0, 1, 2];
    await Promise.all([
      ...each.flatMap((index) => [makes(index), answers(index)]),
      press(parting, idIn(question, 'setup.part')).then(wordsOf),
      ...each.flatMap((index) => [makes(index + 3), answers(index + 3)]),
    ]);
    expect(await communityOf(parting)).not.toBe(await communityOf(staying));
    expect(await prisma.meetup.count({ where: { communityId: await communityOf(parting) } })).toBe(6);
  }
  await settled(port);
  const { rows } = await pool.query(
    `SELECT 1 FROM "Rsvp" r JOIN "Occurrence" o ON o.id = r."occurrenceId" JOIN "Space" s ON s.id = r."spaceId"
     WHERE s."communityId" <> o."communityId"`,
  );
  expect(rows).toEqual([]);
  expect(await prisma.community.count({ where: { spaces: { none: {} } } })).toBe(0);
  expect(port.logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
});
