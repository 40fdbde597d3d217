import { CannotDo, type Outcome } from '../../contract.ts';
import { elementsOf, type Found } from '../blocks/values.ts';
import { peopleIn } from '../channels.ts';
import { assertInstalled, type Person } from '../directory.ts';
import { drawObject } from '../draw.ts';
import {
  blockActionsPayload,
  chosenValues,
  type Interaction,
  interaction,
  suggestionPayload,
} from '../interactions.ts';
import { type Json, objectOf, objectsOf, stringOf } from '../json.ts';
import type { World } from '../world.ts';
import { attempted } from './attempt.ts';
import { entered } from './enter.ts';
import { blocksOf, isButton } from './seen.ts';

const QUIET_AFTER_PRESS_MS = 300;

/**
 * Presses a button of a message, or of an open modal.
 * @param id of the message or modal
 * @param button the button's action id or label
 * @throws {CannotDo} when the person sees no such message or button
 */
export async function press(world: World, accounts: readonly Person[], id: string, button: string): Promise<Outcome> {
  const { done, elements } = surface(world, accounts, id);
  const found = named(elements.filter(isButton), button, (element) => [
    stringOf(element.action_id),
    drawObject(element.text, { person: done.person, now: world.now() }),
  ]);
  return act(world, done, found, {});
}

/**
 * Chooses in a menu of a message, or of an open modal.
 * @param menu the menu's action id or placeholder
 * @param values option values or labels, or names or ids of channels and people
 */
export async function choose(
  world: World,
  accounts: readonly Person[],
  id: string,
  { menu, values }: { menu: string; values: readonly string[] },
): Promise<Outcome> {
  const { done, elements } = surface(world, accounts, id);
  const reader = { person: done.person, now: world.now() };
  const found = named(
    elements.filter((one) => !isButton(one)),
    menu,
    (element) => [stringOf(element.action_id), drawObject(element.placeholder, reader)],
  );
  const element = await withOptions(world, done, found, values);
  const chosen = entered(element, values, reader);
  remember(world, done, { ...found, element }, chosen);
  return act(world, done, found, chosen);
}

async function act(world: World, done: Interaction, found: Found, chosen: Json): Promise<Outcome> {
  assertInstalled(done.person.team);
  const payload = blockActionsPayload(world, done, found, chosen);
  return attempted(world, { interaction: done, type: 'interactive', payload, quietMs: QUIET_AFTER_PRESS_MS });
}

function surface(world: World, accounts: readonly Person[], id: string): { done: Interaction; elements: Found[] } {
  const message = world.messages.get(id);
  if (message === undefined) {
    const view = accounts.map((person) => world.views.topOf(person)).find((one) => one?.id === id);
    if (view === undefined) throw new CannotDo('unknown', `There is no message or open form "${id}".`);
    return { done: interaction(view.person, { view }), elements: elementsOf(view.blocks) };
  }
  const person = accounts.find(({ team }) => team.id === message.team);
  const channel = person === undefined ? undefined : world.directory.channelById(person.team, message.channel);
  const hidden = message.onlyFor !== undefined && message.onlyFor !== person?.id;
  const seen = person !== undefined && channel !== undefined && !hidden && peopleIn(channel).includes(person);
  if (!seen) {
    throw new CannotDo('unknown', `${accounts[0]?.key} does not see the message "${id}".`);
  }
  return { done: interaction(person, { channel, message }), elements: elementsOf(blocksOf(message)) };
}

function named(found: readonly Found[], name: string, namesOf: (element: Json) => string[]): Found {
  const match = [0, 1]
    .map((which) => found.find(({ element }) => namesOf(element)[which] === name))
    .find((one) => one !== undefined);
  if (match === undefined) {
    const there = found.map(({ element }) => namesOf(element).join(' / ')).join(', ');
    throw new CannotDo('unknown', `There is no "${name}" here; there is: ${there || 'nothing'}.`);
  }
  return match;
}

/** The options of an external menu are asked from the app while the person types. */
async function withOptions(world: World, done: Interaction, found: Found, values: readonly string[]): Promise<Json> {
  if (!stringOf(found.element.type).endsWith('external_select')) return found.element;
  const options: Json[] = [];
  for (const value of values) {
    const asked = interaction(done.person);
    const payload = suggestionPayload(world, done, found, value);
    const receipt = await world.delivery.send({ id: asked.id, type: 'interactive', payload });
    const answer = objectOf(receipt?.payload);
    const groups = objectsOf(answer.option_groups).flatMap((group) => objectsOf(group.options));
    options.push(...objectsOf(answer.options), ...groups);
  }
  return { ...found.element, options };
}

function remember(world: World, done: Interaction, { block, element }: Found, chosen: Json): void {
  const [blockId, actionId] = [stringOf(block.block_id), stringOf(element.action_id)];
  if (element.type === 'overflow') return;
  if (done.view !== undefined) {
    done.view.values[blockId] = { ...done.view.values[blockId], [actionId]: chosen };
  } else if (done.message !== undefined) {
    const values = chosenValues(world, done.message, done.person);
    values[blockId] = { ...values[blockId], [actionId]: chosen };
    world.chosen.set(`${done.message.ts}/${done.person.id}`, values);
  }
}
