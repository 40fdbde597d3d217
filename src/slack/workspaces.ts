import {
  Connection,
  ConnectionError,
  type ConnectionState,
  keepTrying,
  type Problem,
  pause,
  RETRY_PAUSES,
} from '../chat/connection.ts';
import { SendError } from '../chat/platform.ts';
import { type Clients, createClients, latePostMsOf, type Self, type SlackOptions, whoAmI } from './connect.ts';
import { Directory } from './directory.ts';
import { Permissions } from './permissions.ts';
import { installedFor } from './routing.ts';
import { Sender } from './send.ts';
import type { Stage } from './show.ts';

/** One workspace in which the app is installed, with all that is asked, kept and sent by its own token. */
export interface Workspace extends Stage {
  token: string;
  self: Self;
  sender: Sender;
}

/** Pause before what is for a workspace that cannot be reached is tried again, in ms. */
const UNREACHED_PAUSE_MS = 30_000;
/** Pause (ms) until what is for a workspace whose token was not tried yet, as when the bot starts, is tried again. */
const UNTRIED_PAUSE_MS = 1_000;
/**
 * Time (ms) for which a token that Slack refuses may be a mistake of Slack's or of a setting; then its workspace counts
 * as gone.
 */
const REFUSED_GRACE_MS = 60 * 60_000;

/** One token, and the workspace that it opens once Slack has said which. */
interface Slot {
  index: number;
  token: string;
  clients: Clients;
  connection: Connection;
  permissions: Permissions;
  workspace?: Workspace;
  /** The time since when Slack refuses the token, in ms by a clock that only runs forward. */
  refusedAt?: number;
  /** Slack has answered for the token, or did not in time. */
  tried: boolean;
  /** The app was taken out of it. */
  gone: boolean;
  opening: boolean;
}

/** The workspaces that the bot serves, by the tokens it was given. Each works or fails by itself. */
export class Workspaces {
  readonly #options: SlackOptions;
  readonly #slots: Slot[];
  readonly #stopping = new AbortController();
  #opened: (workspace: Workspace) => void = () => undefined;

  constructor(options: SlackOptions) {
    this.#options = options;
    this.#slots = options.botTokens.map((token, index) => this.#slot(token, index));
  }

  /**
   * Asks of each token which workspace it opens, and asks again until Slack says. Never rejects.
   * @param opened hears of each workspace that can be served (again)
   * @returns the problem of the first try when all tokens are refused, else null
   */
  async open(opened: (workspace: Workspace) => void = () => undefined): Promise<Problem | null> {
    this.#opened = opened;
    const problems = await Promise.all(this.#slots.map((slot) => this.#open(slot)));
    const [first] = problems;
    return first && problems.every((problem) => problem?.refused) ? first : null;
  }

  /** Tells whether any can be served. */
  get areOpen(): boolean {
    return this.#slots.some(({ connection }) => connection.isUp);
  }

  /** Tells whether some token may still turn out to open a workspace that nobody knows. */
  get areUnknown(): boolean {
    return this.#slots.some(({ workspace }) => !workspace);
  }

  states(): ConnectionState[] {
    return this.#slots.flatMap(({ connection, permissions }) => [connection.state, ...permissions.states()]);
  }

  /** @throws {SendError} when it is not ours, or cannot be reached just now */
  at(space: string): Workspace {
    const slot = this.#slots.find(({ workspace }) => workspace?.self.team === space);
    if (slot?.workspace && slot.connection.isUp) return slot.workspace;
    const waiting = slot ? [slot] : this.#slots.filter(({ workspace }) => !workspace);
    if (waiting.some(({ tried }) => !tried)) throw new SendError({ kind: 'wait', forMs: UNTRIED_PAUSE_MS });
    if (waiting.some(mayComeBack)) throw new SendError({ kind: 'wait', forMs: UNREACHED_PAUSE_MS });
    // What belongs to a workspace without a token was left by a token from before.
    throw new SendError({ kind: 'never', reason: 'space-gone', detail: slot ? 'token_refused' : 'other_workspace' });
  }

  /** @returns who we are in a workspace, as far as Slack has said */
  selfOf(space: string): Self | undefined {
    return this.#slots.find(({ workspace }) => workspace?.self.team === space)?.workspace?.self;
  }

  /** @param body as Slack sent it @returns the workspace it belongs to, or undefined when that is none of ours */
  of(body: unknown): Workspace | undefined {
    return installedFor(
      body,
      this.#slots.flatMap(({ workspace }) => workspace ?? []),
    );
  }

  /** Slack says that the app was taken out of a workspace. */
  left(workspace: Workspace): void {
    const slot = this.#slots.find((one) => one.workspace === workspace);
    if (!slot) return;
    slot.gone = true;
    const sentence = `SLACK_BOT_TOKEN: the app was taken out of the workspace of ${this.#which(slot.index)}.`;
    slot.connection.down({ sentence, refused: true });
    const { refusedFirstMs } = this.#options.pauses ?? RETRY_PAUSES;
    void pause(refusedFirstMs, this.#stopping.signal).then(() => this.#open(slot));
  }

  stop(): void {
    this.#stopping.abort();
  }

  #slot(token: string, index: number): Slot {
    const { log } = this.#options;
    const connection = new Connection({ platform: 'slack', name: `workspace of ${this.#which(index)}`, log });
    const permissions = new Permissions(this.#which(index), log);
    const clients = createClients(token, this.#options, { refused: () => this.#refused(slot), permissions });
    const slot: Slot = { index, token, clients, connection, permissions, tried: false, gone: false, opening: false };
    return slot;
  }

  #which(index: number): string {
    const all = this.#options.botTokens.length;
    return all > 1 ? `token ${index + 1} of ${all}` : 'this token';
  }

  /** Any call was answered so; whether it is true is asked once more before anybody is told. */
  #refused(slot: Slot): void {
    if (!slot.opening && slot.connection.isUp) void this.#open(slot);
  }

  async #open(slot: Slot): Promise<Problem | null> {
    if (slot.opening) return null;
    slot.opening = true;
    const { connection } = slot;
    return keepTrying(() => this.#tryToOpen(slot), {
      connection,
      signal: this.#stopping.signal,
      pauses: this.#options.pauses,
      explain: (error) => explain(error, slot),
    });
  }

  async #tryToOpen(slot: Slot): Promise<void> {
    const self = await whoAmI(slot.clients, this.#options, this.#which(slot.index));
    const twin = this.#slots.find((one) => one !== slot && one.workspace?.self.team === self.team);
    if (twin) throw new ConnectionError({ sentence: sameWorkspace(twin.index, slot.index, self), refused: true });
    slot.opening = false;
    slot.tried = true;
    slot.gone = false;
    slot.refusedAt = undefined;
    slot.workspace ??= this.#workspace(slot, self);
    slot.permissions.at(self.team);
    slot.connection.up({ name: `workspace ${self.team} (${this.#which(slot.index)})`, space: self.team });
    this.#opened(slot.workspace);
  }

  #workspace({ token, clients, permissions }: Slot, self: Self): Workspace {
    const { log } = this.#options;
    const directory = new Directory(clients.asks, self, log);
    const sender = new Sender({ clients, directory, self, permissions, latePostMs: latePostMsOf(this.#options), log });
    return { token, self, clients, directory, log, sender };
  }
}

function explain(error: unknown, slot: Slot): Problem {
  const problem = error instanceof ConnectionError ? error.problem : { sentence: 'Slack: a mistake of ours.' };
  slot.tried = true;
  if (problem.refused) slot.refusedAt ??= performance.now();
  else slot.refusedAt = undefined;
  return problem;
}

function mayComeBack({ gone, refusedAt }: Slot): boolean {
  return !gone && (refusedAt === undefined || performance.now() - refusedAt < REFUSED_GRACE_MS);
}

function sameWorkspace(one: number, other: number, { teamName }: Self): string {
  const positions = [one, other].map((index) => index + 1).toSorted((a, b) => a - b);
  return `SLACK_BOT_TOKEN: the tokens ${positions.join(' and ')} open the same workspace ("${teamName}"). Give one for each workspace.`;
}
