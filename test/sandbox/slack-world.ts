import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  Fault,
  Journal,
  LocalPlatform,
  LocalPlatformOptions,
  Mounted,
  SandboxClock,
  Seed,
} from '@samling/sandbox/contract.ts';
import { createSlack, type SlackSettings } from '@samling/sandbox/slack/index.ts';
import { App, type AppOptions, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { onTestFinished } from 'vitest';
import { PATIENCE_MS } from '../waiting.ts';

export const TEAM = 'T0RAA';
export const PLACE = { space: 'RÅ Frivillige', channel: 'arrangementer' };
export const MEETUPS = 'C0ARR';

export function smallSeed(): Seed {
  const user = (key: string, name: string, more: { admin?: boolean; locale?: string; zone?: string } = {}) => ({
    key,
    id: `U0${key.toUpperCase()}`,
    name,
    locale: more.locale ?? 'da-DK',
    zone: more.zone ?? 'Europe/Copenhagen',
    admin: more.admin ?? false,
  });
  return {
    discord: { application: { id: '1', botUserId: '1', botName: 'Samling', token: 'x' }, users: [], guilds: [] },
    slack: {
      application: {
        id: 'A0SAMLING',
        botName: 'Samling',
        botToken: 'xoxb-test',
        appToken: 'xapp-test',
        signingSecret: 'shh',
      },
      teams: [
        {
          id: TEAM,
          name: 'RÅ Frivillige',
          botUserId: 'U0BOT',
          users: [
            user('soren', 'Søren', { admin: true }),
            user('aase', 'Åse'),
            user('bent', 'Bent'),
            user('emma', 'Emma', { locale: 'en-GB', zone: 'Europe/London' }),
          ],
          groups: [{ id: 'S0ORG', name: 'arrangører', members: ['soren', 'aase'] }],
          channels: [
            { id: 'C0GEN', name: 'generelt', kind: 'public', bot: true },
            { id: MEETUPS, name: 'arrangementer', kind: 'public', bot: true },
            { id: 'C0BST', name: 'bestyrelsen', kind: 'private' },
          ],
        },
      ],
    },
  };
}

/** A journal that lives as long as the test: another sandbox can be built from it. */
export function journalInMemory(): Journal {
  const entries = new Map<string, { kind: string; key: string; value: string }>();
  return {
    load: () => [...entries.values()].map((entry) => ({ ...entry, value: JSON.parse(entry.value) as unknown })),
    write: (kind, key, value) => {
      const name = `${kind} ${key}`;
      if (value === undefined) entries.delete(name);
      else entries.set(name, { kind, key, value: JSON.stringify(value) });
    },
  };
}

class TestClock implements SandboxClock {
  #offset = 0;
  now(): number {
    return Date.now() + this.#offset;
  }
  set(instant: number): void {
    this.#offset = instant - Date.now();
  }
}

export interface Sandbox {
  slack: LocalPlatform & Mounted;
  clock: SandboxClock;
  origin: string;
  api: string;
  /** Makes requests go wrong, as the sandbox's list of faults does. */
  fail: (fault: Omit<Fault, 'platform'>) => { remove: () => void };
}

/** Starts a local Slack of its own for a test, and stops it afterwards. */
export async function startSlack(
  given: { settings?: SlackSettings; journal?: Journal; seed?: Seed } = {},
): Promise<Sandbox> {
  const faults: (Fault & { freed: PromiseWithResolvers<void> })[] = [];
  const clock = new TestClock();
  let origin = '';
  const options: LocalPlatformOptions = {
    seed: given.seed ?? smallSeed(),
    clock,
    journal: given.journal ?? journalInMemory(),
    origin: () => origin,
    fault: (_platform, request) => {
      const fault = faults.find((one) => (one.times ?? 1) > 0 && new RegExp(one.on).test(request));
      if (fault?.times !== undefined) fault.times -= 1;
      return fault;
    },
    report: (error) => {
      throw error;
    },
    released: (fault) => (fault as (typeof faults)[number]).freed.promise,
    changed: () => undefined,
  };
  const slack = createSlack(options, { patienceMs: PATIENCE_MS, ...given.settings });
  const server = createServer((request, response) => {
    slack.handle(request, response, (request.url ?? '').slice('/slack'.length));
  });
  server.on('upgrade', (request, socket, head) => {
    slack.upgrade(request, socket, head, (request.url ?? '').slice('/slack'.length));
  });
  const port = await listening(server);
  origin = `http://127.0.0.1:${port}`;
  onTestFinished(async () => {
    await slack.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const fail = (fault: Omit<Fault, 'platform'>) => {
    const kept = { ...fault, platform: 'slack' as const, freed: Promise.withResolvers<void>() };
    faults.push(kept);
    return {
      remove: () => {
        kept.times = 0;
        kept.freed.resolve();
      },
    };
  };
  return { slack, clock, origin, api: `${origin}/slack/api/`, fail };
}

export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

export const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

export function client(sandbox: Sandbox, options: WebClientOptions = {}, token = 'xoxb-test'): WebClient {
  return new WebClient(token, {
    slackApiUrl: sandbox.api,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
    ...options,
  });
}

/** Starts the real Bolt against the sandbox, in Socket Mode. Its sockets come back some seconds after a loss. */
export async function startBolt(sandbox: Sandbox, listen: (app: App) => void, more: AppOptions = {}): Promise<App> {
  const clientOptions = { slackApiUrl: sandbox.api };
  const receiver = new SocketModeReceiver({
    appToken: 'xapp-test',
    // It gives up a socket that does not answer in this time, and waits as long before it comes again.
    clientPingTimeout: 3_000,
    logger: silent,
    installerOptions: { clientOptions },
  });
  const app = new App({ token: 'xoxb-test', receiver, clientOptions, logger: silent, convoStore: false, ...more });
  listen(app);
  await app.start();
  onTestFinished(async () => {
    await app.stop();
  });
  return app;
}

/** The code of Slack's refusal of a call. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  const answer = await call.then(
    () => 'not refused',
    (error: { data?: { error?: string } }) => error.data?.error ?? String(error),
  );
  return answer;
}

export const mrkdwn = (text: string, verbatim = true) => ({ type: 'mrkdwn' as const, text, verbatim });
export const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const section = (text: string) => ({ type: 'section' as const, text: mrkdwn(text) });
