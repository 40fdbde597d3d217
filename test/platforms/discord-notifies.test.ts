import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discordWorld, textCard, type World } from './discord-world.ts';

let world: World;
beforeAll(async () => {
  world = await discordWorld({ unlimited: true });
});
afterAll(() => world.stop());

const here = () => ({ space: world.guild, channel: world.channel });
const guild = () => world.sandbox.seed.discord.guilds.find(({ id }) => id === world.guild);
const role = (name: string) => guild()?.roles.find((one) => one.name === name)?.id ?? '';
const account = (key: string) => world.sandbox.seed.discord.users.find((user) => user.key === key)?.id ?? '';

describe('a role', () => {
  it('that everybody may mention tells how many people it has', async () => {
    expect(await world.bot.notifiable(here(), role('Frivillig'), account('maja'))).toEqual({
      name: '@Frivillig',
      people: 2,
    });
  });

  it('that is everybody, or that is not there, cannot be notified', async () => {
    expect(await world.bot.notifiable(here(), world.guild, account('soren'))).toEqual({ hindrance: 'everyone' });
    expect(await world.bot.notifiable(here(), '123456789', account('soren'))).toEqual({ hindrance: 'role-gone' });
  });

  it('is notified by a new message alone, and nobody else is', async () => {
    const card = { ...textCard(`@everyone <@${account('yusuf')}> hej`), notifies: role('Frivillig') };
    const ref = await world.bot.post(here(), card, 'ping-1');
    const posted = () => world.sandbox.discord.channel('maja', world.place).find(({ id }) => id === ref.message);
    expect(posted()?.pinged.toSorted()).toEqual(['emma', 'freja']);
    expect(await world.bot.post(here(), card, 'ping-1')).toEqual(ref);
    await world.bot.edit(ref, card);
    const bodies = world.sandbox.discord
      .requests()
      .flatMap(({ method, path, body }) =>
        path.includes('/messages') && ['POST', 'PATCH'].includes(method) ? [{ method, body }] : [],
      );
    expect(bodies).toMatchObject([
      { method: 'POST', body: { allowed_mentions: { parse: [], roles: [role('Frivillig')] } } },
      { method: 'POST', body: { allowed_mentions: { parse: [], roles: [role('Frivillig')] } } },
      { method: 'PATCH', body: { allowed_mentions: { parse: [] } } },
    ]);
    expect(bodies.at(-1)?.body).not.toHaveProperty('allowed_mentions.roles');
  });
});
