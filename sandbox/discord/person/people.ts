import {
  CannotDo,
  type LocalPlatform,
  type Outcome,
  type PersonChange,
  type Place,
  type SeenForm,
  type SeenMessage,
} from '../../contract.ts';
import * as types from '../components.ts';
import { type Component, SELECTS, walk } from '../components.ts';
import type { Core } from '../core.ts';
import { interactionJson, resolvedJson } from '../interaction-json.ts';
import { AUTOCOMPLETE, COMMAND, COMPONENT, type Interaction, MODAL_SUBMIT } from '../interactions.ts';
import { ALL_MENTIONS } from '../mentions.ts';
import type { StoredMessage } from '../messages.ts';
import type { Json } from '../objects.ts';
import { SEND_MESSAGES } from '../permissions.ts';
import { channelOf, post } from '../posting.ts';
import { byAge } from '../snowflakes.ts';
import type { Channel, User } from '../world.ts';
import { commandInput, type Typed } from './command-input.ts';
import { Forms } from './forms.ts';
import { outcomeOf } from './outcomes.ts';
import { canSee, optionsOf, seenMessage } from './view.ts';

type Acts = Pick<
  LocalPlatform,
  | 'say'
  | 'command'
  | 'suggest'
  | 'press'
  | 'choose'
  | 'submit'
  | 'closeForm'
  | 'channel'
  | 'directMessages'
  | 'forms'
  | 'setPerson'
>;

/**
 * Longest text that the client lets somebody without Nitro write: https://docs.discord.com/developers/resources/message
 */
const CONTENT_MAX = 2000;

/** Everything that people do and see. What a client would not let them do is an Error that says so. */
export class People implements Acts {
  readonly #core: Core;
  readonly #forms: Forms;

  constructor(core: Core) {
    this.#core = core;
    this.#forms = new Forms(core);
  }

  async say(as: string, place: Place, text: string): Promise<SeenMessage> {
    const user = this.#core.world.person(as);
    const channel = this.#placeOf(user, place);
    if ((this.#core.world.mayIn(channel, user) & SEND_MESSAGES) === 0n)
      throw new CannotDo('conflict', `"${as}" may not write there.`);
    const content = this.#withBotMentioned(text.trim());
    if (content.length === 0 || content.length > CONTENT_MAX)
      throw new CannotDo('wrong', `A message has 1 to ${CONTENT_MAX} characters.`);
    const draft = { content, embeds: [], components: [], flags: 0, tts: false, enforceNonce: false };
    const message = post(this.#core, { channel, author: user, draft: { ...draft, allowed: ALL_MENTIONS } });
    return seenMessage(this.#core, user, message);
  }

  async command(
    as: string,
    place: Place,
    command: { name: string; options?: Record<string, string> },
  ): Promise<Outcome> {
    const typed = { name: command.name, options: command.options ?? {} };
    return this.#outcome(this.#type(as, place, typed, COMMAND));
  }

  /** @throws {CannotDo} when no proposals come in time: the client says that loading them failed */
  async suggest(
    as: string,
    place: Place,
    command: { name: string; options: Record<string, string>; focused: string },
  ): Promise<{ name: string; value: string }[]> {
    const interaction = this.#type(as, place, command, AUTOCOMPLETE);
    const { result } = await this.#outcome(interaction);
    if (result === 'failed') throw new CannotDo('conflict', 'Loading options failed.');
    const { locale } = interaction.user;
    return interaction.choices.map(({ name, name_localizations, value }) => ({
      name: name_localizations?.[locale] ?? name,
      value: String(value),
    }));
  }

  async press(as: string, message: string, button: string): Promise<Outcome> {
    const { user, seen } = this.#look(as, message);
    const buttons = walk(seen.components).filter(({ type }) => type === types.BUTTON);
    const named = buttons.filter(({ custom_id, label }) => custom_id === button || label === button);
    const found = named.find(({ disabled }) => !disabled) ?? named[0];
    if (!found) throw new CannotDo('unknown', `The message has no button "${button}".`);
    if (found.disabled) throw new CannotDo('conflict', `The button "${button}" is disabled.`);
    if (found.custom_id === undefined) throw new CannotDo('wrong', `"${button}" is a link: nothing is sent.`);
    return this.#outcome(this.#use(user, seen, found));
  }

  async choose(as: string, message: string, menu: string, values: string[]): Promise<Outcome> {
    const { user, seen } = this.#look(as, message);
    const menus = walk(seen.components).filter(({ type }) => SELECTS.includes(type));
    const found = menus.find(({ custom_id, placeholder }) => custom_id === menu || placeholder === menu);
    if (!found) throw new CannotDo('unknown', `The message has no menu "${menu}".`);
    if (found.disabled) throw new CannotDo('conflict', `The menu "${menu}" is disabled.`);
    const { min_values: least = 1, max_values: most = 1 } = found;
    if (values.length < least || values.length > most)
      throw new CannotDo('wrong', `Between ${least} and ${most} can be chosen.`);
    const options = optionsOf(this.#core, user, channelOf(this.#core, seen), found);
    const chosen = values.map((value) => chosenOf(options, value).value);
    return this.#outcome(this.#use(user, seen, found, chosen));
  }

  /** The form closes when the bot has answered, and stays open when it has not. */
  async submit(as: string, form: string, values: Record<string, string>): Promise<Outcome> {
    const open = this.#forms.find(this.#core.world.person(as), form);
    this.#forms.fill(open, values);
    if (Object.keys(open.errors).length > 0) {
      return { id: '', result: 'invalid', form: this.#forms.seen(open), errors: { ...open.errors } };
    }
    const { user, channel, message } = open;
    const { components, ids } = this.#forms.submitted(open);
    const interaction = this.#core.interactions.begin({ type: MODAL_SUBMIT, user, channel, message });
    this.#send(interaction, { custom_id: open.modal.customId, components }, ids);
    const outcome = await this.#outcome(interaction);
    if (outcome.result !== 'failed') this.#forms.close(open);
    return outcome;
  }

  closeForm(as: string, form: string): void {
    this.#forms.close(this.#forms.find(this.#core.world.person(as), form));
  }

  forms(as: string): SeenForm[] {
    return this.#forms.of(this.#core.world.person(as));
  }

  /** Nothing where the person cannot look. */
  channel(as: string, place: Place): SeenMessage[] {
    const user = this.#core.world.person(as);
    const channel = this.#channelAt(user, place);
    return this.#core.world.sees(channel, user) ? this.#messagesIn(user, channel) : [];
  }

  directMessages(as: string): SeenMessage[] {
    const user = this.#core.world.person(as);
    const channel = this.#core.world.openDirect(user);
    return channel ? this.#messagesIn(user, channel) : [];
  }

  setPerson(as: string, change: PersonChange): void {
    this.#core.world.changePerson(as, change);
    this.#core.changed('person', { as });
  }

  /** The client offers the bot's name while it is typed. */
  #withBotMentioned(text: string): string {
    const { name, id } = this.#core.world.bot;
    const typed = new RegExp(`(?<![\\p{L}\\p{N}<])@${RegExp.escape(name)}(?![\\p{L}\\p{N}])`, 'giu');
    return text.replaceAll(typed, `<@${id}>`);
  }

  #messagesIn(user: User, channel: Channel): SeenMessage[] {
    const { messages } = this.#core;
    const all = [...messages.inChannel(channel.id), ...messages.onlyFor(user.id, channel.id)];
    return all.sort(byAge).map((message) => seenMessage(this.#core, user, message));
  }

  #type(as: string, place: Place, typed: Typed, type: typeof COMMAND | typeof AUTOCOMPLETE): Interaction {
    const user = this.#core.world.person(as);
    const channel = this.#placeOf(user, place);
    if (channel.between) throw new CannotDo('unknown', 'The bot has no commands between two people.');
    const { data, ids } = commandInput(this.#core, user, channel, typed);
    const interaction = this.#core.interactions.begin({ type, user, channel });
    this.#send(interaction, data, ids);
    return interaction;
  }

  #use(user: User, message: StoredMessage, component: Component, values?: string[]): Interaction {
    const channel = channelOf(this.#core, message);
    const interaction = this.#core.interactions.begin({ type: COMPONENT, user, channel, message });
    const { type, id, custom_id } = component;
    const data = { component_type: type, id, custom_id, ...(values ? { values } : {}) };
    this.#send(interaction, data, type === types.STRING_SELECT ? [] : (values ?? []));
    return interaction;
  }

  #send(interaction: Interaction, data: Json, ids: readonly string[]): void {
    const resolved = resolvedJson(this.#core, interaction, ids);
    const payload = interactionJson(this.#core, interaction, { ...data, ...(resolved ? { resolved } : {}) });
    this.#core.events.interaction(payload, interaction.channel.guild);
  }

  #outcome(interaction: Interaction): Promise<Outcome> {
    return outcomeOf(this.#core, this.#forms, interaction);
  }

  /** @throws {CannotDo} when the message is not on the person's screen */
  #look(as: string, id: string): { user: User; seen: StoredMessage } {
    const user = this.#core.world.person(as);
    const seen = this.#core.messages.get(id);
    if (!seen || !canSee(this.#core, user, seen)) throw new CannotDo('unknown', `"${as}" sees no message ${id}.`);
    return { user, seen };
  }

  /** @throws {CannotDo} when the person cannot look into it */
  #placeOf(user: User, place: Place): Channel {
    const channel = this.#channelAt(user, place);
    if (!this.#core.world.sees(channel, user))
      throw new CannotDo('unknown', `"${user.key}" sees no channel "${place.channel}".`);
    return channel;
  }

  /** Direct messages are meant by "@" with the bot's name or somebody's key; those with the bot by their id, too. */
  #channelAt(user: User, place: Place): Channel {
    const { world } = this.#core;
    const other = place.channel.startsWith('@') ? world.named(place.channel.slice(1)) : undefined;
    if (other && other !== user) return world.directBetween(user, other);
    const direct = place.channel === `@${world.bot.name}` ? world.direct(user) : world.openDirect(user);
    if (direct && [`@${world.bot.name}`, direct.id].includes(place.channel)) return direct;
    const { channels, name } = world.guild(place.space);
    const wanted = place.channel.replace(/^#/, '');
    const channel = channels.find((each) => each.id === wanted) ?? channels.find((each) => each.name === wanted);
    if (!channel) throw new CannotDo('unknown', `There is no channel "${place.channel}" in "${name}".`);
    return channel;
  }
}

/** By value, or by the name that the person reads, with or without its sign. */
function chosenOf<Option extends { value: string; label: string }>(options: readonly Option[], wanted: string): Option {
  const bare = wanted.replace(/^[@#]/, '');
  const found =
    options.find(({ value }) => value === wanted) ?? options.find(({ label }) => label === wanted || label === bare);
  if (!found)
    throw new CannotDo(
      'wrong',
      `"${wanted}" cannot be chosen; there are ${options.map(({ label }) => label).join(', ')}.`,
    );
  return found;
}
