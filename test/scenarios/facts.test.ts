import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PLATFORMS, proposes, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const evening = { when: 'på lørdag kl. 17-19', where: 'Haven' };
const POSTER = 'https://raa.dk/plakat.png';

describe.each(PLATFORMS)('on %s', (platform) => {
  test('what else can be told stands behind "Flere valg" on the draft, and on the card when it is told', async () => {
    const organiser = world.person(platform, 'organiser');
    const title = `Bål ${platform}`;
    const about = ({ onlyYou, text }: { onlyYou: boolean; text: string }) => onlyYou && text.startsWith(title);
    await organiser.uses('meetup create', { ...evening, title });
    const draft = await organiser.finds(about);
    expect(draft.text).not.toContain('Pris');
    expect(draft.buttons.map(({ label }) => label)).toEqual(['Slå op', 'Ret', 'Slet kladden', 'Flere valg']);

    const { form } = await organiser.opens('Tilføj pris, link m.m.', about);
    expect(form?.fields.map(({ label }) => label)).toEqual([
      'Hvem er det for?',
      'Hvad koster det?',
      'Hvad skal man tage med?',
      'Hvordan er adgangen?',
      'Link',
    ]);
    await organiser.fills({ price: '50 kr.', bring: 'Varmt tøj', link: 'raa.dk/bål' });
    await organiser.finds((one) => about(one) && one.text.includes('Pris: 50 kr.'));
    await organiser.opens('Tilføj billede', about);
    await organiser.fills({ image: POSTER, alt: 'En plakat med et bål' });
    await organiser.finds((one) => about(one) && JSON.stringify(one.raw).includes(POSTER));
    await organiser.presses('Slå op', about);

    const card = await world.person(platform, 'member').card(title);
    expect(card.text).toMatch(/Pris: 50 kr\.\nTag med: Varmt tøj\nLæs mere/);
    expect(card.text).not.toContain('Adgang');
    expect(JSON.stringify(card.raw)).toContain('En plakat med et bål');
  });

  test('only what a form changed is changed, and what is emptied goes', async () => {
    const organiser = world.person(platform, 'organiser');
    const title = `Dans ${platform}`;
    await publishes(organiser, { ...evening, title, price: 'Gratis', access: 'Elevator' });
    // As a newer version might have told it.
    const { prisma } = world.db;
    const { id } = await prisma.meetup.findFirstOrThrow({ where: { title } });
    await prisma.$executeRaw`UPDATE "Meetup" SET facts = facts || '{"later":"x"}' WHERE id = ${id}::uuid`;
    await organiser.uses('meetup show', { meetup: title });
    const own = ({ onlyYou, text, buttons }: { onlyYou: boolean; text: string; buttons: { label: string }[] }) =>
      onlyYou && text.startsWith(title) && buttons.some(({ label }) => label === 'Aflys');
    await organiser.opens('Tilføj pris, link m.m.', own);
    await organiser.uses('meetup edit', { meetup: title, bring: 'Sko' });
    await organiser.fills({ price: '20 kr.', access: '' });
    await world.quiet();
    const { text } = await organiser.card(title);
    expect(text).toContain('Pris: 20 kr.\nTag med: Sko');
    expect(text).not.toContain('Elevator');
    const { facts } = await prisma.meetup.findUniqueOrThrow({ where: { id } });
    expect(facts).toEqual({ price: '20 kr.', bring: 'Sko', later: 'x' });
  });

  test('a new time is shown with the facts that change beside it', async () => {
    const organiser = world.person(platform, 'organiser');
    const title = `Tur ${platform}`;
    await publishes(organiser, { ...evening, title, price: 'Gratis', bring: 'Kop' });
    const shown = await proposes(organiser, { meetup: title, when: 'på lørdag kl. 18', price: '20 kr.', bring: 'Kop' });
    expect(shown.text).toMatch(/Pris:?\s+20 kr\./);
    expect(shown.text).not.toContain('Kop');
    await organiser.presses('Ja, ret tidspunktet', ({ id }) => id === shown.id);
    await world.quiet();
    expect((await organiser.card(title)).text).toContain('Pris: 20 kr.\nTag med: Kop');
  });

  test('all that is wrong with facts is said at once, and comes back to be mended', async () => {
    const organiser = world.person(platform, 'organiser');
    const title = `Kor ${platform}`;
    await organiser.uses('meetup create', { ...evening, title, link: 'se opslag', image: 'https://raa.dk/plakat.pdf' });
    const seen = await organiser.reads('Der er et mellemrum i', 'som billede');
    expect(seen.onlyYou).toBe(true);
    await organiser.opens('Ret det', ({ id }) => id === seen.id);
    const [form] = (await organiser.forms()).slice(-1);
    expect(form?.fields.find(({ name }) => name.startsWith('link'))?.value).toBe('se opslag');
  });
});
