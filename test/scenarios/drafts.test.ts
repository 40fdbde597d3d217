import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOON, type Person, PLATFORMS, type PlatformName, startWorld, type World } from './world.ts';

/** A Discord server and a Slack workspace that know nothing of each other: each writes to itself alone. */
let world: World;
beforeAll(async () => {
  world = await startWorld();
  for (const platform of PLATFORMS) {
    const channels = world.sandbox[platform].spaces().find(({ name }) => name === SPACE[platform])?.channels;
    const channel = channels?.find(({ name }) => name === 'arrangementer')?.id ?? '';
    await author(platform).uses('setup settings', { channel });
    await author(platform).reads('#arrangementer');
  }
});
afterAll(() => world.stop());

const SPACE = { discord: 'RÅ Festival', slack: 'RÅ Frivillige' } as const;
const author = (platform: PlatformName) => world.person(platform, 'admin');
const on = (title: string) => (message: { text: string }) => message.text.startsWith(title);

async function writes(person: Person, title: string, more: Record<string, string> = {}) {
  const topic = `Kun ${SPACE[person.platform]}`;
  await person.uses('announce write', { title, text: 'Vi mødtes.', topic, ...more });
  return person.reads(title, 'Kun du kan se det her endnu');
}

/** 3,212 characters. */
const LONG = `${'Kulturen lever. '.repeat(200)}SIDSTE LINJE`;

describe.each(PLATFORMS)('a draft on %s', (platform) => {
  test('keeps every word of a long text, however often its form is sent', async () => {
    const person = author(platform);
    const title = `Langt referat ${platform}`;
    const preview = await writes(person, title, { text: LONG });
    const sendable = preview.buttons.find(({ label }) => label === 'Send nu')?.disabled === false;
    // What is too long for Slack alone is not in the way where nobody reads it on Slack.
    expect(preview.text.includes('for langt')).toBe(platform === 'slack');
    expect(sendable).toBe(platform === 'discord');
    const { form } = await person.opens('Ret', on(title));
    const texts = form?.fields.filter(({ type }) => type === 'paragraph').map(({ value }) => value) ?? [];
    expect(texts.join(' ')).toBe(LONG);
    await person.fills({ title: `${title} igen` });
    await person.reads(`${title} igen`);
    const words = await world.db.prisma.revisionText.findMany({ where: { title: `${title} igen` } });
    expect(words.map(({ body }) => body)).toEqual([LONG]);
  });

  test('comes back as it was typed when something is wrong with it', async () => {
    const person = author(platform);
    await person.uses('announce write', {
      title: 'Tilbage igen',
      text: LONG,
      link: 'kulturmetropolen',
      image: 'https://a.dk/plakat.pdf',
      topic: `kun ${SPACE[platform]}`.toLowerCase(),
    });
    await person.reads('”kulturmetropolen” er ikke et link', 'som billede');
    const { form } = await person.opens('Ret det');
    const texts = form?.fields.filter(({ type }) => type === 'paragraph').map(({ value }) => value) ?? [];
    expect(texts.join(' ')).toBe(LONG);
    expect(form?.fields.find(({ name }) => name === 'topic')?.value).toBe('own');
    const wrong = await person.fills({ link: `https://a.dk/${'x'.repeat(500)}`, image: '' });
    if (wrong.errors) expect(Object.values(wrong.errors).join()).toContain('Linket er 513 tegn langt');
    else await person.reads('Linket er 513 tegn langt');
    if (!wrong.errors) await person.opens('Ret det');
    await person.fills({ link: 'fælles.dk/æøå' });
    await person.reads('Tilbage igen', 'Kun du kan se det her endnu');
    // Each answer took the place of the one before.
    const left = (await person.sees()).filter(({ text }) => /er ikke et link|Linket er 513/.test(text));
    expect(left).toEqual([]);
    const again = await person.opens('Ret', on('Tilbage igen'));
    expect(again.form?.fields.find(({ name }) => name === 'link')?.value).toBe('https://fælles.dk/æøå');
  });

  test('has a second language that can be changed and taken out, and says which its first is', async () => {
    const person = author(platform);
    const title = `To sprog ${platform}`;
    await writes(person, title);
    const first = await person.opens('Skriv det også på engelsk', on(title));
    expect(first.form?.title).toBe('Den engelske tekst');
    await person.fills({ title: 'Minutes', text: 'We mett.' });
    await person.reads(title, 'We mett.', 'dansk og engelsk');
    const second = await person.opens('Ret den engelske tekst', on(title));
    expect(second.form?.fields.map(({ value }) => value)).toEqual(['Minutes', 'We mett.']);
    await person.fills({ title: 'Minutes', text: 'We met.' });
    await person.reads(title, 'We met.', 'Sprog');
    await person.opens('Ret den engelske tekst', on(title));
    const half = await person.fills({ title: '', text: 'We met.' });
    if (half.errors) expect(Object.values(half.errors).join()).toContain('tøm begge felter');
    else await person.reads('tøm begge felter');
    await person.opens('Ret den engelske tekst', on(title));
    await person.fills({ title: '', text: '' });
    await person.finds((one) => on(title)(one) && !one.text.includes('We met.'));
    await person.presses('Mærk teksten som engelsk', on(title));
    await person.finds((one) => on(title)(one) && one.buttons.some(({ label }) => label === 'Flere valg'));
    await person.presses('Flere valg', on(title));
    await person.finds((one) => on(title)(one) && one.buttons.some(({ label }) => label === 'Mærk teksten som dansk'));
  });

  test('is not sent by a button for a time that has passed meanwhile', async () => {
    const person = author(platform);
    const reader = world.person(platform, 'member');
    const title = `For sent ${platform}`;
    await writes(person, title);
    await person.opens('Vælg tidspunkt', on(title));
    await person.fills({ when: 'om 30 minutter' });
    await person.finds(
      (one) => on(title)(one) && one.buttons.some(({ label }) => label === 'Send på det valgte tidspunkt'),
    );
    world.travelTo(new Date(Date.parse(NOON) + 3_600_000).toISOString());
    await person.presses('Send på det valgte tidspunkt', on(title));
    await person.reads(title, 'Tidspunktet er passeret', 'Send det nu, eller vælg et andet tidspunkt.');
    await world.quiet();
    expect((await reader.sees()).filter(on(title))).toEqual([]);
    await person.presses('Send nu', on(title));
    await reader.finds(on(title));
    world.travelTo(NOON);
  });

  test('shows its “Seen” button, which counts nobody yet', async () => {
    const person = author(platform);
    const title = `Set før tid ${platform}`;
    await writes(person, title);
    await person.presses('Sæt ”Set”-knap på', on(title));
    await person.presses('Set', on(title));
    await person.reads('Sådan ser knappen ud');
    expect(await world.db.prisma.seen.count()).toBe(0);
  });
});

test('a form on Slack that is closed unsent leaves a button with what was typed', async () => {
  const person = author('slack');
  const { form } = await person.opensBy('announce write', { title: 'Lukket ved en fejl', text: 'Alle er med.' });
  world.sandbox.slack.closeForm(person.key, form?.id ?? '');
  await person.reads('Formularen er lukket, og intet er sendt.');
  const again = await person.opens('Åbn formularen');
  expect(again.form?.fields.find(({ name }) => name === 'title')?.value).toBe('Lukket ved en fejl');
  await person.fills({ topic: 'own' });
  await person.reads('Lukket ved en fejl', 'Kun du kan se det her endnu');
  expect((await person.sees()).filter(({ text }) => text.includes('Formularen er lukket'))).toEqual([]);
});

test('a correction may be as long as the platforms take where its copies stand', async () => {
  const person = author('discord');
  await writes(person, 'Kort referat');
  await person.presses('Send nu', on('Kort referat'));
  await world.person('discord', 'member').finds(on('Kort referat'));
  await world.quiet();
  await person.uses('announce list');
  await person.chooses('Vælg et opslag', 'Kort referat');
  await person.opens('Ret opslaget', (message) => message.text.includes('Kort referat'));
  await person.fills({ text: LONG });
  await person.presses('Ja, ret opslaget', (message) => message.text.includes('Kort referat'));
  await person.reads('Kort referat bliver nu rettet');
  await world.person('discord', 'member').reads('Kort referat', 'SIDSTE LINJE');
});
