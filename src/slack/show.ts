import type { types } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Card } from '../chat/card.ts';
import type { Answers } from '../chat/platform.ts';
import type { Clients } from './connect.ts';
import type { Directory } from './directory.ts';
import { codeOf } from './failures.ts';
import { carry, type Origin } from './origin.ts';
import { type Message, renderCard } from './render/card.ts';
import { plain } from './render/controls.ts';
import { modal } from './render/form.ts';
import { type Reply, respond } from './respond.ts';
import { UNREACHED, UNSERVED } from './words.ts';

/** Stands over a modal that shows a card; 24 characters are too few for most headings. */
const MODAL_TITLE = 'Samling';

/** The parts that are needed to put something before a person. */
export interface Stage {
  clients: Clients;
  directory: Directory;
  log: Logger;
}

/** Shows a card where the person is. @throws when Slack takes it by none of the ways there are */
export async function showCard(stage: Stage, card: Card, answers: Answers, origin: Origin): Promise<void> {
  if (answers === 'publicly') {
    const message = renderCard(card, await stage.directory.drawingWithNames(card, origin.user));
    return publicly(stage, message, origin);
  }
  if (origin.view) return updateView(stage, origin.view, await cardModal(stage, card, origin));
  const message = renderCard(card, await stage.directory.drawing(card, origin.user));
  return answers === 'by updating' && origin.message
    ? replacing(stage, message, origin)
    : privately(stage, message, origin);
}

/** @returns a modal that holds a card */
export async function cardModal(stage: Stage, card: Card, origin: Origin): Promise<types.ModalView> {
  const { blocks } = renderCard(card, await stage.directory.drawing(card, origin.user));
  return { ...modal(MODAL_TITLE, carry(origin), blocks), callback_id: 'card' };
}

/** @returns a modal with one line of our own words */
export function wordsModal(words: string, origin: Origin): types.ModalView {
  return { ...modal(MODAL_TITLE, carry(origin), [wordsBlock(words)]), callback_id: 'words' };
}

/** Tells the person alone a line of our own words. @throws */
export function tell(stage: Stage, words: string, origin: Origin): Promise<void> {
  return privately(stage, { text: words, blocks: [wordsBlock(words)] }, origin);
}

/**
 * Tells the person alone, as far as can be done without a token, that we have none for their workspace. Never rejects.
 * @param perhapsLater a token whose workspace nobody knows yet may turn out to be theirs
 */
export async function tellUnserved(
  { responseUrl }: Origin,
  { perhapsLater, log }: { perhapsLater: boolean; log: Logger },
): Promise<void> {
  log.warn('Slack: somebody called from a workspace that no token in SLACK_BOT_TOKEN opens (yet)');
  if (!responseUrl) return;
  const words = perhapsLater ? UNREACHED : UNSERVED;
  const message = { text: words, blocks: [wordsBlock(words)] };
  const outcome = await respond(responseUrl, { ...message, response_type: 'ephemeral', replace_original: false });
  if (!outcome.done) log.warn({ code: outcome.code }, 'Slack: nor could the person be told so');
}

/** @throws when the modal is closed, or Slack refuses */
export async function updateView(stage: Stage, view: string, content: types.ModalView): Promise<void> {
  await stage.clients.sends.views.update({ view_id: view, view: content });
}

function wordsBlock(words: string): types.KnownBlock {
  return { type: 'section', text: plain(words) };
}

async function privately(stage: Stage, message: Message, origin: Origin): Promise<void> {
  if (await replied(stage, { ...message, response_type: 'ephemeral', replace_original: false }, origin)) return;
  const { sends } = stage.clients;
  try {
    await sends.chat.postEphemeral({ channel: origin.channel, user: origin.user, ...message });
  } catch (error) {
    // Only members of a channel can be shown something there; everyone has direct messages.
    stage.log.warn({ code: codeOf(error) }, 'Slack: no answer in the channel, sending it directly');
    await sends.chat.postMessage({ channel: origin.user, ...message, ...QUIET });
  }
}

async function publicly(stage: Stage, message: Message, origin: Origin): Promise<void> {
  if (await replied(stage, { ...message, response_type: 'in_channel', replace_original: false }, origin)) return;
  await stage.clients.sends.chat.postMessage({ channel: origin.channel, ...message, ...QUIET });
}

/** Pictures of links would push the card apart. */
const QUIET = { unfurl_links: false, unfurl_media: false };

async function replacing(stage: Stage, message: Message, origin: Origin): Promise<void> {
  if (await replied(stage, { ...message, replace_original: true }, origin)) return;
  if (!origin.message || origin.message.ephemeral) return privately(stage, message, origin);
  await stage.clients.sends.chat.update({ channel: origin.channel, ts: origin.message.ts, ...message, parse: 'none' });
}

/** @returns whether it arrived, or may have: then no other way is tried, for it would come twice */
async function replied(stage: Stage, reply: Reply, origin: Origin): Promise<boolean> {
  if (!origin.responseUrl) return false;
  const outcome = await respond(origin.responseUrl, reply);
  if (outcome.done) return true;
  stage.log.warn({ code: outcome.code, may: outcome.may }, 'Slack: the response_url did not take an answer');
  const public_ = !reply.replace_original && reply.response_type === 'in_channel';
  return public_ && outcome.may === 'have arrived';
}
