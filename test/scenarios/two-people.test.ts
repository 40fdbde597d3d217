import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { links, NOON, PLATFORMS, type PlatformName, startWorld, type World } from './world.ts';

/** A community on both platforms, which runs a network. */
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const manager = (platform: PlatformName) => world.person(platform, 'admin');
const otherOf = (platform: PlatformName): PlatformName => (platform === 'discord' ? 'slack' : 'discord');

let seconds = 0;
function passesASecond(): void {
  seconds += 1;
  world.travelTo(new Date(Date.parse(NOON) + seconds * 1000).toISOString());
}

/** Presses a button of settings that were opened for it, and waits until it has done its work. */
async function chooses(platform: PlatformName, label: string, done: () => Promise<unknown>): Promise<void> {
  passesASecond();
  const person = manager(platform);
  const before = new Set((await person.sees()).map(({ id }) => id));
  await person.uses('network settings');
  const { id } = await person.finds(
    (one) => !before.has(one.id) && one.buttons.some((each) => [label, 'Flere valg'].includes(each.label)),
  );
  await person.presses(label, (one) => one.id === id);
  await until(done);
}

const until = (done: () => Promise<unknown>) => expect.poll(done).toBeTruthy();

const required = async () => (await community()).approval;
const notRequired = async () => !(await required());
const contacts = (count: number) => async () => (await world.db.prisma.contact.count()) === count;
const asked = () => world.db.prisma.approvalOff.count({ where: { state: 'asked' } });

const ON = 'Kræv godkendelse hos os';
const OFF = 'Kræv ikke godkendelse hos os';
const refused = (platform: PlatformName, count: number) => async () =>
  (await manager(platform).sees()).filter(({ text }) => text.includes('Én alene kan ikke slå godkendelse fra'))
    .length === count;

const community = () => world.db.prisma.community.findFirstOrThrow();

const ROLE = { discord: 'Arrangør', slack: 'arrangører' } as const;
const meetup = { when: 'i morgen kl. 20', where: 'Biografen' };

describe('who may organise', () => {
  test('linking says who, and a space that has chosen nobody is no way around the rule', async () => {
    await manager('discord').uses('setup settings', { organisers: ROLE.discord });
    await manager('discord').reads('Samling i RÅ Festival', '@Arrangør');
    await links(world);
    await manager('slack').reads(
      'I er forbundet',
      'I RÅ Festival kan kun de, der er valgt dér, lave træf.',
      'I RÅ Frivillige er ingen valgt, så dér kan kun admins.',
    );
    await world.person('slack', 'member').uses('meetup create', { ...meetup, title: 'Udenom' });
    await world.person('slack', 'member').reads('Her er det kun arrangørerne, der må lave, rette og aflyse træf');
    await manager('slack').uses('setup settings');
    await manager('slack').reads('Kun admins her, for RÅ Festival har valgt, hvem der må');
  });

  test.each(PLATFORMS)('managers on %s may let everyone organise there all the same', async (platform) => {
    const [admin, member] = [manager(platform), world.person(platform, 'member')];
    await manager(otherOf(platform)).uses('setup settings', { organisers: ROLE[otherOf(platform)] });
    passesASecond();
    await admin.uses('setup settings', { organisers: ROLE[platform] });
    await until(async () => (await world.db.prisma.space.count({ where: { organiserRole: { not: null } } })) === 2);
    passesASecond();
    await admin.uses('setup settings');
    await admin.presses('Lad alle arrangere');
    const elsewhere = manager(otherOf(platform)).place.space;
    await admin.reads('Samling i', `Alle, selv om ${elsewhere} har valgt, hvem der må`);
    await member.uses('meetup create', { ...meetup, title: `For alle ${platform}` });
    await member.reads(`For alle ${platform}`, 'Jeg forstod');
  });

  test('when nobody restricts it any more, no exception is left for the next time', async () => {
    for (const platform of PLATFORMS) {
      passesASecond();
      await manager(platform).uses('setup settings', { organisers: ROLE[platform] });
    }
    for (const platform of PLATFORMS) {
      passesASecond();
      await manager(platform).uses('setup settings');
      await manager(platform).presses('Lad alle arrangere');
    }
    const where = { OR: [{ everyoneOrganises: true }, { organiserRole: { not: null } }] };
    await until(async () => (await world.db.prisma.space.count({ where })) === 0);
  });
});

describe.each(PLATFORMS)('approval, on %s', (platform) => {
  const other = otherOf(platform);

  test('one alone does not switch it off, and learns whom to ask', async () => {
    await world.db.prisma.contact.deleteMany();
    await chooses(platform, ON, required);
    await chooses(platform, OFF, refused(platform, 1));
    await chooses(platform, 'Spørg mig', contacts(1));
    await chooses(platform, OFF, refused(platform, 2));
    expect(await required()).toBe(true);
  });

  test('until a second person says yes nothing changes; a no is told, and so is a yes', async () => {
    await chooses(other, 'Spørg mig', contacts(2));
    await chooses(platform, OFF, asked);
    await manager(platform).reads('Jeg har spurgt de andre hos jer, om godkendelse kan slås fra');
    await manager(other).isTold('Skal godkendelse slås fra?', 'Indtil du siger ja');
    expect(await required()).toBe(true);
    await manager(other).presses('Nej, bliv ved');
    await manager(platform).isTold('skal stadig godkendes', 'en anden sagde nej');
    expect(await required()).toBe(true);

    await chooses(platform, OFF, asked);
    await manager(other).presses('Ja, slå det fra');
    await manager(other).isTold('Godkendelse er slået fra');
    await manager(platform).isTold('Godkendelse er slået fra', 'en anden sagde ja');
    expect(await required()).toBe(false);
  });

  test('a question is over when it is asked anew', async () => {
    await chooses(platform, ON, required);
    await chooses(platform, OFF, asked);
    const over = () => world.db.prisma.approvalOff.count({ where: { state: 'over' } });
    const before = await over();
    await chooses(platform, OFF, async () => (await over()) === before + 1);
    expect(await asked()).toBe(1);
    await world.quiet();
    const open = (await manager(other).directMessages()).filter(({ buttons }) =>
      buttons.some(({ label }) => label === 'Ja, slå det fra'),
    );
    expect(open).toHaveLength(1);
    await manager(other).presses('Ja, slå det fra');
    await until(notRequired);
  });

  test('who changed what is shown to managers: by mention at their own place, elsewhere without a name', async () => {
    for (const reader of PLATFORMS) {
      passesASecond();
      await manager(reader).uses('network settings');
      await manager(reader).presses('Se, hvem der har ændret hvad');
      const { text } = await manager(reader).reads('Hvem har ændret hvad', 'Godkendelse');
      expect(text).toMatch(/Godkendelse: slået til → en anden er spurgt, om det kan slås fra/);
      expect(text).toContain(`en i ${manager(otherOf(reader)).place.space}`);
      expect(text).toContain('@Søren');
    }
  });
});

test('a network lets a second person of those who run it switch approval off', async () => {
  const network = async () => (await world.db.prisma.network.findFirst())?.approval;
  await manager('discord').uses('network create', { name: 'Netværket' });
  await manager('discord').reads('Netværket er oprettet');
  await chooses('discord', 'Kræv godkendelse i netværket', network);
  await chooses('discord', 'Kræv ikke godkendelse i netværket', asked);
  await manager('slack').isTold('Skal godkendelse slås fra?', 'til Netværket');
  expect(await network()).toBe(true);
  await manager('slack').presses('Ja, slå det fra');
  await until(async () => !(await network()));
});
