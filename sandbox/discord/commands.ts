import type { Journal } from '../contract.ts';
import type { Json } from './objects.ts';
import { tooManyCommands } from './rest/errors.ts';
import type { Snowflakes } from './snowflakes.ts';
import type { Choice, Option } from './validate/command-options.ts';
import { COMMANDS_MAX, type CommandDraft } from './validate/commands.ts';

export const GLOBAL = 'global';

/** A command that is registered. */
export interface Command extends CommandDraft {
  id: string;
  version: string;
  /** Of the server it is for; global ones have none. */
  guildId?: string;
}

/** The commands that the bot has registered, per scope: GLOBAL or a server's id. */
export class Commands {
  readonly #scopes = new Map<string, Command[]>();
  readonly #journal: Journal;
  readonly #ids: Snowflakes;
  readonly #changed: () => void;

  constructor(journal: Journal, ids: Snowflakes, changed: () => void) {
    this.#journal = journal;
    this.#ids = ids;
    this.#changed = changed;
    for (const { kind, key, value } of journal.load()) {
      if (kind === 'discord.commands') this.#scopes.set(key, value as Command[]);
    }
  }

  in(scope: string): readonly Command[] {
    return this.#scopes.get(scope) ?? [];
  }

  /** @returns what the picker shows in a server: its own commands hide global ones of the same name */
  shownIn(guildId: string | undefined): Command[] {
    const own = guildId === undefined ? [] : this.in(guildId);
    const hidden = ({ type, name }: Command) => own.some((each) => each.type === type && each.name === name);
    return [...own, ...this.in(GLOBAL).filter((command) => !hidden(command))];
  }

  /**
   * Makes a list the whole of a scope. A command that was there under the same name keeps its id.
   * @throws {ApiError} 30032
   */
  replace(scope: string, drafts: readonly CommandDraft[]): Command[] {
    const commands = drafts.map((draft) => this.#made(scope, draft, this.#named(scope, draft)));
    this.#set(scope, commands);
    return commands;
  }

  /** Adds a command, or replaces the one of the same type and name. @throws {ApiError} 30032 */
  upsert(scope: string, draft: CommandDraft): { command: Command; created: boolean } {
    const before = this.#named(scope, draft);
    const command = this.#made(scope, draft, before);
    this.#set(scope, [...this.in(scope).filter((each) => each !== before), command]);
    return { command, created: !before };
  }

  change(scope: string, before: Command, draft: CommandDraft): Command {
    const command = this.#made(scope, draft, before);
    this.#set(
      scope,
      this.in(scope).map((each) => (each === before ? command : each)),
    );
    return command;
  }

  remove(scope: string, command: Command): void {
    this.#set(
      scope,
      this.in(scope).filter((each) => each !== command),
    );
  }

  #named(scope: string, { type, name }: CommandDraft): Command | undefined {
    return this.in(scope).find((each) => each.type === type && each.name === name);
  }

  #made(scope: string, draft: CommandDraft, before: Command | undefined): Command {
    return {
      ...draft,
      id: before?.id ?? this.#ids.next(),
      version: this.#ids.next(),
      ...(scope === GLOBAL ? {} : { guildId: scope }),
    };
  }

  #set(scope: string, commands: Command[]): void {
    for (const [type, most] of Object.entries(COMMANDS_MAX)) {
      if (commands.filter((command) => command.type === Number(type)).length > most) throw tooManyCommands(most);
    }
    this.#scopes.set(scope, commands);
    this.#journal.write('discord.commands', scope, commands);
    this.#changed();
  }
}

/**
 * https://docs.discord.com/developers/interactions/application-commands#application-command-object
 * @param translations lists leave the dictionaries out unless they are asked for
 */
export function commandJson(applicationId: string, command: Command, translations: boolean): Json {
  const { guildId, options, ...rest } = command;
  const json: Json = {
    ...rest,
    application_id: applicationId,
    dm_permission: true,
    ...(guildId === undefined ? {} : { guild_id: guildId }),
    ...(options ? { options: options.map((option) => (translations ? option : optionJson(option))) } : {}),
  };
  return translations ? json : withoutTranslations(json);
}

function optionJson(option: Option): Json {
  return withoutTranslations({
    ...option,
    ...(option.options ? { options: option.options.map(optionJson) } : {}),
    ...(option.choices ? { choices: option.choices.map((choice: Choice) => withoutTranslations({ ...choice })) } : {}),
  });
}

function withoutTranslations({ name_localizations, description_localizations, ...rest }: Json): Json {
  return rest;
}
