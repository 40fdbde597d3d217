import { CannotDo, type Outcome } from '../../contract.ts';
import { elementsOf, type Found, textOf } from '../blocks/values.ts';
import { assertInstalled, type Person } from '../directory.ts';
import { closedPayload, interaction, submissionPayload } from '../interactions.ts';
import { isJson, type Json, stringOf } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { OpenView } from '../views.ts';
import type { World } from '../world.ts';
import { attempted, type Visible } from './attempt.ts';
import { QUIET_AFTER_COMMAND_MS } from './commands.ts';
import { complaintAbout, entered, partsOf } from './enter.ts';
import { fieldName, fieldsOf, seenForm } from './seen.ts';

/**
 * Fills in and sends an open form.
 * @param values by field name; a field may also be named "block id/action id", or by its action id
 * @throws {CannotDo} when no such form or field is open, or a field cannot hold a value
 */
export async function submit(
  world: World,
  accounts: readonly Person[],
  id: string,
  values: Record<string, string>,
): Promise<Outcome> {
  const view = openForm(world, accounts, id);
  assertInstalled(view.person.team);
  for (const [name, text] of Object.entries(values)) fill(world, view, name, text);
  const done = interaction(view.person, { view });
  const complaints = complaintsAbout(view);
  view.errors = complaints;
  if (Object.keys(complaints).length > 0) {
    return { id: done.id, result: 'invalid', errors: complaints, form: seenForm(world, view) };
  }
  return attempted(world, {
    interaction: done,
    type: 'interactive',
    payload: submissionPayload(world, done, view),
    quietMs: QUIET_AFTER_COMMAND_MS,
    anywhere: true,
    acknowledged: (answer) => acknowledged(world, view, answer),
  });
}

/** Closes a form with its Cancel button; the app hears of it when it asked to. */
export function closeForm(world: World, accounts: readonly Person[], id: string): void {
  const view = openForm(world, accounts, id);
  if (view.definition.clear_on_close === true) world.views.clear(view.person);
  else world.views.close(view);
  world.changed('form', view.person.team, { as: view.person.key });
  if (view.definition.notify_on_close !== true) return;
  const done = interaction(view.person, { view });
  void world.delivery.send({ id: done.id, type: 'interactive', payload: closedPayload(world, done, view) });
}

function openForm(world: World, accounts: readonly Person[], id: string): OpenView {
  const open = accounts.map((person) => world.views.topOf(person)).filter((view) => view !== undefined);
  const view = open.find((one) => one.id === id);
  if (view !== undefined) return view;
  const there = open.map((one) => one.id).join(', ') || 'none';
  throw new CannotDo('unknown', `No form "${id}" is open before ${accounts[0]?.key}; open: ${there}.`);
}

function fill(world: World, view: OpenView, name: string, text: string): void {
  const fields = fieldsOf(view);
  const namesOf = (found: Found) => [
    fieldName(view, found),
    `${stringOf(found.block.block_id)}/${stringOf(found.element.action_id)}`,
    stringOf(found.element.action_id),
  ];
  const found = [0, 1, 2].map((which) => fields.find((one) => namesOf(one)[which] === name)).find(Boolean);
  if (found === undefined) {
    const there = fields.map((one) => fieldName(view, one)).join(', ');
    throw new CannotDo('unknown', `The form has no field "${name}"; it has: ${there}.`);
  }
  const { block, element } = found;
  const blockId = stringOf(block.block_id);
  const value = entered(element, partsOf(element, text), { person: view.person, now: world.now() });
  view.values[blockId] = { ...view.values[blockId], [stringOf(element.action_id)]: value };
}

function complaintsAbout(view: OpenView): Record<string, string> {
  const complaints = fieldsOf(view).map((found): [string, string | undefined] => {
    const value = view.values[stringOf(found.block.block_id)]?.[stringOf(found.element.action_id)];
    return [fieldName(view, found), complaintAbout(found.block, found.element, textOf(value, found.element))];
  });
  return Object.fromEntries(complaints.filter((one): one is [string, string] => one[1] !== undefined));
}

/**
 * Does what the app answers to a submission. An empty answer closes the view.
 * See https://docs.slack.dev/surfaces/modals/#interactions
 */
function acknowledged(world: World, view: OpenView, answer: unknown): Visible | undefined {
  const empty = answer === undefined || answer === '' || (isJson(answer) && Object.keys(answer).length === 0);
  const visible = empty ? close(world, view) : respond(world, view, answer);
  world.changed('form', view.person.team, { as: view.person.key });
  return visible;
}

function close(world: World, view: OpenView): undefined {
  world.views.close(view);
}

/**
 * Answers to a form that was sent. An answer that Slack cannot read is told the person as "We had some trouble
 * connecting", and the form stays.
 */
function respond(world: World, view: OpenView, answer: unknown): Visible | undefined {
  if (!isJson(answer)) return { result: 'failed' };
  try {
    switch (answer.response_action) {
      case 'clear':
        world.views.clear(view.person);
        return undefined;
      case 'update':
        return { result: 'form', form: seenForm(world, world.views.update(view, answer.view)) };
      case 'push':
        return { result: 'form', form: seenForm(world, world.views.push(view.person, answer.view)) };
      case 'errors':
        return invalid(world, view, answer.errors);
      default:
        return { result: 'failed' };
    }
  } catch (error) {
    if (error instanceof Refusal) return { result: 'failed' };
    throw error;
  }
}

/** Errors stand beside input blocks, by their ids; others cannot be shown. */
function invalid(world: World, view: OpenView, errors: unknown): Visible {
  const inputs = elementsOf(view.blocks).filter(({ block }) => block.type === 'input');
  const ids = inputs.map(({ block }) => stringOf(block.block_id));
  const told = Object.entries(isJson(errors) ? errors : ({} as Json));
  if (told.length === 0 || told.some(([id, text]) => !ids.includes(id) || typeof text !== 'string')) {
    return { result: 'failed' };
  }
  view.errors = Object.fromEntries(told.map(([id, text]) => [id, String(text)]));
  return { result: 'invalid', errors: view.errors, form: seenForm(world, view) };
}
