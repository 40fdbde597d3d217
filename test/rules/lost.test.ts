import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeCommands } from '../../src/chat/descriptions.ts';
import { loadCommands } from '../../src/chat/load.ts';
import { asksForHelp, nearestSubcommand } from '../../src/chat/lost.ts';
import { countSlips } from '../../src/time/when/spelling.ts';

const commands = await loadCommands(fileURLToPath(new URL('../../commands', import.meta.url)));
const meetup = commands.get('meetup');
if (!meetup) throw new Error('There is no /meetup.');

test('words that people guess ask for help', () => {
  for (const word of ['?', '??', 'help', '--help', 'Hjælp', 'hjælp!', 'hej', 'menu', 'commands', 'kommandoer', ' hi '])
    expect(asksForHelp(word), word).toBe(true);
  for (const word of ['', 'opret', 'hej alle', 'helpdesk', 'vis Menuaften'])
    expect(asksForHelp(word), word).toBe(false);
});

test('a slip of the finger finds the subcommand in either language', () => {
  const slips = {
    opert: 'create',
    opre: 'create',
    crate: 'create',
    lst: 'list',
    lsite: 'list',
    rte: 'edit',
    aflsy: 'cancel',
  };
  for (const [typed, meant] of Object.entries(slips)) expect(nearestSubcommand(meetup, typed), typed).toBe(meant);
  for (const typed of ['', 'x', 'fodbold', 'sommerfest', 'nonsense'])
    expect(nearestSubcommand(meetup, typed), typed).toBeNull();
});

test('counts as many wrong letters from either side, none for the same word, and never more than there are letters', () => {
  const word = fc.string({ maxLength: 8 });
  fc.assert(
    fc.property(word, word, (one, other) => {
      expect(countSlips(one, other)).toBe(countSlips(other, one));
      expect(countSlips(one, one)).toBe(0);
      expect(countSlips(one, other)).toBeLessThanOrEqual(Math.max(one.length, other.length));
    }),
  );
  expect(countSlips('rte', 'ret')).toBe(1);
});

test('what people want first stands first in every list, and cancelling stands last but for the help', () => {
  const described = describeCommands(commands);
  expect(described.map(({ name }) => name)[0]).toBe('meetup');
  const orders = new Map(described.map(({ name, subcommands }) => [name, subcommands.map((one) => one.name)]));
  expect(orders.get('meetup')).toEqual(['list', 'create', 'show', 'edit', 'cancel', 'help']);
  expect(orders.get('setup')?.[0]).toBe('settings');
  expect(orders.get('announce')?.[0]).toBe('write');
  expect(described.find(({ name }) => name === 'help')).toMatchObject({ options: [], names: { da: 'hjælp' } });
});
