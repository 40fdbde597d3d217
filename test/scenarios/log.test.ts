import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import { links, PLATFORMS, publishes, startWorld, type World } from './world.ts';

const TITLE = 'Fortroligt møde';
const PLACE = 'Hemmeligt sted';
/** One answer is refused, and waited for in vain. */
const SHORT_MS = 10_000;

let world: World;
let logged = '';

beforeAll(async () => {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += chunk;
      done();
    },
  });
  world = await startWorld({ log: createLog('trace', sink), patienceMs: SHORT_MS });
});
afterAll(() => world.stop());

/** Tests of the log: what people do, and what goes wrong meanwhile. */
test('neither names nor words, codes, tokens or addresses of answers are in the log, whatever happens', async () => {
  const { sandbox } = world;
  await links(world);
  for (const platform of PLATFORMS) {
    const organiser = world.person(platform, 'organiser');
    const member = world.person(platform, 'member');
    const title = `${TITLE} ${platform}`;
    await publishes(organiser, { title, when: 'på lørdag kl. 19-22', where: PLACE, capacity: '1' });
    await member.answers('Kommer', title);
    await organiser.uses('meetup create', { title, when: 'engang', where: PLACE });
    await member.uses('meetup cancel', { meetup: title });
    await world.person(platform, 'admin').uses('setup settings', { zone: TITLE });
    await world.person(platform, 'admin').uses('setup join', { code: 'ABCD-EFGH' });
    await member.uses('meetup show', { meetup: PLACE });

    // The platform refuses, breaks and forgets.
    const posts = platform === 'discord' ? 'POST /channels' : 'chat.postMessage';
    const edits = platform === 'discord' ? 'PATCH /channels' : 'chat.update';
    const answers = platform === 'discord' ? 'POST /interactions' : 'views.open';
    sandbox.addFault({ platform, on: posts, times: 1, does: { kind: 'refuse', status: 500, error: 'fatal_error' } });
    sandbox.addFault({ platform, on: posts, times: 1, does: { kind: 'lose' } });
    sandbox.addFault({
      platform,
      on: edits,
      times: 1,
      does: { kind: 'refuse', status: 400, code: 50035, error: 'invalid_blocks' },
    });
    sandbox.addFault({
      platform,
      on: answers,
      times: 1,
      does: { kind: 'refuse', status: 404, code: 10062, error: 'expired_trigger_id' },
    });
    await organiser.uses('meetup create', { title });
    member.change({ directMessagesClosed: true });
    await world.person(platform, 'admin').uses('meetup edit', { meetup: title, where: `${PLACE} nu` });
    await world.quiet();
    sandbox[platform].dropConnections();
  }
  // What the database refuses: the first table that anything is written to is away for a moment.
  await world.db.prisma.$executeRawUnsafe('ALTER TABLE "HandledCall" RENAME TO "Away"');
  for (const platform of PLATFORMS) {
    const admin = world.person(platform, 'admin');
    await expect.poll(() => sandbox[platform].connections()).toBeGreaterThan(0);
    await admin.uses('meetup create', { title: TITLE, when: 'i morgen kl. 12', where: PLACE });
    await admin.reads('gik galt');
  }
  await world.db.prisma.$executeRawUnsafe('ALTER TABLE "Away" RENAME TO "HandledCall"');

  const { discord, slack } = sandbox.seed;
  const people = [...discord.users, ...slack.teams.flatMap(({ users }) => users)].map(({ name }) => name);
  const tokens = [discord.application.token, slack.application.botToken, slack.application.appToken];
  const codes = (await Promise.all(PLATFORMS.map((platform) => world.person(platform, 'admin').sees())))
    .flat()
    .flatMap(({ text }) => /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(text) ?? []);
  expect(codes.length).toBeGreaterThan(1);
  // By now the log has something to tell.
  expect(logged.split('\n').length).toBeGreaterThan(30);
  expect(logged).toContain('"incident"');
  for (const secret of [
    ...people,
    ...tokens,
    ...codes,
    TITLE,
    PLACE,
    'ABCD',
    '/slack/response',
    'xoxb',
    'wss:',
    'ticket',
  ])
    expect(
      logged.split('\n').filter((line) => line.includes(secret)),
      secret,
    ).toEqual([]);
});

test('whoever answers in direct messages after the bot was taken out of the server is told, and it is no mistake', async () => {
  const yusuf = world.person('discord', 'yusuf');
  yusuf.change({ directMessagesClosed: false });
  const title = 'Farvel';
  await publishes(world.person('discord', 'maja'), { title, when: 'på fredag kl. 19-22', where: 'Parken' });
  await yusuf.answers('Kommer', title);
  world.travelTo('2026-11-26T19:00:10+01:00');
  await yusuf.isTold(title);
  world.sandbox.discord.setInstalled('RÅ Festival', false);
  logged = '';
  const message = (await yusuf.directMessages()).findLast((one) => one.text.includes(title));
  await world.sandbox.discord.press('yusuf', message?.id ?? '', 'Jeg kan alligevel ikke komme');
  await expect
    .poll(() => world.db.prisma.rsvp.count({ where: { answer: 'not_going', occurrence: { meetup: { title } } } }))
    .toBe(1);
  expect(logged.split('\n').filter((line) => line.includes('"level":50'))).toEqual([]);
});
