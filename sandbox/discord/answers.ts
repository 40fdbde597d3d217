import type { Core } from './core.ts';
import { interactionMetadata } from './interaction-json.ts';
import { AUTOCOMPLETE, COMMAND, COMPONENT, type Interaction, MODAL_SUBMIT } from './interactions.ts';
import { COMMAND_ANSWER, REPLY } from './message-json.ts';
import { COMPONENTS_V2, EPHEMERAL, LOADING, type StoredMessage } from './messages.ts';
import { edit, post, type Upload } from './posting.ts';
import { unknownMessage } from './rest/errors.ts';
import { readChoices } from './validate/command-options.ts';
import { Fields, FormErrors, refuse } from './validate/form.ts';
import { asObject, type Draft, readChange, readDraft } from './validate/message.ts';
import { readModal } from './validate/modal.ts';

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
export const MESSAGE = 4;
export const DEFERRED_MESSAGE = 5;
export const DEFERRED_UPDATE = 6;
export const UPDATE = 7;
export const CHOICES = 8;
export const MODAL = 9;

/** No form answers a form; only what sits on a message can update it. */
const ALLOWED: Record<number, (onMessage: boolean) => number[]> = {
  [COMMAND]: () => [MESSAGE, DEFERRED_MESSAGE, MODAL],
  [COMPONENT]: () => [MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, MODAL],
  [AUTOCOMPLETE]: () => [CHOICES],
  [MODAL_SUBMIT]: (onMessage) => [MESSAGE, DEFERRED_MESSAGE, ...(onMessage ? [DEFERRED_UPDATE, UPDATE] : [])],
};

const EMPTY: Draft = {
  ...{ content: '', embeds: [], components: [], flags: 0, tts: false, enforceNonce: false },
  allowed: { users: [], roles: [], everyone: false, repliedUser: false },
};

/**
 * The first answer to an interaction.
 * @returns the callback's type
 * @throws {ApiError} 50035, 50006: then it still waits for an answer
 */
export function answer(core: Core, interaction: Interaction, body: unknown, files: readonly Upload[]): number {
  const fields = new Fields(new FormErrors(), [], asObject(body));
  const allowed = ALLOWED[interaction.type]?.(interaction.message !== undefined) ?? [];
  const type = fields.choice('type', allowed, { required: true });
  fields.errors.throwIfAny();
  const data = fields.source.data;
  if (type === MESSAGE) {
    interaction.original = say(core, interaction, readDraft(data, 'interaction', ['data'], files.length), files);
  } else if (type === DEFERRED_MESSAGE) {
    interaction.original = say(core, interaction, { ...EMPTY, flags: LOADING | (flagsOf(data) & EPHEMERAL) });
  } else if (type === DEFERRED_UPDATE) {
    interaction.original = pressed(core, interaction);
  } else if (type === UPDATE) {
    const message = pressed(core, interaction);
    edit(core, message, readChange(data ?? {}, message, 'interaction', ['data'], files.length), files);
    interaction.original = message;
  } else if (type === CHOICES) {
    interaction.choices = readAnswerChoices(data);
  } else {
    const form = new Fields(new FormErrors(), ['data'], asObject(data));
    interaction.modal = readModal(form);
    form.errors.throwIfAny();
  }
  core.interactions.acknowledge(interaction, type ?? 0);
  return type ?? 0;
}

/**
 * Another message with the token. Straight after a deferred one it fills that one in (kept by Discord for older bots).
 */
export function followUp(core: Core, interaction: Interaction, body: unknown, files: readonly Upload[]): StoredMessage {
  const { original } = interaction;
  if (original && original.flags & LOADING && core.messages.get(original.id))
    return editWithToken(core, interaction, original, body, files);
  const draft = readDraft(body, 'interaction', [], files.length);
  const message = say(core, interaction, draft, files, original ?? interaction.message);
  interaction.tell({ kind: 'followed-up', message });
  return message;
}

export function editWithToken(
  core: Core,
  interaction: Interaction,
  message: StoredMessage,
  body: unknown,
  files: readonly Upload[],
): StoredMessage {
  // What was only loading has nothing that an update could keep; its flags are those of a new message.
  const wanted = message.flags & LOADING ? { ...asObject(body), flags: flagsOf(body) & COMPONENTS_V2 } : body;
  edit(core, message, readChange(wanted, message, 'interaction', [], files.length), files);
  interaction.tell({ kind: message === interaction.original ? 'edited' : 'followed-up', message });
  return message;
}

/** @param id a message's id, or "@original" @throws {ApiError} 10008 unless the token gives a right to it */
export function messageOf(core: Core, interaction: Interaction, id: string): StoredMessage {
  const message = id === '@original' ? interaction.original : core.messages.get(id);
  const own = message && (message === interaction.original || interaction.made.has(message.id));
  if (!own || !core.messages.get(message.id)) throw unknownMessage();
  return message;
}

function say(
  core: Core,
  interaction: Interaction,
  draft: Draft,
  files: readonly Upload[] = [],
  answered: StoredMessage | undefined = interaction.message,
): StoredMessage {
  const message = post(core, {
    channel: interaction.channel,
    author: core.world.bot,
    draft,
    files,
    type: answered ? REPLY : COMMAND_ANSWER,
    ...(answered ? { reference: { channelId: answered.channelId, messageId: answered.id } } : {}),
    interaction: interactionMetadata(interaction),
    ...(draft.flags & EPHEMERAL ? { onlyFor: interaction.user.id } : {}),
  });
  interaction.made.add(message.id);
  return message;
}

function pressed(core: Core, interaction: Interaction): StoredMessage {
  const { message } = interaction;
  if (!message || !core.messages.get(message.id)) throw unknownMessage();
  return message;
}

function flagsOf(data: unknown): number {
  return Number(asObject(data).flags ?? 0);
}

function readAnswerChoices(data: unknown) {
  const fields = new Fields(new FormErrors(), ['data'], asObject(data));
  const choices = readChoices(fields, undefined);
  fields.errors.throwIfAny();
  return choices ?? refuse(['data', 'choices'], 'BASE_TYPE_REQUIRED', 'This field is required');
}
