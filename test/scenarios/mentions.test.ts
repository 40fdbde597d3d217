import type { RequestSeen } from '@samling/sandbox/contract.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { festivalSeed } from '../../festival/seed.ts';
import { links, type Person, PLATFORMS, startWorld, type World } from './world.ts';

/** Everything by which a text could ping, be taken for the platform's own, or turn the words around it. */
const HOSTILE =
  '@everyone @here <@&1> <!channel> <!here> <!subteam^S1> <@U1> <#C1|x> <t:1:R> [bank](http://ond.dk) \u202e|';
const PLACE = `> # ${HOSTILE}`;
/** A server that is called so; its name is on the cards of those it is linked with. */
const ELSEWHERE = '@everyone <!here> <@&1>';

let world: World;
beforeAll(async () => {
  const seed = festivalSeed();
  const [, other] = seed.discord.guilds;
  if (other) other.name = ELSEWHERE;
  world = await startWorld({ seed });
  await links(world);
  const festival = world.person('discord', 'admin');
  await festival.uses('setup link');
  const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec((await festival.reads('/setup join', 'Her er koden')).text)?.[0] ?? '';
  await elsewhere('soren').uses('setup join', { code });
});
afterAll(() => world.stop());

const elsewhere = (key: string) => world.person('discord', key, { space: ELSEWHERE });
/** On Slack "|" parts what is typed after a command. */
const hostile = (platform: string, words: string) =>
  `${words} ${platform === 'slack' ? HOSTILE.replace('|x', '').replace('|', '') : HOSTILE}`.slice(0, 100);

describe.each(PLATFORMS)('on %s', (platform) => {
  test('nothing that people write pings anybody or is taken for mark-up, wherever it is shown', async () => {
    const organiser = world.person(platform, 'organiser');
    const member = world.person(platform, 'member');
    const admin = world.person(platform, 'admin');
    const title = hostile(platform, 'Fest');
    const values = {
      title,
      when: 'på lørdag kl. 19-22',
      where: PLACE.replaceAll('|', ''),
      description: `\`\`\`\n${PLACE}`,
    };
    await organiser.uses('meetup create', values);
    await organiser.reads('Fest', 'Jeg forstod');
    await organiser.presses('Slå op');
    await organiser.card('Fest');
    await elsewhere('maja').uses('meetup create', { title: 'Langvejs', when: 'på lørdag kl. 12', where: 'Parken' });
    await elsewhere('maja').presses('Slå op');
    await member.finds((one) => !one.onlyYou && one.text.includes(`fra ${ELSEWHERE}`));
    await member.presses('Kommer', (one) => !one.onlyYou && one.text.startsWith('Fest'));
    await member.reads('Du kommer til Fest');
    // Mistakes say again what was typed.
    await organiser.uses('meetup create', { ...values, title: 'x', when: hostile(platform, 'engang') });
    await organiser.uses('meetup show', { meetup: hostile(platform, 'intet') });
    await admin.uses('setup settings', { zone: HOSTILE.slice(0, 60).replace('|', '') });
    await admin.uses('setup join', { code: '<!here>@everyone' });
    await admin.uses('network create', { name: hostile(platform, 'Net').slice(0, 80) });
    await admin.reads('Net');
    // Everyone who goes is told, once more and for the last time.
    await organiser.uses('meetup edit', { meetup: title, where: `${HOSTILE.replaceAll('|', '')} nu` });
    world.later(60);
    await member.isTold('er ændret');
    await organiser.uses('meetup cancel', { meetup: title });
    await organiser.opens('Aflys, og skriv hvorfor');
    await organiser.fills({ reason: hostile(platform, 'Regn').slice(0, 200) });
    await member.isTold('desværre aflyst');
    await world.quiet();

    const seen = await Promise.all(
      [organiser, member, admin, elsewhere('yusuf')].map((person: Person) => person.sees()),
    );
    for (const message of seen.flat()) expect(message.pinged).toEqual([]);
    const requests = world.sandbox[platform].requests();
    expect(requests.filter(({ status }) => status >= 400)).toEqual([]);
    if (platform === 'discord') for (const request of requests) checkDiscord(request);
    else for (const request of requests) checkSlack(request);
  });
});

/** Each body that holds a card says that nobody is to be notified. */
function checkDiscord({ body }: RequestSeen): void {
  const message = (body as { data?: unknown } | undefined)?.data ?? body;
  if (typeof message !== 'object' || message === null || !('components' in message)) return;
  // A form notifies nobody.
  if ('title' in message) return;
  expect(message).toMatchObject({ allowed_mentions: { parse: [] } });
}

/** Mark-up that Slack reads in a text: only what we put there, and addresses that are shown as they are. */
const OURS = /^<(?:!date\^|@[UW][A-Z0-9]{3,}>|#C[A-Z0-9]{3,}|https?:\/\/[^<>|]+(?:\|Se kortet)?>)/;

function checkSlack({ body }: RequestSeen): void {
  for (const text of mrkdwnIn(body))
    for (const [found] of text.matchAll(/<[^>]*>?/g)) expect(found, text).toMatch(OURS);
}

/** @returns every text in which Slack looks for mark-up: the text of a message, and all objects of the type mrkdwn */
function mrkdwnIn(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('[{"') ? mrkdwnIn(JSON.parse(value)) : [];
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text, verbatim } = value as { type?: unknown; text?: unknown; verbatim?: unknown };
  if (type === 'mrkdwn') expect(verbatim).toBe(true);
  const own = typeof text === 'string' && (type === undefined || type === 'mrkdwn') ? [text] : [];
  const inner = Object.entries(value).filter(([key]) => key !== 'text' || typeof text !== 'string');
  return [...own, ...inner.flatMap(([, one]) => mrkdwnIn(one))];
}
