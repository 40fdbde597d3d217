import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moves, PLATFORMS, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const beat = {
  title: 'Lav dit første beat',
  when: 'på torsdag kl. 17-19',
  where: 'Ungdomsskolen, studie 1',
  capacity: '8',
  description: 'For dig, der aldrig har prøvet.',
};

describe.each(PLATFORMS)('on %s', (platform) => {
  test('a meetup is previewed to its organiser alone, then published to all', async () => {
    const organiser = world.person(platform, 'organiser');
    const member = world.person(platform, 'member');
    await organiser.uses('meetup create', beat);
    const preview = await organiser.reads('Lav dit første beat', 'torsdag den 26. november 2026 kl. 17.00–19.00');
    expect(preview.onlyYou).toBe(true);
    expect((await member.sees()).some((message) => message.text.includes('første beat'))).toBe(false);
    await organiser.presses('Slå op');
    const card = await member.card('Lav dit første beat');
    expect(card.text).toContain('Ungdomsskolen, studie 1');
    expect(card.text).toContain('8 ledige pladser af 8');
    expect(card.text).toContain('For dig, der aldrig har prøvet.');
    expect(card.buttons.map((button) => button.label)).toEqual(['Kommer', 'Måske', 'Kommer ikke', 'Mere']);
  });

  test('people answer, change their mind, and the card stays true', async () => {
    const member = world.person(platform, 'member');
    await publishes(world.person(platform, 'organiser'), { ...beat, title: 'Skriveværksted' });
    const answer = await member.answers('Kommer', 'Skriveværksted');
    expect(answer.text).toContain('Du kommer til Skriveværksted');
    expect(answer.onlyYou).toBe(true);
    await member.finds((one) => one.text.includes('Skriveværksted') && one.text.includes('Kommer (1)'));
    await member.answers('Kommer ikke', 'Skriveværksted');
    const card = await member.finds(
      (one) => one.text.includes('Skriveværksted') && one.text.includes('Kommer ikke (1)'),
    );
    expect(card.text, 'nobody goes').not.toContain('Kommer (');
    expect(card.pinged).toEqual([]);
  });

  test('a command that is missing input asks with a form, filled in with what was given', async () => {
    const organiser = world.person(platform, 'organiser');
    const outcome = await organiser.opensBy('meetup create', { title: 'Filmklub' });
    expect(outcome.result).toBe('form');
    const fields = outcome.form?.fields ?? [];
    expect(fields.find((field) => field.name === 'title')?.value).toBe('Filmklub');
    const when: Record<string, string> =
      platform === 'discord'
        ? { when: 'i morgen kl. 20' }
        : { when_date: '2026-11-24', when_time: '20:00', when_end: '22:00' };
    await organiser.fills({ ...when, where: 'Biografen, sal 3' });
    await organiser.reads('Filmklub', 'tirsdag den 24. november 2026 kl. 20.00');
  });

  test('an unclear time is explained, and what was typed comes back', async () => {
    const organiser = world.person(platform, 'organiser');
    await organiser.uses('meetup create', { title: 'Strik & snak', when: 'snart', where: 'Café Kanten' });
    await organiser.reads('Jeg kan ikke se, hvornår ”snart” er');
    const outcome = await organiser.opens('Ret det');
    expect(outcome.result).toBe('form');
    const value = (name: string) => outcome.form?.fields.find((field) => field.name === name)?.value;
    expect(value('title')).toBe('Strik & snak');
    expect(value('where')).toBe('Café Kanten');
  });

  test('a time that has passed and a weekday that does not fit are explained', async () => {
    const organiser = world.person(platform, 'organiser');
    await organiser.uses('meetup create', { title: 'I går', when: 'i går kl. 10', where: 'Her' });
    await organiser.reads('ligger i fortiden');
    await organiser.uses('meetup create', { title: 'Forkert', when: 'fredag den 26. november kl. 19', where: 'Her' });
    await organiser.reads('Ugedagen og datoen passer ikke sammen');
  });

  test('a meetup is listed, shown, changed and cancelled; those who answered are told', async () => {
    const organiser = world.person(platform, 'organiser');
    const member = world.person(platform, 'member');
    await publishes(organiser, { ...beat, title: `Brætspil ${platform}` });
    await member.answers('Kommer', `Brætspil ${platform}`);
    await member.uses('meetup list');
    await member.reads('Kommende træf', `Brætspil ${platform}`);
    await member.uses('meetup show', { meetup: `Brætspil ${platform}` });
    await member.finds((one) => one.onlyYou && one.text.startsWith(`Brætspil ${platform}`));

    await moves(organiser, `brætspil ${platform}`, 'fredag kl. 18-22');
    await member.finds(
      (one) => !one.onlyYou && one.text.includes(`Brætspil ${platform}`) && one.text.includes('27. november'),
    );
    world.later(60);
    await member.isTold(`Brætspil ${platform} er ændret`);

    // Whoever cancels it is not told of that, though they were going.
    await organiser.answers('Kommer', `Brætspil ${platform}`);
    await organiser.uses('meetup cancel', { meetup: `Brætspil ${platform}` });
    await organiser.reads('Vil du aflyse', 'Én har svaret og får besked');
    await organiser.presses('Ja, aflys');
    await member.isTold(`Brætspil ${platform} er desværre aflyst`);
    const card = await member.card(`Aflyst: Brætspil ${platform}`);
    expect(card.buttons).toEqual([]);
    const told = (await organiser.directMessages()).filter((one) => one.text.includes('er desværre aflyst'));
    expect(told).toEqual([]);
  });

  test('somebody who does not organise it can neither change nor cancel it', async () => {
    await publishes(world.person(platform, 'organiser'), { ...beat, title: `Natløb ${platform}` });
    const other = world.person(platform, 'member');
    await other.uses('meetup edit', { meetup: `Natløb ${platform}`, title: 'Kapret' });
    await other.reads('Det kan kun træffets arrangør');
    await other.uses('meetup cancel', { meetup: `Natløb ${platform}` });
    await other.finds((one) => one.text.includes('Det kan kun træffets arrangør'));
    await other.card(`Natløb ${platform}`);
  });

  test('the list is turned page by page, and a meetup picked from it is shown', async () => {
    const organiser = world.person(platform, 'organiser');
    for (const number of [1, 2, 3, 4, 5, 6])
      await publishes(organiser, { ...beat, when: `i morgen kl. 1${number}`, title: `Side ${platform} ${number}` });
    const member = world.person(platform, 'member');
    await member.uses('meetup list');
    await member.reads('Side 1 af');
    await member.presses('Næste');
    await member.reads('Side 2 af');
    await member.presses('Forrige');
    await member.reads('Side 1 af');
    await member.chooses('Se et træf, og svar på det', `Side ${platform} 1 · tir. 24. nov.`);
    await member.finds((one) => one.onlyYou && one.text.startsWith(`Side ${platform} 1`));
  });

  test('a draft can be changed in a form and thrown away', async () => {
    const organiser = world.person(platform, 'organiser');
    await organiser.uses('meetup create', { ...beat, title: `Kladde ${platform}` });
    await organiser.reads(`Kladde ${platform}`);
    const outcome = await organiser.opens('Ret', (message) => message.text.includes(`Kladde ${platform}`));
    expect(outcome.form?.fields.find((field) => field.name === 'where')?.value).toBe('Ungdomsskolen, studie 1');
    await organiser.fills({ title: `Anden kladde ${platform}`, capacity: '' });
    const everyone = await organiser.reads(`Anden kladde ${platform}`);
    expect(everyone.text).not.toContain('plads');
    await organiser.presses('Slet kladden', (message) => message.text.includes(`Anden kladde ${platform}`));
    await organiser.reads('Kladden er slettet');
  });
});

test('while a time is typed on Discord, what was understood is proposed', async () => {
  const organiser = world.person('discord', 'organiser');
  const [understood] = await organiser.suggestions('meetup create', 'when', { when: 'næste fredag 18.30-21' });
  expect(understood?.name).toContain('fredag den 4. december');
  const [unclear] = await organiser.suggestions('meetup create', 'when', { when: 'snart' });
  expect(unclear).toMatchObject({ value: 'snart' });
});

test('the command alone opens a small menu on Slack', async () => {
  const member = world.person('slack', 'member');
  await member.uses('meetup');
  const menu = await member.reads('Hvad vil du?');
  expect(menu.buttons.map((button) => button.label)).toContain('Se træf');
  await member.presses('Se træf');
  await member.reads('Kommende træf');
});

test('a person is answered in their own language', async () => {
  await world.person('discord', 'emma').uses('meetup list');
  await world.person('discord', 'emma').reads('Upcoming meetups');
  await world.person('slack', 'emma').uses('meetup list');
  await world.person('slack', 'emma').reads('Upcoming meetups');
});
