import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../waiting.ts';
import { NOON, type Person, PLATFORMS, type PlatformName, publishes, startWorld, type World } from './world.ts';

/** A message that the platform refuses to edit shows what is no longer so. */
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const EDIT = { discord: '^PATCH /channels/\\d+/messages/', slack: '^chat\\.update$' } as const;
const REFUSAL = { discord: { status: 403, code: 50013 }, slack: { error: 'is_archived' } } as const;

function refuseEdits(platform: PlatformName): () => void {
  const { id } = world.sandbox.addFault({
    platform,
    on: EDIT[platform],
    does: { kind: 'refuse', ...REFUSAL[platform] },
  });
  return () => world.sandbox.removeFault(id);
}

let seconds = 0;
function passesASecond(): void {
  seconds += 1;
  world.travelTo(new Date(Date.parse(NOON) + seconds * 1000).toISOString());
}

/** As if some time had passed: what was refused once has been refused twice, and is tried again now. */
async function isRefusedTwice(kind: string): Promise<void> {
  const where = { kind, gone: false, refusals: { gt: 0 } };
  await eventually(async () => expect(await world.db.prisma.placement.count({ where })).toBe(1));
  await world.db.prisma.placement.updateMany({ where, data: { refusals: 2 } });
}

/** As if it had been refused for two weeks: nobody looks at it any more. */
const isGivenUp = (kind: string) =>
  world.db.prisma.placement.updateMany({
    where: { kind, gone: false, refusals: { gt: 0 } },
    data: { refusals: 60, wakeAt: new Date(world.clock.machine() + 6 * 60 * 60_000) },
  });

/** Makes due at once what is to be tried again soon. */
const triesAgain = () => {
  const machine = world.clock.machine();
  return world.db.prisma.placement.updateMany({
    where: { gone: false, wakeAt: { lt: new Date(machine + 60_000) } },
    data: { wakeAt: new Date(machine) },
  });
};

const publicly = async (person: Person, title: string) =>
  (await person.sees()).filter(
    (one) => !one.onlyYou && one.fromBot && one.text.startsWith(title) && one.text.includes('Hallen'),
  );

const by = (title: string) => (message: { text: string }) => message.text.includes(title);

describe.each(PLATFORMS)('on %s', (platform) => {
  test('the organiser hears of a card that cannot be edited, and posts it anew with one press', async () => {
    const [organiser, member] = [world.person(platform, 'organiser'), world.person(platform, 'member')];
    const title = `Bordtennis ${platform}`;
    await publishes(organiser, { title, when: 'på torsdag kl. 19-21', where: 'Hallen' });
    const mayEdit = refuseEdits(platform);
    await member.answers('Kommer', title);
    await isRefusedTwice('meetup.card');
    await organiser.isTold(title, 'viser ikke det nyeste', 'lade mig skrive i kanalen');
    await isGivenUp('meetup.card');
    await organiser.presses('Slå op igen', by(title));
    await member.finds((one) => !one.onlyYou && one.text.startsWith(title) && one.text.includes('Kommer (1)'));
    expect(await publicly(member, title)).toHaveLength(2);
    mayEdit();
    await triesAgain();
    await eventually(async () => expect(await publicly(member, title)).toHaveLength(1));
    expect((await publicly(member, title))[0]?.text).toContain('Kommer (1)');
    await member.answers('Måske', title);
    await member.finds((one) => !one.onlyYou && one.text.startsWith(title) && one.text.includes('Måske (1)'));
    await world.quiet();
  });

  test('the report of an announcement says where an older text stands, and posts it anew with one press', async () => {
    const [author, member] = [world.person(platform, 'admin'), world.person(platform, 'member')];
    const title = `Åbent hus ${platform}`;
    passesASecond();
    await author.uses('setup settings', { channel: 'arrangementer' });
    await author.reads('Samling i', '#arrangementer');
    await author.uses('announce write', { title, text: 'Hallen kl. 18', topic: 'own' });
    await author.presses('Send nu', by(title));
    await author.isTold(title, 'Kommet frem: 1 af 1 sted');
    await world.quiet();
    const mayEdit = refuseEdits(platform);
    passesASecond();
    await author.uses('announce list');
    await author.chooses('Vælg et opslag', title);
    await author.presses('Ret opslaget', by(title));
    await eventually(async () => expect(await author.forms()).not.toEqual([]));
    await author.fills({ text: 'Hallen kl. 20' });
    await author.presses('Ja, ret opslaget', by(title));
    await isRefusedTwice('announcement.copy');
    mayEdit();
    // The author's own card is renewed; the copy waits for hours.
    await author.isTold(title, '1 viser ikke det nyeste', 'Kommet frem: 0 af 1 sted');
    passesASecond();
    await author.uses('announce list');
    await author.chooses('Vælg et opslag', title);
    await author.reads(`Sådan gik det med ”${title}”`, 'viser ikke det nyeste, for jeg må ikke rette det dér');
    await isGivenUp('announcement.copy');
    await author.presses('Slå op igen ét sted', by(title));
    await author.reads(`${title} bliver slået op igen ét sted`);
    await member.reads(title, 'Hallen kl. 20');
    await triesAgain();
    await eventually(async () => expect(await publicly(member, title)).toHaveLength(1));
    expect((await publicly(member, title))[0]?.text).toContain('kl. 20');
    await author.isTold(title, 'Kommet frem: 1 af 1 sted');
  });
});
