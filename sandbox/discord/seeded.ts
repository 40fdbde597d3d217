import { CannotDo, type Seed } from '../contract.ts';
import { BOT_PERMISSIONS, EVERYONE_PERMISSIONS, permissions, VIEW_CHANNEL } from './permissions.ts';
import type { Guild, Overwrite, Role, User } from './world.ts';

type SeedGuild = Seed['discord']['guilds'][number];

export function newUser(seed: { id: string; key?: string; name: string; locale: string; zone: string }): User {
  return { ...seed, directMessagesClosed: false };
}

/** @param named a role's name or id @throws {CannotDo} */
export function roleNamed(guild: Guild, named: string): Role {
  const role = guild.roles.get(named) ?? [...guild.roles.values()].find(({ name }) => name === named);
  if (!role) throw new CannotDo('unknown', `There is no role "${named}" in "${guild.name}".`);
  return role;
}

/** The owner and administrators pass by every overwrite. */
export function overwritesOf(guild: Guild, { kind, roles = [] }: SeedGuild['channels'][number]): Overwrite[] {
  if (kind !== 'private') return [];
  const letIn = roles.map((name) => ({ id: roleNamed(guild, name).id, allow: VIEW_CHANNEL, deny: 0n }));
  return [{ id: guild.id, allow: 0n, deny: VIEW_CHANNEL }, ...letIn];
}

export function botRole(guild: Guild): Role {
  const role = [...guild.roles.values()].find(({ managed }) => managed);
  if (!role) throw new Error(`"${guild.name}" has no role for the bot.`);
  return role;
}

/** The seed's roles, @everyone (its id is the server's) and the one that Discord makes for a bot that is invited. */
export function rolesOf(seed: SeedGuild, application: Seed['discord']['application']): Map<string, Role> {
  const everyone = seed.roles.find(({ id, name }) => id === seed.id || name === '@everyone');
  const others = seed.roles.filter((role) => role !== everyone);
  const roles: Omit<Role, 'position'>[] = [
    {
      id: seed.id,
      name: '@everyone',
      permissions: everyone ? permissions(everyone.permissions) : EVERYONE_PERMISSIONS,
      mentionable: false,
      managed: false,
    },
    {
      id: (BigInt(seed.id) + 1n).toString(),
      name: application.botName,
      permissions: BOT_PERMISSIONS,
      mentionable: false,
      managed: true,
    },
    ...others.map((role) => ({ ...role, permissions: permissions(role.permissions), managed: false })),
  ];
  return new Map(roles.map((role, position) => [role.id, { ...role, position }]));
}
