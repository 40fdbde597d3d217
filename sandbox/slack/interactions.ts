import { randomUUID } from 'node:crypto';
import { describedElement, type Found, type Values, valuesOf } from './blocks/values.ts';
import type { Channel } from './channels.ts';
import type { Person } from './directory.ts';
import type { Json } from './json.ts';
import { type Message, messageJson } from './messages.ts';
import { typedText } from './typed.ts';
import { type OpenView, viewJson } from './views.ts';
import type { World } from './world.ts';

/** Something that a person does to the app. */
export interface Interaction {
  id: string;
  person: Person;
  channel?: Channel;
  /** The message that is pressed. */
  message?: Message;
  /** The modal that is pressed, submitted or closed. */
  view?: OpenView;
}

/** Deprecated by Slack, and still in every payload. */
const VERIFICATION_TOKEN = 'not-a-secret';

export function interaction(person: Person, more: Omit<Interaction, 'id' | 'person'> = {}): Interaction {
  return { id: randomUUID(), person, ...more };
}

/**
 * https://docs.slack.dev/interactivity/implementing-slash-commands/#app_command_handling
 * @param text what was typed after the command
 */
export function commandPayload(world: World, done: Interaction, command: string, text: string): Json {
  const { person, channel } = done;
  const names = { public: channel?.name, private: 'privategroup', direct: 'directmessage' };
  return {
    token: VERIFICATION_TOKEN,
    team_id: person.team.id,
    team_domain: person.team.domain,
    channel_id: channel?.id ?? '',
    channel_name: names[channel?.kind ?? 'direct'] ?? '',
    user_id: person.id,
    user_name: person.key,
    command,
    text: typedText(text, person.team, world.settings.escapes(command)),
    api_app_id: world.directory.application.id,
    is_enterprise_install: 'false',
    response_url: responseUrl(world, done),
    trigger_id: world.triggers.issue(person, done.id),
  };
}

/**
 * https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 * @param chosen the element's value after the action; nothing for a button
 */
export function blockActionsPayload(world: World, done: Interaction, { block, element }: Found, chosen: Json): Json {
  const action = { ...describedElement(element), ...chosen, block_id: block.block_id };
  return {
    type: 'block_actions',
    ...parties(world, done.person),
    ...surroundings(world, done),
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: world.triggers.issue(done.person, done.id),
    actions: [{ ...action, action_ts: world.messages.nextTs() }],
  };
}

/** https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload */
export function suggestionPayload(world: World, done: Interaction, { block, element }: Found, query: string): Json {
  return {
    type: 'block_suggestion',
    ...parties(world, done.person),
    ...surroundings(world, done),
    enterprise: null,
    is_enterprise_install: false,
    action_id: element.action_id,
    block_id: block.block_id,
    value: query,
  };
}

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_submission */
export function submissionPayload(world: World, done: Interaction, view: OpenView): Json {
  return {
    type: 'view_submission',
    ...parties(world, done.person),
    trigger_id: world.triggers.issue(done.person, done.id),
    view: viewJson(view, world.directory.application.id),
    response_urls: responseUrlsOf(world, done, view),
    is_enterprise_install: false,
    enterprise: null,
  };
}

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_closed */
export function closedPayload(world: World, done: Interaction, view: OpenView): Json {
  return {
    type: 'view_closed',
    ...parties(world, done.person),
    view: viewJson(view, world.directory.application.id),
    is_cleared: view.definition.clear_on_close === true,
    is_enterprise_install: false,
    enterprise: null,
  };
}

function parties(world: World, person: Person): Json {
  return {
    user: { id: person.id, username: person.key, name: person.key, team_id: person.team.id },
    api_app_id: world.directory.application.id,
    token: VERIFICATION_TOKEN,
    team: { id: person.team.id, domain: person.team.domain },
  };
}

/** Writes where it happened: a modal, a message, or one for this person alone, whose content Slack does not repeat. */
function surroundings(world: World, done: Interaction): Json {
  const { message, channel, view, person } = done;
  if (view !== undefined) {
    const container = { type: 'view', view_id: view.id };
    return { container, view: viewJson(view, world.directory.application.id) };
  }
  if (message === undefined || channel === undefined) return {};
  const ephemeral = message.onlyFor !== undefined;
  const container = { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: ephemeral };
  const metadata = message.metadata === undefined ? {} : { metadata: message.metadata };
  const shown = { message: { ...messageJson(message, person.team, world.directory.application), ...metadata } };
  return {
    container: message.threadTs === undefined ? container : { ...container, thread_ts: message.threadTs },
    channel: { id: channel.id, name: channel.name },
    ...(ephemeral ? {} : shown),
    state: { values: chosenValues(world, message, person) },
    response_url: responseUrl(world, done),
  };
}

/** @returns what stands in the inputs of a message for one person */
export function chosenValues(world: World, message: Message, person: Person): Values {
  return valuesOf(message.blocks ?? [], world.chosen.get(`${message.ts}/${person.id}`));
}

function responseUrl(world: World, { id, person, channel, message }: Interaction): string {
  if (channel === undefined) return '';
  const source = message === undefined ? {} : { source: message };
  const end = world.responseUrls.issue({ interaction: id, person, channel, ...source });
  return `${world.options.origin()}/slack/response/${end}`;
}

/** Menus with `response_url_enabled` give an address for the channel that was chosen. */
function responseUrlsOf(world: World, done: Interaction, view: OpenView): Json[] {
  return view.blocks.flatMap((block) => {
    const element = block.element as Json | undefined;
    if (block.type !== 'input' || element?.response_url_enabled !== true) return [];
    const value = view.values[String(block.block_id)]?.[String(element.action_id)];
    const chosen = String(value?.selected_channel ?? value?.selected_conversation ?? '');
    const channel = world.directory.channelById(view.person.team, chosen);
    if (channel === undefined) return [];
    const names = { block_id: block.block_id, action_id: element.action_id, channel_id: channel.id };
    return [{ ...names, response_url: responseUrl(world, { ...done, channel }) }];
  });
}
