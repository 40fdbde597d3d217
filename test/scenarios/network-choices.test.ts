import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paceOf } from '../../src/announcements/copies/store.ts';
import type { Result } from '../../src/chat/platform.ts';
import { eventually } from '../waiting.ts';
import { type Caller, idIn, type Port, settled, startPort, wordsOf } from './port.ts';
import { NOON } from './world.ts';

/** Three communities of one space each; whoever manages one has its name. */
let port: Port;
const caller = (space: string): Caller => ({ id: space, space });
const owner = caller('Festival');
const sound = caller('Lyd');
const youth = caller('Unge');

beforeAll(async () => {
  port = await startPort(NOON);
  for (const { id, space } of [owner, sound, youth]) {
    port.allows(id, space, { mayManage: true, roles: [] });
    await say({ id, space }, 'network settings', { channel: `channel-of-${space}` });
  }
});
afterAll(() => port.stop());

const say = (who: Caller, command: string, values: Record<string, string> = {}) =>
  port.does(who, { kind: 'command', path: command.split(' '), values });
const press = (who: Caller, id: string, chosen: string[] = []) => port.does(who, { kind: 'action', id, chosen });
const words = async (result: Promise<Result>) => wordsOf(await result);

async function codeFor(name: string, who = owner): Promise<string> {
  const invitation = await words(say(who, 'network invite', { network: name }));
  return /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(invitation)?.[0] ?? '';
}

/** Makes a network, and lets others join who accept everything. @returns its id */
async function makes(name: string, ...joining: Caller[]): Promise<string> {
  await say(owner, 'network create', { name });
  for (const who of joining) {
    await say(who, 'network join', { code: await codeFor(name) });
    await accepts(who, name, '', 'everything');
  }
  return (await port.db.prisma.network.findFirstOrThrow({ where: { name } })).id;
}

/** @param topic its name, or "" for all */
async function accepts(who: Caller, network: string, topic: string, what: string): Promise<void> {
  const { id } = await port.db.prisma.network.findFirstOrThrow({ where: { name: network } });
  const of = topic && (await port.db.prisma.topic.findFirstOrThrow({ where: { networkId: id, name: topic } })).id;
  await press(who, `network.accepts:${id}:${of}`, [what]);
}

const lists = (network: string, topics: string, groups = '') =>
  port.does(owner, { kind: 'form', id: `network.topics:${network}`, values: { topics, groups } });

const writes = (title: string, topic: string) =>
  say(owner, 'announce write', { title, text: 'Kom og vær med.', topic });
/** Waits until every message has been sent; `settled` also until authors see it. */
const delivered = () =>
  eventually(async () => expect(await port.db.prisma.delivery.count({ where: { state: 'pending' } })).toBe(0));
const copies = async (title: string) => {
  await delivered();
  return ['Festival', 'Lyd', 'Unge'].filter((space) =>
    port.shownTo(`channel-of-${space}`).some((card) => card.includes(`"heading":"${title}"`)),
  );
};
const reportOf = async (title: string) => {
  const { announcementId } = await port.db.prisma.revisionText.findFirstOrThrow({ where: { title } });
  return words(press(owner, 'announce.pick', [announcementId]));
};

describe('what a community refused', () => {
  test('stays refused when its topic is written otherwise, and when it is taken off and comes back', async () => {
    const network = await makes('Valg', sound, youth);
    await lists(network, 'Nichekultur\nBlå timer');
    await accepts(sound, 'Valg', 'Nichekultur', 'nothing');
    await accepts(sound, 'Valg', 'Blå timer', 'nothing');
    await lists(network, ' nichekultur\nBla\u030a  timer');
    expect(await words(say(sound, 'network settings', { network: 'Valg' }))).toMatch(
      /"nichekultur","value":"Ingen bliver slået op"/,
    );
    for (const topic of ['nichekultur', 'Blå timer']) {
      await press(owner, idIn(await writes(`Om ${topic}`, topic), 'announce.send'));
      expect(await copies(`Om ${topic}`)).toEqual(['Festival', 'Unge']);
    }
    await lists(network, 'Noget andet');
    await lists(network, 'NICHEKULTUR');
    await press(owner, idIn(await writes('Igen', 'Nichekultur'), 'announce.send'));
    expect(await copies('Igen')).toEqual(['Festival', 'Unge']);
  });

  test('is never sent because its topic or target group was taken off after the draft was written', async () => {
    const network = await makes('Fjernet', sound);
    await lists(network, 'Talent\nFællesskab', 'For seniorer');
    await accepts(sound, 'Fjernet', 'Talent', 'nothing');
    await accepts(sound, 'Fjernet', 'For seniorer', 'nothing');
    const draft = await writes('Uden emne', 'Talent');
    const other = await writes('Uden gruppe', 'Fællesskab');
    const group = await port.db.prisma.topic.findFirstOrThrow({ where: { name: 'For seniorer', networkId: network } });
    const groupMenu = async () => idIn(await press(owner, idIn(other, 'announce.more')), 'announce.group');
    await press(owner, await groupMenu(), [group.id]);
    await lists(network, 'Fællesskab');
    for (const one of [draft, other]) {
      const answer = await words(press(owner, idIn(one, 'announce.send')));
      expect(answer).toContain('Emnet eller målgruppen er ikke længere på netværkets liste');
    }
    expect(await reportOf('Uden emne')).toContain('ikke længere på netværkets liste');
    // "Change" does not offer what is gone.
    const form = JSON.stringify(await press(owner, idIn(draft, 'announce.change')));
    expect(form).not.toContain((await port.db.prisma.topic.findFirstOrThrow({ where: { name: 'Talent' } })).id);
    expect(await copies('Uden emne')).toEqual([]);
    expect(await copies('Uden gruppe')).toEqual([]);
    await press(owner, await groupMenu(), ['everyone']);
    await press(owner, idIn(other, 'announce.send'));
    expect(await copies('Uden gruppe')).toEqual(['Festival', 'Lyd']);
  });

  test('is not sent at its time either, and the author is told', async () => {
    const network = await makes('Planlagt', sound);
    await lists(network, 'Sommer\nVinter');
    const draft = await writes('Til sommer', 'Sommer');
    const timed = await port.does(owner, {
      kind: 'form',
      id: idIn(draft, 'announce.when'),
      values: { when: 'i morgen kl. 10' },
    });
    await press(owner, idIn(timed, 'announce.send'));
    await lists(network, 'Vinter');
    port.clock.set(Date.parse('2026-11-24T10:01:00+01:00'));
    await expect
      .poll(() => port.shownTo(owner.id).join('\n'))
      .toMatch(/Til sommer.*blev ikke sendt, for emnet eller målgruppen/);
    expect(await copies('Til sommer')).toEqual([]);
    expect(await reportOf('Til sommer')).toContain('Kun du kan se det her endnu');
  });
});

describe('a community that was asked and did not answer', () => {
  test('is said to have been asked when the author withdraws, and its question is over', async () => {
    await makes('Spørg', sound);
    await accepts(sound, 'Spørg', '', 'ask');
    await press(owner, idIn(await writes('Trukket', 'Spørg: Nichekultur'), 'announce.send'));
    await settled(port);
    const [question = ''] = port.shownTo(sound.id).filter((card) => card.includes('Trukket'));
    expect(question).toContain('"label":"Til","value":"Place Lyd"');
    expect(question).toContain('"label":"Fra","value":"Place Festival"');
    expect(question).toMatch(/Spørg.*Nichekultur.*For alle/);
    const { announcementId } = await port.db.prisma.revisionText.findFirstOrThrow({ where: { title: 'Trukket' } });
    const { id: space } = await port.db.prisma.space.findFirstOrThrow({ where: { externalId: 'Festival' } });
    await press(owner, `announce.withdraw:${space}:${announcementId}`);
    await settled(port);
    expect(await reportOf('Trukket')).toContain('Place Lyd: blev spurgt, men opslaget blev trukket tilbage');
    const [over = ''] = port.shownTo(sound.id).filter((card) => card.includes('Trukket'));
    expect(over).toContain('er trukket tilbage, så Place Lyd skal ikke svare mere');
    expect(over).not.toContain('announce.accept');
  });

  test('is said to have left when it leaves, on its own card and on the author’s', async () => {
    const network = await makes('Farvel', sound);
    await accepts(sound, 'Farvel', '', 'ask');
    await press(owner, idIn(await writes('Ubesvaret', 'Farvel: Nichekultur'), 'announce.send'));
    await settled(port);
    const cardsOf = ({ id }: Caller) => port.shownTo(id).filter((card) => card.includes('Ubesvaret'));
    expect(cardsOf(owner).join()).toContain('Ét fællesskab er spurgt');
    await press(sound, `network.leave:${network}`);
    await settled(port);
    expect(await reportOf('Ubesvaret')).toContain('Place Lyd: er ikke længere med i netværket og nåede ikke at svare');
    expect(cardsOf(sound).join()).toContain('er ikke længere med i');
    expect(cardsOf(sound).join()).not.toContain('announce.accept');
    expect(cardsOf(owner).join()).toContain('Færdig.');
  });
});

describe('a community that said no', () => {
  const idOf = async (title: string) =>
    (await port.db.prisma.revisionText.findFirstOrThrow({ where: { title } })).announcementId;
  const spaceOf = async ({ space }: Caller) =>
    (await port.db.prisma.space.findFirstOrThrow({ where: { externalId: space } })).id;
  const questions = (title: string) =>
    port
      .shownTo(sound.id)
      .filter((card) => card.includes(title))
      .join();
  const answers = async (action: string, title: string, who = sound) =>
    words(press(who, `announce.${action}:${await spaceOf(who)}:${await idOf(title)}`));
  /** @returns the network's id */
  async function refuses(network: string, title: string): Promise<string> {
    const id = await makes(network, sound);
    await accepts(sound, network, '', 'ask');
    await press(owner, idIn(await writes(title, `${network}: Nichekultur`), 'announce.send'));
    await settled(port);
    expect(await answers('refuse', title)).toMatch(/bliver ikke slået op.*announce\.reconsider/);
    await settled(port);
    expect(questions(title)).toContain('announce.reconsider');
    return id;
  }

  test('takes it back once, by the button that says so and by no older one', async () => {
    await refuses('Alligevel', 'Vi fortrød');
    expect(await answers('accept', 'Vi fortrød')).toContain('Det er der svaret på');
    expect(await answers('reconsider', 'Vi fortrød', youth)).toContain('Det er der svaret på');
    expect(await copies('Vi fortrød')).toEqual(['Festival']);
    port.allows(sound.id, sound.space, { mayManage: false, roles: [] });
    expect(await answers('reconsider', 'Vi fortrød')).toContain('Det må kun admins');
    port.allows(sound.id, sound.space, { mayManage: true, roles: [] });
    expect(await words(say(sound, 'announce received'))).toMatch(/Vi fortrød.*I har sagt nej tak/);
    const { space: externalId } = sound;
    const setChannel = (announcementChannel: string | null) =>
      port.db.prisma.space.updateMany({ where: { externalId }, data: { announcementChannel } });
    await setChannel(null);
    expect(await answers('reconsider', 'Vi fortrød'), 'a yes that nothing comes of').toContain('Vælg en med');
    await setChannel(`channel-of-${externalId}`);
    expect(await answers('reconsider', 'Vi fortrød')).toContain('har sagt ja');
    expect(await answers('reconsider', 'Vi fortrød')).toContain('Det er der svaret på');
    expect(await copies('Vi fortrød')).toEqual(['Festival', 'Lyd']);
  });

  test('cannot when the announcement was withdrawn, or it is no longer in the network', async () => {
    await refuses('Væk', 'Trukket efter nej');
    const gone = await refuses('Ude', 'Forladt efter nej');
    await answers('withdraw', 'Trukket efter nej', owner);
    await press(sound, `network.leave:${gone}`);
    await settled(port);
    for (const title of ['Trukket efter nej', 'Forladt efter nej']) {
      expect(questions(title)).not.toContain('announce.reconsider');
      expect(await words(say(sound, 'announce received'))).not.toContain(title);
      expect(await answers('reconsider', title)).toMatch(/er trukket tilbage|Det er der svaret på/);
      expect((await copies(title)).includes('Lyd')).toBe(false);
    }
  });

  test('cannot when those who run the network have taken it out', async () => {
    await makes('Fjernet igen', sound, youth);
    await accepts(sound, 'Fjernet igen', '', 'ask');
    await press(
      youth,
      idIn(
        await say(youth, 'announce write', { title: 'Taget ud', text: 'Kom.', topic: 'Fjernet igen: Nichekultur' }),
        'announce.send',
      ),
    );
    await settled(port);
    await answers('refuse', 'Taget ud');
    await press(owner, `announce.take-out:${await idOf('Taget ud')}:network`);
    await settled(port);
    expect(questions('Taget ud')).not.toContain('announce.reconsider');
    expect(await answers('reconsider', 'Taget ud')).toContain('Det er der svaret på');
    expect(await copies('Taget ud')).not.toContain('Lyd');
  });
});

test('how long it takes is judged by what is under way, not by what went before', async () => {
  await makes('Sent svar', sound, youth);
  await accepts(sound, 'Sent svar', '', 'ask');
  await press(owner, idIn(await writes('En dag senere', 'Sent svar: Nichekultur'), 'announce.send'));
  await delivered();
  const later = port.clock.now() + 24 * 60 * 60_000;
  port.clock.set(later);
  const [question = ''] = port.shownTo(sound.id).filter((card) => card.includes('En dag senere'));
  await press(sound, /announce\.accept:[^"]+/.exec(question)?.[0] ?? '');
  expect(await copies('En dag senere')).toContain('Lyd');
  const { announcementId } = await port.db.prisma.revisionText.findFirstOrThrow({ where: { title: 'En dag senere' } });
  const copy = { kind: 'announcement.copy', subjectId: announcementId };
  await port.db.prisma.delivery.updateMany({
    where: { ...copy, space: { externalId: 'Lyd' } },
    data: { doneAt: null },
  });
  expect(await paceOf(port.db.prisma, announcementId)).toBeNull();
  await port.db.prisma.delivery.updateMany({
    where: { ...copy, space: { externalId: 'Unge' } },
    data: { createdAt: new Date(later + 60_000), doneAt: new Date(later + 90_000) },
  });
  const pace = await paceOf(port.db.prisma, announcementId);
  expect(pace).toMatchObject({ done: 1, last: later + 90_000 });
  expect(pace?.since).toBeGreaterThanOrEqual(later);
  await port.db.prisma.delivery.updateMany({ where: copy, data: { doneAt: new Date(later) } });
});

describe('networks of one name', () => {
  test('are not made twice, whichever way the name is written, also at the same moment', async () => {
    await Promise.all([1, 2, 3].map(() => say(youth, 'network create', { name: 'Tvilling' })));
    expect(await port.db.prisma.network.count({ where: { name: 'Tvilling' } })).toBe(1);
    const again = await words(say(youth, 'network create', { name: '  TVILLING' }));
    expect(again).toContain('I er allerede med i et netværk, der hedder Tvilling');
  });

  test('are told apart where one is joined, and can be chosen', async () => {
    await say(owner, 'network create', { name: 'Tvilling' });
    await say(sound, 'network create', { name: 'tvilling' });
    await say(sound, 'network join', { code: await codeFor('Tvilling') });
    const apart = ['tvilling (Place Lyd)', 'Tvilling (Place Festival)'];
    const asked = await words(say(sound, 'network members', { network: 'Tvilling' }));
    for (const name of apart) {
      expect(asked).toContain(name);
      expect(await port.suggestions(sound, ['network', 'members'], 'network', {})).toContain(name);
      expect(await words(say(sound, 'network members', { network: name }))).toContain(`${name}: `);
    }
    const topics = await port.suggestions(sound, ['announce', 'write'], 'topic', { topic: 'tvilling' });
    for (const name of apart) {
      expect(topics).toContain(`${name}: Nichekultur`);
      const draft = await say(sound, 'announce write', { title: 'Til én', text: 'Hej', topic: `${name}: Nichekultur` });
      expect(await wordsOf(draft)).toContain(`${name}: Nichekultur, For alle`);
      expect(await words(say(sound, 'announce list'))).toContain(`${name}: Nichekultur, For alle`);
    }
    // For those who run one, its name alone is enough where only they may.
    expect(await words(say(sound, 'network invite', { network: 'Tvilling' }))).toContain('Inviter til');
  });
});

test('a network that another community runs is known, but not proposed for what only its owner may do', async () => {
  await makes('Andres', sound);
  for (const name of ['Eget', 'Eget nummer to']) await say(sound, 'network create', { name });
  const refused = await words(say(sound, 'network invite', { network: 'Andres' }));
  expect(refused).toContain('Det kan kun det fællesskab, der står for netværket');
  const proposed = await port.suggestions(sound, ['network', 'invite'], 'network', {});
  expect(proposed).toContain('Eget nummer to');
  expect(proposed).not.toContain('Andres');
});

test('a member is taken out after a question, and those who are asked on its behalf are told', async () => {
  const network = await makes('Ud', sound);
  const question = await say(owner, 'network remove', { network: 'Ud', member: 'place lyd' });
  expect(await wordsOf(question)).toContain('Vil I fjerne');
  await press(owner, idIn(question, 'network.keep'));
  expect(await words(say(sound, 'network members', { network: 'Ud' }))).toContain('2 fællesskaber');
  expect(await words(press(owner, idIn(question, 'network.remove')))).toContain('er ikke længere med i');
  await settled(port);
  expect(port.shownTo(sound.id).join()).toMatch(/Place Lyd.*Ud.*Place Festival har fjernet jer/);
  expect(await words(press(owner, idIn(question, 'network.remove')))).toContain('ikke længere med i netværket');
  expect(await words(press(sound, `network.ask-leave:${network}`))).toContain('I er ikke med i det netværk mere');
});

test('what comes of making, joining and leaving is said before and after', async () => {
  const created = await say(owner, 'network create', { name: 'Trin' });
  expect(await wordsOf(created)).toMatch(/Trin.*er oprettet.*Inviter et fællesskab/);
  const invitation = await words(press(owner, idIn(created, 'network.invite')));
  const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(invitation)?.[0] ?? '';
  expect(await words(say(owner, 'network leave', { network: 'Trin' }))).toContain('Vil I lukke');
  const joined = await say(sound, 'network join', { code });
  expect(await wordsOf(joined)).toMatch(/I er nu med i .*Trin/);
  expect(await wordsOf(joined)).not.toContain('network.invite');
  expect(await words(say(sound, 'network join', { code }))).toContain('I er allerede med i Trin');
  expect(await words(say(youth, 'network join', { code }))).toContain('Bed de ansvarlige for netværket om en ny');
  const refused = await words(say(owner, 'network leave', { network: 'Trin' }));
  expect(refused).toMatch(/I står for .*Trin.*ét fællesskab er stadig med/);
  expect(refused).not.toContain('network.leave');
  await press(sound, idIn(await say(sound, 'network leave', { network: 'Trin' }), 'network.leave'));
  const closing = await say(owner, 'network leave', { network: 'Trin' });
  expect(await words(press(owner, idIn(closing, 'network.leave')))).toMatch(/Trin.*er lukket/);
});

test('where nobody can tell whether a channel can be followed, that is said', async () => {
  const settings = await say(sound, 'network settings', { network: 'Andres' });
  const more = await press(sound, idIn(settings, 'network.more'));
  const passing = await words(press(sound, idIn(more, 'network.crosspost')));
  expect(passing).toContain('Jeg kan ikke se lige nu, om nogen kan følge kanalen her');
  await press(sound, 'network.crosspost::no');
});

test('a space that the bot was taken out of is neither counted nor sent to, until it is back', async () => {
  await makes('Til stede', sound, youth);
  await port.spaceChanged('Lyd', false);
  const draft = await writes('Uden Lyd', 'Til stede: Nichekultur');
  expect(await wordsOf(draft)).toContain('2 fællesskaber, 2 steder, 2 kanaler');
  await press(owner, idIn(draft, 'announce.send'));
  expect(await copies('Uden Lyd')).toEqual(['Festival', 'Unge']);
  // Put back while nobody listened.
  await say(sound, 'network members', { network: 'Til stede' });
  expect(await wordsOf(await writes('Med Lyd', 'Til stede: Nichekultur'))).toContain('3 kanaler');
});
