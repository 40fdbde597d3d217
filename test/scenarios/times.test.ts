import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PLATFORMS, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** The labels of the buttons, in order. */
const labels = (message: { buttons: readonly { label: string }[] }) => message.buttons.map(({ label }) => label);
const EVENING = 'fredag den 27. november kl. 19.30';

describe.each(PLATFORMS)('on %s', (platform) => {
  const place = 'Medborgerhuset';

  test('a time that means two is asked about, and one press makes the meetup', async () => {
    const organiser = world.person(platform, 'organiser');
    const title = `Sanghold ${platform}`;
    await organiser.uses('meetup create', { title, when: 'fredag halv otte', where: place });
    const asked = await organiser.reads('”fredag halv otte” kan læses på flere måder');
    expect(labels(asked)).toEqual(['fredag den 27. november kl. 07.30', EVENING, 'Ret det']);
    await organiser.presses(EVENING);
    const preview = await organiser.reads(title, place, '19.30');
    expect(labels(preview)).toContain('Slå op');
    // The preview took the place of the question.
    expect((await organiser.sees()).some(({ text }) => text.includes('flere måder'))).toBe(false);
  });

  test('the same hours on two days are two meetups, one of which is made by one press, or one that lasts', async () => {
    const organiser = world.person(platform, 'organiser');
    const title = `Loppemarked ${platform}`;
    await organiser.uses('meetup create', { title, when: 'kl. 10-16 den 12.-13. december', where: place });
    const asked = await organiser.reads('Samme tid begge dage er to træf', 'Klokkeslættene er dansk tid');
    const saturday = 'lørdag den 12. december kl. 10.00';
    const sunday = 'søndag den 13. december kl. 10.00–16.00';
    const long = `${saturday} – søndag den 13. december kl. 16.00`;
    expect(labels(asked)).toEqual([`${saturday}–16.00`, sunday, long, 'Ret det']);
    await organiser.presses(sunday);
    const preview = await organiser.reads(title, place, 'søndag den 13. december 2026 kl. 10.00–16.00');
    expect(labels(preview)).toContain('Slå op');
  });

  test('a time that means two is asked about in an edit, and the rest of the edit is kept', async () => {
    const organiser = world.person(platform, 'organiser');
    const title = `Løb ${platform}`;
    await publishes(organiser, { title, when: 'onsdag kl. 18', where: place });
    // The name as people see it.
    const named = `l\u200bøb  ${platform}`;
    await organiser.uses('meetup edit', { meetup: named, when: 'lørdag kl. 3', where: 'Stadion' });
    const asked = await organiser.reads('”lørdag kl. 3” kan læses på flere måder');
    expect(labels(asked)).toEqual([
      'natten til lørdag den 28. november kl. 03.00',
      'lørdag den 28. november kl. 15.00',
      'natten til søndag den 29. november kl. 03.00',
      'Ret det',
    ]);
    await organiser.presses('lørdag den 28. november kl. 15.00');
    await organiser.finds(({ text }) => text.includes(title) && text.includes('15.00') && text.includes('Stadion'));
  });

  test('a wrong edit in one line comes back with all that was typed, and the mistakes beside their fields', async () => {
    const organiser = world.person(platform, 'organiser');
    const title = `Kor ${platform}`;
    await publishes(organiser, { title, when: 'onsdag kl. 18', where: place });
    const typed = { when: 'onsdag kl. 25', where: 'Stadion', description: 'Tag noder med', duration: 'ret længe' };
    await organiser.uses('meetup edit', { meetup: `kor ${platform}`, ...typed });
    await organiser.reads('Det klokkeslæt findes ikke', '”ret længe”');
    const { form } = await organiser.opens('Ret det');
    const fields = Object.fromEntries((form?.fields ?? []).map((one) => [one.name, one]));
    expect(Object.keys(fields)).toEqual(['meetup', 'when', 'where', 'description', 'duration']);
    for (const [name, value] of Object.entries(typed)) expect(fields[name]?.value).toBe(value);
    expect(fields.meetup?.options?.find(({ value }) => value === fields.meetup?.value)?.label).toContain(title);
    expect(fields.when?.hint).toMatch(/^⚠️ Det klokkeslæt findes ikke: ”onsdag kl\. 25”/);
    expect(fields.duration?.hint).toContain('”ret længe”');
    expect(fields.where?.hint).toBe('Det nye sted');
    await organiser.fills({ when: 'torsdag kl. 18', description: '', duration: '3 timer' });
    const proposed = await organiser.reads(title, 'Intet er ændret endnu', 'Stadion', 'kl. 18.00–21.00');
    expect(proposed.text).not.toContain('noder');
  });

  test('what is to come again is offered for its first time', async () => {
    const organiser = world.person(platform, 'organiser');
    const title = `Strik ${platform}`;
    await organiser.uses('meetup create', { title, when: 'hver torsdag kl. 19-21', where: place });
    const asked = await organiser.reads('Jeg kan ikke gentage noget af mig selv endnu');
    expect(labels(asked)).toEqual(['torsdag den 26. november kl. 19.00–21.00', 'Ret det']);
    await organiser.presses('torsdag den 26. november kl. 19.00–21.00');
    await organiser.reads(title, place, '26. november', 'Kun du kan se');
  });

  test('a midnight names both its days, and times whose they are, also to a reader in another zone', async () => {
    const organiser = world.person(platform, 'organiser');
    const reader = world.person(platform, 'other');
    reader.change({ zone: 'Europe/London' });
    const title = `Nattevandring ${platform}`;
    const night = 'natten mellem fredag den 4. og lørdag den 5. december';
    const { form } = await organiser.opensBy('meetup create');
    const said = form?.fields.map(({ label, hint }) => `${label} ${hint ?? ''}`).join('\n');
    expect(said).toMatch(platform === 'discord' ? /Klokkeslættet er dansk tid/ : /Begynder \(dansk tid\)/);
    await organiser.uses('meetup create', { title, when: 'lørdag den 5. december kl. 0-2', where: place });
    const asked = await organiser.reads('kl. 0-2” kan læses på flere måder', 'Klokkeslættene er dansk tid');
    expect(labels(asked)).toEqual([
      `${night} kl. 00.00–02.00`,
      'natten mellem lørdag den 5. og søndag den 6. december kl. 00.00–02.00',
      'Ret det',
    ]);
    await organiser.presses(`${night} kl. 00.00–02.00`);
    await organiser.reads(title, 'Jeg forstod: natten mellem', 'kl. 00.00–02.00 (dansk tid)');
    await organiser.presses('Slå op', ({ text }) => text.startsWith(title));
    // Their client shows the hour of their own zone; the words are those of the community's.
    const card = await reader.card(title);
    expect(card.text).toMatch(/(fredag den 4\. december|Friday 4 December).* 23[.:]00/);
    expect(card.text).toContain(`Det begynder ved midnat, ${night} (dansk tid).`);
    expect((await organiser.card(title)).text).toContain(`Det begynder ved midnat, ${night} (dansk tid).`);
    await reader.uses('meetup list');
    await reader.finds(
      ({ onlyYou, text }) =>
        onlyYou && text.includes(title) && /(natten mellem .* \(dansk tid|night between .* \(Danish time)\)/.test(text),
    );
  });

  test('a question is seen by nobody else', async () => {
    const organiser = world.person(platform, 'organiser');
    await organiser.uses('meetup create', { title: `Te ${platform}`, when: 'fredag kl. 7', where: place });
    await organiser.reads('”fredag kl. 7” kan læses på flere måder');
    const seen = await world.person(platform, 'member').sees();
    expect(seen.some(({ text }) => text.includes('flere måder'))).toBe(false);
  });
});

test.each([
  ['discord', { when: 'fredag kl. 21-19' }],
  ['slack', { when_date: '2026-11-27', when_time: '21:00', when_end: '19:00' }],
] as const)('on %s a form closes over the question, and the edit keeps what was emptied', async (platform, moment) => {
  const organiser = world.person(platform, 'organiser');
  const title = `Filmaften ${platform}`;
  await organiser.uses('meetup create', {
    title,
    when: 'onsdag kl. 18',
    where: 'Bio',
    description: 'Medbring popcorn',
  });
  await organiser.reads(title, 'popcorn');
  await organiser.opens('Ret', ({ text }) => text.startsWith(title));
  const sent = await organiser.fills({ ...moment, description: '' });
  expect(sent.errors).toBeUndefined();
  await organiser.reads('Sådan som det står, varer', 'til næste dag');
  await organiser.presses('fredag den 27. november kl. 19.00–21.00');
  const preview = await organiser.finds(({ text }) => text.startsWith(title) && text.includes('27. november'));
  expect(preview.text).not.toContain('popcorn');
  expect(preview.text).toMatch(/19\.00.*21\.00/s);
});

test('what is proposed while a time is typed are all that it may mean', async () => {
  const proposed = await world
    .person('discord', 'organiser')
    .suggestions('meetup create', 'when', { title: 'x', when: 'fredag halv otte' });
  expect(JSON.stringify(proposed)).toContain('2026-11-27 07:30');
  expect(JSON.stringify(proposed)).toContain('2026-11-27 19:30');
});
