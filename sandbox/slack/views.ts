import { randomBytes } from 'node:crypto';
import { assertInitialChannels } from './blocks/initial-channels.ts';
import { normalised } from './blocks/normalise.ts';
import { type Values, valuesOf } from './blocks/values.ts';
import { checkedView } from './blocks/view.ts';
import type { Person } from './directory.ts';
import { type Json, objectsOf, stringOf } from './json.ts';
import { Refusal, refusalOf } from './refusal.ts';

export interface OpenView {
  id: string;
  person: Person;
  /** As the app sent it, with ids on blocks and elements. */
  definition: Json;
  blocks: Json[];
  values: Values;
  /** Beside fields, by block id, after a refused submission. */
  errors: Record<string, string>;
  hash: string;
  rootId: string;
  previousId: string | null;
}

/** "Three views can exist in the view stack at any one time": https://docs.slack.dev/surfaces/modals */
const STACK_MAX = 3;

/** The modals that are open, a stack per person as in Slack's client, and the Home tabs. */
export class Views {
  readonly #stacks = new Map<Person, OpenView[]>();
  readonly #homes = new Map<Person, OpenView>();
  #count = 0;

  /** Opens a modal in the place of one that was open. @throws {Refusal} */
  open(person: Person, definition: unknown): OpenView {
    const view = this.#build(person, checked(person, definition, 'modal'), null);
    this.#stacks.set(person, [view]);
    return view;
  }

  /** @throws {Refusal} not_found when no modal is open, push_limit_reached */
  push(person: Person, definition: unknown): OpenView {
    const stack = this.#stacks.get(person) ?? [];
    const top = stack.at(-1);
    if (top === undefined) throw new Refusal('not_found');
    if (stack.length >= STACK_MAX) throw new Refusal('push_limit_reached');
    const view = this.#build(person, checked(person, definition, 'modal'), top);
    stack.push(view);
    return view;
  }

  /**
   * Replaces what a view shows; what was entered stays where block and element keep their ids.
   * @param hash of the view that the caller knows; a view that has changed since is not touched
   * @throws {Refusal} hash_conflict, invalid_arguments, duplicate_external_id
   */
  update(view: OpenView, definition: unknown, hash?: string): OpenView {
    if (hash !== undefined && hash !== view.hash) throw new Refusal('hash_conflict');
    const type = view.definition.type === 'home' ? 'home' : 'modal';
    const next = checked(view.person, definition, type);
    this.#claimExternalId(view.person, next, view);
    view.definition = next;
    view.blocks = normalised(objectsOf(next.blocks), `${view.id}.`);
    view.values = valuesOf(view.blocks, view.values);
    view.errors = {};
    view.hash = newHash();
    return view;
  }

  /** Shows a person's Home tab. @throws {Refusal} */
  publish(person: Person, definition: unknown, hash?: string): OpenView {
    const shown = this.#homes.get(person);
    if (shown !== undefined) return this.update(shown, definition, hash);
    const view = this.#build(person, checked(person, definition, 'home'), null);
    this.#homes.set(person, view);
    return view;
  }

  /** @returns a view of the workspace by its id or external id, shown or below another */
  find(teamId: string, id: string | undefined, externalId: string | undefined): OpenView | undefined {
    return [...this.#stacks.values(), [...this.#homes.values()]].flat().find((view) => {
      if (view.person.team.id !== teamId) return false;
      return id === undefined ? externalId !== undefined && view.definition.external_id === externalId : view.id === id;
    });
  }

  /** @returns the modal that a person sees */
  topOf(person: Person): OpenView | undefined {
    return this.#stacks.get(person)?.at(-1);
  }

  /** Takes a view off the stack, with what lies on it. */
  close(view: OpenView): void {
    const stack = this.#stacks.get(view.person) ?? [];
    const index = stack.indexOf(view);
    if (index >= 0) this.#stacks.set(view.person, stack.slice(0, index));
  }

  clear(person: Person): void {
    this.#stacks.delete(person);
  }

  #build(person: Person, definition: Json, below: OpenView | null): OpenView {
    this.#claimExternalId(person, definition);
    this.#count += 1;
    const id = `V0${this.#count.toString(36).toUpperCase().padStart(9, '0')}`;
    const blocks = normalised(objectsOf(definition.blocks), `${id}.`);
    return {
      id,
      person,
      definition,
      blocks,
      values: valuesOf(blocks),
      errors: {},
      hash: newHash(),
      rootId: below?.rootId ?? id,
      previousId: below?.id ?? null,
    };
  }

  #claimExternalId(person: Person, definition: Json, own?: OpenView): void {
    const externalId = stringOf(definition.external_id);
    const holder = externalId === '' ? undefined : this.find(person.team.id, undefined, externalId);
    if (holder !== undefined && holder !== own) throw new Refusal('duplicate_external_id');
  }
}

/** Read by people as time and noise: "1569262015.55b5e41b". */
function newHash(): string {
  return `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString('hex')}`;
}

/** A view as the Web API and payloads show it, with what stands in it. */
export function viewJson(view: OpenView, applicationId: string, values: Values = view.values): Json {
  const { definition, person } = view;
  return {
    id: view.id,
    team_id: person.team.id,
    type: definition.type,
    blocks: view.blocks,
    private_metadata: definition.private_metadata ?? '',
    callback_id: definition.callback_id ?? '',
    state: { values },
    hash: view.hash,
    title: withEmoji(definition.title),
    clear_on_close: definition.clear_on_close ?? false,
    notify_on_close: definition.notify_on_close ?? false,
    close: withEmoji(definition.close),
    submit: withEmoji(definition.submit),
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: applicationId,
    external_id: definition.external_id ?? '',
    app_installed_team_id: person.team.id,
    bot_id: person.team.botId,
  };
}

function withEmoji(text: unknown): unknown {
  return text === undefined ? null : { emoji: true, ...(text as Json) };
}

/** @throws {Refusal} invalid_arguments, as for a view that is missing */
export function missing(...names: string[]): Refusal {
  return refusalOf(
    'invalid_arguments',
    names.map((name) => `missing required field: ${name}`),
  );
}

/** @throws {Refusal} invalid_arguments */
function checked({ team }: Person, definition: unknown, type: 'modal' | 'home'): Json {
  const view = checkedView(definition, type);
  assertInitialChannels(objectsOf(view.blocks), team, 'invalid_arguments');
  return view;
}
