import { type Client, DiscordAPIError, HTTPError, type REST, Routes } from 'discord.js';
import type { Logger } from 'pino';
import { type Connection, keepTrying, type Problem, type RetryPauses } from '../chat/connection.ts';
import type { CommandDescription } from '../chat/describe.ts';
import { registerCommands } from './commands.ts';
import { networkCode } from './errors.ts';

export interface CommandListOptions {
  rest: REST;
  commands: readonly CommandDescription[];
  /** The client that is connected, or was last. */
  client: () => Client | undefined;
  log: Logger;
}

/**
 * The list of our commands at Discord. It is written in the background until Discord takes it: people have the last
 * one.
 */
export class CommandList {
  readonly #options: CommandListOptions;
  #tried: Promise<Problem | null> | undefined;

  constructor(options: CommandListOptions) {
    this.#options = options;
  }

  /** Never rejects. @returns when it was tried once */
  async keepWritten(connection: Connection, signal: AbortSignal, pauses?: RetryPauses): Promise<void> {
    this.#tried ??= keepTrying(() => this.#write(), { connection, signal, pauses, explain });
    await this.#tried;
  }

  async #write(): Promise<void> {
    const { rest, commands, log } = this.#options;
    const written = await registerCommands(rest, await this.#application(), commands);
    log.info({ written }, 'discord: the list of commands is right');
  }

  /** Asked for before we connect; a server that does not tell it is asked again when we are. */
  async #application(): Promise<string> {
    const known = this.#options.client()?.application?.id;
    if (known) return known;
    const { id } = (await this.#options.rest.get(Routes.currentApplication())) as { id: string };
    return id;
  }
}

function explain(error: unknown): Problem {
  const failed = error instanceof DiscordAPIError || error instanceof HTTPError;
  const why = failed ? `HTTP ${error.status}` : (networkCode(error) ?? 'no answer');
  const sentence = `Discord does not take the list of commands (${why}): people have the one from before.`;
  return { sentence, refused: error instanceof DiscordAPIError };
}
