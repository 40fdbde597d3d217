import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../waiting.ts';
import { links, NOON, type Person, PLATFORMS, startWorld, type World } from './world.ts';

/**
 * One community in a Discord server and a Slack workspace ("RÅ Festival"), another that stands alone ("Suburban Lyd").
 */
let world: World;
beforeAll(async () => {
  world = await startWorld();
  await links(world);
  await festival('discord').uses('network create', { name: 'Kulturmetropolen' });
  await festival('discord').uses('network invite');
  const { text } = await festival('discord').reads('Inviter til Kulturmetropolen');
  await suburban().uses('network join', { code: /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(text)?.[0] ?? '' });
  await suburban().uses('network settings', { channel: channelId('Suburban Lyd', 'arrangementer') });
  await suburban().reads('Kulturmetropolen og Suburban Lyd', '#arrangementer');
  await accepts('Alle bliver slået op');
});
afterAll(() => world.stop());

const festival = (platform: 'discord' | 'slack') => world.person(platform, 'admin');
const suburban = () => world.person('discord', 'soren', { space: 'Suburban Lyd' });
const reader = () => world.person('discord', 'yusuf', { space: 'Suburban Lyd' });
const everywhere = () => [world.person('discord', 'yusuf'), world.person('slack', 'bent'), reader()];

async function accepts(what: string): Promise<void> {
  await suburban().chooses('Vælg, hvad I tager imod', what);
  await suburban().finds((one) => one.text.includes('Kulturmetropolen og Suburban Lyd') && one.text.includes(what));
}

/** As a network reads whom it is from, which knows both places by the name of the first. */
const SENDER = { discord: 'RÅ Festival', slack: 'RÅ Frivillige (RÅ Festival)' };

const news = { text: 'Der er 20.000 kr. at søge.', topic: 'Nichekultur' };

let seconds = 0;
/** So that what is written later is newer. */
function passesASecond(): void {
  seconds += 1;
  world.travelTo(new Date(Date.parse(NOON) + seconds * 1000).toISOString());
}

/** Writes a draft, and waits for its preview. */
async function writes(author: Person, title: string, more: Record<string, string> = {}) {
  passesASecond();
  await author.uses('announce write', { ...news, title, ...more });
  return author.reads(title, 'Kun du kan se det her endnu');
}

/** As two-people.test.ts shows that two can. */
async function requireNoApproval(): Promise<void> {
  await world.db.prisma.community.updateMany({ data: { approval: false } });
  await world.db.prisma.network.updateMany({ data: { approval: false } });
}

const on = (title: string) => (message: { text: string }) => message.text.startsWith(title);
const copyOf = (person: Person, title: string) => person.finds((one) => on(title)(one) && one.text.includes('Fra RÅ'));

/** Opens an announcement from the list. */
async function opens(person: Person, title: string): Promise<void> {
  await person.uses('announce list');
  await person.chooses('Vælg et opslag', title);
}

function channelId(space: string, channel: string): string {
  const found = world.sandbox.discord.spaces().find(({ name }) => name === space);
  return found?.channels.find(({ name }) => name === channel)?.id ?? '';
}

describe.each(PLATFORMS)('written on %s', (platform) => {
  test('an announcement is previewed to its author alone, then arrives once in every channel of the network', async () => {
    const author = festival(platform);
    const title = `Søg penge ${platform}`;
    const preview = await writes(author, title, { link: 'kulturmetropolen.dk/puljer' });
    expect(preview.onlyYou).toBe(true);
    for (const part of [
      '2 fællesskaber, 3 steder, 3 kanaler',
      /^#arrangementer$/m,
      platform === 'discord' ? /^#[a-zæøå-]+ · .+ \(Slack\)$/m : /^#[a-zæøå-]+ · .+ \(Discord\)$/m,
      'Et andet fællesskab: Suburban Lyd',
    ])
      expect(preview.text).toMatch(part);
    await author.presses('Send nu', on(title));
    await author.reads(`Så er ${title} på vej til 3 kanaler`);
    await world.quiet();
    for (const person of everywhere()) {
      const copies = (await person.sees())
        .filter(on(title))
        .filter((one) => !one.onlyYou && one.text.includes(`Fra ${SENDER[platform]} · Nichekultur`));
      expect(copies).toHaveLength(1);
      expect(copies[0]?.text).toContain('20.000 kr.');
      expect(copies[0]?.buttons.map(({ url }) => url)).toEqual(['https://kulturmetropolen.dk/puljer']);
    }
    await author.isTold(title, 'Kommet frem: 3 af 3 steder', 'Færdig.');
    await author.presses('Se, hvordan det går', on(title));
    await author.reads(`Sådan gik det med ”${title}”`, 'Suburban Lyd: kommet frem');
    const renewed = await author.presses('Opdatér', (one) => one.text.startsWith(`Sådan gik det med ”${title}”`));
    expect(renewed.result, 'no new message').not.toBe('message');
  });

  test('a correction reaches every copy, and so does a withdrawal', async () => {
    const author = festival(platform);
    const title = `Åbent hus ${platform}`;
    await writes(author, title);
    await author.presses('Send nu', on(title));
    await author.reads(`Så er ${title} på vej`);
    await world.quiet();
    await author.presses('Se, hvordan det går', on(title));
    await author.opens('Ret opslaget', on(`Sådan gik det med ”${title}”`));
    await author.fills({ title: `${title} kl. 19`, text: 'Vi åbner en time senere.' });
    const proposed = await author.reads(
      `${title} kl. 19`,
      'en time senere',
      '· rettet ',
      'Det bliver rettet 3 steder.',
    );
    expect(proposed.onlyYou).toBe(true);
    for (const person of everywhere())
      expect((await copyOf(person, title)).text, 'nothing changes before').not.toContain('en time senere');
    await author.presses('Ja, ret opslaget', on(`${title} kl. 19`));
    await author.reads(`${title} kl. 19 bliver nu rettet 3 steder`);
    for (const person of everywhere())
      await person.finds((one) => on(`${title} kl. 19`)(one) && /en time senere[\s\S]*· rettet /.test(one.text));
    await opens(author, `${title} kl. 19`);
    await author.presses('Træk tilbage', (message) => message.text.includes(title));
    await author.presses('Ja, træk det tilbage', (message) => message.text.includes(title));
    await author.reads(`${title} kl. 19 er trukket tilbage.`);
    await world.quiet();
    for (const person of everywhere()) {
      await person.reads(`${title} kl. 19: opslaget fra ${SENDER[platform]} er trukket tilbage`);
      expect((await person.sees()).filter((one) => !one.onlyYou && on(title)(one) && one.text.includes('Fra'))).toEqual(
        [],
      );
    }
  });

  test('an announcement with a time is sent at that time, and can be stopped before', async () => {
    const author = festival(platform);
    const title = `Fredagens ${platform}`;
    await writes(author, title, { topic: 'kun os' });
    await author.opens('Vælg tidspunkt', on(title));
    await author.fills({ when: 'i morgen kl. 10' });
    await author.finds((one) => on(title)(one) && /24\. november|i morgen/.test(one.text));
    await author.presses('Send på det valgte tidspunkt', on(title));
    await author.reads(title, 'er planlagt til');
    await author.presses('Stop, og gør det til en kladde igen', on(title));
    await author.presses('Send på det valgte tidspunkt', on(title));
    world.travelTo('2026-11-24T10:00:30+01:00');
    await copyOf(world.person('discord', 'yusuf'), title);
    await copyOf(world.person('slack', 'bent'), title);
    await world.quiet();
    expect((await reader().sees()).filter(on(title))).toEqual([]);
    passesASecond();
  });

  test('where a second person must approve, the author alone never can', async () => {
    const author = festival(platform);
    const other = world.person('slack', 'aase');
    await author.uses('network settings', { network: 'Kulturmetropolen' });
    await author.presses('Kræv godkendelse hos os', (message) => message.text.includes('Kulturmetropolen og'));
    const title = `To skal stå bag ${platform}`;
    await writes(author, title);
    await author.reads(title, 'En anden fra RÅ Festival eller RÅ Frivillige skal sige ja først');
    if (platform === 'discord') {
      await other.uses('network settings');
      await other.presses('Spørg mig', (message) => message.text.includes('Kulturmetropolen og'));
    }
    await author.presses('Bed om godkendelse', on(title));
    await author.reads('Jeg har spurgt', title);
    // Who wrote it has a name where both are, and elsewhere only a place.
    const writer = platform === 'discord' ? 'én i RÅ Festival på Discord' : '';
    await other.isTold('Må det her opslag sendes?', title, `Skrevet for RÅ Festival af ${writer}`, 'Spurgt');
    expect((await reader().sees()).filter(on(title))).toEqual([]);
    await other.presses('Ja, send det', (message) => message.text.includes(title));
    await copyOf(reader(), title);
    await author.isTold(title, platform === 'discord' ? 'Godkendt af én i RÅ Frivillige på Slack.' : 'Godkendt af ');
    await requireNoApproval();
    await world.quiet();
  });

  test('a closed channel is reported with its reason', async () => {
    const author = festival(platform);
    const title = `Lukket kanal ${platform}`;
    const fault = world.sandbox.addFault({
      platform: 'discord',
      on: `POST /channels/${channelId('Suburban Lyd', 'arrangementer')}/messages`,
      does: { kind: 'refuse', status: 403, code: 50001 },
    });
    await writes(author, title);
    await author.presses('Send nu', on(title));
    await author.isTold(
      title,
      'Kommet frem: 2 af 3 steder',
      'Jeg har ikke adgang',
      'lade mig se kanalen og skrive i den',
    );
    world.sandbox.removeFault(fault.id);
    await opens(author, title);
    await author.reads(`Sådan gik det med ”${title}”`, 'Suburban Lyd: kom ikke frem. Jeg har ikke adgang.');
    // The press is on the card that tells of it, too.
    await author.presses('Slå op igen ét sted', (one) => one.text.includes('Kommet frem: 2 af 3 steder'));
    await copyOf(reader(), title);
    await author.isTold(title, 'Kommet frem: 3 af 3 steder');
  });

  test('what cannot be used is explained, and comes back as it was typed', async () => {
    const author = festival(platform);
    await author.uses('announce write', { ...news, title: 'Skævt link', link: 'kulturmetropolen' });
    await author.reads('”kulturmetropolen” er ikke et link');
    const { form } = await author.opens('Ret det');
    expect(form?.fields.find(({ name }) => name === 'title')?.value).toBe('Skævt link');
    await author.uses('announce write', { ...news, title: 'Intet billede', image: 'https://kulturmetropolen.dk/om' });
    await author.reads('Jeg kan vise billeder, hvis adresse ender på .png');
    await author.uses('announce write', { ...news, title: 'Ukendt emne', topic: 'Fodbold' });
    await author.reads('”Fodbold” er ikke et af emnerne');
  });

  test('a text that is too long is said before it is sent, with by how much and where', async () => {
    const author = festival(platform);
    const title = `Meget langt ${platform}`;
    const preview = await writes(author, title, { text: `${'Kulturen lever. '.repeat(199)}Slut` });
    expect(preview.text).toMatch(/Slack: \d+ tegn for langt/);
    const send = preview.buttons.find(({ label }) => label === 'Send nu');
    expect(send?.disabled ?? true).toBe(true);
  });

  test('a text in letters of three bytes is shown, said to be too long where it is, and opened to be shortened', async () => {
    const author = festival(platform);
    // Discord counts characters, and answers 500 above some bytes: the copy alone fits, what stands around it does not.
    const title = `Tre byte ${platform}`;
    await writes(author, title, { text: '語'.repeat(3_300), topic: 'kun os' });
    const long = `Flere byte ${platform}`;
    await writes(author, long, { text: '語'.repeat(3_400), topic: 'kun os' });
    expect((await author.reads(long, 'Kun du kan se det her endnu')).text).toMatch(/Discord: .* for langt/);
    for (const one of [title, long]) {
      await opens(author, one);
      await author.presses('Ret', (message) => on(one)(message) && message.onlyYou);
      await eventually(async () => expect(JSON.stringify(await author.forms())).toContain('語語語'));
      await author.fills({ title: one, text: 'Kort.' });
      await author.finds((message) => on(one)(message) && message.text.includes('Kort.'));
    }
  });

  test('nobody is pinged by what an announcement says', async () => {
    const author = festival(platform);
    const title = `Til alle ${platform}`;
    await writes(author, title, { text: '@everyone @here <!channel> kom og vær med', topic: 'kun os' });
    await author.presses('Send nu', on(title));
    await author.reads(`Så er ${title} på vej`);
    await world.quiet();
    for (const person of [world.person('discord', 'yusuf'), world.person('slack', 'bent')]) {
      const copy = await copyOf(person, title);
      expect(copy.pinged).toEqual([]);
      expect(copy.text).toContain('@everyone');
    }
  });
});

test('a community that is asked first gets only what it says yes to', async () => {
  await suburban().uses('network settings');
  await accepts('I bliver spurgt først');
  const author = festival('discord');
  for (const title of ['Ja til det', 'Nej til det']) {
    await writes(author, title);
    await author.reads(title, 'Ét fællesskab bliver spurgt først');
    await author.presses('Send nu', on(title));
    await suburban().isTold('Vil I slå det her op hos jer?', title);
  }
  expect((await reader().sees()).filter((one) => / til det/.test(one.text))).toEqual([]);
  await suburban().presses('Ja, slå det op', (message) => message.text.includes('Ja til det'));
  await copyOf(reader(), 'Ja til det');
  await suburban().presses('Nej tak', (message) => message.text.includes('Nej til det'));
  await world.quiet();
  expect((await reader().sees()).filter(on('Nej til det'))).toEqual([]);
  await opens(author, 'Nej til det');
  await author.reads('Sådan gik det med ”Nej til det”', 'Suburban Lyd: har sagt nej tak');
  await author.isTold('Nej til det', 'Ét fællesskab sagde nej tak.', 'Færdig.');
  await suburban().uses('announce received');
  await suburban().reads('Nej til det', 'I har sagt nej tak');
  await suburban().presses('Slå det op alligevel', (message) => message.text.includes('Nej til det'));
  await suburban().isTold('Suburban Lyd har sagt ja til at slå Nej til det op');
  await copyOf(reader(), 'Nej til det');
});

test('a community in a Slack workspace takes its no back, in the message or in the list', async () => {
  const asked = world.person('slack', 'admin');
  await asked.uses('network settings');
  await asked.chooses('Vælg, hvad I tager imod', 'I bliver spurgt først');
  await asked.presses('Spørg mig');
  await asked.finds((one) => one.buttons.some(({ label }) => label === 'Spørg ikke mig'));
  for (const title of ['Nej, så ja', 'Nej, så listen']) {
    await writes(suburban(), title);
    await suburban().presses('Send nu', on(title));
    await asked.isTold('Vil I slå det her op hos jer?', title);
    await asked.presses('Nej tak', (message) => message.text.includes(title));
    await asked.isTold(`${title} bliver ikke slået op hos`);
  }
  const about = (title: string) => (message: { text: string }) => message.text.includes(title);
  await asked.presses('Slå det op alligevel', about('Nej, så ja'));
  await asked.isTold('har sagt ja til at slå Nej, så ja op');
  await asked.uses('announce received');
  await asked.chooses('Vælg et opslag fra andre', 'Nej, så listen');
  await asked.presses('Slå det op alligevel', (one) => one.onlyYou && on('Nej, så listen')(one));
  for (const title of ['Nej, så ja', 'Nej, så listen'])
    await world.person('slack', 'bent').finds((one) => on(title)(one) && one.text.includes('Fra Suburban Lyd'));
});

test('whoever was asked but manages the place no longer decides nothing', async () => {
  const former = world.person('discord', 'maja', { space: 'Suburban Lyd' });
  former.change({ roles: { space: 'Suburban Lyd', names: ['Bestyrelse'] } });
  await former.uses('network settings');
  await former.presses('Spørg mig');
  await former.finds((one) => one.buttons.some(({ label }) => label === 'Spørg ikke mig'));
  await writes(festival('discord'), 'Spørg Maja');
  await festival('discord').presses('Send nu', on('Spørg Maja'));
  await former.isTold('Vil I slå det her op hos jer?', 'Spørg Maja');
  former.change({ roles: { space: 'Suburban Lyd', names: [] } });
  await former.presses('Ja, slå det op', (message) => message.text.includes('Spørg Maja'));
  await former.reads('Det må kun admins');
  await world.quiet();
  expect((await reader().sees()).filter(on('Spørg Maja'))).toEqual([]);
});

test('a community that accepts nothing gets nothing', async () => {
  await suburban().uses('network settings');
  await accepts('Ingen bliver slået op');
  const author = festival('slack');
  await writes(author, 'Ikke til Suburban');
  await author.reads('Ikke til Suburban', 'Ét fællesskab tager ikke imod det');
  await author.presses('Send nu', on('Ikke til Suburban'));
  await copyOf(world.person('discord', 'yusuf'), 'Ikke til Suburban');
  await world.quiet();
  expect((await reader().sees()).filter(on('Ikke til Suburban'))).toEqual([]);
  await suburban().uses('network settings');
  await accepts('Alle bliver slået op');
});

describe.each(PLATFORMS)('with a target group, on %s', (platform) => {
  test('an announcement is for it, and reaches only those who want both its topic and its group', async () => {
    const author = festival(platform);
    const title = `For børnefamilier ${platform}`;
    await suburban().uses('network settings');
    await suburban().chooses('Giv en målgruppe sin egen regel', 'For familier');
    await suburban().chooses('Hvad med ”For familier”?', 'Ingen bliver slået op');
    await suburban().finds((one) => /For familier:?\s*\n?\s*Ingen bliver slået op/.test(one.text));

    const preview = await writes(author, title);
    expect(preview.text).toContain('Kulturmetropolen: Nichekultur, For alle');
    expect(preview.text).toContain('2 fællesskaber');
    await author.chooses('Vælg en målgruppe', 'For familier');
    await author.reads(title, 'Nichekultur, For familier', 'Ét fællesskab tager ikke imod det');
    await author.presses('Send nu', on(title));
    for (const person of [world.person('discord', 'yusuf'), world.person('slack', 'bent')])
      await person.reads(title, `Fra ${SENDER[platform]} · Nichekultur · For familier`);
    await world.quiet();
    expect((await reader().sees()).filter(on(title))).toEqual([]);

    await suburban().uses('network settings');
    await suburban().chooses('Giv en målgruppe sin egen regel', 'For familier');
    await suburban().chooses('Hvad med ”For familier”?', 'Som for de andre opslag');
    await writes(author, `${title} igen`);
    await author.chooses('Vælg en målgruppe', 'For familier');
    await author.reads(`${title} igen`, 'For familier', '2 fællesskaber');
    await author.chooses('Vælg en målgruppe', 'For alle');
    await author.reads(`${title} igen`, 'Nichekultur, For alle');
    await author.presses('Slet kladden', on(`${title} igen`));
  });
});

test('a correction waits for the second person, too', async () => {
  const author = festival('discord');
  const second = world.person('slack', 'aase');
  const toggles = async (label: string) => {
    await author.uses('network settings');
    await author.presses(label, (message) => message.text.includes('Kulturmetropolen og'));
  };
  await toggles('Kræv godkendelse hos os');
  await writes(author, 'Fernisering');
  await author.presses('Bed om godkendelse', on('Fernisering'));
  await second.presses('Ja, send det', (message) => message.text.includes('Fernisering'));
  await copyOf(reader(), 'Fernisering');
  await world.quiet();
  await opens(author, 'Fernisering');
  await author.opens('Ret opslaget', (message) => message.text.includes('Fernisering'));
  await author.fills({ text: 'Flyttet til søndag.' });
  await author.reads(
    'Fernisering',
    'Flyttet til søndag',
    'En anden fra RÅ Festival eller RÅ Frivillige skal sige ja først',
  );
  await author.presses('Bed om godkendelse', (message) => message.text.includes('Flyttet til søndag'));
  await author.reads('Jeg har spurgt', 'Fernisering', 'må rettes');
  await second.isTold('Må opslaget rettes sådan?', 'Flyttet til søndag');
  expect((await copyOf(reader(), 'Fernisering')).text).not.toContain('søndag');
  await second.presses('Ja, ret det', (message) => message.text.includes('Flyttet til søndag'));
  await reader().reads('Fernisering', 'Flyttet til søndag', 'Fra RÅ');
  await requireNoApproval();
});

test('what is declined is a draft again, and its author is told', async () => {
  const author = suburban();
  await festival('discord').uses('network settings');
  await festival('discord').presses('Kræv godkendelse i netværket', (message) =>
    message.text.includes('Kulturmetropolen og'),
  );
  await writes(author, 'Skæve toner');
  await author.reads('Skæve toner', 'En anden fra RÅ Festival skal sige ja først');
  await author.presses('Bed om godkendelse', on('Skæve toner'));
  await world.person('slack', 'aase').isTold('Må det her opslag sendes?', 'Skæve toner');
  await world.person('slack', 'aase').opens('Nej, ikke sådan', (message) => message.text.includes('Skæve toner'));
  await world.person('slack', 'aase').fills({ reason: 'Datoen mangler. @everyone <!channel>' });
  await author.isTold('Skæve toner blev ikke godkendt', 'Det skal ændres: ”Datoen mangler. @everyone <!channel>”');
  await opens(author, 'Skæve toner');
  await author.finds((one) => on('Skæve toner')(one) && one.text.includes('Kun du kan se det her endnu'));
  await author.presses('Bed om godkendelse', on('Skæve toner'));
  await eventually(async () => {
    const questions = await world.person('slack', 'aase').directMessages();
    const about = questions.filter(({ text }) => text.includes('Skæve toner'));
    expect(about.map(({ buttons }) => buttons.map(({ label }) => label))).toEqual([
      [],
      ['Ja, send det', 'Nej, ikke sådan'],
    ]);
  });
  await requireNoApproval();
  await world.quiet();
});

test('each space reads its own language, and readers are counted without names', async () => {
  const author = festival('discord');
  await suburban().uses('setup settings', { language: 'en' });
  await writes(author, 'Ny pulje');
  await author.opens('Skriv det også på engelsk', on('Ny pulje'));
  await author.fills({ title: 'New grants', text: 'Apply now.' });
  await author.finds((one) => on('Ny pulje')(one) && one.text.includes('New grants'));
  await author.presses('Sæt ”Set”-knap på', on('Ny pulje'));
  await author.presses('Send nu', on('Ny pulje'));
  await reader().reads('New grants', 'Apply now.', 'From RÅ Festival');
  const danish = world.person('discord', 'yusuf');
  await copyOf(danish, 'Ny pulje');
  await danish.presses('Set', on('Ny pulje'));
  await danish.reads('Tak, det er talt med');
  await danish.presses('Set', on('Ny pulje'));
  await world.quiet();
  await opens(author, 'Ny pulje');
  const report = await author.reads('Sådan gik det med ”Ny pulje”', 'RÅ Festival: 1 har set det');
  expect(report.text).not.toContain('Yusuf');
  await suburban().uses('setup settings', { language: 'da' });
});

test('an announcement of a network that was left meanwhile is not sent, and its author is told', async () => {
  const author = suburban();
  await author.uses('announce write', { ...news, title: 'For sent', topic: 'Nichekultur' });
  await author.reads('For sent', 'Kun du kan se det her endnu');
  await author.opens('Vælg tidspunkt', on('For sent'));
  await author.fills({ when: 'i morgen kl. 10' });
  await author.presses('Send på det valgte tidspunkt', on('For sent'));
  await author.reads('For sent', 'er planlagt til');
  await author.uses('network leave');
  await author.presses('Ja, forlad det');
  await author.reads('I er ikke længere med i Kulturmetropolen');
  world.travelTo('2026-11-24T10:01:00+01:00');
  await author.isTold('For sent', 'I er ikke længere med i netværket');
  passesASecond();
});

test('an audience of none is said before anything is sent', async () => {
  const alone = world.person('discord', 'soren', { space: 'Suburban Lyd' });
  await world.db.prisma.space.updateMany({
    where: { name: 'Suburban Lyd' },
    data: { announcementChannel: null, meetupChannel: null },
  });
  await alone.uses('announce write', { ...news, title: 'Til ingen', topic: 'Kun Suburban Lyd' });
  await alone.reads('Til ingen', 'Ikke her: der er ikke valgt en kanal til opslag.');
  await alone.presses('Send nu', on('Til ingen'));
  await alone.reads('Der er ingen at sende det til');
});

test('somebody who does not manage the place cannot write announcements', async () => {
  const member = world.person('slack', 'bent');
  await member.uses('announce write', { ...news, title: 'Kapret' });
  await member.reads('Det må kun admins');
});
