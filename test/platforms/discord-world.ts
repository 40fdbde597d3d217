import type { Sandbox, SandboxOptions } from '@samling/sandbox';
import { pino } from 'pino';
import { startFestival } from '../../festival/index.ts';
import type { Call } from '../../src/chat/call.ts';
import type { Card, Option } from '../../src/chat/card.ts';
import type { CommandDescription } from '../../src/chat/describe.ts';
import type { Answer, Answers, Platform, Receiver, Result } from '../../src/chat/platform.ts';
import { createDiscord } from '../../src/discord/index.ts';
import { PATIENCE_MS } from '../waiting.ts';

/** A command with every type of option, for those who may manage the server. */
export const COMMANDS: CommandDescription[] = [
  {
    name: 'meetup',
    names: { da: 'arrangement', en: 'meetup' },
    description: 'Meetups',
    descriptions: { da: 'Arrangementer', en: 'Meetups' },
    forManagers: false,
    subcommands: [
      {
        name: 'create',
        names: { da: 'opret', en: 'create' },
        description: 'Make a meetup',
        descriptions: { da: 'Lav et arrangement', en: 'Make a meetup' },
        options: [
          { ...words('title', 'titel'), type: 'text', maxLength: 100, suggests: false },
          { ...words('when', 'tid'), type: 'text', maxLength: 200, suggests: true },
          { ...words('places', 'pladser'), type: 'integer', minimum: 1, maximum: 500, suggests: true },
          { ...words('where', 'kanal'), type: 'channel', suggests: false },
          { ...words('for', 'rolle'), type: 'role', suggests: false },
          {
            ...words('repeat', 'gentag'),
            type: 'choice',
            suggests: false,
            choices: [{ value: 'weekly', name: 'Weekly', names: { da: 'Hver uge' } }],
          },
        ],
      },
    ],
  },
];

function words(name: string, danish: string) {
  return { name, names: { da: danish }, description: `The ${name}`, descriptions: { da: `Her skrives ${danish}` } };
}

/** The bot's side of the port, as a test sets it. */
export interface Script {
  answer: () => Answer;
  suggestions: readonly Option[];
}

/** The real discord.js of our bot, connected to the local Discord. */
export interface World {
  sandbox: Sandbox;
  bot: Platform;
  receiver: Receiver;
  /** Everything that the bot was told, in order. */
  calls: Call[];
  spaces: { id: string; present: boolean }[];
  script: Script;
  /** Everything that was logged, as JSON lines. */
  log: string[];
  guild: string;
  /** The channel "arrangementer" of the first server. */
  channel: string;
  /** The place where a person stands, in the control API's words. */
  place: { space: string; channel: string };
  stop(): Promise<void>;
}

export async function discordWorld(options: Partial<SandboxOptions> = {}): Promise<World> {
  const sandbox = await startFestival({ patienceMs: PATIENCE_MS, ...options });
  const [guild] = sandbox.seed.discord.guilds;
  const channel = guild?.channels.find(({ name }) => name === 'arrangementer');
  if (!guild || !channel) throw new Error('The seed has no "arrangementer".');
  const calls: Call[] = [];
  const spaces: World['spaces'] = [];
  const log: string[] = [];
  const script: Script = { answer: () => answered('privately', shown('Tak')), suggestions: [] };
  const receiver: Receiver = {
    receive(call): Answer {
      calls.push(call);
      return script.answer();
    },
    async suggest(call) {
      calls.push(call);
      return script.suggestions;
    },
    async spaceChanged(_platform, id, present) {
      spaces.push({ id, present });
    },
  };
  const bot = discordBot({ apiUrl: sandbox.discordApiUrl, token: sandbox.seed.discord.application.token, log });
  await bot.start(receiver, COMMANDS);
  return {
    ...{ sandbox, bot, receiver, calls, spaces, script, log },
    guild: guild.id,
    channel: channel.id,
    place: { space: guild.name, channel: channel.name },
    stop: async () => {
      await bot.stop();
      await sandbox.stop();
    },
  };
}

export function discordBot({ apiUrl, token, log = [] }: { apiUrl: string; token: string; log?: string[] }): Platform {
  return createDiscord({
    token,
    apiUrl,
    pauses: { firstMs: 250, longestMs: 1_000, refusedFirstMs: 250, refusedLongestMs: 1_000 },
    log: pino({ level: 'debug' }, { write: (line: string) => log.push(line) }),
  });
}

export const answered = (answers: Answers, result: Result): Answer => ({ answers, result: Promise.resolve(result) });
export const textCard = (text: string): Card => ({ body: [{ type: 'text', text }] });
export const shown = (text: string): Result => ({ type: 'card', card: textCard(text) });
export const hidden = (text: string): Result => ({ type: 'private', card: textCard(text) });
