import {
  answer,
  DEFERRED_MESSAGE,
  DEFERRED_UPDATE,
  editWithToken,
  followUp,
  MESSAGE,
  messageOf,
  UPDATE,
} from '../answers.ts';
import type { Core } from '../core.ts';
import type { Interaction } from '../interactions.ts';
import { messageJson } from '../message-json.ts';
import { EPHEMERAL, LOADING, type StoredMessage } from '../messages.ts';
import type { Json } from '../objects.ts';
import { remove } from '../posting.ts';
import { unknownWebhook } from './errors.ts';
import type { Call, Reply, Route } from './router.ts';

const WITH_MESSAGE = [MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE];

/** https://docs.discord.com/developers/interactions/receiving-and-responding#endpoints; webhooks: 5 in 2 s, observed */
export function interactionRoutes(): Route[] {
  const limit = { count: 5, perMs: 2000 };
  const one = '/webhooks/:application/:token/messages/:message';
  return [
    { method: 'POST', path: '/interactions/:interaction/:token/callback', open: true, does: callback },
    { method: 'POST', path: '/webhooks/:application/:token', open: true, limit, does: create },
    { method: 'GET', path: one, open: true, limit, does: getOne },
    { method: 'PATCH', path: one, open: true, limit, does: change },
    { method: 'DELETE', path: one, open: true, limit, does: destroy },
  ];
}

function callback({ core, params, query, body, files }: Call): Reply {
  const interaction = core.interactions.waiting(params.interaction ?? '', params.token ?? '');
  const type = answer(core, interaction, body, files);
  if (!['true', '1'].includes(query.get('with_response')?.toLowerCase() ?? '')) return { status: 204 };
  const message = WITH_MESSAGE.includes(type) ? interaction.original : undefined;
  const shown = message && (type === MESSAGE || type === UPDATE) ? { message: json(core, message) } : {};
  return {
    status: 200,
    body: {
      interaction: { id: interaction.id, type: interaction.type, ...(message ? about(message) : {}) },
      resource: { type, ...shown },
    },
  };
}

function create({ core, params, body, files }: Call): Reply {
  return { status: 200, body: json(core, followUp(core, interactionOf(core, params), body, files)) };
}

function getOne({ core, params }: Call): Reply {
  return { status: 200, body: json(core, messageOf(core, interactionOf(core, params), params.message ?? '')) };
}

function change({ core, params, body, files }: Call): Reply {
  const interaction = interactionOf(core, params);
  const message = messageOf(core, interaction, params.message ?? '');
  return { status: 200, body: json(core, editWithToken(core, interaction, message, body, files)) };
}

function destroy({ core, params }: Call): Reply {
  const interaction = interactionOf(core, params);
  const message = messageOf(core, interaction, params.message ?? '');
  remove(core, message);
  if (message === interaction.original) interaction.tell({ kind: 'withdrawn' });
  return { status: 204 };
}

function interactionOf(core: Core, params: Record<string, string>): Interaction {
  if (params.application !== core.world.application.id) throw unknownWebhook();
  return core.interactions.answered(params.token ?? '');
}

function about(message: StoredMessage): Json {
  return {
    response_message_id: message.id,
    response_message_loading: (message.flags & LOADING) !== 0,
    response_message_ephemeral: (message.flags & EPHEMERAL) !== 0,
  };
}

function json(core: Core, message: StoredMessage): Json {
  return messageJson(core.world, core.messages, message);
}
