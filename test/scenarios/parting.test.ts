import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually, until } from '../waiting.ts';
import { links, type Person, PLATFORMS, type PlatformName, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const OTHER = { discord: 'slack', slack: 'discord' } as const;
const SPACE = { discord: 'RÅ Festival', slack: 'RÅ Frivillige' } as const;
const meetup = { when: 'i morgen kl. 20', where: 'Biografen' };

const cardsOf = async (person: Person, title: string) =>
  (await person.sees()).filter((one) => !one.onlyYou && one.fromBot && one.text.startsWith(title));

/** Links again: what was said when they were linked before still stands there. */
async function linksAgain(): Promise<void> {
  const [first, second] = [world.person('discord', 'admin'), world.person('slack', 'admin')];
  const codes = async () => (await first.sees()).flatMap(({ text }) => /\b[A-Z2-9]{4}-[A-Z2-9]{4}\b/.exec(text) ?? []);
  const before = await codes();
  await first.uses('setup link');
  const code = await until(async () => (await codes()).find((one) => !before.includes(one)));
  await second.uses('setup join', { code });
  await eventually(async () => expect(await world.db.prisma.community.count()).toBe(1));
}

const by = (title: string) => (one: { text: string }) => one.text.includes(title);
const isCopy = (title: string) => (one: { onlyYou: boolean; text: string }) =>
  !one.onlyYou && by(title)(one) && /Fra (RÅ|Suburban)/.test(one.text);

/** Writes a draft, a second after the one before. */
async function drafts(author: Person, title: string, topic: string): Promise<void> {
  world.later(1);
  await author.uses('announce write', { title, text: 'Den gamle tekst.', topic });
  await author.reads(title, 'Kun du kan se det her endnu');
}

async function announces(author: Person, title: string, topic = 'Kun os'): Promise<void> {
  await drafts(author, title, topic);
  await author.presses('Sæt ”Set”-knap på', by(title));
  await author.finds((one) => by(title)(one) && one.buttons.some(({ label }) => label === 'Set'));
  await author.presses('Send nu', by(title));
  await author.reads(`Så er ${title} på vej`);
  await world.quiet();
}

async function schedules(author: Person, title: string): Promise<void> {
  await drafts(author, title, 'Kun os');
  await author.opens('Vælg tidspunkt', by(title));
  await author.fills({ when: 'i morgen kl. 10' });
  await author.presses('Send på det valgte tidspunkt', by(title));
  await author.reads(title, 'er planlagt til');
}

/** @returns how it went, as is said now */
async function opensReport(person: Person, title: string) {
  await person.uses('announce list');
  await person.chooses('Vælg et opslag', title);
  return person.reads(`Sådan gik det med ”${title}”`);
}

async function corrects(person: Person, title: string, to: string, button = 'Ja, ret opslaget'): Promise<void> {
  await opensReport(person, title);
  await person.opens('Ret opslaget', by(title));
  await person.fills({ title: to, text: 'Den nye tekst.' });
  await person.presses(button, by('Intet er rettet endnu'));
}

async function parts(admin: Person, ...question: string[]): Promise<void> {
  await admin.uses('setup unlink');
  await admin.reads('Skal ', ' skilles fra ', ...question);
  await admin.presses('Skil dem ad');
  await admin.reads(`${SPACE[admin.platform]} er skilt fra`);
  await world.quiet();
}

/** "Suburban Lyd" runs a network; the community is in it, and only this person of it is asked. */
async function joinsNetwork(person: Person): Promise<Person> {
  const owner = world.person('discord', 'soren', { space: 'Suburban Lyd' });
  await owner.uses('network create', { name: 'Netværket' });
  await owner.uses('network invite');
  const { text } = await owner.reads('Inviter til Netværket');
  await person.uses('network join', { code: /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(text)?.[0] ?? '' });
  await person.reads('I er nu med i Netværket');
  await world.db.prisma.network.updateMany({ data: { approval: false } });
  return owner;
}

async function wantsToBeAsked(person: Person): Promise<void> {
  await person.uses('network settings');
  await person.presses('Spørg mig');
  await person.finds((one) => one.buttons.some(({ label }) => label === 'Spørg ikke mig'));
}

describe.each(PLATFORMS)('parting a place on %s from the others', (platform: PlatformName) => {
  test('asks first with what becomes of meetups and answers, and then does that', async () => {
    const other = OTHER[platform];
    await links(world);
    const [own, theirs] = [world.person(platform, 'organiser'), world.person(other, 'organiser')];
    const [member, elsewhere] = [world.person(platform, 'member'), world.person(other, 'member')];
    const [admin, waiting] = [world.person(platform, 'admin'), world.person(platform, 'other')];
    await publishes(own, { ...meetup, title: 'Vores', capacity: '1' });
    await publishes(theirs, { ...meetup, title: 'Deres' });
    // One place, which somebody of the other side has; one of ours waits.
    await elsewhere.answers('Kommer', 'Vores');
    await waiting.answers('Kommer', 'Vores');
    await member.answers('Måske', 'Deres');
    await theirs.answers('Kommer', 'Deres');
    await world.quiet();

    await admin.uses('setup unlink');
    const question = await admin.reads(
      `Skal ${SPACE[platform]} skilles fra ${SPACE[other]}?`,
      `Ét kommende træf er lavet i ${SPACE[platform]}.`,
      `Ét kommende træf er lavet i ${SPACE[other]}.`,
      '2 svar med ja eller måske er givet på kommende træf fra det andet sted.',
      `Netværk og opslag bliver hos ${SPACE[other]}, også dem, der er skrevet her`,
    );
    expect(question.onlyYou).toBe(true);
    await admin.presses('Bliv forbundet');
    await admin.reads('I er stadig forbundet');
    expect(await world.db.prisma.community.count()).toBe(1);

    await admin.uses('setup unlink');
    await admin.presses('Skil dem ad');
    await admin.reads(`${SPACE[platform]} er skilt fra ${SPACE[other]}`, '2 svar er slettet');
    await eventually(async () => {
      expect(await cardsOf(elsewhere, 'Vores')).toEqual([]);
      expect(await cardsOf(member, 'Deres')).toEqual([]);
    });
    const names = await world.db.prisma.community.findMany({ select: { name: true } });
    expect(names.map(({ name }) => name).sort(), 'each is called as its own place').toEqual([
      SPACE.discord,
      SPACE.slack,
    ]);
    await elsewhere.isTold('deler ikke træf længere', 'Vores', SPACE[platform]);
    await member.isTold('deler ikke træf længere', 'Deres', SPACE[other]);
    // The place that came free went to who waited.
    await waiting.isTold('Vores');
    await own.finds((one) => one.text.startsWith('Vores') && one.text.includes('Kommer (1)'));
    await theirs.finds((one) => one.text.startsWith('Deres') && one.text.includes('Kommer (1)'));
    await world.quiet();
    // Told once, and nobody whose answer stays.
    expect((await elsewhere.directMessages()).filter(({ text }) => text.includes('længere'))).toHaveLength(1);
    expect((await theirs.directMessages()).filter(({ text }) => text.includes('længere'))).toEqual([]);

    // Each goes on by itself.
    await publishes(own, { ...meetup, title: 'Alene' });
    await world.quiet();
    expect(await cardsOf(elsewhere, 'Alene')).toEqual([]);
    await own.uses('meetup list');
    expect((await own.reads('Kommende træf')).text).not.toContain('Deres');
    await admin.uses('setup unlink');
    await admin.reads('ikke forbundet med andre');
    await admin.uses('setup settings');
    await admin.presses('Se, hvem der har ændret hvad');
    await admin.reads(`${SPACE.discord} og ${SPACE.slack} → ${SPACE[platform]}`);

    // Linked again, what is to come is shown on both sides, once.
    await linksAgain();
    const each = [elsewhere, member].flatMap((person) =>
      ['Vores', 'Deres', 'Alene'].map((title) => [person, title] as const),
    );
    for (const [person, title] of each)
      await eventually(async () => expect(await cardsOf(person, title), title).toHaveLength(1));
    await world.quiet();
    for (const [person, title] of each) expect(await cardsOf(person, title), title).toHaveLength(1);
  });

  test('leaves what was announced as it hangs there: it is withdrawn with all others, and not corrected', async () => {
    await links(world);
    const [leaving, staying] = [world.person(platform, 'admin'), world.person(OTHER[platform], 'admin')];
    const [here, there] = [world.person(platform, 'member'), world.person(OTHER[platform], 'member')];
    for (const [author, title] of [
      [staying, 'Deres nyt'],
      [leaving, 'Vores nyt'],
      [staying, 'Til sidst'],
    ] as const)
      await announces(author, title);
    await parts(leaving, `3 opslag hænger både her og hos ${SPACE[OTHER[platform]]}`);
    // Whom it is linked with from now on is none of their business.
    const left = { spaces: { some: { name: SPACE[platform] } } };
    await world.db.prisma.community.updateMany({ where: left, data: { name: 'Nogle andre' } });
    await here.presses('Set', (one) => !one.onlyYou && by('Deres nyt')(one));
    await here.reads('Stedet her er skilt fra', 'så det kan ikke længere tælles med');
    expect(await world.db.prisma.seen.count(), 'is counted for nobody').toBe(0);

    for (const title of ['Deres', 'Vores']) {
      await corrects(staying, `${title} nyt`, `${title} nyeste`);
      await staying.reads(
        `${title} nyeste bliver nu rettet ét sted`,
        'Ét sted bliver det ikke rettet, for I er skilt.',
      );
      await world.quiet();
      await there.finds((one) => isCopy(`${title} nyeste`)(one) && by('Den nye tekst.')(one));
      const seen = (await here.sees()).filter(isCopy(`${title} ny`));
      expect(seen.map(({ text }) => text)).toEqual([expect.stringMatching(/^\S+ nyt\s+Den gamle tekst\./)]);
    }
    const report = await opensReport(staying, 'Deres nyeste');
    expect(report.text).toContain(`${SPACE[platform]}: kommet frem, men I er skilt`);
    expect(report.text).not.toContain('Nogle andre');
    await leaving.uses('announce received');
    const received = await leaving.reads('Opslag fra andre', 'Deres nyt', 'Vores nyt');
    expect(received.text).not.toContain('nyeste');
    await leaving.chooses('Vælg et opslag fra andre', 'Deres nyt');
    await leaving.reads('Deres nyt', 'bliver ikke rettet her mere', 'Den gamle tekst.');
    // Its author is in the space that left, and is told no more of it than all others there.
    await leaving.isTold('Opslaget er blevet hos dem, I er skilt fra');

    await staying.presses('Træk tilbage', (one) => one.id === report.id);
    await staying.presses('Ja, træk det tilbage', by('Deres nyeste'));
    await here.reads(`Deres nyt: opslaget fra ${SPACE[OTHER[platform]]} er trukket tilbage`);
    await there.reads(`Deres nyeste: opslaget fra ${SPACE[OTHER[platform]]} er trukket tilbage`);
    await leaving.uses('announce received');
    await leaving.chooses('Vælg et opslag fra andre', 'Vores nyt');
    await leaving.presses('Fjern det fra kanalen her', by('Vores nyt'));
    await leaving.presses('Ja, fjern det', by('Vores nyt'));
    await eventually(async () => expect((await here.sees()).filter(isCopy('Vores nyt'))).toEqual([]));

    // Linked again, they are one community, and its copies say one thing.
    await linksAgain();
    await corrects(staying, 'Til sidst', 'Til allersidst');
    await here.finds((one) => isCopy('Til allersidst')(one) && by('Den nye tekst.')(one));
  });

  test('asks others what only people there were asked, and gives back what waits and was written there', async () => {
    await links(world);
    const [leaving, staying] = [world.person(platform, 'admin'), world.person(OTHER[platform], 'admin')];
    const [here, there] = [world.person(platform, 'member'), world.person(OTHER[platform], 'member')];
    const owner = await joinsNetwork(leaving);
    await announces(owner, 'Fra netværket', 'Nichekultur');
    await leaving.isTold('Vil I slå det her op hos jer?', 'Fra netværket');
    await schedules(leaving, 'I morgen');
    await schedules(staying, 'Deres i morgen');
    await world.db.prisma.community.updateMany({ where: { name: 'RÅ Festival' }, data: { approval: true } });
    await drafts(staying, 'Skal godkendes', 'Kun os');
    await staying.presses('Bed om godkendelse', by('Skal godkendes'));
    await leaving.isTold('Må det her opslag sendes?', 'Skal godkendes');
    await world.db.prisma.community.updateMany({ data: { approval: false } });
    await world.db.prisma.community.updateMany({ where: { name: 'RÅ Festival' }, data: { approval: true } });

    await parts(
      leaving,
      'Ét opslag eller en rettelse, som nogen her har skrevet, venter',
      '2 spørgsmål om opslag er kun stillet her',
    );
    // Of the two only one found somebody: what is said afterwards is what was done.
    const done = await leaving.reads(`${SPACE[platform]} er skilt fra`, 'Ét spørgsmål om et opslag går nu til');
    expect(done.text).toContain('Ét opslag eller en rettelse har ingen tilbage, der kan godkende.');
    await leaving.isTold(`${SPACE[platform]} skal ikke svare om Fra netværket`);
    await leaving.isTold('Skal godkendes venter ikke længere på godkendelse');
    await staying.isTold('Skal godkendes bliver ikke sendt', 'ikke længere nogen til at godkende det');
    await leaving.isTold('I morgen bliver ikke sendt, for stedet her er skilt fra de andre');
    await leaving.uses('announce list');
    await leaving.reads('I morgen', 'Kladde');
    await staying.uses('announce list');
    expect((await staying.reads('Deres i morgen')).text).not.toMatch(/(^|\n)I morgen/);
    // Nobody who stays wants to be asked: it is a question to the channel.
    await staying.finds((one) => !one.onlyYou && by('Vil I slå det her op hos jer?')(one) && by('Fra netværket')(one));
    await staying.presses('Ja, slå det op', by('Fra netværket'));
    await there.finds(isCopy('Fra netværket'));
    world.travelTo('2026-11-24T10:00:30+01:00');
    await staying.isTold('Deres i morgen');
    await world.quiet();
    expect((await here.sees()).filter((one) => isCopy('Fra netværket')(one) || isCopy('I morgen')(one))).toEqual([]);
    expect((await there.sees()).filter(isCopy('I morgen')).filter((one) => !by('Deres')(one))).toEqual([]);
  });

  test('asks those who are left to approve, and drops corrections that were written there', async () => {
    await links(world);
    const [leaving, staying] = [world.person(platform, 'admin'), world.person(OTHER[platform], 'admin')];
    const second = world.person(OTHER[platform], 'organiser');
    if (second.platform === 'discord') second.change({ roles: { space: SPACE.discord, names: ['Bestyrelse'] } });
    await joinsNetwork(leaving);
    await announces(staying, 'Står der');
    await world.db.prisma.community.updateMany({ where: { name: 'RÅ Festival' }, data: { approval: true } });
    await drafts(staying, 'Skal godkendes', 'Kun os');
    await staying.presses('Bed om godkendelse', by('Skal godkendes'));
    await leaving.isTold('Må det her opslag sendes?', 'Skal godkendes');
    // Too late to be asked.
    await wantsToBeAsked(second);
    world.later(1);
    await corrects(leaving, 'Står der', 'Står her', 'Bed om godkendelse');
    await second.isTold('Må opslaget rettes sådan?', 'Står her');
    await world.quiet();

    await parts(leaving, 'Ét opslag eller en rettelse', 'Ét spørgsmål om et opslag er kun stillet her');
    await leaving.isTold('Rettelsen af Står der bliver ikke til noget');
    await second.isTold('Rettelsen af', 'venter ikke længere på godkendelse');
    await second.isTold('Må det her opslag sendes?', 'Skal godkendes');
    await second.presses('Ja, send det', by('Skal godkendes'));
    await world.person(OTHER[platform], 'member').finds(isCopy('Skal godkendes'));
    await world.quiet();
    expect((await world.person(platform, 'member').sees()).filter(isCopy('Skal godkendes'))).toEqual([]);
  });
});
