import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault, Journal, Seed } from '@samling/sandbox/contract.ts';
import { createDiscord, type DiscordSettings, type LocalDiscord } from '@samling/sandbox/discord/index.ts';
import { memoryJournal } from '@samling/sandbox/journal.ts';
import { Client, Events, GatewayIntentBits, type Interaction, Partials, REST } from 'discord.js';
import { onTestFinished } from 'vitest';
import { PATIENCE_MS } from '../waiting.ts';

export const TOKEN = 'local.discord.token';
export const APPLICATION = '11000000000000001';
export const GUILD = '12000000000000001';
export const OTHER_GUILD = '12000000000000101';
export const CHANNEL = '13000000000000001';
export const NEWS = '13000000000000002';
export const BOARD = '13000000000000003';
const MAJA = '14000000000000001';
export const YUSUF = '14000000000000002';
export const FREJA = '14000000000000003';
export const HELPERS = '15000000000000001';
export const TEAM = '15000000000000002';

/** The place where most things happen. */
export const HERE = { space: 'RÅ', channel: 'arrangementer' };

/** Noon on a day in June. */
const NOON = Date.parse('2026-06-12T10:00:00Z');

/** @param guests how many more people there are: "gaest-1" and on */
function smallSeed(guests = 0): Seed {
  const copenhagen = { locale: 'da', zone: 'Europe/Copenhagen' };
  const crowd = Array.from({ length: guests }, (_, index) => {
    const number = index + 1;
    return { key: `gaest-${number}`, id: String(14_500_000_000_000_000n + BigInt(number)), name: `Gæst ${number}` };
  });
  return {
    discord: {
      application: { id: APPLICATION, botUserId: APPLICATION, botName: 'Samling', token: TOKEN },
      users: [
        { key: 'maja', id: MAJA, name: 'Maja', ...copenhagen },
        { key: 'yusuf', id: YUSUF, name: 'Yusuf', ...copenhagen },
        { key: 'freja', id: FREJA, name: 'Freja', locale: 'en-GB', zone: 'Europe/London' },
        ...crowd.map((guest) => ({ ...guest, ...copenhagen })),
      ],
      guilds: [
        {
          id: GUILD,
          name: 'RÅ',
          locale: 'da',
          ownerKey: 'maja',
          roles: [
            { id: HELPERS, name: 'Frivillig', permissions: ['ManageGuild'], mentionable: true },
            { id: TEAM, name: 'Holdet', permissions: [], mentionable: false },
          ],
          channels: [
            { id: CHANNEL, name: 'arrangementer', kind: 'text' },
            { id: NEWS, name: 'opslag', kind: 'announcement' },
            { id: BOARD, name: 'bestyrelse', kind: 'private' },
          ],
          members: [
            { key: 'maja', roles: [] },
            { key: 'yusuf', roles: ['Frivillig'] },
            { key: 'freja', roles: [] },
            ...crowd.map(({ key }) => ({ key, roles: [] })),
          ],
        },
        {
          id: OTHER_GUILD,
          name: 'Lyd',
          locale: 'en-GB',
          ownerKey: 'maja',
          roles: [],
          channels: [{ id: '13000000000000101', name: 'velkommen', kind: 'text' }],
          members: [{ key: 'maja', roles: [] }],
        },
      ],
    },
    slack: { application: { id: '', botName: '', botToken: '', appToken: '', signingSecret: '' }, teams: [] },
  };
}

export interface Local {
  discord: LocalDiscord;
  /** Base of the REST API, for discord.js. */
  api: string;
  /** The sandbox's time of day; tests set it. */
  clock: { now(): number; set(instant: number): void };
  journal: Journal;
  /** Makes something go wrong, once unless `times` says more. @returns takes it away */
  fail(on: RegExp, does: Fault['does'], times?: number): () => void;
}

export interface LocalSettings extends DiscordSettings {
  guests?: number;
  journal?: Journal;
}

/** A local Discord on a port of its own, stopped when the test is over. */
export async function startLocal({
  guests = 0,
  journal = memoryJournal(),
  ...settings
}: LocalSettings = {}): Promise<Local> {
  let now = NOON;
  const clock = {
    now: () => now,
    set: (instant: number) => {
      now = instant;
    },
  };
  const faults: { on: RegExp; fault: Fault; left: number; released: PromiseWithResolvers<void> }[] = [];
  const server = createServer((request, response) => {
    discord.handle(request, response, (request.url ?? '').replace(/^\/discord/, ''));
  });
  server.on('upgrade', (request, socket, head) => {
    discord.upgrade(request, socket, head, (request.url ?? '').replace(/^\/discord/, ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const discord = createDiscord(
    {
      seed: smallSeed(guests),
      clock,
      journal,
      origin: () => origin,
      fault: (_, request) => {
        const found = faults.find((each) => each.left > 0 && each.on.test(request));
        if (found) found.left -= 1;
        return found?.fault;
      },
      report: (error) => {
        throw error;
      },
      released: async (fault) => faults.find((each) => each.fault === fault)?.released.promise,
      changed: () => undefined,
    },
    { patienceMs: PATIENCE_MS, ...settings },
  );
  onTestFinished(async () => {
    await discord.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    ...{ discord, api: `${origin}/discord/api`, clock, journal },
    fail: (on, does, times = 1) => {
      const released = Promise.withResolvers<void>();
      faults.push({ on, fault: { platform: 'discord', on: on.source, does }, left: times, released });
      return () => released.resolve();
    },
  };
}

/** A discord.js client that is ready, with what it does with interactions. */
export async function login(
  local: Local,
  onInteraction: (interaction: Interaction) => unknown = () => undefined,
  intents: GatewayIntentBits[] = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
  [shard, shardCount]: [number, number] = [0, 1],
): Promise<Client<true>> {
  // discord.js waits five seconds between two identifies; a test that begins a second session need not.
  const ws = { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => undefined }) };
  const client = new Client({
    intents,
    partials: [Partials.Channel],
    rest: { api: local.api },
    ws,
    shards: [shard],
    shardCount,
  });
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  client.on(Events.InteractionCreate, onInteraction);
  onTestFinished(() => client.destroy());
  await client.login(TOKEN);
  return ready;
}

/** Requests as the bot makes them, without a gateway. */
export function rest(local: Local, options: { retries?: number } = {}): REST {
  return new REST({ api: local.api, version: '10', retries: 0, ...options }).setToken(TOKEN);
}

export interface Refusal {
  status: number;
  code: number;
  rawError: { message: string; errors?: Record<string, unknown> };
}

/** @returns how a request was refused */
export async function refused(request: Promise<unknown>): Promise<Refusal> {
  const answer = await request.then(
    () => 'was not refused',
    (error: unknown) => error,
  );
  return answer as Refusal;
}
