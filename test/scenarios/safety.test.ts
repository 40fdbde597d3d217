import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { loadCommands } from '../../src/chat/load.ts';
import { pinnedId } from '../../src/chat/pins.ts';
import type { Result } from '../../src/chat/platform.ts';
import { buttonsOf } from '../../src/feature-list.ts';
import { FEATURES } from '../../src/features.ts';
import { type Caller, idIn, type Port, settled, startPort, wordsOf } from './port.ts';
import { NOON } from './world.ts';

const commands = await loadCommands(path.resolve(import.meta.dirname, '../../commands'));
const buttons = buttonsOf(FEATURES);
const actions = [...buttons.values()].map(({ action, right }) => ({ name: action.name, action, right }));

/** Stands in everything that only one community may read. */
const SECRET = 'Fortrolig';
const OURS = 'ours';
const THEIRS = 'theirs';
const manager: Caller = { id: 'manager', space: OURS };
const member: Caller = { id: 'member', space: OURS };
/** Manages another community. */
const stranger: Caller = { id: 'stranger', space: THEIRS };

let port: Port;
/** Things in the community, by the name that a button's argument has. */
const known: Record<string, string[]> = {
  answer: ['going', 'not_going'],
  on: ['yes', 'no'],
  page: ['0'],
  revision: ['1'],
  language: ['da'],
  when: ['now', 'time'],
  list: ['subject', 'group'],
  role: ['organisers'],
  people: ['12'],
  from: ['here', 'network'],
};

const say = (caller: Caller, command: string, values: Record<string, string> = {}) =>
  port.does(caller, { kind: 'command', path: command.split(' '), values });
const press = (caller: Caller, id: string, chosen: string[] = []) => port.does(caller, { kind: 'action', id, chosen });

async function announces(title: string): Promise<Result> {
  return say(manager, 'announce write', { title: `${SECRET} ${title}`, text: `${SECRET} tekst`, topic: 'own' });
}

beforeAll(async () => {
  port = await startPort(NOON);
  port.allows('manager', OURS, { mayManage: true, roles: ['organisers'] });
  port.allows('second', OURS, { mayManage: true, roles: ['organisers'] });
  port.allows('stranger', THEIRS, { mayManage: true, roles: ['organisers'] });
  await say(manager, 'setup settings', { organisers: 'organisers', channel: `channel-of-${OURS}` });
  await say(stranger, 'setup settings', { channel: `channel-of-${THEIRS}` });
  const meetup = { when: 'på lørdag kl. 19-22', where: `${SECRET} sted` };
  const published = await say(manager, 'meetup create', { ...meetup, title: `${SECRET} aften` });
  await press(manager, idIn(published, 'meetup.publish'));
  await say(manager, 'meetup create', { ...meetup, title: `${SECRET} kladde` });
  await say(manager, 'network create', { name: `${SECRET} netværk` });
  await say(manager, 'network invite');
  await announces('kladde');
  await press(manager, idIn(await announces('sendt'), 'announce.send'));
  // What waits for a second person.
  await press({ ...manager, id: 'second' }, 'network.contact::yes');
  await press(manager, 'network.own-approval::yes');
  await press(manager, idIn(await announces('venter'), 'announce.send'));
  await press(manager, 'network.own-approval::no');
  // What was typed and is kept for its author.
  await wordsOf(await say(manager, 'meetup create', { ...meetup, title: `${SECRET} igen`, when: 'engang' }));
  const answered = await port.db.prisma.occurrence.findFirstOrThrow({ where: { meetup: { state: 'published' } } });
  await press(manager, `meetup.answer:${answered.id}:going`);
  // An edit that waits for a press.
  await say(manager, 'meetup edit', { meetup: answered.meetupId, when: 'på søndag kl. 19' });
  const guest = { ...manager, id: 'guest' };
  const asked = { question: `${SECRET} spørgsmål` };
  await port.does(guest, { kind: 'form', id: `meetup.ask:${answered.id}`, values: asked });
  await settled(port);
  const { prisma } = port.db;
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);
  // A card that did not get through, so that it could be posted again.
  const lost = { subjectId: answered.id, placementId: { not: null } };
  await prisma.delivery.updateMany({ where: lost, data: { state: 'failed', reason: 'no-access' } });
  known.delivery = ids(await prisma.delivery.findMany({ where: lost }));
  known.meetup = ids(await prisma.meetup.findMany());
  known.occurrence = ids(await prisma.occurrence.findMany());
  known.announcement = ids(await prisma.announcement.findMany());
  known.network = [...ids(await prisma.network.findMany()), ''];
  known.member = ids(await prisma.community.findMany());
  known.topic = [...ids(await prisma.topic.findMany()).slice(0, 1), ''];
  known.space = ids(await prisma.space.findMany({ where: { externalId: OURS } }));
  known.placement = ids(await prisma.placement.findMany());
  known.question = ids(await prisma.question.findMany());
  known.wish = ids(await prisma.approvalOff.findMany());
  const codes = [await prisma.linkCode.findMany(), await prisma.networkCode.findMany()].flat();
  known.hash = codes.map(({ codeHash }) => codeHash);
  known.kept = ids(await prisma.keptInput.findMany());
});
afterAll(() => port.stop());

/** @returns every id that a button of this kind can have about the community */
function idsOf({ action }: (typeof actions)[number]): string[] {
  const names = Object.keys((action.args as unknown as z.ZodObject).shape);
  const all = names.reduce<Record<string, string>[]>(
    (sets, name) => sets.flatMap((set) => (known[name] ?? []).map((value) => ({ ...set, [name]: value }))),
    [{}],
  );
  expect(all.length, `${action.name} has an argument for which this test knows no value`).toBeGreaterThan(0);
  return all.map((args) => action.id(args));
}

/** Everything that belongs to the community, for comparing. */
async function state(): Promise<string> {
  const tables = ['Meetup', 'Occurrence', 'Rsvp', 'Announcement', 'Revision', 'Approval', 'Consent', 'Seen', 'Network'];
  const more = [
    'NetworkMember',
    'Topic',
    'TopicChoice',
    'NetworkCode',
    'LinkCode',
    'Contact',
    'Delivery',
    'Placement',
    'CopyMark',
    'SettingChange',
    'ApprovalOff',
  ];
  const rows = await Promise.all([
    ...[...tables, ...more].map((table) => port.db.pool.query(`SELECT t::text FROM "${table}" t ORDER BY 1`)),
    port.db.pool.query(`SELECT t::text FROM "Space" t WHERE "externalId" = '${OURS}'`),
  ]);
  return JSON.stringify(rows.map((one) => one.rows));
}

describe('what belongs to one community', () => {
  /** Presses, and sends a form with, every id that there is. */
  async function tries(caller: Caller, id: string): Promise<string> {
    const values = { title: 'Overtaget', text: 'x', where: 'x', when: 'i morgen kl. 10', topics: 'x', topic: 'own' };
    const kept = (known.kept ?? []).map((one) => `${id}~${one}`);
    const results = [
      await press(caller, id, known.topic?.slice(0, 1)),
      await port.does(caller, { kind: 'form', id, values }),
      ...(await Promise.all(kept.map((one) => port.does(caller, { kind: 'form', id: one, values })))),
    ];
    return (await Promise.all(results.map(wordsOf))).join('\n');
  }

  const strangers: [string, Caller][] = [
    ['somebody who manages another community', stranger],
    ['somebody in direct messages', { id: 'stranger', space: '' }],
  ];
  describe.each(strangers)('is neither shown to nor changed by %s', (_who, caller) => {
    // These are about the space where they are pressed, whatever was shown before.
    const own = /^(setup\.(?!approval-off)|network\.(channel|crosspost|own-approval|contact)$)/;
    test.each(actions.filter(({ name }) => !own.test(name)))('$name', async (one) => {
      const before = await state();
      for (const id of idsOf(one)) expect(await tries(caller, id)).not.toContain(SECRET);
      expect(await state()).toBe(before);
    });

    test('what somebody typed', async () => {
      for (const kept of known.kept ?? []) {
        expect(await wordsOf(await press(caller, `again:${kept}`))).not.toContain(SECRET);
        expect(await wordsOf(await press(caller, `run:meetup/create:${kept}`))).not.toContain(SECRET);
      }
    });
  });

  test('is not proposed, listed or found by name in another', async () => {
    const before = await state();
    for (const [name, { subcommands }] of commands)
      for (const [sub, { input }] of subcommands)
        for (const field of Object.keys(input.shape))
          for (const typed of ['', SECRET.toLowerCase()])
            expect(await port.suggestions(stranger, [name, sub], field, { [field]: typed })).not.toContain(SECRET);
    for (const meetup of ['Aften', 'aften', ...(known.meetup ?? [])])
      for (const command of ['meetup show', 'meetup edit', 'meetup cancel'])
        expect(await wordsOf(await say(stranger, command, { meetup }))).not.toContain(SECRET);
    for (const network of known.network ?? [])
      for (const command of ['network settings', 'network members', 'network invite', 'network leave'])
        expect(await wordsOf(await say(stranger, command, network ? { network } : {}))).not.toContain(SECRET);
    for (const command of ['meetup list', 'announce list'])
      expect(await wordsOf(await say(stranger, command))).not.toContain(SECRET);
    expect(await state()).toBe(before);
  });
});

describe('somebody who manages two spaces, in direct messages that belong to none', () => {
  const [first, second] = ['eva-first', 'eva-second'];
  const eva: Caller = { id: 'eva', space: '' };
  const everyone = async (space: string) =>
    (await port.db.prisma.space.findFirstOrThrow({ where: { externalId: space } })).organiserRole === null;
  beforeAll(async () => {
    for (const space of [first, second]) {
      port.allows('eva', space, { mayManage: true, roles: [] });
      await say({ id: 'eva', space }, 'setup settings', { organisers: 'organisers', channel: `channel-of-${space}` });
    }
  });

  test('acts in the space for which was shown what they press, whichever wrote to them last', async () => {
    const { id } = await port.db.prisma.space.findFirstOrThrow({ where: { externalId: first } });
    for (const writes of [first, second]) {
      const going = { title: 'Påmindet', when: 'i morgen kl. 12', where: 'Parken' };
      const draft = await say({ id: 'eva', space: writes }, 'meetup create', going);
      await press({ id: 'eva', space: writes }, idIn(draft, 'meetup.publish'));
      const { spaceId, occurrenceId } = await published(writes);
      const { id: accountId } = await port.db.prisma.account.findFirstOrThrow({ where: { externalId: 'eva' } });
      const delivery = { spaceId, kind: 'meetup.promoted', subjectId: occurrenceId, accountId, state: 'sent' as const };
      const at = new Date(port.clock.now() + (writes === first ? 0 : 1));
      await port.db.prisma.delivery.create({ data: { ...delivery, key: `eva ${writes}`, wakeAt: at, createdAt: at } });
    }
    // The settings as they are shown for the first, and what hangs on them.
    const settings = await press(eva, pinnedId('run:setup/settings:', id));
    expect(await wordsOf(settings)).toContain(`Place ${first}`);
    const more = await press(eva, pinnedIdIn(settings, 'setup.more'));
    await press(eva, pinnedIdIn(more, 'setup.everyone'));
    expect([await everyone(first), await everyone(second)]).toEqual([true, false]);
  });

  test('is asked to do it in the space where nothing tells which one is meant', async () => {
    for (const id of ['setup.everyone', 'network.contact::yes', 'run:setup/settings:', 'run:meetup/create:'])
      expect(await wordsOf(await press(eva, id))).toContain('hvilken server du mener');
    expect(await everyone(second)).toBe(false);
    expect((await press(eva, 'run:meetup/list:')).type).toBe('card');
  });

  test('reaches nothing in a space that they have left, or were never in', async () => {
    const { id } = await port.db.prisma.space.findFirstOrThrow({ where: { externalId: OURS } });
    port.allows('eva', OURS, { mayManage: false, roles: [], outside: true });
    for (const one of [
      'run:meetup/list:',
      'run:setup/settings:',
      ...(known.occurrence ?? []).map((each) => `meetup.more:${each}`),
    ]) {
      const words = await wordsOf(await press(eva, pinnedId(one, id)));
      expect(words).toContain('en server, som du ikke er med i');
      expect(words).not.toContain(SECRET);
    }
  });

  async function published(space: string) {
    const where = { meetup: { title: 'Påmindet', space: { externalId: space } } };
    const { id, meetup } = await port.db.prisma.occurrence.findFirstOrThrow({ where, include: { meetup: true } });
    return { occurrenceId: id, spaceId: meetup.spaceId };
  }

  /** @returns an id as it travels: with the pin, also where the action has no arguments */
  function pinnedIdIn(result: Result, action: string): string {
    const found = new RegExp(`"id":"(${action.replaceAll('.', '\\.')}[:@][^"]*)"`).exec(JSON.stringify(result))?.[1];
    if (!found) throw new Error(`No ${action} in ${JSON.stringify(result)}`);
    return found;
  }
});

describe('somebody without the right', () => {
  /** Of these the handler decides: an organiser keeps what is theirs. */
  const own = /^meetup\.(change|cancel|cancel\.ask|keep)$/;
  const guarded = actions.filter(({ name, right }) => right !== 'anyone' || own.test(name));
  test.each(guarded)('cannot use $name', async (one) => {
    const before = await state();
    for (const id of idsOf(one)) {
      const result = await press(member, id, ['x']);
      expect(result.type).toBe('private');
      expect(await wordsOf(result)).not.toContain(SECRET);
      const values = { title: 'x', when: 'i morgen kl. 10', where: 'x' };
      expect((await port.does(member, { kind: 'form', id, values })).type).toBe('private');
    }
    expect(await state()).toBe(before);
  });

  test('is not told of drafts by any way to name them, nor is anybody but who wrote them', async () => {
    const second = { ...manager, id: 'second' };
    const drafts = new RegExp(`${SECRET} (kladde|igen)`);
    for (const caller of [member, second]) {
      for (const one of actions.filter(({ name }) => !/^(meetup|announce)\.pick$/.test(name)))
        for (const id of idsOf(one).filter((each) => draftIds().some((draft) => each.includes(draft))))
          expect(await wordsOf(await press(caller, id)), id).not.toMatch(drafts);
      for (const id of draftIds())
        for (const pick of ['meetup.pick', 'announce.pick'])
          expect(await wordsOf(await press(caller, pick, [id]))).not.toMatch(drafts);
    }
  });

  test('loses what they could do with the right itself', async () => {
    const former = { id: 'former', space: OURS };
    port.allows('former', OURS, { mayManage: false, roles: ['organisers'] });
    const values = { title: 'Min egen', when: 'på søndag kl. 12', where: 'Parken' };
    const draft = await say(former, 'meetup create', values);
    port.allows('former', OURS, { mayManage: false, roles: [] });
    const { id } = await port.db.prisma.meetup.findFirstOrThrow({ where: { title: 'Min egen' } });
    for (const button of ['meetup.publish', 'meetup.discard', 'meetup.change'])
      expect(await wordsOf(await press(former, idIn(draft, button)))).toMatch(/not-allowed|lov/);
    for (const command of ['meetup edit', 'meetup cancel'])
      expect((await say(former, command, { meetup: id, title: 'Ny' })).type).not.toBe('card');
    expect(await port.db.prisma.meetup.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'draft',
      title: 'Min egen',
    });
  });

  test('keeps what they published, here and nowhere else, until they are out of the space', async () => {
    const owner = { id: 'owner', space: OURS };
    port.allows('owner', OURS, { mayManage: false, roles: ['organisers'] });
    const draft = await say(owner, 'meetup create', { title: 'Mit', when: 'på søndag kl. 12', where: 'Parken' });
    await press(owner, idIn(draft, 'meetup.publish'));
    port.allows('owner', OURS, { mayManage: false, roles: [] });
    const { prisma } = port.db;
    const { id } = await prisma.meetup.findFirstOrThrow({ where: { title: 'Mit' } });
    expect((await say(owner, 'meetup edit', { meetup: id, where: 'Haven' })).type).toBe('card');
    expect((await press(owner, `meetup.cancel.ask:${id}`)).type).toBe('card');
    expect(await prisma.meetup.findUniqueOrThrow({ where: { id } })).toMatchObject({ place: 'Haven' });

    // From direct messages, where a person may press who is not in the space any more.
    await settled(port);
    const occurrence = await prisma.occurrence.findFirstOrThrow({ where: { meetupId: id } });
    const card = { subjectId: occurrence.id, kind: 'meetup.card' };
    await prisma.delivery.updateMany({ where: card, data: { state: 'failed', reason: 'no-access' } });
    const delivery = await prisma.delivery.findFirst({ where: card });
    const space = await prisma.space.findFirstOrThrow({ where: { externalId: OURS } });
    const again = () => press({ id: 'owner', space: '' }, `meetup.post:${space.id}:${delivery?.id}`);
    port.allows('owner', OURS, { mayManage: false, roles: [], outside: true });
    expect(await wordsOf(await again())).toContain('Det kan kun træffets arrangør');

    // Whoever said something once, and was put out, takes no place any more; a no they may say.
    port.allows('put-out', OURS, { mayManage: false, roles: [] });
    await press({ id: 'put-out', space: OURS }, `meetup.answer:${occurrence.id}:not_going`);
    expect(await prisma.rsvp.count({ where: { occurrenceId: occurrence.id, answer: 'not_going' } })).toBe(1);
    port.allows('put-out', OURS, { mayManage: false, roles: [], outside: true });
    const answer = (said: string) =>
      press({ id: 'put-out', space: '' }, `meetup.respond:${space.id}:${occurrence.id}:${said}`);
    expect(await wordsOf(await answer('going'))).toContain('findes ikke længere');
    const going = { occurrenceId: occurrence.id, answer: 'going' as const };
    expect(await prisma.rsvp.count({ where: going })).toBe(0);
  });
});

const draftIds = () => drafts;
let drafts: string[] = [];
beforeAll(async () => {
  const [meetups, announcements] = await Promise.all([
    port.db.prisma.meetup.findMany({ where: { state: 'draft' } }),
    port.db.prisma.announcement.findMany({ where: { state: 'draft' } }),
  ]);
  drafts = [...meetups, ...announcements].map(({ id }) => id);
});

describe('whatever stands in an id', () => {
  const hostile = [
    '',
    '\'; DROP TABLE "Meetup"; --',
    'x'.repeat(10_000),
    '%',
    '%00',
    '\0',
    '\ud83d',
    '٠٠٠',
    '😀'.repeat(50),
    '00000000-0000-0000-0000-000000000000',
    '../../../etc/passwd',
    '__proto__',
    'constructor',
  ];
  test.each(actions)('$name is answered kindly', async ({ action }) => {
    const names = Object.keys((action.args as unknown as z.ZodObject).shape);
    port.logged.length = 0;
    for (const value of hostile) {
      const id = [action.name, ...names.map(() => value)].join(':');
      for (const one of new Set([id, `${id}~${value}`, `${id}:${value}`]))
        for (const chosen of [[], [value]]) {
          await wordsOf(await press(manager, one, chosen));
          await wordsOf(await port.does(manager, { kind: 'form', id: one, values: { title: value, [value]: value } }));
        }
    }
    expect(port.logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
  });

  test('every command takes every value', async () => {
    port.logged.length = 0;
    const joker: Caller = { id: 'joker', space: 'joker' };
    port.allows('joker', 'joker', { mayManage: true, roles: [] });
    for (const [name, { subcommands }] of commands)
      for (const [sub, { input }] of subcommands)
        for (const value of hostile) {
          const values = Object.fromEntries(Object.keys(input.shape).map((field) => [field, value]));
          await wordsOf(await say(joker, `${name} ${sub}`, values));
          await wordsOf(await port.does(joker, { kind: 'typed', path: [name], text: `${sub} ${value}` }));
          await wordsOf(await port.does(joker, { kind: 'typed', path: [name], text: value }));
          for (const field of Object.keys(values)) await port.suggestions(joker, [name, sub], field, values);
        }
    expect(port.logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
  });
});

test('nothing of what people wrote is in the log', () => {
  expect(port.logged.join('')).not.toMatch(new RegExp(`${SECRET}|Overtaget|Min egen`));
});
