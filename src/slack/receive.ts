import { createHash, randomUUID } from 'node:crypto';
import type { BlockAction, SlashCommand, ViewClosedAction, ViewOutput, ViewSubmitAction } from '@slack/bolt';
import type { CallBody } from '../chat/call.ts';
import { cutTo, TYPED_MAX } from '../chat/input.ts';
import { opensWithOwnWords } from '../chat/kept-actions.ts';
import { withEmoji } from './emoji/shortcodes.ts';
import type { Signed } from './identity.ts';
import { carriedBy, type Origin } from './origin.ts';
import { LINK_ACTION } from './render/controls.ts';
import { INPUT_ACTION, readForm, type ViewState } from './render/form.ts';

/** The message on which an action was done, when all see it. */
export interface PressedIn extends Signed {
  channel: string;
  ts: string;
}

/** Something a person did, without who and where in our words. */
export interface Received {
  /** The same again when Slack delivers it again. */
  callId: string;
  body: CallBody;
  origin: Origin;
  pressed?: PressedIn;
}

/** @returns a slash command with what was typed after it */
export function readCommand(command: SlashCommand): Received {
  return {
    callId: command.trigger_id || command.response_url || randomUUID(),
    body: { kind: 'typed', path: [command.command.replace(/^\//, '')], text: readTypedText(command.text ?? '') },
    origin: {
      channel: command.channel_id,
      user: command.user_id,
      responseUrl: command.response_url || undefined,
      trigger: command.trigger_id,
    },
  };
}

/** @returns a press or a choice, or null when there is nothing to do: a link, or a control that is not ours */
export function readAction(body: BlockAction): Received | null {
  const [action] = body.actions ?? [];
  if (!action || action.action_id.startsWith(LINK_ACTION)) return null;
  const origin = actionOrigin(body);
  const chosen = chosenIn(action as unknown as ChosenAction);
  if (!origin || !chosen) return null;
  return {
    callId: body.trigger_id || [action.action_ts, body.user.id, action.action_id].join(':'),
    body: { kind: 'action', id: action.action_id, chosen },
    origin,
    pressed: pressedIn(body, origin),
  };
}

/** @returns a form that was sent, with the ids of its inputs' blocks, or null when it is not one of ours */
export function readSubmission(body: ViewSubmitAction): (Received & { blocks: string[] }) | null {
  const { view } = body;
  const origin = carriedBy(view.private_metadata, body.user.id);
  if (!origin) return null;
  const state = (view.state?.values ?? {}) as ViewState;
  return {
    callId: [body.trigger_id, digest(view, state)].join(':'),
    body: { kind: 'form', id: view.callback_id, values: readForm(state) },
    origin: { ...origin, trigger: body.trigger_id },
    blocks: (view.blocks ?? []).flatMap((block) => (block.type === 'input' && block.block_id ? [block.block_id] : [])),
  };
}

/**
 * Reads a form that was closed. What Slack tells of its inputs is not documented; as far as it tells nothing, what the
 * form opened with is what can be lost.
 * https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_closed
 * @returns a form that was closed unsent; null when nothing was in it that its person had typed, or it is none of ours
 */
export function readClosed(body: ViewClosedAction): Received | null {
  const { view, user } = body;
  const origin = carriedBy(view.private_metadata, user.id);
  if (!origin || body.is_cleared) return null;
  const opened = readForm(openedWith(view));
  const values = { ...opened, ...readForm((view.state?.values ?? {}) as ViewState) };
  const changed = Object.entries(values).some(([name, value]) => value !== (opened[name] ?? ''));
  const own = opensWithOwnWords(view.callback_id) && Object.values(opened).some((value) => value !== '');
  if (!changed && !own) return null;
  return { callId: `closed:${view.id}`, body: { kind: 'closed', id: view.callback_id, values }, origin };
}

/** Values that the inputs of a form held when it was opened. */
function openedWith({ blocks }: ViewOutput): ViewState {
  const inputs = (blocks ?? []).filter((block) => block.type === 'input') as { block_id?: string; element?: Initial }[];
  return Object.fromEntries(
    inputs.map(({ block_id, element = {} }) => {
      const { initial_value, initial_option, initial_date, initial_time } = element;
      const state = {
        value: initial_value,
        selected_option: initial_option,
        selected_date: initial_date,
        selected_time: initial_time,
      };
      return [block_id ?? '', { [INPUT_ACTION]: state }];
    }),
  );
}

interface Initial {
  initial_value?: string;
  initial_option?: { value: string };
  initial_date?: string;
  initial_time?: string;
}

/**
 * @returns what was typed as plain words. Slack escapes three characters and, as the manifest asks it to, turns
 * channels, people and groups into mark-up: a channel or group becomes its id, a person the name that was typed.
 * Nothing in such mark-up is a "<", so each "<" is read once: the steps grow with the length alone.
 */
export function readTypedText(text: string): string {
  const plain = cutTo(text, TYPED_MAX)
    .replace(/<#([^<|>\s]+)(?:\|[^<>]*)?>/g, '$1')
    .replace(/<!subteam\^([^<|>\s]+)(?:\|[^<>]*)?>/g, '$1')
    .replace(/<@([^<|>\s]+)(?:\|([^<>]*))?>/g, (_all, id: string, name?: string) => `@${name || id}`)
    .replace(/<!(here|channel|everyone)(?:\|[^<>]*)?>/g, '@$1')
    .replace(/<((?:https?|mailto):[^<|>]+)(?:\|([^<>]*))?>/g, (_all, url: string, label?: string) => label || url)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  return withEmoji(plain);
}

/** The message comes as it stands in its channel: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
function pressedIn({ message }: BlockAction, { channel, message: at }: Origin): PressedIn | undefined {
  if (!message || !at || at.ephemeral) return undefined;
  // Bolt's type does not name them.
  const { bot_id, metadata } = message as Signed;
  return { channel, ts: at.ts, bot_id, metadata };
}

function actionOrigin(body: BlockAction): Origin | null {
  const user = body.user.id;
  if (body.view) {
    const carried = carriedBy(body.view.private_metadata, user);
    return carried && { ...carried, view: body.view.id, trigger: body.trigger_id };
  }
  const { container } = body;
  const channel = body.channel?.id ?? container?.channel_id;
  if (typeof channel !== 'string') return null;
  const ts = body.message?.ts ?? container?.message_ts;
  return {
    channel,
    user,
    responseUrl: body.response_url || undefined,
    trigger: body.trigger_id,
    ...(typeof ts === 'string' ? { message: { ts, ephemeral: container?.is_ephemeral === true } } : {}),
  };
}

interface ChosenAction {
  type: string;
  selected_option?: { value?: string } | null;
  selected_channel?: string | null;
  selected_conversation?: string | null;
}

/** @returns what was chosen, [] for a button, null for a control that we draw nowhere */
function chosenIn(action: ChosenAction): string[] | null {
  switch (action.type) {
    case 'button':
      return [];
    case 'static_select':
      return action.selected_option?.value === undefined ? [] : [action.selected_option.value];
    case 'channels_select':
      return action.selected_channel ? [action.selected_channel] : [];
    case 'conversations_select':
      return action.selected_conversation ? [action.selected_conversation] : [];
    default:
      return null;
  }
}

/** Not every payload has a trigger: what was filled in tells one submission from the next. */
function digest(view: ViewOutput, state: ViewState): string {
  return `${view.id}:${createHash('sha256').update(JSON.stringify(state)).digest('base64url')}`;
}
