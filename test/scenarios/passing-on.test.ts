import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../waiting.ts';
import { type Person, startWorld, type World } from './world.ts';

/** A community in a Discord server, which has a channel that others can follow ("følges"), and in a Slack workspace. */
let world: World;
let author: Person;
beforeAll(async () => {
  world = await startWorld();
  author = world.person('discord', 'admin');
  for (const admin of [author, world.person('slack', 'admin')]) {
    await admin.uses('network create', { name: 'Kulturmetropolen' });
    await admin.reads('Kulturmetropolen er oprettet');
  }
});
afterAll(() => world.stop());

const PASS_ON = 'Send videre til følgere';

/** @returns what the bot has asked Discord to pass on, by the status of the answer */
const passedOn = () =>
  world.sandbox.discord
    .requests()
    .filter(({ path }) => path.endsWith('/crosspost'))
    .map(({ status }) => status);

const on = (title: string) => (message: { text: string }) => message.text.startsWith(title);

async function sends(title: string): Promise<void> {
  await author.uses('announce write', { title, text: 'Alle er med.', topic: 'Kun os' });
  await author.presses('Send nu', on(title));
  await author.reads(`Så er ${title} på vej`);
  await world.quiet();
}

/** Waits until nothing is to be passed on any more. */
const allPassedOn = () =>
  eventually(async () =>
    expect(await world.db.prisma.delivery.count({ where: { crosspostAt: { not: null } } })).toBe(0),
  );

function channelId(channel: string): string {
  const space = world.sandbox.discord.spaces().find(({ name }) => name === 'RÅ Festival');
  return space?.channels.find(({ name }) => name === channel)?.id ?? '';
}

/** @returns what can be done then */
async function chooses(channel: string): Promise<string[]> {
  await author.uses('network settings', { channel: channelId(channel) });
  await author.reads('Kulturmetropolen og', `#${channel}`);
  return offers(author);
}

/** @returns what the newest settings have behind *Flere valg* */
async function offers(person: Person): Promise<string[]> {
  await person.presses('Flere valg', (message) => message.text.includes('Kulturmetropolen og'));
  return labels(
    await person.finds((one) => one.text.includes('Kulturmetropolen og') && labels(one).includes('Tilbage')),
  );
}

const labels = ({ buttons }: { buttons: { label: string }[] }) => buttons.map(({ label }) => label);

test('is offered only where others can follow the channel, and ends with the choice of one that nobody can', async () => {
  const onSlack = world.person('slack', 'admin');
  await onSlack.uses('network settings');
  await onSlack.reads('Kulturmetropolen og');
  expect(await offers(onSlack)).not.toContain(PASS_ON);
  expect(await chooses('arrangementer')).not.toContain(PASS_ON);
  await chooses('følges');
  await author.presses(PASS_ON, (message) => message.text.includes('#følges'));
  await sends('Til følgerne');
  await eventually(() => expect(passedOn()).toEqual([200]));
  await author.uses('network settings', { channel: channelId('arrangementer') });
  await author.reads('Den kanal kan ingen følge, så opslag bliver ikke længere sendt videre');
  await sends('Uden følgere');
  await allPassedOn();
  expect(passedOn()).toHaveLength(1);
});

test('ends when Discord says that nobody can follow the channel any more, at the first message', async () => {
  expect(await chooses('følges')).toContain(PASS_ON);
  await author.presses(PASS_ON, (message) => message.text.includes('#følges'));
  const before = passedOn().length;
  // One that waits for its turn in the same channel.
  const later = { crosspostAt: new Date('2100-01-01') };
  await world.db.prisma.delivery.updateMany({ where: { crosspost: true }, data: later });
  // As of a channel that was turned into another kind: "cannot execute action on this channel type".
  const turned = { kind: 'refuse', status: 400, code: 50024 } as const;
  const { id } = world.sandbox.addFault({ platform: 'discord', on: '^POST .*/crosspost$', does: turned });
  await sends('Kanalen er lavet om');
  await allPassedOn();
  await sends('Og én til');
  await allPassedOn();
  expect(passedOn().slice(before)).toEqual([400]);

  world.sandbox.removeFault(id);
  expect(await chooses('følges')).toContain(PASS_ON);
});

test('goes on when it was a channel from before that nobody can follow', async () => {
  await author.presses(PASS_ON, (message) => message.text.includes('#følges'));
  await author.reads('Opslag bliver sendt videre');
  const { id } = await world.db.prisma.delivery.findFirstOrThrow({ where: { crosspost: true } });
  const before = { sentChannel: channelId('arrangementer'), crosspostAt: new Date(0) };
  await world.db.prisma.delivery.update({ where: { id }, data: before });
  await allPassedOn();
  expect(passedOn().at(-1)).toBe(400);
  expect(await world.db.prisma.space.count({ where: { crosspost: true } })).toBe(1);
});
