import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { type ActionRef, action } from '../../src/chat/action.ts';
import { handler } from '../../src/communities/context.ts';
import { targetTask } from '../../src/dispatch/task.ts';
import { buttonsOf } from '../../src/feature-list.ts';
import { FEATURES } from '../../src/features.ts';

const root = join(import.meta.dirname, '../..');
const buttons = buttonsOf(FEATURES);

/** Values of arguments that are no UUID. */
const VALUES: Record<string, readonly string[]> = {
  answer: ['going', 'maybe', 'not_going'],
  from: ['here', 'network'],
  hash: ['0123456789abcdef'.repeat(4)],
  language: ['da', 'en'],
  list: ['subject', 'group'],
  on: ['yes', 'no'],
  page: ['0', '12'],
  people: ['0', '1250'],
  revision: ['1', '23'],
  role: ['1234567890123456789', 'S0AB12CD'],
  when: ['now', 'time'],
};

/** Ids of buttons on cards that were posted, with the names of their arguments in place of the values. */
const posted = readFileSync(join(root, 'test/cases/button-ids.txt'), 'utf8').trim().split('\n');

test.each(posted)('%s, on a card that was posted long ago, still finds its handler', (pattern) => {
  const [name = '', ...marked] = pattern.split(':');
  const names = marked.map((one) => one.slice(1, -1));
  for (let turn = 0; turn < 3; turn += 1) {
    const values = names.map((one) => VALUES[one]?.[turn % VALUES[one].length] ?? randomUUID());
    const task = targetTask({ commands: new Map(), actions: buttons }, [name, ...values].join(':'), {}, []);
    expect(task).toMatchObject({ name, args: Object.fromEntries(names.map((one, at) => [one, values[at]])) });
  }
});

test('each button has its id among those that stay as they are', () => {
  const now = [...buttons].map(
    ([
      name,
      {
        action: { args },
      },
    ]) => [name, ...Object.keys((args as unknown as z.ZodObject).shape).map((one) => `{${one}}`)].join(':'),
  );
  expect(now.filter((one) => !posted.includes(one))).toEqual([]);
});

test('an id is read by the button that it names, and by no other', () => {
  const read: string[] = [];
  const probe = (name: string) => {
    const ref: ActionRef = action(name, {});
    const noting: ActionRef = {
      ...ref,
      read(id) {
        read.push(name);
        return ref.read(id);
      },
    };
    return handler({ action: noting, answers: 'privately', right: 'anyone', handle: async () => null });
  };
  const actions = buttonsOf([
    { name: 'probes', buttons: ['probe.one', 'probe.two', 'probe.two-more'].map(probe), data: {} },
  ]);
  expect(targetTask({ commands: new Map(), actions }, 'probe.two', {}, [])?.name).toBe('probe.two');
  expect(targetTask({ commands: new Map(), actions }, 'probe.three', {}, [])).toBeNull();
  expect(read).toEqual(['probe.two']);
});

test('two buttons of one name, or one without a name of its own, stop the start with a sentence', () => {
  const named = (name: string) =>
    handler({ action: action(name, {}), answers: 'privately', right: 'anyone', handle: async () => null });
  const feature = (name: string, button: string) => ({ name, buttons: [named(button)], data: {} });
  expect(() => buttonsOf([feature('one', 'same.name'), feature('two', 'same.name')])).toThrow(
    'The action "same.name" has two handlers: in one and in two.',
  );
  // Names without a dot are those of the dispatcher itself.
  for (const own of ['run', 'again', 'take', ''])
    expect(() => buttonsOf([feature('one', own)])).toThrow(`Name the action "${own}" of one as "feature.verb".`);
});

test('every button that a card can carry has a handler', async () => {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /(^|\/)actions\.ts$/.test(path),
  );
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) {
    const exported = Object.values((await import(join(root, 'src', file))) as Record<string, object>);
    // Several of one kind are exported together.
    const refs = exported.flatMap((one) => ('read' in one ? [one] : Object.values(one))) as ActionRef[];
    for (const { name } of refs) expect(buttons.has(name), `${file}: ${name}`).toBe(true);
  }
});

test('commands hold no handlers of buttons', () => {
  const paths = readdirSync(join(root, 'commands'), { recursive: true, encoding: 'utf8' });
  for (const path of paths.filter((one) => one.endsWith('.ts')))
    expect(readFileSync(join(root, 'commands', path), 'utf8'), path).not.toMatch(/\bhandler\b|\bactions = /);
});
