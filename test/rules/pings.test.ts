import { OverwriteType, PermissionFlagsBits } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, offer } from '../../src/announcements/pings/rules.ts';
import { permissionsOf } from '../../src/discord/roles.ts';

describe('a ping that was confirmed', () => {
  const found = (people: number) => ({ name: '@Frivillig', people });

  test('goes as long as not many more have come, and says how many there are now', () => {
    expect(decide(37, found(47))).toEqual(found(47));
    expect(decide(37, found(48))).toEqual({ hindrance: 'grown' });
    expect(decide(4, found(14))).toEqual(found(14));
    expect(decide(4, found(15))).toEqual({ hindrance: 'grown' });
    expect(decide(37, found(1))).toEqual(found(1));
    expect(decide(37, { hindrance: 'role-gone' })).toEqual({ hindrance: 'role-gone' });
  });

  test('never reaches more than a quarter over what was confirmed and more than ten over it', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), (confirmed, people) => {
        const goes = 'people' in decide(confirmed, found(people));
        expect(goes).toBe(people > 0 && !(people > confirmed * 1.25 && people > confirmed + 10));
      }),
    );
  });

  test('of a role that nobody has is not even offered', () => {
    expect(offer(found(0))).toEqual({ hindrance: 'nobody' });
    expect(offer(found(1))).toEqual(found(1));
  });
});

describe('the permissions of somebody in a channel of Discord', () => {
  const all = PermissionFlagsBits.MentionEveryone;
  const guild = {
    id: '1',
    owner_id: '9',
    roles: [
      { id: '1', permissions: '0' },
      { id: '2', permissions: String(all) },
      { id: '3', permissions: String(PermissionFlagsBits.Administrator) },
    ],
  };
  const overwrite = (id: string, kind: 'Role' | 'Member', change: { allow?: bigint; deny?: bigint }) => ({
    id,
    type: OverwriteType[kind],
    allow: String(change.allow ?? 0n),
    deny: String(change.deny ?? 0n),
  });
  const may = (overwrites: ReturnType<typeof overwrite>[], user: string, roles: string[] | null) =>
    (permissionsOf(guild, overwrites, user, roles) & all) !== 0n;

  test('come from their roles, and from nothing when they are not there', () => {
    expect(may([], '5', [])).toBe(false);
    expect(may([], '5', ['2'])).toBe(true);
    expect(may([], '5', null)).toBe(false);
    expect(may([], '9', [])).toBe(true);
  });

  test('are changed by the channel: for everybody, then for roles, then for the person', () => {
    const allow = { allow: all };
    const deny = { deny: all };
    expect(may([overwrite('1', 'Role', allow)], '5', [])).toBe(true);
    expect(may([overwrite('1', 'Role', allow), overwrite('2', 'Role', deny)], '5', ['2'])).toBe(false);
    expect(may([overwrite('2', 'Role', deny), overwrite('5', 'Member', allow)], '5', ['2'])).toBe(true);
    expect(may([overwrite('5', 'Member', deny)], '5', ['2'])).toBe(false);
    expect(may([overwrite('5', 'Role', allow)], '5', [])).toBe(false);
  });

  test('are all there for who owns or administers the server, whatever the channel says', () => {
    const deny = [overwrite('1', 'Role', { deny: all }), overwrite('3', 'Role', { deny: all })];
    expect(may(deny, '5', ['3'])).toBe(true);
    expect(may(deny, '9', [])).toBe(true);
  });
});
