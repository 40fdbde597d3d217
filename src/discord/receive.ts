import {
  type APIApplicationCommandInteractionDataOption,
  type APIChatInputApplicationCommandInteractionData,
  type APIInteraction,
  type APIModalSubmissionComponent,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js';
import type { Call, CallBody, Member, PressedMessage } from '../chat/call.ts';
import { markerIn, markerOf } from './identity.ts';

/** The things known beside the interaction itself. */
export interface Surroundings {
  /** By the machine's clock, in ms. */
  receivedAt: number;
  /** @returns the account that owns a server, as far as known */
  ownerOf: (guild: string) => string | undefined;
}

/**
 * @returns what a person did, without anything of Discord; null for what we have never offered
 * @see https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
 */
export function callOf(interaction: APIInteraction, { receivedAt, ownerOf }: Surroundings): Call | null {
  const body = bodyOf(interaction);
  const user = interaction.member?.user ?? interaction.user;
  if (!body || !user) return null;
  return {
    callId: interaction.id,
    // In direct messages there is no server: what was pressed tells what it is about.
    space: { platform: 'discord', id: interaction.guild_id ?? '' },
    channel: interaction.channel?.id ?? interaction.channel_id ?? '',
    account: { platform: 'discord', tenant: '', id: user.id },
    member: async () => memberOf(interaction, user.id, ownerOf),
    receivedAt,
    pressed: pressedIn(interaction),
    ...body,
  };
}

/**
 * Tells of the message that was pressed. One that only the person sees is none of our deliveries. Whatever Discord
 * leaves out, a press counts.
 */
function pressedIn(interaction: APIInteraction): PressedMessage | undefined {
  if (interaction.type !== InteractionType.MessageComponent) return undefined;
  const { application_id: application } = interaction;
  const message: Partial<typeof interaction.message> | undefined = interaction.message;
  if (!message?.id || !message.channel_id) return undefined;
  if (message.author?.id !== application && message.application_id !== application) return undefined;
  if (((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0) return undefined;
  const ref = { channel: message.channel_id, message: message.id };
  // An edit takes the marker away: by then it is known to be there.
  const marker = markerIn(message);
  return marker === undefined ? ref : { ...ref, carries: (key) => markerOf(key) === marker };
}

function bodyOf(interaction: APIInteraction): CallBody | null {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
      return (interaction.data.type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput
        ? commandOf('command', interaction.data as APIChatInputApplicationCommandInteractionData)
        : null;
    case InteractionType.ApplicationCommandAutocomplete:
      return commandOf('suggest', interaction.data);
    case InteractionType.MessageComponent:
      return {
        kind: 'action',
        id: interaction.data.custom_id,
        chosen: ('values' in interaction.data && interaction.data.values) || [],
      };
    case InteractionType.ModalSubmit:
      return { kind: 'form', id: interaction.data.custom_id, values: formValues(interaction.data.components ?? []) };
    default:
      return null;
  }
}

type Options = APIApplicationCommandInteractionDataOption<InteractionType>[];

function commandOf(kind: 'command' | 'suggest', data: { name: string; options?: Options }): CallBody {
  const path = [data.name];
  let options = data.options ?? [];
  for (let first = options[0]; first && isSubcommand(first); first = options[0]) {
    path.push(first.name);
    options = first.options ?? [];
  }
  const values: Record<string, string> = {};
  let field = '';
  for (const option of options) {
    if (!('value' in option)) continue;
    values[option.name] = String(option.value);
    if ('focused' in option && option.focused) field = option.name;
  }
  return kind === 'command' ? { kind, path, values } : { kind, path, values, field };
}

function isSubcommand(option: Options[number]): option is Extract<Options[number], { options?: unknown }> {
  return (
    option.type === ApplicationCommandOptionType.Subcommand ||
    option.type === ApplicationCommandOptionType.SubcommandGroup
  );
}

/** Reads values of a form. One that is left empty comes as ""; of a menu there is at most one choice. */
function formValues(components: readonly APIModalSubmissionComponent[]): Record<string, string> {
  const fields = components.flatMap((one) => {
    if (one && 'component' in one) return one.component ? [one.component] : [];
    return one && 'components' in one ? one.components : [];
  });
  return Object.fromEntries(
    fields.map((field) => {
      if ('values' in field) return [field.custom_id, field.values?.[0] ?? ''];
      return [field.custom_id, 'value' in field ? String(field.value ?? '') : ''];
    }),
  );
}

function memberOf(interaction: APIInteraction, user: string, ownerOf: Surroundings['ownerOf']): Member {
  const language = 'locale' in interaction ? interaction.locale : undefined;
  const { member, guild_id: guild } = interaction;
  if (!member || !guild) return { mayManage: false, roles: [], language };
  const permissions = BigInt(member.permissions ?? 0);
  const managing = PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator;
  return {
    mayManage: (permissions & managing) !== 0n || ownerOf(guild) === user,
    // The role that everybody has carries the server's id and is in nobody's list.
    roles: [guild, ...(member.roles ?? [])],
    language,
  };
}
