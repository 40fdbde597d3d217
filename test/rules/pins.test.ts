import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { againAction, mendingId, takeAction } from '../../src/chat/kept-actions.ts';
import { runAction } from '../../src/chat/menu.ts';
import { pinnedCard, pinnedId, pinnedResult, readPin } from '../../src/chat/pins.ts';
import { buttonsOf } from '../../src/feature-list.ts';
import { FEATURES } from '../../src/features.ts';

const space = randomUUID();

/** Long values of arguments that are no UUID. */
const VALUES: Record<string, string> = {
  answer: 'not_going',
  page: '1234',
  on: 'yes',
  revision: '123456',
  language: 'da',
  when: 'time',
  list: 'subject',
  from: 'network',
  role: '1234567890123456789',
  people: '123456',
  hash: 'f'.repeat(64),
};

function longestId({ action }: { action: { args: z.ZodType; id(args: Record<string, string>): string } }): string {
  const names = Object.keys((action.args as unknown as z.ZodObject).shape);
  return action.id(
    Object.fromEntries(names.map((name) => [name, name === 'space' ? space : (VALUES[name] ?? randomUUID())])),
  );
}

describe('an id says for which space it is shown', () => {
  const actions = [...buttonsOf(FEATURES).values()];
  // Nobody comes to them from direct messages: what has no room is refused there, since managing is no guess.
  const noRoom = ['setup.renew-link', 'network.renew'];

  test.each(actions.map((handler) => [handler.action.name, handler] as const))('%s', (name, handler) => {
    const id = longestId(handler);
    const forms = handler.question ? [`${id}~${randomUUID()}`, mendingId(`${id}~${randomUUID()}`)] : [];
    for (const one of [id, ...forms]) {
      const pinned = pinnedId(one, space);
      if (one.includes(space)) {
        expect(pinned).toBe(one);
        continue;
      }
      if (noRoom.includes(name)) {
        expect(pinned).toBe(one);
        expect(handler.right).toBe('manage');
        continue;
      }
      expect(readPin(pinned)).toEqual({ id: one, space });
      expect(mendingId(pinned).length).toBeLessThanOrEqual(100);
      expect(pinnedId(pinned, randomUUID())).toBe(pinned);
    }
  });

  test('so do those of commands and of what is kept', () => {
    const [kept, long] = [randomUUID(), `${'a'.repeat(10)}/${'b'.repeat(10)}`];
    const ids = [runAction.id({ path: long, kept }), runAction.id({ path: long, kept: '' })];
    for (const id of [...ids, againAction.id({ kept }), takeAction.id({ kept })])
      expect(readPin(pinnedId(id, space))).toEqual({ id, space });
  });

  test('a form that is to mend an input keeps its mark, on whichever side of the pin it was put', () => {
    const id = `meetup.change:${randomUUID()}`;
    expect(readPin(mendingId(pinnedId(id, space)))).toEqual({ id: mendingId(id), space });
    expect(mendingId(pinnedId(mendingId(id), space))).toBe(pinnedId(mendingId(id), space));
    expect(readPin(pinnedId(mendingId(id), space))).toEqual({ id: mendingId(id), space });
  });

  test('what names the space itself stays, and other ids are no pins', () => {
    const id = `meetup.manage:${space}:${randomUUID()}`;
    expect(pinnedId(id, space)).toBe(id);
    for (const one of [id, '', '@', 'setup.everyone', `@${'x'.repeat(21)}`, 'x'.repeat(10_000)])
      expect(readPin(one)).toBeNull();
  });
});

test('every control of a card and every way of an answer is pinned', async () => {
  const button = { type: 'button', id: 'a.b', label: 'B' } as const;
  const menu = { type: 'menu', id: 'a.c', placeholder: 'C', of: 'roles' } as const;
  const link = { type: 'link-button', url: 'https://samling.dk', label: 'L' } as const;
  const card = {
    body: [{ type: 'text', text: 'a.b' } as const, { type: 'controls', controls: [button, menu, link] } as const],
  };
  const pinned = pinnedCard(card, space);
  const controls = [{ ...button, id: pinnedId('a.b', space) }, { ...menu, id: pinnedId('a.c', space) }, link];
  expect(pinned.body).toEqual([card.body[0], { type: 'controls', controls }]);

  expect(pinnedResult({ type: 'private', card }, space)).toEqual({ type: 'private', card: pinned });
  const wrong = pinnedResult({ type: 'invalid', mistakes: {}, card: async () => card }, space);
  expect(wrong.type === 'invalid' && (await wrong.card())).toEqual(pinned);
  const form = { id: 'a.d', title: '', submit: '', fields: [] };
  const opened = pinnedResult({ type: 'form', form, late: async () => card }, space);
  expect(opened).toMatchObject({ form: { id: pinnedId('a.d', space) } });
  expect(opened.type === 'form' && (await opened.late())).toEqual(pinned);
});
