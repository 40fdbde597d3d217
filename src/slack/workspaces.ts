import { ConfigurationError, SendError } from '../chat/platform.ts';
import { createClients, type Self, type SlackOptions, whoAmI } from './connect.ts';
import { Directory } from './directory.ts';
import { installedFor } from './routing.ts';
import { Sender } from './send.ts';
import type { Stage } from './show.ts';

/** One workspace in which the app is installed, with all that is asked, kept and sent by its own token. */
export interface Workspace extends Stage {
  token: string;
  self: Self;
  sender: Sender;
}

/** The workspaces that the bot serves, by the tokens it was given. */
export class Workspaces {
  readonly all: readonly Workspace[];
  readonly #byTeam: ReadonlyMap<string, Workspace>;

  /** @param all in the order of their tokens @throws {ConfigurationError} when two tokens open one workspace */
  constructor(all: readonly Workspace[]) {
    const twice = all.find(({ self }, index) => all.findIndex((one) => one.self.team === self.team) !== index);
    if (twice) {
      const positions = all.flatMap(({ self }, index) => (self.team === twice.self.team ? [index + 1] : []));
      throw new ConfigurationError(
        `SLACK_BOT_TOKEN: the tokens ${positions.join(' and ')} open the same workspace ("${twice.self.teamName}"). Give one for each workspace.`,
      );
    }
    this.all = all;
    this.#byTeam = new Map(all.map((workspace) => [workspace.self.team, workspace]));
  }

  /** @throws {SendError} 'space-gone': what belongs to a workspace without a token was left by a token from before */
  at(space: string): Workspace {
    const workspace = this.#byTeam.get(space);
    if (!workspace) throw new SendError({ kind: 'never', reason: 'space-gone', detail: 'other_workspace' });
    return workspace;
  }

  /** @param body as Slack sent it @returns the workspace it belongs to, or undefined when that is none of ours */
  of(body: unknown): Workspace | undefined {
    return installedFor(body, this.all);
  }
}

/**
 * Asks of each token which workspace it opens.
 * @throws {ConfigurationError} when Slack refuses a token, two open the same workspace, or Slack cannot be reached
 */
export async function openWorkspaces(options: SlackOptions): Promise<Workspaces> {
  return new Workspaces(await Promise.all(options.botTokens.map((_token, index) => open(options, index))));
}

async function open(options: SlackOptions, index: number): Promise<Workspace> {
  const { log, botTokens } = options;
  const token = botTokens[index] ?? '';
  const clients = createClients(token, options);
  const self = await whoAmI(clients, options, index);
  const directory = new Directory(clients.asks, self, log);
  return { token, self, clients, directory, log, sender: new Sender({ clients, directory, self, log }) };
}
