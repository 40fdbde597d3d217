import type { Component } from '../components.ts';
import { ALL_MENTIONS, type AllowedMentions, USERS_ONLY } from '../mentions.ts';
import { type Attachment, COMPONENTS_V2, EPHEMERAL, SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS } from '../messages.ts';
import type { Json } from '../objects.ts';
import { ApiError, emptyMessage } from '../rest/errors.ts';
import { breaksDiscord, readComponents } from './components.ts';
import { readEmbeds } from './embeds.ts';
import { Fields, FormErrors, lengthOf, type Path } from './form.ts';

const CONTENT_MAX = 2000;
const NONCE_MAX = 25;
const IDS_MAX = 100;

/** Origin of a message: a channel's endpoint, or an interaction (its callback or its webhook). */
export type Origin = 'channel' | 'interaction';

/** A message as the bot wants it, checked. */
export interface Draft {
  content: string;
  embeds: Json[];
  components: Component[];
  flags: number;
  tts: boolean;
  allowed: AllowedMentions;
  nonce?: string | number;
  enforceNonce: boolean;
  reference?: { messageId: string; failIfNotExists: boolean };
}

/** Change of a message by an edit; what is undefined stays. */
export interface Change {
  content?: string;
  embeds?: Json[];
  components?: Component[];
  flags?: number;
  allowed: AllowedMentions;
  keptAttachments?: string[];
}

/** The message as it is before an edit. */
export interface Before {
  content: string;
  embeds: readonly Json[];
  components: readonly Component[];
  attachments: readonly Attachment[];
  flags: number;
}

/**
 * Reads the body of a new message: https://docs.discord.com/developers/resources/message#create-message
 * @param path where the message stands in the body (`data` of a callback)
 * @param files how many files come with it
 * @throws {ApiError} 50035 with what is wrong, 50006 when nothing would be shown
 */
export function readDraft(body: unknown, origin: Origin, path: Path = [], files = 0): Draft {
  const errors = new FormErrors();
  const fields = new Fields(errors, path, asObject(body));
  const flags = (fields.integer('flags', { min: 0 }) ?? 0) & settable(origin);
  const v2 = (flags & COMPONENTS_V2) !== 0;
  checkNoLegacy(fields, v2);
  const content = fields.text('content', { max: CONTENT_MAX, trim: true }) ?? '';
  const embeds = readEmbeds(fields) ?? [];
  const components = readComponents(fields, v2) ?? [];
  const nonce = origin === 'channel' ? readNonce(fields) : undefined;
  const reference = readReference(fields);
  const draft: Draft = {
    ...{ content, embeds, components, flags },
    tts: fields.boolean('tts') ?? false,
    allowed: readAllowed(fields, origin === 'channel' ? ALL_MENTIONS : USERS_ONLY),
    enforceNonce: fields.boolean('enforce_nonce') ?? false,
    ...(nonce === undefined ? {} : { nonce }),
    ...(reference ? { reference } : {}),
  };
  errors.throwIfAny();
  if (content === '' && embeds.length === 0 && components.length === 0 && files === 0) throw emptyMessage();
  if (breaksDiscord(components)) throw new ApiError(500, 0, '500: Internal Server Error');
  return draft;
}

/**
 * Reads the body of an edit: https://docs.discord.com/developers/resources/message#edit-message
 * @throws {ApiError} 50035, 50006
 */
export function readChange(body: unknown, before: Before, origin: Origin, path: Path = [], files = 0): Change {
  const errors = new FormErrors();
  const fields = new Fields(errors, path, asObject(body));
  const flags = readEditedFlags(fields, before.flags);
  const v2 = (flags & COMPONENTS_V2) !== 0;
  checkNoLegacy(fields, v2);
  const given = (name: string) => fields.source[name] !== undefined;
  const kept = fields.objects('attachments')?.flatMap((each) => each.snowflake('id') ?? []);
  const change: Change = {
    ...(given('content') ? { content: fields.text('content', { max: CONTENT_MAX, trim: true }) ?? '' } : {}),
    ...(given('embeds') ? { embeds: readEmbeds(fields) ?? [] } : {}),
    ...(given('components') ? { components: readComponents(fields, v2) ?? [] } : {}),
    flags,
    allowed: readAllowed(fields, origin === 'channel' ? ALL_MENTIONS : USERS_ONLY),
    ...(given('attachments') ? { keptAttachments: kept ?? [] } : {}),
  };
  checkUpgrade(fields, before, change);
  errors.throwIfAny();
  if (isEmptyAfter(before, change, files)) throw emptyMessage();
  if (breaksDiscord(change.components ?? [])) throw new ApiError(500, 0, '500: Internal Server Error');
  return change;
}

/** A body that is no object has no fields. */
export function asObject(body: unknown): Json {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Json) : {};
}

function settable(origin: Origin): number {
  const always = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2;
  return origin === 'channel' ? always : always | EPHEMERAL;
}

/** "When the flag IS_COMPONENTS_V2 is set, the message can only contain components." Polls and stickers: not built. */
function checkNoLegacy(fields: Fields, v2: boolean): void {
  for (const name of ['content', 'embeds', 'sticker_ids', 'poll']) {
    const value = fields.source[name];
    const filled = Array.isArray(value) ? value.length > 0 : Boolean(value);
    if (filled && v2) {
      const message = `The '${name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
      fields.error(name, 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message);
    } else if (filled && (name === 'sticker_ids' || name === 'poll')) {
      fields.error(name, 'SANDBOX_NOT_BUILT', `The local Discord has no ${name}.`);
    }
  }
}

/** SUPPRESS_EMBEDS can be set and unset, IS_COMPONENTS_V2 can be set; other flags stay as they are. */
function readEditedFlags(fields: Fields, before: number): number {
  const flags = fields.integer('flags', { min: 0 });
  if (flags === undefined) return before;
  if (before & COMPONENTS_V2 && !(flags & COMPONENTS_V2)) {
    fields.error('flags', 'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG', 'The IS_COMPONENTS_V2 flag cannot be removed');
  }
  const kept = before & ~SUPPRESS_EMBEDS;
  return kept | (flags & (SUPPRESS_EMBEDS | COMPONENTS_V2));
}

/** A message becomes one of components only when what it had of the older kind is emptied in the same edit. */
function checkUpgrade(fields: Fields, before: Before, change: Change): void {
  if (before.flags & COMPONENTS_V2 || !((change.flags ?? 0) & COMPONENTS_V2)) return;
  const left = { content: change.content ?? before.content, embeds: change.embeds ?? before.embeds };
  for (const [name, value] of Object.entries(left)) {
    if (value.length === 0) continue;
    const message = `The '${name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
    fields.error(name, 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message);
  }
}

function isEmptyAfter(before: Before, change: Change, files: number): boolean {
  const attachments = change.keptAttachments ?? before.attachments;
  const parts = [
    change.content ?? before.content,
    change.embeds ?? before.embeds,
    change.components ?? before.components,
  ];
  return files === 0 && attachments.length === 0 && parts.every((part) => part.length === 0);
}

function readNonce(fields: Fields): string | number | undefined {
  if (!fields.has('nonce')) return undefined;
  const nonce = fields.source.nonce;
  if (typeof nonce === 'string' && lengthOf(nonce) > NONCE_MAX) {
    return fields.error('nonce', 'NONCE_TYPE_TOO_LONG', `Must be ${NONCE_MAX} or fewer characters long.`);
  }
  if (typeof nonce === 'string' || (typeof nonce === 'number' && Number.isInteger(nonce))) return nonce;
  return fields.error('nonce', 'NONCE_TYPE_INVALID_TYPE', 'This field must be a string or integer.');
}

function readReference(fields: Fields): Draft['reference'] {
  const reference = fields.object('message_reference');
  const messageId = reference?.snowflake('message_id', { required: true });
  if (!reference || messageId === undefined) return undefined;
  return { messageId, failIfNotExists: reference.boolean('fail_if_not_exists') ?? true };
}

/** https://docs.discord.com/developers/resources/message#allowed-mentions-object */
function readAllowed(fields: Fields, byDefault: AllowedMentions): AllowedMentions {
  const allowed = fields.object('allowed_mentions');
  if (!allowed) return byDefault;
  const parse = allowed.list('parse') ?? [];
  for (const [index, kind] of parse.entries()) {
    if (['users', 'roles', 'everyone'].includes(String(kind))) continue;
    const message = `Value must be one of ('users', 'roles', 'everyone').`;
    allowed.errors.add([...allowed.path, 'parse', index], 'BASE_TYPE_CHOICES', message);
  }
  return {
    users: readKind(allowed, parse, 'users'),
    roles: readKind(allowed, parse, 'roles'),
    everyone: parse.includes('everyone'),
    repliedUser: allowed.boolean('replied_user') ?? false,
  };
}

function readKind(allowed: Fields, parse: readonly unknown[], kind: 'users' | 'roles'): 'all' | string[] {
  const ids = (allowed.list(kind, { max: IDS_MAX }) ?? []).map(String);
  if (parse.includes(kind) && ids.length > 0) {
    const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
    allowed.error(null, 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message);
  }
  return parse.includes(kind) ? 'all' : ids;
}
