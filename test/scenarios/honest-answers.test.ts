import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PLATFORMS, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const small = { when: 'på lørdag kl. 19-22', where: 'Parken', capacity: '1' };

describe.each(PLATFORMS)('on %s', (platform) => {
  test('before and after an answer one reads who sees one’s name', async () => {
    const title = `Kor ${platform}`;
    await publishes(world.person(platform, 'organiser'), { ...small, title });
    const member = world.person(platform, 'member');
    await member.presses('Mere', (one) => !one.onlyYou && one.text.startsWith(title));
    await member.reads(title, 'kan de andre se dit navn på kortet');
    expect((await member.answers('Kommer', title)).text).toContain('Dit navn står nu på kortet');
    expect((await member.answers('Kommer ikke', title)).text).toContain('Dit navn står ikke på kortet');
  });

  test('a maybe says what became of the place', async () => {
    const title = `Dans ${platform}`;
    await publishes(world.person(platform, 'organiser'), { ...small, title });
    const [member, other] = [world.person(platform, 'member'), world.person(platform, 'other')];
    await member.answers('Kommer', title);
    expect((await member.answers('Måske', title)).text).toContain('Din plads er ledig igen');
    await member.answers('Kommer', title);
    await other.answers('Kommer', title);
    expect((await member.answers('Måske', title)).text).toContain('Din plads er gået videre');
  });

  test('whoever asked can go on from the answer', async () => {
    const title = `Strik ${platform}`;
    const [organiser, member] = [world.person(platform, 'organiser'), world.person(platform, 'member')];
    await publishes(organiser, { ...small, title });
    await member.presses('Mere', (one) => !one.onlyYou && one.text.startsWith(title));
    await member.opens('Spørg arrangøren', (one) => one.onlyYou && one.text.startsWith(title));
    await member.fills({ question: 'Er der elevator?' });
    await organiser.isTold('Er der elevator?');
    await organiser.opens('Svar', (one) => one.text.includes('Er der elevator?'));
    await organiser.fills({ answer: 'Ja, ved indgang B.' });
    const answer = await member.isTold('Ja, ved indgang B.');
    expect(answer.buttons.map(({ label }) => label)).toEqual(['Se træffet']);
    await member.presses('Se træffet', ({ id }) => id === answer.id);
    await member.finds(
      (one) => one.text.startsWith(title) && one.buttons.some(({ label }) => label === 'Spørg arrangøren'),
    );
  });
});
