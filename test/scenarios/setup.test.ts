import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../waiting.ts';
import { PLATFORMS, publishes, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const ROLE = { discord: 'Arrangør', slack: 'arrangører' } as const;
const SHOWN = { discord: '@Arrangør', slack: '@arrangoerer' } as const;
const meetup = { title: 'Filmklub', when: 'i morgen kl. 20', where: 'Biografen' };

describe.each(PLATFORMS)('set-up on %s', (platform) => {
  test('is for those who may manage the place', async () => {
    const member = world.person(platform, 'member');
    if (platform === 'discord') {
      // Discord itself does not show the command to them.
      await expect(member.uses('setup link')).rejects.toThrow('not shown');
      return;
    }
    await member.uses('setup link');
    await member.reads('Det må kun admins');
    expect((await member.sees()).some((one) => one.text.includes('/setup join'))).toBe(false);
  });

  test('starts in Danish and in Danish time, with everyone as organiser', async () => {
    const admin = world.person(platform, 'admin');
    await admin.uses('setup settings');
    const card = await admin.reads('Samling i', 'Hvem må arrangere', 'Alle');
    expect(card.onlyYou).toBe(true);
    await admin.presses('Flere valg', (one) => one.id === card.id);
    await admin.reads('Samling i', 'Europe/Copenhagen', 'Dansk', 'Alle');
  });

  test('shows meetups in the channel that was chosen, and refuses one that it cannot write in', async () => {
    const admin = world.person(platform, 'admin');
    const channel = platform === 'discord' ? 'frivillige' : 'generelt';
    await admin.uses('setup settings', { channel });
    await admin.reads('Samling i', `#${channel}`);
    await publishes(world.person(platform, 'organiser', { channel }), { ...meetup, title: `Film ${platform}` });
    expect((await world.person(platform, 'member').sees()).some((one) => one.text.startsWith(`Film ${platform}`))).toBe(
      false,
    );

    await admin.uses('setup settings', { channel: platform === 'discord' ? 'bestyrelse' : 'bestyrelsen' });
    if (platform === 'discord') await admin.reads('I den kanal kan jeg ikke skrive', 'rettighederne ”Vis kanaler”');
    else await admin.reads('Kanalen ”bestyrelsen” kan jeg ikke finde her', 'skriv /invite og mit navn');
  });

  test('takes a private channel that it was let into, and writes there', async () => {
    const admin = world.person(platform, 'admin');
    const channel = 'planlægning';
    await admin.uses('setup settings', { channel });
    await admin.reads('Samling i', `#${channel}`);
    const organiser = world.person(platform, 'organiser', { channel });
    await publishes(organiser, { ...meetup, title: `Plan ${platform}` });
    await admin.uses('setup settings', { channel: platform === 'discord' ? 'frivillige' : 'generelt' });
    await admin.finds((one) => one.text.startsWith('Samling i') && !one.text.includes(`#${channel}`));
  });

  test('says where it cannot publish, and how to let it in; once it is in, it can', async () => {
    const { space } = world.person(platform, 'admin').place;
    const channel = platform === 'discord' ? 'bestyrelse' : 'bestyrelsen';
    const admin = world.person(platform, 'admin', { channel });
    await world.db.prisma.space.updateMany({ data: { meetupChannel: null } });
    await admin.uses('meetup create', { ...meetup, title: `Board ${platform}` });
    await admin.reads(`Board ${platform}`, 'Jeg forstod');
    await admin.presses('Slå op');
    await admin.reads('Her kan jeg ikke slå træf op', platform === 'discord' ? '”Vis kanaler”' : 'skriv /invite');
    if (platform === 'slack') await admin.uses('invite @Samling');
    else world.sandbox.discord.setChannel(space, channel, { bot: true });
    await admin.presses('Slå op');
    await admin.card(`Board ${platform}`);
    world.sandbox[platform].setChannel(space, channel, { bot: false });
    await admin.uses('setup settings', { channel: platform === 'discord' ? 'frivillige' : 'generelt' });
    await admin.reads('Samling i', platform === 'discord' ? '#frivillige' : '#generelt');
  });

  test('lets only a role or group organise, and everyone again', async () => {
    const admin = world.person(platform, 'admin');
    const member = world.person(platform, 'member');
    if (platform === 'slack') {
      await admin.uses('setup settings', { organisers: 'findes ikke' });
      await admin.reads('Rollen eller gruppen ”findes ikke” kan jeg ikke finde her');
    }
    const channel = platform === 'discord' ? 'frivillige' : 'generelt';
    const before = world.person(platform, 'member', { channel });
    await publishes(before, { ...meetup, title: `Mit eget ${platform}` });
    await admin.uses('setup settings', { organisers: ROLE[platform] });
    await admin.reads('Samling i', SHOWN[platform]);
    await member.uses('meetup create', meetup);
    await member.reads('Her er det kun arrangørerne, der må lave, rette og aflyse træf');
    // What they organise already is still theirs.
    await before.uses('meetup edit', { meetup: `Mit eget ${platform}`, where: 'Haven' });
    await before.finds((one) => !one.onlyYou && one.text.startsWith('Mit eget') && one.text.includes('Haven'));
    await before.uses('meetup show', { meetup: `Mit eget ${platform}` });
    await before.opens('Ret', (message) => message.text.startsWith(`Mit eget ${platform}`));
    await before.fills({ description: 'Tag tæpper med.' });
    await before.finds((one) => !one.onlyYou && one.text.includes('Tag tæpper med.'));
    await before.uses('meetup cancel', { meetup: `Mit eget ${platform}` });
    await before.presses('Ja, aflys');
    await before.card(`Aflyst: Mit eget ${platform}`);
    const organiser = world.person(platform, 'organiser');
    await organiser.uses('meetup create', { ...meetup, title: `Lov ${platform}` });
    await organiser.reads(`Lov ${platform}`, 'Jeg forstod');
    const [role] = await world.db.prisma.space.findMany({ where: { organiserRole: { not: null } } });
    await admin.presses('Lad alle arrangere');
    await eventually(async () =>
      expect(await world.db.prisma.space.findUnique({ where: { id: role?.id } })).toMatchObject({
        organiserRole: null,
      }),
    );
    await admin.finds((one) => one.text.startsWith('Samling i') && !one.text.includes(SHOWN[platform]));
    await member.uses('meetup create', { ...meetup, title: `Alle ${platform}` });
    await member.reads(`Alle ${platform}`, 'Jeg forstod');
  });

  test('changes language and time zone with menus and a form', async () => {
    const admin = world.person(platform, 'admin');
    await admin.uses('setup settings');
    await admin.chooses('Vælg sprog', 'en');
    await admin.reads('Samling i', 'Engelsk');
    await admin.opens('Ret tidszone');
    await admin.fills({ zone: 'Atlantis' });
    if (platform === 'discord') {
      await admin.reads('Tidszonen ”Atlantis” kender jeg ikke');
      await admin.opens('Ret det');
    } else
      expect(Object.values((await admin.forms()).at(-1)?.errors ?? {}).join()).toContain('”Atlantis” kender jeg ikke');
    await admin.fills({ zone: 'London' });
    await admin.reads('Samling i', 'Europe/London');
    await publishes(
      world.person(platform, 'organiser', { channel: platform === 'discord' ? 'frivillige' : 'generelt' }),
      {
        ...meetup,
        title: `Cinema ${platform}`,
      },
    );
    const card = await world
      .person(platform, 'member', { channel: platform === 'discord' ? 'frivillige' : 'generelt' })
      .card(`Cinema ${platform}`);
    expect(card.text).toContain('Organiser:');
    // Eight in the evening in London is nine in Copenhagen, where the reader is.
    expect(card.text).toContain('21.00');
  });
});

test('one community cannot read or change what another one has', async () => {
  const elsewhere = world.person('discord', 'admin', { space: 'Suburban Lyd' });
  const { id } = await world.db.prisma.meetup.findFirstOrThrow({ where: { title: 'Film discord' } });
  await elsewhere.uses('meetup list');
  await elsewhere.reads('Der er ingen kommende træf endnu');
  for (const command of ['meetup show', 'meetup cancel']) {
    await elsewhere.uses(command, { meetup: id });
    await elsewhere.reads('Jeg fandt ikke noget kommende træf');
  }
  await elsewhere.uses('meetup edit', { meetup: id });
  await elsewhere.reads('Det træf findes ikke længere');
});
