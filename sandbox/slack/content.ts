import { MESSAGE_BLOCKS_MAX, problemsOfMessage, WEIGHT_MAX, weightOf } from './blocks/blocks.ts';
import { isJson, type Json, objectsOf, parsed } from './json.ts';
import { Refusal, refusalOf } from './refusal.ts';

/** Content of a message, looked through and found good. */
export interface Content {
  text?: string;
  mrkdwn: boolean;
  blocks?: Json[];
  attachments?: Json[];
  metadata?: Json;
  linkNames: boolean;
}

/** Longer texts are cut: https://docs.slack.dev/reference/methods/chat.postMessage/#truncating */
const TEXT_MAX = 40_000;
const ATTACHMENTS_MAX = 100;
/** https://docs.slack.dev/messaging/message-metadata/ */
const METADATA_BYTES_MAX = 16_384;

/**
 * @param fields of a request or a payload; lists and objects may be text that holds JSON
 * @throws {Refusal} invalid_blocks, invalid_blocks_format, msg_blocks_too_long, too_many_attachments,
 *   invalid_attachments, markdown_text_conflict, invalid_metadata_format, invalid_metadata_schema, metadata_too_large
 */
export function contentOf(fields: Json): Content {
  const content: Content = { mrkdwn: !isFalse(fields.mrkdwn), linkNames: linksNames(fields) };
  if (fields.text !== undefined && fields.text !== null) content.text = String(fields.text).slice(0, TEXT_MAX);
  if (present(fields.blocks)) content.blocks = blocksOf(fields.blocks);
  if (present(fields.markdown_text)) {
    if (present(fields.blocks) || present(fields.text)) throw new Refusal('markdown_text_conflict');
    content.blocks = blocksOf([{ type: 'markdown', text: fields.markdown_text }]);
  }
  if (present(fields.attachments)) content.attachments = attachmentsOf(fields.attachments);
  if (present(fields.metadata)) content.metadata = metadataOf(fields.metadata);
  return content;
}

/** @throws {Refusal} no_text when there is nothing to show */
export function assertShowable(content: Content): void {
  const lists = [content.blocks, content.attachments];
  if ((content.text ?? '') === '' && lists.every((list) => (list ?? []).length === 0)) throw new Refusal('no_text');
}

function blocksOf(value: unknown): Json[] {
  const blocks = decoded(value);
  if (!Array.isArray(blocks)) throw new Refusal('invalid_blocks_format');
  const problems = problemsOfMessage(blocks);
  if (problems.length > 0) throw refusalOf('invalid_blocks', problems);
  if (weightOf(blocks) > WEIGHT_MAX) throw new Refusal('msg_blocks_too_long');
  return objectsOf(blocks);
}

function attachmentsOf(value: unknown): Json[] {
  const attachments = decoded(value);
  if (!Array.isArray(attachments) || !attachments.every(isJson)) throw new Refusal('invalid_attachments');
  if (attachments.length > ATTACHMENTS_MAX) throw new Refusal('too_many_attachments');
  const blocks = attachments.flatMap((attachment) => objectsOf(attachment.blocks));
  const problems = blocks.length > MESSAGE_BLOCKS_MAX ? ['no more than 50 items allowed'] : problemsOfMessage(blocks);
  if (problems.length > 0) throw refusalOf('invalid_blocks', problems);
  return attachments;
}

function metadataOf(value: unknown): Json {
  const metadata = decoded(value);
  if (!isJson(metadata)) throw new Refusal('invalid_metadata_format');
  const { event_type, event_payload } = metadata;
  if (typeof event_type !== 'string' || event_type === '' || !isJson(event_payload)) {
    throw new Refusal('invalid_metadata_schema');
  }
  if (Buffer.byteLength(JSON.stringify(metadata)) > METADATA_BYTES_MAX) throw new Refusal('metadata_too_large');
  return { event_type, event_payload };
}

function decoded(value: unknown): unknown {
  return typeof value === 'string' ? parsed(value) : value;
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function linksNames(fields: Json): boolean {
  return fields.parse === 'full' || isTrue(fields.link_names) || fields.link_names === '1' || fields.link_names === 1;
}

export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function isFalse(value: unknown): boolean {
  return value === false || value === 'false';
}
