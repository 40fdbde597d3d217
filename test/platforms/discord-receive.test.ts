import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../src/chat/call.ts';
import type { Result } from '../../src/chat/platform.ts';
import { answered, discordWorld, shown, type World } from './discord-world.ts';

let world: World;

beforeAll(async () => {
  world = await discordWorld();
});
afterAll(() => world.stop());

const role = (name: string) => world.sandbox.seed.discord.guilds[0]?.roles.find((one) => one.name === name)?.id ?? '';
const account = (key: string) => world.sandbox.seed.discord.users.find((one) => one.key === key)?.id ?? '';
const last = (): Call => world.calls.at(-1) ?? expect.unreachable();

describe('what people do on Discord', () => {
  it('is a command with its values by name', async () => {
    const options = {
      title: 'Fest',
      when: 'på torsdag kl. 19',
      places: '20',
      where: world.channel,
      for: role('Frivillig'),
      repeat: 'weekly',
    };
    const since = Date.now();
    await world.sandbox.discord.command('maja', world.place, { name: 'meetup create', options });
    expect(last()).toMatchObject({
      kind: 'command',
      path: ['meetup', 'create'],
      values: options,
      space: { platform: 'discord', id: world.guild },
      channel: world.channel,
      account: { platform: 'discord', tenant: '', id: account('maja') },
    });
    expect(last().callId).toMatch(/^\d{17,20}$/);
    expect(last().receivedAt).toBeGreaterThanOrEqual(since);
    expect(last().receivedAt).toBeLessThanOrEqual(Date.now());
  });

  it('tells the language, the roles with that of everybody, and who may manage the server', async () => {
    await world.sandbox.discord.command('maja', world.place, { name: 'meetup create' });
    expect(await last().member()).toEqual({ mayManage: false, roles: [world.guild, role('Arrangør')], language: 'da' });
    await world.sandbox.discord.command('emma', world.place, { name: 'meetup create' });
    expect(await last().member()).toMatchObject({ mayManage: false, language: 'en-GB' });
    await world.sandbox.discord.command('soren', world.place, { name: 'meetup create' });
    expect(await last().member()).toMatchObject({ mayManage: true });
  });

  it('is a press, or a choice in a menu', async () => {
    const menus: Result = {
      type: 'card',
      card: {
        body: [
          {
            type: 'controls',
            controls: [
              { type: 'button', id: 'rsvp.go:7', label: 'Kommer' },
              { type: 'menu', of: 'options', id: 'zone', placeholder: 'Zone', options: [{ value: 'a', label: 'A' }] },
              { type: 'menu', of: 'channels', id: 'place', placeholder: 'Kanal' },
              { type: 'menu', of: 'roles', id: 'who', placeholder: 'Rolle' },
            ],
          },
        ],
      },
    };
    world.script.answer = () => answered('publicly', menus);
    const { message } = await world.sandbox.discord.command('soren', world.place, { name: 'meetup create' });
    const id = message?.id ?? '';
    await world.sandbox.discord.press('freja', id, 'Kommer');
    expect(last()).toMatchObject({ kind: 'action', id: 'rsvp.go:7', chosen: [], account: { id: account('freja') } });
    await world.sandbox.discord.choose('freja', id, 'Zone', ['A']);
    expect(last()).toMatchObject({ kind: 'action', id: 'zone', chosen: ['a'] });
    await world.sandbox.discord.choose('freja', id, 'Kanal', ['arrangementer']);
    expect(last()).toMatchObject({ id: 'place', chosen: [world.channel] });
    await world.sandbox.discord.choose('freja', id, 'Rolle', ['Frivillig']);
    expect(last()).toMatchObject({ id: 'who', chosen: [role('Frivillig')] });
  });

  it('may come from direct messages, where there is no server', async () => {
    const card = {
      body: [{ type: 'controls' as const, controls: [{ type: 'button' as const, id: 'stop', label: 'Stop' }] }],
    };
    const ref = await world.bot.post({ space: world.guild, account: account('freja') }, card, 'dm-1');
    world.script.answer = () => answered('by updating', shown('Stoppet'));
    expect(await world.sandbox.discord.press('freja', ref.message, 'Stop')).toMatchObject({ result: 'updated' });
    expect(last()).toMatchObject({
      kind: 'action',
      id: 'stop',
      space: { platform: 'discord', id: '' },
      channel: ref.channel,
    });
    expect(await last().member()).toEqual({ mayManage: false, roles: [], language: 'da' });
  });

  it('is typing, for which something is proposed', async () => {
    const long = 'x'.repeat(101);
    world.script.suggestions = [
      { value: '2026-11-26 19:00', label: 'torsdag 26. november kl. 19.00' },
      { value: 'kort', label: long },
      { value: long, label: 'for lang' },
    ];
    const typing = (focused: string, options: Record<string, string>) =>
      world.sandbox.discord.suggest('maja', world.place, { name: 'meetup create', options, focused });
    expect(await typing('when', { title: 'Fest', when: 'på tor' })).toEqual([
      { name: 'torsdag 26. november kl. 19.00', value: '2026-11-26 19:00' },
      { name: `${'x'.repeat(99)}…`, value: 'kort' },
    ]);
    expect(last()).toMatchObject({
      kind: 'suggest',
      path: ['meetup', 'create'],
      field: 'when',
      values: { title: 'Fest', when: 'på tor' },
    });
    world.script.suggestions = [{ value: '20', label: '20 pladser' }];
    expect(await typing('places', { places: '2' })).toEqual([{ name: '20 pladser', value: '20' }]);
  });
});
