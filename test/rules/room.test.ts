import { expect, test } from 'vitest';
import { Room } from '../../src/delivery/room.ts';

const place = (space: string, channel: string) => ({ space, channel });

test('there is room for so many in all, in a space and in a channel, the first first', () => {
  const room = new Room({ all: 4, space: 2, channel: 1 });
  const wanted = [
    place('a', 'a1'),
    place('a', 'a1'),
    place('a', 'a2'),
    place('a', 'a3'),
    place('b', 'b1'),
    place('c', 'c1'),
    place('d', 'd1'),
  ];
  expect(room.fitting(wanted).map(({ channel }) => channel)).toEqual(['a1', 'a2', 'b1', 'c1']);
});

test('what is under way is counted, and what has ended is not', () => {
  const room = new Room({ all: 3, space: 2, channel: 1 });
  const leave = room.take(place('a', 'a1'));
  room.take(place('a', 'a2'));
  expect(room.full()).toEqual({ spaces: ['a'], channels: ['a1', 'a2'] });
  expect(room.fitting([place('a', 'a3'), place('b', 'b1'), place('c', 'c1')])).toEqual([place('b', 'b1')]);
  leave();
  leave();
  expect(room.free).toBe(2);
  expect(room.full()).toEqual({ spaces: [], channels: ['a2'] });
  expect(room.fitting([place('a', 'a2'), place('a', 'a1')])).toEqual([place('a', 'a1')]);
});
