import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PLATFORMS, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const labels = ({ buttons }: { buttons: { label: string }[] }) => buttons.map(({ label }) => label);

describe.each(PLATFORMS)('on %s', (platform) => {
  test('an organiser changes and cancels within two presses of the card, and nobody else is offered that', async () => {
    const organiser = world.person(platform, 'organiser');
    const title = `Strikkeaften ${platform}`;
    await publishes(organiser, { title, when: 'i morgen kl. 19', where: 'Salen' });
    const onCard = (one: { onlyYou: boolean; text: string }) => !one.onlyYou && one.text.startsWith(title);
    await organiser.presses('Mere', onCard);
    const own = await organiser.finds((one) => one.onlyYou && labels(one).includes('Aflys'));
    expect(labels(own)).toEqual(['Kommer', 'Måske', 'Kommer ikke', 'Ret', 'Aflys', 'Flere valg']);
    const { form } = await organiser.opens('Ret', (one) => one.id === own.id);
    expect(form?.title).toContain('Ret');
    await organiser.presses('Aflys', (one) => one.id === own.id);
    await organiser.reads('Vil du aflyse');

    const member = world.person(platform, 'member');
    await member.presses('Mere', onCard);
    const others = await member.finds((one) => one.onlyYou && one.text.startsWith(title));
    expect(labels(others)).not.toContain('Aflys');
    expect(labels(others)).not.toContain('Ret');
  });
});
