import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { eventually } from '../waiting.ts';
import { links, type Person, PLATFORMS, startWorld, type World } from './world.ts';

vi.setConfig({ testTimeout: 90_000 });

/** A community on both platforms ("RÅ Festival"), which runs a network, and a member of that ("Suburban Lyd"). */
let world: World;
beforeAll(async () => {
  world = await startWorld();
  await links(world);
  await festival('discord').uses('network create', { name: 'Kulturmetropolen' });
  await festival('discord').uses('network invite');
  const { text } = await festival('discord').reads('Inviter til Kulturmetropolen');
  suburban().change({ roles: { space: 'Suburban Lyd', names: ['Bestyrelse'] } });
  await suburban().uses('network join', { code: /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(text)?.[0] ?? '' });
  await chooses(festival('slack'), 'Spørg mig');
});
afterAll(() => world.stop());

const festival = (platform: 'discord' | 'slack') => world.person(platform, 'admin');
const suburban = () => world.person('discord', 'maja', { space: 'Suburban Lyd' });

const on = (title: string) => (message: { text: string }) => message.text.startsWith(title);

async function chooses(person: Person, label: string): Promise<void> {
  await person.uses('network settings');
  await person.presses(label, (message) => message.text.includes('Kulturmetropolen og'));
}

/** It takes two to require no approval any more. */
async function switchesOff(person: Person, second: Person, label: string): Promise<void> {
  await chooses(person, label);
  await second.presses('Ja, slå det fra');
  await second.reads('Godkendelse er slået fra');
}

/** Writes an announcement, and asks for approval of it. */
async function asks(author: Person, title: string): Promise<void> {
  await author.uses('announce write', { title, text: 'Alle er med.', topic: 'Nichekultur' });
  await author.presses('Bed om godkendelse', on(title));
  await author.reads('Jeg har spurgt', title);
}

/** Waits until the newest message to somebody about a title has these words and these buttons. */
function stands(person: Person, title: string, words: string, buttons: string[]): Promise<void> {
  return eventually(async () => {
    const about = (await person.directMessages()).filter(({ text }) => text.includes(title));
    expect(about.at(-1)?.text).toContain(words);
    expect(about.at(-1)?.buttons.map(({ label }) => label)).toEqual(buttons);
  });
}

const QUESTION = ['Må det her opslag sendes?', ['Ja, send det', 'Nej, ikke sådan']] as const;

describe.each(PLATFORMS)('a question to an approver on %s', (platform) => {
  const other = platform === 'discord' ? 'slack' : 'discord';

  test('loses its buttons when their community requires no approval, and has them again when it does', async () => {
    const [approver, author] = [festival(platform), festival(other)];
    const title = `Vores eget ${platform}`;
    await chooses(author, 'Kræv godkendelse hos os');
    await asks(author, title);
    await stands(approver, title, QUESTION[0], [...QUESTION[1]]);
    await switchesOff(author, approver, 'Kræv ikke godkendelse hos os');
    await stands(approver, title, `${title} skal ikke længere godkendes hos jer.`, []);
    await chooses(author, 'Kræv godkendelse hos os');
    await stands(approver, title, QUESTION[0], [...QUESTION[1]]);
    await approver.presses('Ja, send det', (message) => message.text.includes(title));
    await stands(approver, title, `${title} er godkendt`, []);
    await switchesOff(author, approver, 'Kræv ikke godkendelse hos os');
  });

  test('loses its buttons when the network requires no approval, also of a correction', async () => {
    const [approver, author] = [festival(platform), suburban()];
    const title = `Netværkets ${platform}`;
    await chooses(festival('discord'), 'Kræv godkendelse i netværket');
    await asks(author, title);
    await stands(approver, title, QUESTION[0], [...QUESTION[1]]);
    await switchesOff(festival('discord'), festival('slack'), 'Kræv ikke godkendelse i netværket');
    await stands(approver, title, `${title} skal ikke længere godkendes hos jer.`, []);

    await author.uses('announce list');
    await author.chooses('Vælg et opslag', title);
    await author.presses('Stop, og gør det til en kladde igen', (message) => message.text.includes(title));
    await author.presses('Send nu', on(title));
    await stands(approver, title, `${title} venter ikke længere på godkendelse.`, []);
    await chooses(festival('discord'), 'Kræv godkendelse i netværket');
    await author.uses('announce list');
    await author.chooses('Vælg et opslag', title);
    await author.opens('Ret opslaget', (message) => message.text.includes(title));
    await author.fills({ title: `${title} rettet`, text: 'Alle er med igen.' });
    await author.presses('Bed om godkendelse', (message) => message.text.includes(`${title} rettet`));
    await stands(approver, `${title} rettet`, 'Må opslaget rettes sådan?', ['Ja, ret det', 'Nej, ikke sådan']);
    await switchesOff(festival('discord'), festival('slack'), 'Kræv ikke godkendelse i netværket');
    await stands(approver, `${title} rettet`, 'skal ikke længere godkendes hos jer.', []);
  });
});
