import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../waiting.ts';
import { NOON, type Person, PLATFORMS, type PlatformName, startWorld, type World } from './world.ts';

/** "Suburban Lyd" runs a network; a community on Discord and one on Slack are in it. */
let world: World;
beforeAll(async () => {
  world = await startWorld();
  await owner().uses('network create', { name: 'Netværket' });
  await owner().reads('Netværket er oprettet');
  await owner().uses('network settings', { channel: await channelOfOwner() });
  for (const platform of PLATFORMS) await joins(member(platform));
});
afterAll(() => world.stop());

const owner = () => world.person('discord', 'soren', { space: 'Suburban Lyd' });
const member = (platform: PlatformName) => world.person(platform, 'admin');
const reader = (platform: PlatformName) => world.person(platform, 'member');

async function channelOfOwner(): Promise<string> {
  const space = world.sandbox.discord.spaces().find(({ name }) => name === 'Suburban Lyd');
  return space?.channels.find(({ name }) => name === 'arrangementer')?.id ?? '';
}

async function joins(person: Person): Promise<void> {
  passesASecond();
  await owner().uses('network invite', { network: 'Netværket' });
  const { text } = await owner().reads('Inviter til Netværket');
  await person.uses('network join', { code: /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(text)?.[0] ?? '' });
  await person.reads('I er nu med i Netværket');
  await world.db.prisma.networkMember.updateMany({ data: { accepts: 'everything' } });
  await world.db.prisma.space.updateMany({
    where: { name: person.place.space },
    data: { meetupChannel: channelId(person) },
  });
}

function channelId(person: Person): string {
  const space = world.sandbox[person.platform].spaces().find(({ name }) => name === person.place.space);
  return space?.channels.find(({ name }) => name === person.place.channel)?.id ?? '';
}

let seconds = 0;
function passesASecond(): void {
  seconds += 1;
  world.travelTo(new Date(Date.parse(NOON) + seconds * 1000).toISOString());
}

const by = (title: string) => (message: { text: string }) => message.text.includes(title);

async function announces(author: Person, title: string): Promise<void> {
  passesASecond();
  await author.uses('announce write', { title, text: 'Den gamle tekst.', topic: 'Nichekultur' });
  await author.presses('Send nu', by(title));
  await author.reads(`Så er ${title} på vej til 3 kanaler`);
  await world.quiet();
}

async function copiesSeenBy(person: Person, title: string): Promise<string[]> {
  const seen = (await person.sees()).filter((one) => !one.onlyYou && by(title)(one) && one.text.includes('Fra RÅ'));
  return seen.map(({ text }) => text);
}

async function takesOut(person: Person, title: string, button: string): Promise<void> {
  await person.uses('announce received');
  await person.chooses('Vælg et opslag fra andre', title);
  await person.presses(button, by(title));
  await person.presses('Ja, fjern det', by(title));
  await person.reads(`Jeg fjerner ${title} fra`, 'så snart jeg må');
  await world.quiet();
}

const DELETE = { discord: '^DELETE /channels/\\d+/messages/', slack: '^chat\\.delete$' } as const;
const REFUSAL = { discord: { status: 403, code: 50001 }, slack: { error: 'cant_delete_message' } } as const;

async function isRemoved(person: Person): Promise<void> {
  await owner().uses('network remove', { network: 'Netværket', member: person.place.space });
  await owner().presses('Ja, fjern dem', by(person.place.space));
  await owner().reads(`${person.place.space} er ikke længere med i Netværket`);
}

describe.each(PLATFORMS)('written on %s', (platform) => {
  const other = platform === 'discord' ? 'slack' : 'discord';

  test('who was taken out of a network may withdraw what hangs there, and no more', async () => {
    const author = member(platform);
    const title = `Udmeldt ${platform}`;
    await announces(author, title);
    await author.uses('announce list');
    await author.chooses('Vælg et opslag', title);
    await author.finds(
      (one) => by(`Sådan gik det med ”${title}”`)(one) && one.buttons.some(({ label }) => label === 'Ret opslaget'),
    );
    await isRemoved(author);

    // The old report still has its button.
    await author.presses('Ret opslaget', by(title));
    await author.reads(`${author.place.space} er ikke længere med i Netværket, så opslaget kan ikke rettes`);
    await author.uses('announce list');
    await author.chooses('Vælg et opslag', title);
    const report = await author.finds(
      (one) => by(title)(one) && by('kan ikke rettes mere hos de andre')(one) && by('Sådan gik')(one),
    );
    expect(report.buttons.map(({ label }) => label)).toEqual(['Opdatér', 'Træk tilbage']);
    await author.presses('Træk tilbage', (one) => one.id === report.id);
    await author.presses('Ja, træk det tilbage', by(title));
    await reader(other).reads(`opslaget fra ${author.place.space} er trukket tilbage`);
    await joins(author);
  });

  test('a correction that waits is over when its community is taken out', async () => {
    const author = member(platform);
    const title = `Venter ${platform}`;
    await announces(author, title);
    const where = { revisions: { some: { texts: { some: { title } } } } };
    const { id, communityId, spaceId, authorId } = await world.db.prisma.announcement.findFirstOrThrow({ where });
    await world.db.prisma.revision.create({
      data: {
        announcementId: id,
        number: 2,
        authorId,
        spaceId,
        createdAt: new Date(world.clock.now()),
        texts: { create: { language: 'da', position: 0, title, body: 'En helt anden tekst.' } },
      },
    });
    await world.db.prisma.announcement.update({ where: { id }, data: { revision: 2 } });
    await world.db.prisma.community.update({ where: { id: communityId }, data: { approval: true } });
    await isRemoved(author);
    await author.isTold(`Rettelsen af ${title} bliver ikke til noget`);
    expect(await world.db.prisma.announcement.findUniqueOrThrow({ where: { id } })).toMatchObject({
      revision: 1,
      shown: 1,
    });
    await world.db.prisma.community.update({ where: { id: communityId }, data: { approval: false } });
    await joins(author);
  });

  test('each place takes a copy out of its own channel, and a later correction does not bring it back', async () => {
    const author = member(platform);
    const title = `Kun her ${platform}`;
    await announces(author, title);
    await takesOut(member(other), title, 'Fjern det fra kanalen her');
    expect(await copiesSeenBy(reader(other), title)).toEqual([]);
    await author.isTold(`${member(other).place.space} fjerner ${title} fra deres kanal`);
    await author.isTold(title, 'Kommet frem: 2 af 3 steder', '1 er fjernet igen');

    passesASecond();
    await author.uses('announce list');
    await author.chooses('Vælg et opslag', title);
    await author.reads(
      `Sådan gik det med ”${title}”`,
      `${member(other).place.space}: er fjernet fra kanalen af dem selv`,
    );
    await author.opens('Ret opslaget', by(title));
    await author.fills({ text: 'Den nye tekst.' });
    await author.presses('Ja, ret opslaget', by(title));
    await author.reads('bliver nu rettet 2 steder');
    await reader(platform).reads(title, 'Den nye tekst.');
    await world.quiet();
    expect(await copiesSeenBy(reader(other), title)).toEqual([]);
  });

  test('a copy that may not be deleted is said to hang there still, until it is gone', async () => {
    const author = member(platform);
    const taker = member(other);
    const title = `Fastlåst ${platform}`;
    await announces(author, title);
    const does = { kind: 'refuse', ...REFUSAL[other] } as const;
    const fault = world.sandbox.addFault({ platform: other, on: DELETE[other], does });
    await taker.uses('announce received');
    await taker.chooses('Vælg et opslag fra andre', title);
    await taker.presses('Fjern det fra kanalen her', by(title));
    await taker.presses('Ja, fjern det', by(title));
    await taker.reads(`Jeg fjerner ${title} fra`, 'så snart jeg må');
    await author.isTold(title, '1 bliver fjernet');
    passesASecond();
    await taker.uses('announce received');
    await taker.reads('Opslag fra andre', title, 'Bliver fjernet');
    await taker.chooses('Vælg et opslag fra andre', title);
    await taker.reads(title, 'står der endnu');
    expect(await copiesSeenBy(reader(other), title)).toHaveLength(1);
    world.sandbox.removeFault(fault.id);
    await taker.presses('Prøv igen', by(title));
    await eventually(async () => expect(await copiesSeenBy(reader(other), title)).toEqual([]));
    await author.isTold(title, 'Kommet frem: 2 af 3 steder', '1 er fjernet igen');
    await world.quiet();
  });

  test('who runs the network takes it out of the channels of all but the author', async () => {
    const author = member(platform);
    const title = `Overalt ${platform}`;
    await announces(author, title);
    await takesOut(owner(), title, 'Fjern det hos alle andre i netværket');
    expect(await copiesSeenBy(reader(other), title)).toEqual([]);
    expect(await copiesSeenBy(owner(), title)).toEqual([]);
    expect(await copiesSeenBy(reader(platform), title)).toHaveLength(1);
    await author.isTold(`De ansvarlige for Netværket fjerner ${title} fra kanalerne hos de andre`);
  });

  test('after that nobody who was asked before posts it by saying yes', async () => {
    const author = member(platform);
    const title = `Spurgt ${platform}`;
    const asked = member(other);
    const name = asked.place.space;
    const where = { community: { spaces: { some: { name } } } };
    await world.db.prisma.networkMember.updateMany({ where, data: { accepts: 'ask' } });
    passesASecond();
    await author.uses('announce write', { title, text: 'Den gamle tekst.', topic: 'Nichekultur' });
    await author.presses('Send nu', by(title));
    await asked.isTold(title);
    await world.quiet();
    await takesOut(owner(), title, 'Fjern det hos alle andre i netværket');
    await asked.isTold(title, 'har fjernet', `så ${name} skal ikke svare mere`);
    const consents = await world.db.prisma.consent.findMany({ where: where });
    expect(consents.filter(({ state }) => state === 'asked')).toEqual([]);
    await author.isTold(title, 'Færdig.');
    await world.db.prisma.networkMember.updateMany({ where, data: { accepts: 'everything' } });
  });

  test('somebody who does not manage the place takes nothing out', async () => {
    const trying = reader(platform).uses('announce received');
    if (platform === 'discord') return expect(trying).rejects.toThrow('is not shown a command');
    await trying;
    await reader(platform).reads('Det må kun admins');
  });
});
