import type { SeenForm, SeenMessage } from '../../contract.ts';
import { optionsOf } from '../blocks/objects.ts';
import { chosenIn, elementsOf, type Found, textOf, type Values } from '../blocks/values.ts';
import { peopleIn } from '../channels.ts';
import type { Person } from '../directory.ts';
import { drawBlocks, drawMrkdwn, drawObject, drawPlain, nameOf, type Reader } from '../draw.ts';
import { chosenValues } from '../interactions.ts';
import { isJson, type Json, objectsOf, stringOf } from '../json.ts';
import { type Message, messageJson } from '../messages.ts';
import { type OpenView, viewJson } from '../views.ts';
import type { World } from '../world.ts';

type Button = SeenMessage['buttons'][number];
type Menu = SeenMessage['menus'][number];
type Field = SeenForm['fields'][number];

/** @returns a message as a person of its workspace sees it */
export function seenMessage(world: World, message: Message, person: Person): SeenMessage {
  const reader = { person, now: world.now() };
  const blocks = blocksOf(message);
  const values = chosenValues(world, message, person);
  const elements = elementsOf(blocks);
  return {
    id: message.ts,
    space: message.team,
    channel: message.channel,
    author: nameOf(person.team, message.user),
    fromBot: message.fromBot,
    onlyYou: message.onlyFor !== undefined,
    text: wordsOf(message, blocks, reader),
    buttons: elements.filter(isButton).map(({ element }) => buttonOf(element, reader)),
    menus: elements.filter((found) => !isButton(found)).map((found) => menuOf(found, values, reader)),
    pinged: message.pinged,
    postedAt: message.postedAt,
    ...(message.editedAt === undefined ? {} : { editedAt: message.editedAt }),
    raw: {
      ...messageJson(message, person.team, world.directory.application),
      ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
    },
  };
}

/** @returns the blocks that a message shows, those of attachments too */
export function blocksOf(message: Message): Json[] {
  const attached = (message.attachments ?? []).flatMap((attachment) => objectsOf(attachment.blocks));
  return [...(message.blocks ?? []), ...attached];
}

export function isButton({ element }: Found): boolean {
  return element.type === 'button';
}

/** The text of a message is shown when it has no blocks; with blocks it is for notifications only. */
function wordsOf(message: Message, blocks: readonly Json[], reader: Reader): string {
  const own = message.mrkdwn ? drawMrkdwn(message.text, reader) : drawPlain(message.text);
  const attached = (message.attachments ?? []).flatMap((attachment) =>
    ['pretext', 'title', 'text'].map((field) => drawMrkdwn(stringOf(attachment[field]), reader)),
  );
  const lines = [message.blocks === undefined ? own : '', drawBlocks(blocks, reader), ...attached];
  return lines.filter((line) => line !== '').join('\n');
}

function buttonOf(element: Json, reader: Reader): Button {
  return {
    id: stringOf(element.action_id),
    label: drawObject(element.text, reader),
    style: stringOf(element.style) || 'default',
    disabled: false,
    ...(element.url === undefined ? {} : { url: stringOf(element.url) }),
  };
}

function menuOf({ block, element }: Found, values: Values, reader: Reader): Menu {
  const value = values[stringOf(block.block_id)]?.[stringOf(element.action_id)];
  return {
    id: stringOf(element.action_id),
    placeholder: drawObject(element.placeholder, reader),
    options: offeredIn(element, reader),
    selected: chosenIn(value, element),
  };
}

/** @returns what a menu offers: its own options, or the channels and people of the workspace */
export function offeredIn(element: Json, reader: Reader): { value: string; label: string }[] {
  const { team } = reader.person;
  const kind = stringOf(element.type).replace(/^multi_/, '');
  const people = () => team.people.map(({ id, name }) => ({ value: id, label: name }));
  const channels = (kinds: readonly string[]) =>
    team.channels
      .filter((one) => kinds.includes(one.kind) && !one.archived && peopleIn(one).includes(reader.person))
      .map(({ id, name }) => ({ value: id, label: `#${name}` }));
  if (kind === 'users_select') return people();
  if (kind === 'channels_select') return channels(['public']);
  if (kind === 'conversations_select') {
    const { include = ['public', 'private', 'im'] } = isJson(element.filter) ? element.filter : {};
    const kinds = Array.isArray(include) ? include.map(String) : [];
    return [...channels(kinds), ...(kinds.includes('im') ? people() : [])];
  }
  return optionsOf(element).map(({ value, text }) => ({ value: stringOf(value), label: drawObject(text, reader) }));
}

/** @returns an open modal as the person before whom it is sees it */
export function seenForm(world: World, view: OpenView): SeenForm {
  const reader = { person: view.person, now: world.now() };
  return {
    id: view.id,
    title: drawObject(view.definition.title, reader),
    submit: drawObject(view.definition.submit, reader),
    fields: fieldsOf(view).map((found) => fieldOf(view, found, reader)),
    errors: view.errors,
    raw: viewJson(view, world.directory.application.id),
  };
}

/** @returns the elements of a modal that hold a value */
export function fieldsOf(view: OpenView): Found[] {
  return elementsOf(view.blocks).filter(({ element }) => element.type !== 'button' && element.type !== 'overflow');
}

/** By what a field is named: its block's id, with the element's where a block has several. */
export function fieldName(view: OpenView, { block, element }: Found): string {
  const blockId = stringOf(block.block_id);
  const alone = fieldsOf(view).filter((one) => one.block === block).length === 1;
  return alone ? blockId : `${blockId}/${stringOf(element.action_id)}`;
}

function fieldOf(view: OpenView, found: Found, reader: Reader): Field {
  const { block, element } = found;
  const value = view.values[stringOf(block.block_id)]?.[stringOf(element.action_id)];
  const options = offeredIn(element, reader);
  const chosen = textOf(value, element);
  return {
    name: fieldName(view, found),
    label: drawObject(isJson(block.label) ? block.label : block.text, reader),
    ...(isJson(block.hint) ? { hint: drawObject(block.hint, reader) } : {}),
    type: typeOf(element),
    required: block.type === 'input' && block.optional !== true,
    value: chosen,
    ...(typeOf(element) === 'choice' ? { options } : {}),
  };
}

function typeOf(element: Json): Field['type'] {
  const type = stringOf(element.type);
  if (type === 'plain_text_input') return element.multiline === true ? 'paragraph' : 'line';
  if (type === 'datepicker') return 'date';
  if (type === 'timepicker') return 'time';
  if (type.endsWith('_select') || type === 'checkboxes' || type === 'radio_buttons') return 'choice';
  return /^(email|url|number)_/.test(type) ? 'line' : 'other';
}
