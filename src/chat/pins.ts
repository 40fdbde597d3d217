import type { Call } from './call.ts';
import type { Block, Card, Control } from './card.ts';
import { ID_MAX } from './limits.ts';
import { MENDING_MARK } from './marks.ts';
import type { Result } from './platform.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** An id of an action has neither "=" nor "@": both are escaped in it. */
const SHORT = /=([\w-]{22})/g;
const PINNED = /^(.*)@([\w-]{22})(!?)$/s;

/**
 * Writes into an id for which space it is shown, so that a press acts there. What names that space already stays as it
 * is, and so does what has no room: then nobody knows for which space it was.
 * @param space our id
 */
export function pinnedId(id: string, space: string): string {
  if (id.includes(space) || PINNED.test(id)) return id;
  const mark = id.endsWith(MENDING_MARK) ? MENDING_MARK : '';
  const short = id.slice(0, id.length - mark.length).replace(UUID, (uuid) => `=${shorten(uuid)}`);
  const pinned = `${short}@${shorten(space)}`;
  return pinned.length + MENDING_MARK.length > ID_MAX ? id : `${pinned}${mark}`;
}

/** @returns an id as it was before {@link pinnedId}, and the space that it named; null for any other id */
export function readPin(id: string): { id: string; space: string } | null {
  const [, short, space, mark = ''] = PINNED.exec(id) ?? [];
  if (short === undefined || space === undefined) return null;
  return { id: `${short.replace(SHORT, (_all, uuid: string) => lengthen(uuid))}${mark}`, space: lengthen(space) };
}

/**
 * @returns a call with the id that was pressed or filled in as its action knows it, and the space that it was shown for
 */
export function unpinned(call: Call): Call {
  if (call.kind !== 'action' && call.kind !== 'form' && call.kind !== 'closed') return call;
  const pin = readPin(call.id);
  return pin ? { ...call, id: pin.id, shownFor: pin.space } : call;
}

/** @returns a card all of whose controls act in one space, wherever the card stands */
export function pinnedCard(card: Card, space: string): Card {
  return { ...card, body: card.body.map((block) => pinnedBlock(block, space)) };
}

function pinnedBlock(block: Block, space: string): Block {
  if (block.type !== 'controls') return block;
  return { ...block, controls: block.controls.map((control) => pinnedControl(control, space)) };
}

function pinnedControl(control: Control, space: string): Control {
  return control.type === 'link-button' ? control : { ...control, id: pinnedId(control.id, space) };
}

/** Does what {@link pinnedCard} does, for whatever a call is answered with. */
export function pinnedResult(result: Result, space: string): Result {
  switch (result.type) {
    case 'card':
    case 'private':
      return { ...result, card: pinnedCard(result.card, space) };
    case 'form': {
      const { form, late } = result;
      const id = pinnedId(form.id, space);
      return { ...result, form: { ...form, id }, late: async () => pinnedCard(await late(), space) };
    }
    case 'invalid':
      return { ...result, card: async () => pinnedCard(await result.card(), space) };
    case 'nothing':
    case 'handled':
      return result;
  }
}

/** @returns a UUID in 22 characters instead of 36 */
const shorten = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url');

function lengthen(short: string): string {
  const hex = Buffer.from(short, 'base64url').toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
