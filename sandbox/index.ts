import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { JournalledClock } from './clock.ts';
import type { Fault, Journal, LocalPlatform, LocalPlatformOptions, Mounted, SandboxClock, Seed } from './contract.ts';
import { Changes } from './control/changes.ts';
import { createControl } from './control/index.ts';
import { createDiscord, type DiscordSettings, type LocalDiscord } from './discord/index.ts';
import { type FaultSeen, Faults } from './faults.ts';
import { foreignness } from './foreign.ts';
import { NO_JOURNAL, openJournal, partOf } from './journal.ts';
import { createPage, type Page, wantsPage } from './page/index.ts';
import type { PageSetup } from './page/setup.ts';
import { createSlack, type SlackSettings } from './slack/index.ts';

const HOST = '127.0.0.1';

export interface SandboxOptions {
  /** 0, or left out: any free one. */
  port?: number;
  /** People, spaces and channels: see `seed.ts`. */
  seed: Seed;
  /** Things that the product gives the page that shows both platforms. */
  page?: PageSetup;
  /** File in which what happens is kept; without it (and without `journal`) nothing outlives the sandbox. */
  journalFile?: string;
  journal?: Journal;
  /** Set along with the sandbox's time of day: the bot's own clock, when both run in one process. */
  clock?: SandboxClock;
  /** No rate limits: for tests and measurements that are about something else. */
  unlimited?: boolean;
  /**
   * Longest time that the platforms wait for the bot's acknowledgement, in ms; their three seconds when left out. A
   * test that is about something else gives more, so that it holds on a machine that is busy.
   */
  patienceMs?: number;
  /** Differences of the local Discord from what it does by itself. */
  discord?: DiscordSettings;
  slack?: SlackSettings;
  /** Told of mistakes of the sandbox itself; they are written to stderr when left out. */
  report?: (error: unknown) => void;
  /**
   * Answers paths that are none of the sandbox's: a product can have its own pages on the same port. It calls
   * `otherwise` for what is not its own either.
   */
  otherPaths?: (request: IncomingMessage, response: ServerResponse, otherwise: () => void) => void;
}

/** The change, told to those who show it. */
export type Change = Parameters<LocalPlatformOptions['changed']>[0];

/** A local Discord and a local Slack that are running. */
export interface Sandbox {
  /** "http://127.0.0.1:4010" */
  origin: string;
  port: number;
  /** The addresses that the bot is given as DISCORD_API_URL and SLACK_API_URL. */
  discordApiUrl: string;
  slackApiUrl: string;
  seed: Seed;
  discord: LocalDiscord;
  slack: LocalPlatform;
  clock: JournalledClock;
  addFault(fault: Fault): FaultSeen;
  /** With how often each has struck. */
  faults(): FaultSeen[];
  /** @returns false when there is none of that id */
  removeFault(id: string): boolean;
  /** @returns ends it */
  onChange(listener: (change: Change) => void): () => void;
  stop(): Promise<void>;
}

/**
 * Starts a local Discord (below /discord), a local Slack (below /slack) and the control API (below /control), on one
 * port of this machine that no other machine can reach.
 * @throws {Error} of the system's `listen`, with its code, when the port is taken or not allowed
 * @throws {Error} when the journal cannot be read or written
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const server = createServer();
  // Before the journal is touched: a second sandbox on the same port and journal must not get to write.
  const port = await listen(server, options.port ?? 0);
  try {
    return run(server, port, options);
  } catch (error) {
    await close(server);
    throw error;
  }
}

function run(server: Server, port: number, options: SandboxOptions): Sandbox {
  const { seed, page = {}, report = writeToStderr, patienceMs } = options;
  const file = options.journalFile === undefined ? undefined : openJournal(options.journalFile);
  const journal = file ?? options.journal ?? NO_JOURNAL;
  const clock = new JournalledClock(partOf(journal, 'clock'), options.clock);
  const faults = new Faults();
  const changes = new Changes();
  const listeners = new Set<(change: Change) => void>();
  const origin = `http://${HOST}:${port}`;
  const shared = (name: 'discord' | 'slack'): LocalPlatformOptions => ({
    seed,
    clock,
    journal: partOf(journal, name),
    origin: () => origin,
    report,
    fault: (platform, request) => faults.strike(platform, request),
    released: (fault) => faults.released(fault),
    changed: (change) => {
      changes.tell('changed', change);
      for (const listener of listeners) listener(change);
    },
  });
  const discord = createDiscord(shared('discord'), { rateLimits: !options.unlimited, patienceMs, ...options.discord });
  const slack = createSlack(shared('slack'), { limits: !options.unlimited, patienceMs, ...options.slack });
  clock.onSet((now) => changes.tell('time', { now: new Date(now).toISOString() }));
  const handle = createControl({
    platforms: [discord, slack],
    sessionStarts: discord.sessionStarts,
    clock,
    faults,
    changes,
    report,
  });
  serve(server, {
    mounts: { discord, slack },
    control: handle,
    page: createPage(page, seed.discord.application.botName),
    otherPaths: options.otherPaths,
    report,
  });
  return {
    origin,
    port,
    discordApiUrl: `${origin}/discord/api`,
    slackApiUrl: `${origin}/slack/api/`,
    seed,
    discord,
    slack,
    clock,
    addFault: (fault) => faults.add(fault),
    faults: () => faults.list(),
    removeFault: (id) => faults.remove(id),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: async () => {
      faults.removeAll();
      changes.stop();
      await Promise.all([discord.stop(), slack.stop()]);
      await close(server);
      file?.close();
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen(port, HOST, () => resolve((server.address() as AddressInfo).port));
  return promise;
}

type Handle = (request: IncomingMessage, response: ServerResponse, path: string) => void;

interface Served {
  mounts: Record<string, Mounted>;
  control: Handle;
  page: Page;
  otherPaths: SandboxOptions['otherPaths'];
  report: (error: unknown) => void;
}

function serve(server: Server, { mounts, control, page, otherPaths, report }: Served): void {
  server.on('request', (request, response) => {
    const { first, rest } = split(request.url ?? '/');
    const handle = first === 'control' ? control : mounts[first]?.handle.bind(mounts[first]);
    const foreign = foreignness(request);
    if (foreign !== undefined) return refuseForeign(request, response, foreign);
    const fail = (error: unknown) => {
      report(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    };
    try {
      if (handle) handle(request, response, rest);
      else if (first === 'files') page.serveFile(response, rest).catch(fail);
      else if (first === '' && wantsPage(request)) page.serve(response);
      else if (first !== '' && otherPaths) otherPaths(request, response, () => answerPlainly(response, first));
      else answerPlainly(response, first);
    } catch (error) {
      fail(error);
    }
  });
  server.on('upgrade', (request, socket: Duplex, head) => {
    // A connection that breaks on the way is no mistake of the sandbox, and must not end it.
    socket.on('error', () => socket.destroy());
    if (foreignness(request) !== undefined) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const { first, rest } = split(request.url ?? '/');
    const mount = mounts[first];
    if (mount) mount.upgrade(request, socket, head, rest);
    else socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
  });
}

/** The rest of the body is read: a connection that carries it cannot carry the next request. */
function refuseForeign(request: IncomingMessage, response: ServerResponse, why: string): void {
  request.resume();
  response.writeHead(403, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ error: why }));
}

/** "/discord/api/v10/gateway?x=1" → "discord" and "/api/v10/gateway?x=1" */
function split(url: string): { first: string; rest: string } {
  const [, first = '', rest = ''] = /^\/([^/?]*)(.*)$/s.exec(url) ?? [];
  return { first, rest: rest.startsWith('/') ? rest : `/${rest}` };
}

function answerPlainly(response: ServerResponse, first: string): void {
  response.writeHead(first === '' ? 200 : 404, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(
    [
      'This is a sandbox: a local Discord (/discord) and a local Slack (/slack) on this machine alone.',
      'Open it in a browser to see both side by side.',
      'Act as a person through the control API below /control; docs/sandbox.md describes it.',
      'Begin with GET /control/world: the spaces, the channels, the people, the time of day.',
      '',
    ].join('\n'),
  );
}

function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  return promise;
}

function writeToStderr(error: unknown): void {
  process.stderr.write(`sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
