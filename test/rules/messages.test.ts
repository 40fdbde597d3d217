import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Card } from '../../src/chat/card.ts';
import type { Tx } from '../../src/database/transaction.ts';
import { makeOnce, type Occasion } from '../../src/delivery/deliver.ts';
import { message, rendered } from '../../src/delivery/message.ts';
import type { NewDelivery, NewPlacement } from '../../src/delivery/outbox.ts';
import { joinFeatures } from '../../src/feature-list.ts';
import { movedMessage, PERSONAL_KINDS } from '../../src/meetups/kinds.ts';
import { reminderMessage } from '../../src/reminders/kinds.ts';

const moved = message(
  'test.moved',
  { changes: z.number(), from: z.number().optional() },
  { formerly: ['test.shifted'] },
);
const [spaceId, accountId, subject] = [randomUUID(), randomUUID(), randomUUID()];

const occasion = (details: Occasion['details']): Occasion => ({
  ...{ subjectId: subject, details, spaceId, accountId, language: null, posted: false, now: 0 },
  community: { id: randomUUID(), language: null, zone: 'Europe/Copenhagen' },
  note: () => undefined,
  once: makeOnce(),
});
const db = {} as Tx;
const cardOf = (text: string): Card => ({ body: [{ type: 'text', text }] });

test('what is addressed is a row for the outbox, with nothing of what its receiver has beside', () => {
  const person = { spaceId, accountId, key: 'not this', id: 'nor this', name: 'Maja' };
  const sent: NewDelivery = moved.to(person, subject, { changes: 2 }, { key: 'told:1' });
  expect(sent).toEqual({
    ...{ spaceId, kind: 'test.moved', subjectId: subject, details: { changes: 2 } },
    ...{ to: { accountId }, key: 'told:1' },
  });
  const placed: NewPlacement = moved.to({ spaceId, channel: 'C1' }, subject, { changes: 2 }, { priority: 'broadcast' });
  expect(placed).toMatchObject({ to: { channel: 'C1' }, priority: 'broadcast' });
});

test('a message is rendered with the details that it was sent with, and not with others', async () => {
  const { render } = rendered(moved, async (_db, { details }) => cardOf(String(details.changes + 1)));
  expect(await render(db, occasion({ changes: 2 }))).toEqual(cardOf('3'));
  await expect(render(db, occasion({ changes: 'two' }))).rejects.toThrow(
    'A message of the kind "test.moved" does not carry what it should: changes.',
  );
});

test('rows under a former name are read and rendered as of the new one, and others are not', async () => {
  const { messages } = joinFeatures(
    [{ name: 'one', messages: [rendered(moved, async () => cardOf('moved'))], data: {} }],
    {} as Parameters<typeof joinFeatures>[1],
  );
  for (const kind of ['test.moved', 'test.shifted']) {
    expect(await messages[kind]?.(db, occasion({ changes: 1 }))).toEqual(cardOf('moved'));
    expect(moved.read({ kind, details: { changes: 1, from: 0 } })).toEqual({ changes: 1, from: 0 });
  }
  expect(moved.read({ kind: 'test.other', details: { changes: 1 } })).toBeNull();
  expect(moved.read({ kind: 'test.moved', details: {} })).toBeNull();
});

test('what is undefined is left out of a row', () => {
  const { details } = moved.to({ spaceId, accountId }, subject, { changes: 1, from: undefined }, {});
  expect(JSON.parse(JSON.stringify(details))).toEqual({ changes: 1 });
});

test('rows of version 0.1 are read as they were written', () => {
  expect(reminderMessage.read({ kind: 'meetup.reminder', details: { startsAt: 5, minutesBefore: 60 } })).not.toBeNull();
  expect(movedMessage.read({ kind: 'meetup.moved', details: { changes: 3 } })).toEqual({ changes: 3 });
  expect(PERSONAL_KINDS).toEqual(['meetup.reminder', 'meetup.promoted', 'meetup.moved']);
});
