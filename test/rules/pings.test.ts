import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, offer } from '../../src/announcements/pings/rules.ts';

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
