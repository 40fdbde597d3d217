import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { JournalledClock } from '@samling/sandbox/clock.ts';
import type { Fault, Seed, SeenMessage } from '@samling/sandbox/contract.ts';
import { Faults } from '@samling/sandbox/faults.ts';
import { memoryJournal } from '@samling/sandbox/journal.ts';
import {
  botTokenOf,
  createSlack as createLocalSlack,
  type LocalSlack,
  type SlackSettings,
} from '@samling/sandbox/slack/index.ts';
import { type Logger, pino } from 'pino';
import { festivalSeed } from '../../festival/seed.ts';
import type { Call } from '../../src/chat/call.ts';
import type { Card } from '../../src/chat/card.ts';
import type { Answer, Answers, Platform, Receiver, Result } from '../../src/chat/platform.ts';
import { createSlack, type SlackOptions } from '../../src/slack/index.ts';
import { PATIENCE_MS } from '../waiting.ts';
import { webAt } from '../web-at.ts';

const festival = festivalSeed();
const [team] = festival.slack.teams;
if (!team) throw new Error('The seed has no workspace.');

export const TEAM = team.id;
export const APPLICATION = festival.slack.application;
export const channelId = (name: string): string => team.channels.find((one) => one.name === name)?.id ?? '';
export const userId = (key: string): string => team.users.find((one) => one.key === key)?.id ?? '';
export const groupId = (name: string): string => team.groups.find((one) => one.name === name)?.id ?? '';

/** The place where most things happen. */
export const PLACE = { space: team.name, channel: 'arrangementer' };

/** Stands where the dispatcher would: answers each call as the test says, and remembers it. */
export class Script implements Receiver {
  readonly calls: Call[] = [];
  readonly spaces: { id: string; present: boolean }[] = [];
  #answer: (call: Call) => Answer = () => answer('privately', { type: 'card', card: textCard('Hej') });

  onCall(next: (call: Call) => Answer): void {
    this.#answer = next;
  }

  receive(call: Call): Answer {
    this.calls.push(call);
    return this.#answer(call);
  }

  suggest = async () => [];

  async spaceChanged(_platform: string, id: string, present: boolean): Promise<void> {
    this.spaces.push({ id, present });
  }
}

export const answer = (answers: Answers, result: Result | Promise<Result>): Answer => ({
  answers,
  result: Promise.resolve(result),
});
export const textCard = (text: string, more: Partial<Card> = {}): Card => ({ body: [{ type: 'text', text }], ...more });
export const withButton = (text: string, id = 'press:1', label = 'Deltager'): Card => ({
  body: [
    { type: 'text', text },
    { type: 'controls', controls: [{ type: 'button', id, label }] },
  ],
});

/** @returns a port of this machine that nothing listens on */
export const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** A local Slack on a socket of this machine. */
export interface SlackWorld {
  local: LocalSlack;
  apiUrl: string;
  fault(fault: Omit<Fault, 'platform'>): string;
  removeFault(id: string): void;
  /** Lines that were logged, as JSON. */
  logged: string[];
  log: Logger;
  options(more?: Partial<SlackOptions>): SlackOptions;
  /** @returns options for HTTP mode on a port of this machine */
  http(port: number): Partial<SlackOptions>;
  /** @returns the bot, connected */
  bot(script: Script, more?: Partial<SlackOptions>): Promise<Platform>;
  /** @returns what the person sees last in the channel */
  last(as: string, channel?: string): SeenMessage;
  stop(): Promise<void>;
}

/** @param seed the festival when left out; the bot has the tokens of all its workspaces */
export async function startSlackWorld(settings: SlackSettings = {}, seed: Seed = festival): Promise<SlackWorld> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const faults = new Faults();
  const local = createLocalSlack(
    {
      seed,
      clock: new JournalledClock(memoryJournal()),
      journal: memoryJournal(),
      origin: () => origin,
      fault: (platform, request) => faults.strike(platform, request),
      report: (error) => {
        throw error;
      },
      released: (fault) => faults.released(fault),
      changed: () => undefined,
    },
    { limits: false, patienceMs: PATIENCE_MS, ...settings },
  );
  const below = (url = '') => url.replace(/^\/slack/, '');
  server.on('request', (request, response) => local.handle(request, response, below(request.url)));
  server.on('upgrade', (request, socket, head) => local.upgrade(request, socket, head, below(request.url)));
  const logged: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  const bots: Pick<Platform, 'stop'>[] = [];
  const options = (more: Partial<SlackOptions> = {}): SlackOptions => ({
    botTokens: seed.slack.teams.map(({ id }) => botTokenOf(seed, id)),
    appToken: APPLICATION.appToken,
    apiUrl: `${origin}/slack/api`,
    log,
    pauses: { firstMs: 250, longestMs: 1_000, refusedFirstMs: 250, refusedLongestMs: 1_000 },
    ...more,
  });
  return {
    local,
    apiUrl: `${origin}/slack/api`,
    logged,
    log,
    fault: (fault) => faults.add({ ...fault, platform: 'slack' }).id,
    removeFault: (id) => void faults.remove(id),
    options,
    http(port) {
      const webServer = webAt(port, { log });
      bots.push(webServer);
      return { appToken: undefined, signingSecret: APPLICATION.signingSecret, webServer };
    },
    async bot(script, more) {
      const bot = createSlack(options(more));
      bots.push(bot);
      await bot.start(script, []);
      return bot;
    },
    last(as, channel = PLACE.channel) {
      const message = local.channel(as, { ...PLACE, channel }).at(-1);
      if (!message) throw new Error('Nothing is there to see.');
      return message;
    },
    async stop() {
      faults.removeAll();
      await Promise.all(bots.map((bot) => bot.stop()));
      await local.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
