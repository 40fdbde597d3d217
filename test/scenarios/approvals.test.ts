import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approvalMessage, askMessage } from '../../src/announcements/kinds.ts';
import { announcementMessages } from '../../src/announcements/messages.ts';
import { lockAnnouncements } from '../../src/announcements/parting/store.ts';
import type { Result } from '../../src/chat/platform.ts';
import { asCommunityId } from '../../src/communities/ids.ts';
import { makeOnce, type Occasion } from '../../src/delivery/deliver.ts';
import { eventually } from '../waiting.ts';
import { type Caller, idIn, type Port, settled, startPort, wordsOf } from './port.ts';
import { NOON } from './world.ts';

/** A festival that requires approval, and runs a network in which it does so too; and a member of that network. */
const soren: Caller = { id: 'soren', space: 'festival' };
const maja: Caller = { id: 'maja', space: 'festival' };
const yusuf: Caller = { id: 'yusuf', space: 'festival' };
const aase: Caller = { id: 'aase', space: 'suburban' };
const everybody = [soren, maja, yusuf, aase];

let port: Port;
let network: string;
beforeAll(async () => {
  port = await startPort(NOON);
  for (const { id, space } of everybody) port.allows(id, space, MANAGER);
  await say(soren, 'setup settings', { channel: 'channel-of-festival' });
  await say(aase, 'setup settings', { channel: 'channel-of-suburban' });
  await say(soren, 'network create', { name: 'Netværket' });
  network = (await port.db.prisma.network.findFirstOrThrow()).id;
  for (const one of [maja, yusuf]) await press(one, 'network.contact::yes');
  await press(soren, 'network.contact::no');
  await press(soren, 'network.own-approval::yes');
  await press(soren, `network.approval:${network}:yes`);
  await joins();
});
afterAll(() => port.stop());

const MANAGER = { mayManage: true, roles: [] };
const FORMER = { mayManage: false, roles: [] };
const ASKED = 'Må det her opslag sendes?';

const say = (who: Caller, command: string, values: Record<string, string> = {}) =>
  port.does(who, { kind: 'command', path: command.split(' '), values });
const press = (who: Caller, id: string, chosen: string[] = []) => port.does(who, { kind: 'action', id, chosen });
const fill = (who: Caller, id: string, values: Record<string, string>) => port.does(who, { kind: 'form', id, values });

/** It takes two to require no approval any more. */
async function switchesOff(who: Caller, second: Caller): Promise<void> {
  await press(who, 'network.own-approval::no');
  const { id } = await port.db.prisma.approvalOff.findFirstOrThrow({ where: { state: 'asked' } });
  await press(second, `setup.approval-off:${await spaceOf(second.space)}:${id}:yes`);
}

async function joins(): Promise<void> {
  const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(await wordsOf(await say(soren, 'network invite')))?.[0] ?? '';
  await say(aase, 'network join', { code });
}

/** Writes a draft for their own community. @returns the announcement's id */
async function writes(who: Caller, title: string, topic = 'own'): Promise<string> {
  const draft = await say(who, 'announce write', { title, text: `${title}, og alle er med.`, topic });
  return idIn(draft, 'announce.send').split(':')[1] ?? '';
}

/** Announcements with a time: their button says so. */
const timed = new Set<string>();

const asks = async (who: Caller, id: string) =>
  wordsOf(await press(who, `announce.send:${id}:${timed.has(id) ? 'time' : 'now'}`));

function schedules(who: Caller, id: string, when = 'i morgen kl. 10') {
  timed.add(id);
  return fill(who, `announce.when:${id}`, { when });
}

/** Words that somebody reads about a title once all has arrived and every card was renewed, which takes a second. */
async function reads(who: Caller, title: string): Promise<string[]> {
  await settled(port);
  return port.shownTo(who.id).filter((card) => card.includes(title));
}

/** Words that stand, as of now, in the messages to somebody about a title: those that are still on their way, too. */
async function told(who: Caller, title: string): Promise<string[]> {
  const messages = await port.db.prisma.delivery.findMany({
    where: { account: { externalId: who.id } },
    orderBy: { id: 'asc' },
  });
  const cards = await Promise.all(messages.map((message) => drawn(message, true)));
  return cards.map((card) => JSON.stringify(card) ?? '').filter((card) => card.includes(title));
}

/** @param posted whether the message hangs there already */
function drawn({ kind, subjectId, spaceId, details }: Written, posted: boolean) {
  const occasion = { subjectId, spaceId, details: details as Occasion['details'], posted, now: port.clock.now() };
  const reader = { accountId: null, language: null, community: { id: '', language: null, zone: 'Europe/Copenhagen' } };
  return announcementMessages
    .find(({ names }) => names.includes(kind))
    ?.render(port.db.prisma, {
      ...occasion,
      ...reader,
      note: () => undefined,
      once: makeOnce(),
    });
}

interface Written {
  kind: string;
  subjectId: string;
  spaceId: string;
  details: unknown;
}

const open = (card: string) => card.includes('announce.approve:');

/** Presses a button of the open question that somebody was asked; a no takes a line of words. */
async function answers(who: Caller, title: string, what: 'approve' | 'decline', reason = ''): Promise<string> {
  const card = (await told(who, title)).find(open) ?? '';
  const button = idIn({ type: 'card', card: JSON.parse(card) } as Result, `announce.${what}`);
  const pressed = await press(who, button);
  return wordsOf(pressed.type === 'form' ? await fill(who, pressed.form.id, { reason }) : pressed);
}

/** Mentions of people, as they are shown where they are known: they notify nobody. */
const mentions = (...people: Caller[]) => new RegExp(`^${people.map(({ id }) => `(?=.*"id":"${id}")`).join('')}`);

const stateOf = async (id: string) => (await port.db.prisma.announcement.findUniqueOrThrow({ where: { id } })).state;

/** A draft that was asked for, said yes to, and sent. */
async function sends(title: string): Promise<string> {
  const id = await writes(soren, title);
  await asks(soren, id);
  await answers(maja, title, 'approve');
  return id;
}

async function corrects(who: Caller, id: string, title: string) {
  const proposed = await fill(who, `announce.correct:${id}:da`, { title, text: 'Rettet.' });
  const yes = idIn(proposed, 'announce.correct.yes');
  const asked = await press(who, yes);
  expect(await wordsOf(await press(who, yes)), 'pressed twice').toBe(await wordsOf(asked));
  return asked;
}

describe('each request is a round of its own', () => {
  test.each(['decline', 'stop'] as const)('after %s an unchanged draft is asked for anew', async (how) => {
    const title = `Igen efter ${how}`;
    const id = await writes(soren, title);
    expect(await asks(soren, id)).toMatch(mentions(maja, yusuf));
    for (const one of [maja, yusuf]) expect((await reads(one, title)).map(open)).toEqual([true]);
    const refused = how === 'decline';
    if (refused) await answers(maja, title, 'decline', 'Datoen er forkert @everyone');
    else await press(soren, `announce.stop:${id}`);
    const ended = refused ? 'Det skal ændres: ”Datoen er forkert @everyone”' : 'Det er igen en kladde';
    for (const one of [maja, yusuf]) expect((await reads(one, title))[0]).toContain(ended);
    if (refused) {
      const [heard] = (await told(soren, title)).filter((card) => card.includes('sagde nej'));
      expect(heard).toMatch(mentions(maja));
      expect(heard).toContain(ended);
    }

    expect(await asks(soren, id)).toMatch(mentions(maja, yusuf));
    for (const one of [maja, yusuf]) {
      const cards = await reads(one, title);
      expect(cards.map(open)).toEqual([false, true]);
      expect(cards[1]).toContain(ASKED);
    }
    await answers(yusuf, title, 'approve');
    expect(await stateOf(id)).toBe('sent');
    const cards = await reads(maja, title);
    expect(cards.map(open)).toEqual([false, false]);
    expect(cards[1]).toContain('er godkendt af ');
    expect(cards[1]).toMatch(mentions(yusuf));
    // What was refused stays so, whatever somebody else says later.
    if (refused)
      for (const one of [maja, yusuf]) {
        const [old] = await reads(one, title);
        expect(old).toContain('blev ikke godkendt');
        expect(old).not.toContain('er godkendt');
      }
  });

  test('a question that is over is not posted any more', async () => {
    const id = await writes(soren, 'Forsinket');
    await asks(soren, id);
    const question = await port.db.prisma.delivery.findFirstOrThrow({
      where: { subjectId: id, kind: approvalMessage.kind },
    });
    expect(await drawn(question, false)).not.toBeNull();
    await press(soren, `announce.stop:${id}`);
    expect(await drawn(question, false)).toBeNull();
  });
});

describe('what can no longer be sent when it is approved', () => {
  test('is a draft again when its community has left the network, and everybody reads why', async () => {
    const id = await writes(aase, 'For sent', 'Nichekultur');
    await asks(aase, id);
    await say(aase, 'network leave');
    await press(aase, `network.leave:${network}`);
    const answer = await answers(maja, 'For sent', 'approve');
    expect(answer).toContain('men ikke sendt, for Place suburban er ikke længere med i netværket');
    expect(await stateOf(id)).toBe('draft');
    expect((await told(aase, 'For sent'))[0]).toContain('blev ikke sendt, for I er ikke længere med i netværket');
    for (const one of [maja, yusuf]) {
      const cards = await reads(one, 'For sent');
      expect(cards).toHaveLength(1);
      expect(cards[0]).toContain('ikke længere med i netværket');
    }
    await joins();
  });

  test.each([null, 'i morgen kl. 10'])(
    'is a draft again when there is nobody left to send it to (time: %s)',
    async (when) => {
      const title = `Til ingen ${when}`;
      const id = await writes(soren, title);
      if (when) await schedules(soren, id, when);
      await asks(soren, id);
      await told(maja, title);
      const channels = { announcementChannel: null, meetupChannel: null };
      await port.db.prisma.space.updateMany({ where: { externalId: 'festival' }, data: channels });
      expect(await answers(maja, title, 'approve')).toContain('ikke længere nogen at sende det til');
      expect(await stateOf(id)).toBe('draft');
      expect((await told(soren, title))[0]).toContain('der var ingen at sende det til');
      await say(soren, 'setup settings', { channel: 'channel-of-festival' });
    },
  );
});

describe('a correction', () => {
  test('that is declined is told to who wrote it, and every card says what is true', async () => {
    await press(soren, 'network.contact::yes');
    const id = await sends('Plakaten');
    expect(await wordsOf(await corrects(maja, id, 'Plakaten rettet'))).toMatch(mentions(yusuf, soren));
    const [question] = (await told(soren, 'Plakaten rettet')).filter(open);
    expect(question).toContain('Ja, ret det');
    expect(question).toContain('Rettelsen er skrevet for Place festival af ');
    expect(question).toMatch(mentions(maja));
    expect(question).not.toContain('bliver først sendt');
    const answered = await answers(soren, 'Plakaten rettet', 'decline');
    expect(answered).toContain('Rettelsen af ');
    expect(answered).toContain('opslaget stod, som det stod.');
    expect((await told(maja, 'blev ikke godkendt')).filter((card) => card.includes('Plakaten'))).toHaveLength(1);
    const [ended] = await told(soren, 'Plakaten rettet');
    expect(ended).toContain('Rettelsen af ');
    expect(ended).toContain('blev ikke godkendt');
    await press(soren, 'network.contact::no');
  });

  test('that is approved is told to who wrote it', async () => {
    const id = await sends('Programmet');
    await corrects(maja, id, 'Programmet rettet');
    expect(await answers(yusuf, 'Programmet rettet', 'approve')).toContain('Rettelsen af ');
    const words = 'Programmet rettet';
    const heard = (await told(maja, words)).filter((card) => /godkendt af /.test(card) && mentions(yusuf).test(card));
    expect(heard).toHaveLength(1);
    expect(heard[0]).toContain('og nu bliver opslaget rettet');
    expect((await told(soren, words)).filter((card) => card.includes('Rettelsen af'))).toEqual([]);
  });

  test('of somebody who was asked about another one ends that question, and they are not asked about their own', async () => {
    const id = await sends('Scenen');
    await corrects(soren, id, 'Scenen flyttet');
    expect((await told(maja, 'Scenen flyttet')).map(open)).toEqual([true]);
    await corrects(maja, id, 'Scenen flyttet igen');
    const [card] = await reads(maja, 'gælder ikke længere');
    expect(card).toContain('Scenen flyttet');
    expect(card).not.toContain('igen og');
    expect(port.shownTo('maja').filter((one) => open(one) && one.includes('Scenen'))).toEqual([]);
    expect((await told(yusuf, 'Scenen flyttet igen')).map(open)).toEqual([true]);
  });
});

describe('whoever manages the place no longer', () => {
  const losesTheRight = (...people: Caller[]) => {
    for (const { id, space } of people) port.allows(id, space, FORMER);
  };
  const gets = () => {
    for (const { id, space } of everybody) port.allows(id, space, MANAGER);
  };

  test('is not asked to approve, nor shown the text, nor counted', async () => {
    losesTheRight(yusuf);
    const id = await writes(soren, 'Kun Maja');
    const asked = await asks(soren, id);
    expect(asked).toMatch(mentions(maja));
    expect(asked).not.toMatch(mentions(yusuf));
    expect(await told(maja, 'Kun Maja')).toHaveLength(1);
    expect(await told(yusuf, 'Kun Maja')).toEqual([]);
    gets();
  });

  test('leaves nobody to ask, which is said at once', async () => {
    losesTheRight(yusuf, maja);
    const id = await writes(soren, 'Ingen tilbage');
    expect(await asks(soren, id)).toContain('har ingen anden at spørge');
    expect(await stateOf(id)).toBe('draft');
    expect(await told(yusuf, 'Ingen tilbage')).toEqual([]);
    gets();
  });

  test('is not asked when their platform does not tell, and whether there is anybody is said later', async () => {
    port.allows('yusuf', 'festival', { ...FORMER, unsure: true });
    losesTheRight(maja);
    const id = await writes(soren, 'Uvist');
    expect(await asks(soren, id)).toContain('Prøv igen om et minut');
    expect(await stateOf(id)).toBe('draft');
    expect(await told(yusuf, 'Uvist')).toEqual([]);
    gets();
  });

  test.each(['now', 'at a time'])('is not asked on behalf of a community that is asked first (%s)', async (when) => {
    const title = `Spørg først ${when}`;
    losesTheRight(aase);
    const id = await writes(soren, title, 'Nichekultur');
    if (when !== 'now') await schedules(soren, id);
    await asks(soren, id);
    await answers(maja, title, 'approve');
    if (when !== 'now') port.clock.set(Date.parse('2026-11-24T10:00:00+01:00'));
    await eventually(async () => expect(await stateOf(id)).toBe('sent'));
    expect(await told(aase, title)).toEqual([]);
    const asked = await port.db.prisma.delivery.findMany({ where: { kind: askMessage.kind, subjectId: id } });
    expect(asked.map(({ channel }) => channel)).toEqual(['channel-of-suburban']);
    port.clock.set(Date.parse(NOON));
    gets();
  });
});

describe('stopping', () => {
  test('what somebody else has scheduled says so, and tells them', async () => {
    const id = await writes(soren, 'Til tiden');
    await schedules(soren, id);
    await asks(soren, id);
    await answers(maja, 'Til tiden', 'approve');
    expect(await wordsOf(await press(yusuf, `announce.stop:${id}`))).toContain('er stoppet og bliver ikke sendt');
    expect(await stateOf(id)).toBe('draft');
    expect((await told(soren, 'Til tiden')).at(-1)).toContain('er stoppet af en anden admin');
  });

  test('what cannot be stopped says what it is', async () => {
    const id = await writes(soren, 'Ikke stoppet');
    const stops = async () => wordsOf(await press(soren, `announce.stop:${id}`));
    expect(await stops()).toContain('Opslaget er allerede en kladde');
    await asks(soren, id);
    await answers(maja, 'Ikke stoppet', 'approve');
    expect(await stops()).toContain('Det er for sent: opslaget er sendt');
    await press(soren, `announce.withdraw:${await spaceOf('festival')}:${id}`);
    expect(await stops()).toContain('Opslaget er trukket tilbage');
  });

  test('is how to go on when approval is not required any more', async () => {
    const id = await writes(soren, 'Uden ja');
    await asks(soren, id);
    await switchesOff(soren, maja);
    expect(await wordsOf(await press(soren, 'announce.pick', [id]))).toContain('Det skal ikke længere godkendes');
    expect(await wordsOf(await press(soren, `announce.stop:${id}`))).toContain('Send nu');
    await asks(soren, id);
    expect(await stateOf(id)).toBe('sent');
    await press(soren, 'network.own-approval::yes');
  });
});

describe('what is approved', () => {
  test('says when it is to be sent, and its author is told', async () => {
    const id = await writes(soren, 'I morgen');
    await schedules(soren, id);
    await asks(soren, id);
    const [question] = await told(maja, 'I morgen');
    expect(question).toContain('24. november');
    expect(question).toContain('Det bliver kun sendt, hvis du siger ja');
    await answers(maja, 'I morgen', 'approve');
    const heard = (await told(soren, 'I morgen')).filter((card) => card.includes('er godkendt af '));
    expect(heard).toHaveLength(1);
    expect(heard[0]).toContain('24. november');
    const button = /"(announce\.report:[^"]+)"/.exec(heard[0] ?? '')?.[1] ?? '';
    expect(await wordsOf(await press(soren, button))).toMatch(/Planlagt til.*announce\.stop/);
  });

  test('is approved with its text and its time: a draft says so, until either is changed', async () => {
    const id = await writes(soren, 'Godkendt kladde');
    await schedules(soren, id);
    await asks(soren, id);
    await answers(maja, 'Godkendt kladde', 'approve');
    const stopped = await wordsOf(await press(soren, `announce.stop:${id}`));
    expect(stopped).toMatch(/Godkendt af .*"id":"maja"/);
    expect(stopped).toContain('Send på det valgte tidspunkt');
    expect(stopped).not.toContain('Bed om godkendelse');
    expect((await told(maja, 'Godkendt kladde'))[0]).toContain('men er igen en kladde');
    const later = await wordsOf(await schedules(soren, id, 'i morgen kl. 12'));
    expect(later).toContain('Bed om godkendelse');
    expect((await told(maja, 'Godkendt kladde'))[0]).toContain('men er ændret siden');
    expect(later).toContain('skal sige ja først');
    expect(await asks(soren, id)).toMatch(mentions(maja, yusuf));
    expect(await stateOf(id)).toBe('waiting');
  });

  test('names people in their own space alone, and elsewhere where they are', async () => {
    const id = await writes(aase, 'Hvorfra', 'Nichekultur');
    await asks(aase, id);
    const [question] = await told(maja, 'Hvorfra');
    expect(question).toContain('Skrevet for Place suburban af ');
    expect(question).toContain('én i Place suburban på Discord');
    expect(question).not.toMatch(mentions(aase));
    expect(question).toContain('Har du selv skrevet det, så lad en anden svare.');
    await answers(maja, 'Hvorfra', 'approve');
    for (const who of [maja, yusuf]) expect((await told(who, 'Hvorfra')).at(-1)).toMatch(mentions(maja));
    expect((await told(aase, 'Hvorfra')).at(-1)).toMatch(/Godkendt af .*én i Place festival på Discord/);
    const report = await wordsOf(await press(aase, `announce.report:${await spaceOf('suburban')}:${id}`));
    expect(report).toMatch(/Godkendt af .*én i Place festival på Discord/);
    expect(report).not.toContain('maja');
  });
});

test('where two communities must approve, the first yes says that one is missing, and what the other answers to a correction', async () => {
  const bo: Caller = { id: 'bo', space: 'suburban' };
  port.allows(bo.id, bo.space, MANAGER);
  await press(bo, 'network.contact::yes');
  await press(aase, 'network.own-approval::yes');
  const id = await writes(aase, 'To gange ja', 'Nichekultur');
  const draft = await wordsOf(await press(aase, `announce.seen-button:${id}:yes`));
  expect(draft).toContain('En anden fra hvert fællesskab skal sige ja først: Place suburban og Place festival');
  await asks(aase, id);
  expect(await answers(bo, 'To gange ja', 'approve')).toMatch(/ mangler endnu et ja. Indtil nu har .*"id":"bo"/);
  expect(await stateOf(id)).toBe('waiting');
  expect(await answers(maja, 'To gange ja', 'approve')).toContain(' er godkendt af ');
  expect((await told(bo, 'To gange ja')).at(-1)).toContain(' er godkendt af ');

  await corrects(aase, id, 'Flyttet');
  const { communityId } = await port.db.prisma.space.findFirstOrThrow({ where: { externalId: 'festival' } });
  await port.db.prisma.$transaction(async (tx) => {
    await lockAnnouncements(tx, asCommunityId(communityId));
    const free = port.db.prisma.$queryRaw`SELECT id FROM "Announcement" WHERE id = ${id}::uuid FOR UPDATE SKIP LOCKED`;
    expect(await free, 'whoever parts holds it, so that no yes comes in between').toEqual([]);
  });
  expect((await told(bo, 'To gange ja')).at(-1)).toContain(' er godkendt af ');
  expect(await answers(bo, 'Flyttet', 'approve')).toMatch(/Rettelsen af .* mangler endnu et ja/);
  await answers(maja, 'Flyttet', 'decline');
  const refused = (await told(bo, 'Flyttet')).at(-1);
  expect(refused).toMatch(/blev ikke godkendt: .*én i Place festival på Discord/);
  await switchesOff(aase, bo);
});

test('a draft that is thrown away was seen by nobody else only when nobody was asked', async () => {
  const unseen = await writes(soren, 'Usete');
  const discard = async (id: string) => wordsOf(await press(soren, `announce.discard:${id}`));
  expect(await discard(unseen)).toContain('Ingen andre nåede at se den');
  const seen = await writes(soren, 'Sete');
  await asks(soren, seen);
  await press(soren, `announce.stop:${seen}`);
  const words = await discard(seen);
  expect(words).toContain('Kladden er slettet.');
  expect(words).not.toContain('Ingen andre');
});

async function spaceOf(externalId: string): Promise<string> {
  return (await port.db.prisma.space.findFirstOrThrow({ where: { externalId } })).id;
}
