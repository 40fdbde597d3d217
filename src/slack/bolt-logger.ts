import { LogLevel, type Logger as SlackLogger } from '@slack/bolt';
import type { Logger } from 'pino';

/** Longer than any message of the libraries themselves; what is longer quotes something. */
const MESSAGE_MAX = 200;
const TOKENS = /x(?:ox[a-z]|app)-[\w-]+/g;

/**
 * Gives Bolt and its clients our log. Warnings and errors only: below them the libraries write out payloads, which hold
 * people's words. Of an error its name and code are written, for its message may quote an answer.
 */
export function boltLogger(log: Logger): SlackLogger {
  const write = (level: 'warn' | 'error') => (first: unknown) => log[level]({ from: 'bolt' }, describe(first));
  const silent = () => undefined;
  return {
    debug: silent,
    info: silent,
    warn: write('warn'),
    error: write('error'),
    setLevel: silent,
    getLevel: () => LogLevel.WARN,
    setName: silent,
  };
}

function describe(said: unknown): string {
  if (said instanceof Error) return 'code' in said ? `${said.name} ${said.code}` : said.name;
  return String(said).replace(TOKENS, '[token]').slice(0, MESSAGE_MAX);
}
