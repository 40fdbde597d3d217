import { afterEach, beforeEach, expect, it } from 'vitest';
import { networkSeed } from '../../festival/seed.ts';
import { SCOPES } from '../../src/slack/manifest.ts';
import { eventually } from '../waiting.ts';
import { Script, type SlackWorld, startSlackWorld, textCard } from './slack-world.ts';

const seed = networkSeed({ guilds: 0, teams: 2 });
const [first, second] = seed.slack.teams;
if (!first || !second) throw new Error('The seed has too few workspaces.');

const ALL = Object.keys(SCOPES);
const without = (...missing: string[]) => ALL.filter((scope) => !missing.includes(scope));
const channelOf = (team: typeof first) => team.channels[0]?.id ?? '';

/** Scopes that the app was given in the second workspace. */
let given: string[];
let world: SlackWorld;

beforeEach(async () => {
  given = ALL;
  world = await startSlackWorld({ scopes: (team) => (team === second.id ? given : ALL) }, seed);
});
afterEach(() => world.stop());

const said = () => world.logged.map((line) => JSON.parse(line)).filter(({ msg }) => msg.includes('permissions are'));

it('nothing is said of a workspace where the app has all that its manifest asks for', async () => {
  const bot = await world.bot(new Script());
  expect(said()).toEqual([]);
  expect(bot.connections().every(({ state }) => state === 'up')).toBe(true);
});

it('what is missing is said at the start, by workspace, with what it is for and what to do', async () => {
  given = without('usergroups:read', 'channels:join');
  const bot = await world.bot(new Script());
  expect(said()).toMatchObject([{ level: 40, space: second.id, missing: ['channels:join', 'usergroups:read'] }]);
  expect(said()[0]?.msg).toContain(`in workspace ${second.id} (token 2 of 2)`);
  expect(said()[0]?.msg).toContain('usergroups:read (user groups as those who may organise');
  expect(said()[0]?.msg).toContain('npm run --silent slack:manifest');
  expect(said()[0]?.msg).toContain('install the app there again');
  const [state] = bot.connections().filter(({ name }) => name.startsWith('permissions'));
  expect(state).toMatchObject({ space: second.id, state: 'refused', minor: true });
  // The workspace is served all the same, and so is the other one.
  expect(bot.hears()).toBe(true);
  await bot.post({ space: second.id, channel: channelOf(second) }, textCard('Hej'), 'a');
});

it('what is taken away later is said at first use, once, and that it was given back', async () => {
  const bot = await world.bot(new Script());
  given = without('chat:write');
  const post = (key: string) => bot.post({ space: second.id, channel: channelOf(second) }, textCard('Hej'), key);
  const refused = { outcome: { kind: 'never', reason: 'permission-missing', detail: 'missing_scope' } };
  await expect(post('a')).rejects.toMatchObject(refused);
  await expect(post('b')).rejects.toMatchObject(refused);
  expect(said()).toMatchObject([{ space: second.id, missing: ['chat:write'] }]);
  await bot.post({ space: first.id, channel: channelOf(first) }, textCard('Hej'), 'c');
  expect(said()).toHaveLength(1);
  given = ALL;
  await post('d');
  await eventually(() => expect(bot.connections().every(({ state }) => state === 'up')).toBe(true));
  expect(said().at(-1)).toMatchObject({ space: second.id });
});

it('what is given later counts at once for channels that the bot is not in', async () => {
  given = without('chat:write.public');
  const bot = await world.bot(new Script());
  const open =
    second.channels.find(({ kind, bot: isIn, archived }) => kind === 'public' && !isIn && !archived)?.id ?? '';
  expect(await bot.cannotPost(second.id, open)).toBe('no-access');
  given = ALL;
  // Slack tells it with the next answer.
  await bot.cannotPost(second.id, open);
  expect(await bot.cannotPost(second.id, open)).toBeNull();
});
