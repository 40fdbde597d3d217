import type { Json } from '../json.ts';
import { Refusal } from '../refusal.ts';
import { missing, type OpenView, viewJson } from '../views.ts';
import type { World } from '../world.ts';
import { type Call, type Methods, userOf } from './call.ts';

export const viewMethods: Methods = {
  'views.open': { tier: 4, run: open },
  'views.push': { tier: 4, run: push },
  'views.update': { tier: 4, run: update },
  'views.publish': { tier: 4, run: publish },
};

/** https://docs.slack.dev/reference/methods/views.open */
function open(call: Call): Json {
  return withTrigger(call, (person) => call.world.views.open(person, call.args.json('view')));
}

/** https://docs.slack.dev/reference/methods/views.push */
function push(call: Call): Json {
  return withTrigger(call, (person) => call.world.views.push(person, call.args.json('view')));
}

function withTrigger(call: Call, show: (person: OpenView['person']) => OpenView): Json {
  const { world, team, args } = call;
  const trigger = args.text('trigger_id');
  if (trigger === undefined) throw missing('trigger_id');
  return world.triggers.exchange(trigger, (person, interaction) => {
    if (person.team !== team) throw new Refusal('invalid_trigger_id');
    return seen(world, show(person), interaction);
  });
}

/** https://docs.slack.dev/reference/methods/views.update */
function update({ world, team, args }: Call): Json {
  const [id, externalId] = [args.text('view_id'), args.text('external_id')];
  if (id === undefined && externalId === undefined) throw missing('view_id');
  const view = world.views.find(team.id, id, externalId);
  if (view === undefined) throw new Refusal('not_found');
  return seen(world, world.views.update(view, args.json('view'), args.text('hash')));
}

/** https://docs.slack.dev/reference/methods/views.publish */
function publish(call: Call): Json {
  const { world, args } = call;
  return seen(world, world.views.publish(userOf(call, 'user_id'), args.json('view'), args.text('hash')));
}

function seen(world: World, view: OpenView, interaction?: string): Json {
  world.happenings.tell({ kind: 'form', view, interaction });
  world.changed('form', view.person.team, { as: view.person.key });
  return { view: viewJson(view, world.directory.application.id) };
}
