import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { networkSeed } from '../../festival/seed.ts';
import type { Card } from '../../src/chat/card.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { readTypedText } from '../../src/slack/receive.ts';
import { eventually } from '../waiting.ts';
import { answer, Script, type SlackWorld, startSlackWorld, withButton } from './slack-world.ts';

/** Ids as short as Slack may ever make them. */
const seed = networkSeed({ guilds: 0, teams: 1 });
const [team] = seed.slack.teams;
const [channel, other] = team?.channels ?? [];
const [, user] = team?.users ?? [];
if (!team || !channel || !other || !user) throw new Error('The seed has too little.');
team.id = 'T1';
Object.assign(channel, { id: 'C1' });
Object.assign(other, { id: 'C2' });
Object.assign(user, { id: 'U1', admin: true, locale: 'en-GB', name: 'Karen' });
team.groups.push({ id: 'S1', name: 'ledelse', members: [user.key] });
const PLACE = { space: team.name, channel: channel.name };
const LIMITED = { kind: 'refuse', status: 429, error: 'ratelimited' } as const;

let world: SlackWorld;
let script: Script;
let bot: Platform;
const last = () => world.local.channel(user.key, PLACE).at(-1);

beforeEach(async () => {
  world = await startSlackWorld({}, seed);
  script = new Script();
  bot = await world.bot(script);
});
afterEach(() => world.stop());

describe('ids that are as short as Slack may make them', () => {
  it('are taken where a channel or a user group is named', async () => {
    expect(await bot.findChannel('T1', 'C1')).toBe('C1');
    expect(await bot.findChannel('T1', `#${channel.name}`)).toBe('C1');
    expect(await bot.findChannel('T1', channel.name.toUpperCase())).toBe('C1');
    expect(await bot.findChannel('T1', 'nowhere')).toBeNull();
    expect(await bot.findNamed('T1', ['nowhere', channel.name])).toBe('C1');
    expect(await bot.findNamed('T1', ['nowhere'])).toBeNull();
    expect(await bot.cannotPost('T1', 'C1')).toBeNull();
    expect(await bot.findRole('T1', 'S1')).toBe('S1');
  });

  it('are read in what is typed', () => {
    expect(readTypedText('<#C1|generelt> <!subteam^S1|@ledelse> <@U1|karen> <@U2> <#C9>')).toBe('C1 S1 @karen @U2 C9');
  });

  it('are answered, also on a press', async () => {
    script.onCall(() => answer('publicly', { type: 'card', card: withButton('0') }));
    await world.local.command(user.key, PLACE, { name: '/meetup', text: 'vis' });
    const id = last()?.id ?? '';
    script.onCall(() => answer('by updating', { type: 'card', card: withButton('1') }));
    await world.local.press(user.key, id, 'Deltager');
    await eventually(() => expect(last()?.text).toBe('1'));
    expect(script.calls.at(-1)).toMatchObject({ channel: 'C1', account: { tenant: 'T1', id: 'U1' } });
  });
});

describe('what Slack does not tell', () => {
  it.each([
    ['a missing scope', { kind: 'refuse', error: 'missing_scope' }],
    ['any other refusal', { kind: 'refuse', error: 'unknown_method' }],
    ['a limit', { ...LIMITED, retryAfterMs: 30_000 }],
    ['a fault', { kind: 'refuse', status: 500 }],
  ] as const)('of the workspace costs no more than its newest name: %s', async (_what, does) => {
    world.fault({ on: '^team\\.info$', does });
    expect(await bot.describeSpace('T1')).toEqual({ name: team.name });
  });

  it('of a person is left out without waiting for an hour, and no right is concluded from it', async () => {
    world.fault({ on: '^users\\.info$', does: { ...LIMITED, retryAfterMs: 3_600_000 } });
    expect(await bot.member('T1', 'U1')).toEqual({
      mayManage: false,
      roles: ['S1'],
      language: undefined,
      unsure: true,
    });
  });

  it('for a moment is waited for', async () => {
    world.fault({ on: '^users\\.info$', times: 1, does: { ...LIMITED, retryAfterMs: 1_000 } });
    expect(await bot.member('T1', 'U1')).toEqual({ mayManage: true, roles: ['S1'], language: 'en-GB' });
    world.fault({ on: '^conversations\\.info$', times: 1, does: { ...LIMITED, retryAfterMs: 1_000 } });
    expect(await bot.cannotPost('T1', 'C1')).toBeNull();
  });

  it('of those who are named leaves their names out of an answer', async () => {
    world.fault({ on: '^user(s|groups)\\.', does: { ...LIMITED, retryAfterMs: 30_000 } });
    const account = { platform: 'slack', tenant: 'T1', id: 'U1' };
    const text = ['Af ', { type: 'account', account }, ' for ', { type: 'role', id: 'S1' }] as const;
    const card: Card = { body: [{ type: 'text', text }] };
    script.onCall(() => answer('publicly', { type: 'card', card }));
    await world.local.command(user.key, PLACE, { name: '/meetup', text: 'vis' });
    expect(last()?.text).toBe('Af … for …');
  });

  it('before a message is sent holds it up for less than a request may take, and nothing is sent late', async () => {
    const held = world.fault({ on: '^users\\.info$', does: { kind: 'hold' } });
    const account = { platform: 'slack', tenant: 'T1', id: 'U1' };
    const card: Card = { body: [{ type: 'text', text: ['Af ', { type: 'account', account }] }] };
    const asked = () => world.local.requests().filter(({ path }) => path === 'users.info');
    const before = asked().length;
    await expect(bot.post({ space: 'T1', channel: 'C1' }, card, 'a-key')).rejects.toMatchObject({
      outcome: { kind: 'not-sent' },
    });
    world.removeFault(held);
    await eventually(() => expect(asked().length).toBeGreaterThan(before));
    expect(asked()).toHaveLength(before + 1);
    expect(world.local.requests().map(({ path }) => path)).not.toContain('chat.postMessage');
  });
});
