import type { ActionHandler } from './chat/command.ts';
import type { Context } from './communities/context.ts';
import type { Tx } from './database/transaction.ts';
import type { Preparation, Renderer, Settled } from './delivery/deliver.ts';
import type { Message } from './delivery/message.ts';
import type { DueWork, Feature, FeatureParts, ReturnedSpace, SpaceMove } from './feature.ts';
import type { Route } from './web/route.ts';

/** Several features as one: what each hears, in the order of the list. */
export interface JoinedFeatures {
  messages: Readonly<Record<string, Renderer>>;
  preparations: Readonly<Record<string, Preparation>>;
  editedLast: readonly string[];
  routes: readonly Route[];
  deliveriesEnded(tx: Tx, ended: readonly Settled[]): Promise<void>;
  messagesFound(tx: Tx, found: readonly Settled[]): Promise<void>;
  spaceMoved(tx: Tx, move: SpaceMove): Promise<void>;
  spaceReturned(tx: Tx, space: ReturnedSpace): Promise<void>;
  /** Makes the work that comes due by itself. */
  due(): Required<DueWork>;
}

/** @throws {Error} when two features have a message of one kind */
export function joinFeatures(features: readonly Feature[], parts: FeatureParts): JoinedFeatures {
  return {
    messages: joined(features.flatMap(({ messages = [] }) => renderersOf(messages))),
    preparations: joined(features.map(({ preparations }) => preparations?.(parts))),
    editedLast: features.flatMap(({ editedLast = [] }) => editedLast),
    routes: features.flatMap(({ routes }) => routes?.(parts) ?? []),
    async deliveriesEnded(tx, ended) {
      for (const { on } of features) await on?.deliveriesEnded?.(parts, tx, ended);
    },
    async messagesFound(tx, found) {
      for (const { on } of features) await on?.messagesFound?.(parts, tx, found);
    },
    async spaceMoved(tx, move) {
      for (const { on } of features) await on?.spaceMoved?.(tx, move);
    },
    async spaceReturned(tx, space) {
      for (const { on } of features) await on?.spaceReturned?.(parts, tx, space);
    },
    due() {
      const works = features.flatMap(({ due }) => (due ? [due(parts)] : []));
      return {
        steps: works.flatMap(({ steps }) => steps),
        stop: async () => void (await Promise.all(works.map((one) => one.stop?.()))),
      };
    },
  };
}

/** @returns renderers by all names of their kinds */
function renderersOf(messages: readonly Message[]): Readonly<Record<string, Renderer>>[] {
  return messages.map(({ names, render }) => Object.fromEntries(names.map((name) => [name, render])));
}

/** Names of actions: "feature.verb". A name without a dot is one of the dispatcher's own. */
const ACTION_NAME = /^[a-z]+(\.[a-z-]+)+$/;

/**
 * @returns the handlers of all features' buttons, by the name of their action
 * @throws {Error} when a name is given twice, or is none
 */
export function buttonsOf(features: readonly Feature[]): ReadonlyMap<string, ActionHandler<Context>> {
  const all = new Map<string, ActionHandler<Context>>();
  const owners = new Map<string, string>();
  for (const { name: feature, buttons = [] } of features)
    for (const handler of buttons) {
      const { name } = handler.action;
      const owner = owners.get(name);
      if (owner) throw new Error(`The action "${name}" has two handlers: in ${owner} and in ${feature}.`);
      if (!ACTION_NAME.test(name)) throw new Error(`Name the action "${name}" of ${feature} as "feature.verb".`);
      all.set(name, handler);
      owners.set(name, feature);
    }
  return all;
}

function joined<T>(each: readonly (Readonly<Record<string, T>> | undefined)[]): Readonly<Record<string, T>> {
  const entries = each.flatMap((one) => Object.entries(one ?? {}));
  const twice = entries.find(([kind], index) => entries.findIndex(([other]) => other === kind) !== index);
  if (twice) throw new Error(`Two features have messages of the kind "${twice[0]}".`);
  return Object.fromEntries(entries);
}
