import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { networkSeed } from '../../festival/seed.ts';
import type { Card } from '../../src/chat/card.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { eventually } from '../waiting.ts';
import { answer, freePort, Script, type SlackWorld, startSlackWorld, textCard, withButton } from './slack-world.ts';

const seed = networkSeed({ guilds: 0, teams: 2 });
const [first, second] = seed.slack.teams;
if (!first || !second) throw new Error('The seed has too few workspaces.');

/** The same id in both workspaces, and another person: Slack promises no more than that ids differ within one. */
const SHARED_ID = 'U0SHARED01';
const [inFirst, inSecond] = [first.users[1], second.users[1]];
if (!inFirst || !inSecond) throw new Error('The seed has too few people.');
Object.assign(inFirst, { id: SHARED_ID, name: 'Karen', locale: 'da-DK' });
Object.assign(inSecond, { id: SHARED_ID, name: 'Kelly', locale: 'en-GB', admin: true });
second.groups.push({ id: 'S0GROUP001', name: 'ledelse', members: [inSecond.key] });

const teams = [first, second];
const people = [inFirst, inSecond];
const channelOf = (team: typeof first) => ({ space: team.id, channel: team.channels[0]?.id ?? '' });
const placeOf = (team: typeof first) => ({ space: team.name, channel: 'arrangementer' });

let world: SlackWorld;
let script: Script;
let bot: Platform;
const command = (index: 0 | 1, team = teams[index] ?? first) =>
  world.local.command(people[index]?.key ?? '', placeOf(team), { name: '/meetup', text: 'vis' });
const lastIn = (team: typeof first) => world.local.channel('soren', placeOf(team)).at(-1);

beforeEach(async () => {
  world = await startSlackWorld({}, seed);
  script = new Script();
});
afterEach(() => world.stop());

describe('one Slack app in two workspaces', () => {
  beforeEach(async () => {
    bot = await world.bot(script);
  });

  it('takes a command in each, and the same user id in both is two accounts', async () => {
    expect(await command(0)).toMatchObject({ result: 'message', message: { onlyYou: true } });
    expect(await command(1)).toMatchObject({ result: 'message', message: { onlyYou: true } });
    expect(script.calls).toMatchObject(
      teams.map((team) => ({
        space: { platform: 'slack', id: team.id },
        channel: channelOf(team).channel,
        account: { platform: 'slack', tenant: team.id, id: SHARED_ID },
      })),
    );
    expect(world.local.connections()).toBe(1);
  });

  it('asks each workspace about its own people', async () => {
    await command(0);
    await command(1);
    const expected = [
      { mayManage: false, roles: [], language: 'da-DK' },
      { mayManage: true, roles: ['S0GROUP001'], language: 'en-GB' },
    ];
    expect(await Promise.all(script.calls.map((call) => call.member()))).toEqual(expected);
    expect(await Promise.all(teams.map(({ id }) => bot.member(id, SHARED_ID)))).toEqual(expected);
  });

  it('posts, finds, edits and deletes in each, with the names of each', async () => {
    for (const [index, team] of teams.entries()) {
      const account = { platform: 'slack', tenant: team.id, id: SHARED_ID };
      const card: Card = { body: [{ type: 'text', text: ['Af ', { type: 'account', account }] }] };
      const ref = await bot.post(channelOf(team), card, `key-${index}`);
      expect(lastIn(team)).toMatchObject({ text: `Af ${people[index]?.name}`, fromBot: true });
      expect(await bot.find(channelOf(team), `key-${index}`, { since: Date.now() })).toEqual(ref);
      await bot.edit(ref, textCard(`I ${team.name}`));
      expect(lastIn(team)?.text).toBe(`I ${team.name}`);
    }
    const [kept, gone] = teams;
    const found = await bot.find(channelOf(gone ?? first), 'key-1', { since: Date.now() });
    if (found) await bot.delete(found);
    expect(lastIn(gone ?? first)).toBeUndefined();
    expect(lastIn(kept ?? second)?.text).toBe(`I ${kept?.name}`);
    expect(await bot.find(channelOf(first), 'key-1', { since: Date.now() })).toBeNull();
  });

  it('looks up channels, user groups and names in each', async () => {
    for (const team of teams) {
      expect(await bot.describeSpace(team.id)).toEqual({ name: team.name });
      expect(await bot.findChannel(team.id, '#arrangementer')).toBe(channelOf(team).channel);
      expect(await bot.cannotPost(team.id, channelOf(team).channel)).toBeNull();
    }
    expect(await bot.cannotPost(first.id, channelOf(second).channel)).toBe('channel-unseen');
    expect(await bot.findRole(first.id, 'ledelse')).toBeNull();
    expect(await bot.findRole(second.id, 'ledelse')).toBe('S0GROUP001');
    await expect(bot.member('T0OTHER', SHARED_ID)).rejects.toMatchObject({ outcome: { reason: 'space-gone' } });
  });

  it('answers a press and a form where they were made', async () => {
    const field = { name: 'title', label: 'Titel', required: true, type: 'line' as const, maxLength: 100 };
    const form = { id: 'run:meetup', title: 'Nyt træf', submit: 'Opret', fields: [field] };
    for (const [index, team] of teams.entries()) {
      const key = people[index]?.key ?? '';
      const { message } = await bot.post(channelOf(team), withButton('Kort'), `press-${index}`);
      script.onCall(() => answer('with a form', { type: 'form', form, late: async () => textCard('For sent') }));
      const opened = await world.local.press(key, message, 'Deltager');
      script.onCall(() => answer('publicly', { type: 'card', card: textCard(`Oprettet i ${team.name}`) }));
      await world.local.submit(key, opened.form?.id ?? '', { title: 'Brætspil' });
      await eventually(() => expect(lastIn(team)?.text).toBe(`Oprettet i ${team.name}`));
      expect(script.calls.slice(-2).map(({ space }) => space.id)).toEqual([team.id, team.id]);
    }
  });

  it('tells of both that it is there, and of one that it was taken out; the other goes on', async () => {
    const present = teams.map(({ id }) => ({ id, present: true }));
    await eventually(() => expect(script.spaces).toEqual(present));
    world.local.setInstalled(second.name, false);
    await eventually(() => expect(script.spaces.slice(2)).toContainEqual({ id: second.id, present: false }));
    expect(script.spaces.slice(2).every(({ id }) => id === second.id)).toBe(true);
    expect(await command(0)).toMatchObject({ result: 'message' });
    await expect(bot.post(channelOf(second), textCard('x'), 'gone')).rejects.toMatchObject({
      outcome: { kind: 'never', reason: 'space-gone' },
    });
  });
});

describe('the tokens of several workspaces', () => {
  const tokens = () => [...world.options().botTokens];
  const stateOf = (index: number) => bot.connections().filter(({ name }) => name !== 'connection')[index];

  it('are refused by their position, and never repeated; the others are served', async () => {
    bot = await world.bot(script, { botTokens: [tokens()[0] ?? '', 'xoxb-wrong-and-secret'] });
    expect(stateOf(0)).toMatchObject({ state: 'up', space: first.id });
    expect(stateOf(1)).toMatchObject({
      state: 'refused',
      problem: expect.stringMatching(/^SLACK_BOT_TOKEN: .*token 2 of 2 \(invalid_auth\)/),
    });
    expect(await command(0)).toMatchObject({ message: { text: 'Hej' } });
    expect(world.logged.filter((line) => line.includes('token 2 of 2'))).toHaveLength(1);
    expect(JSON.stringify([world.logged, bot.connections()])).not.toContain('secret');
  });

  it('must be of different workspaces: the second of two is left out', async () => {
    const [one = '', other = ''] = tokens();
    bot = await world.bot(script, { botTokens: [one, other, one] });
    const refused = bot.connections().filter(({ state }) => state === 'refused');
    expect(refused.map(({ problem }) => problem)).toEqual([
      expect.stringMatching(/^SLACK_BOT_TOKEN: .*tokens 1 and 3 .*"Kontor 1"/),
    ]);
    expect(await command(0)).toMatchObject({ message: { text: 'Hej' } });
    expect(await command(1)).toMatchObject({ message: { text: 'Hej' } });
  });

  it('leave out a workspace: whoever calls there is told so, and nothing is taken for another’s', async () => {
    await world.bot(script, { botTokens: tokens().slice(0, 1) });
    const outcome = await command(1);
    expect(outcome).toMatchObject({ result: 'message', message: { onlyYou: true } });
    expect(outcome.message?.text).toContain('not set up for this workspace');
    expect(script.calls).toEqual([]);
    expect(world.logged.join()).toContain('SLACK_BOT_TOKEN');
    expect(await command(0)).toMatchObject({ message: { text: 'Hej' } });
  });
});

it('over HTTP one signing secret serves both workspaces', async () => {
  await world.stop();
  const port = await freePort();
  world = await startSlackWorld({ requestUrl: () => `http://127.0.0.1:${port}/slack/events` }, seed);
  await world.bot(script, world.http(port));
  expect(await command(0)).toMatchObject({ message: { text: 'Hej' } });
  expect(await command(1)).toMatchObject({ message: { text: 'Hej' } });
  expect(script.calls.map(({ space }) => space.id)).toEqual([first.id, second.id]);
});
