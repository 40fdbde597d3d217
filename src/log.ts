import { type DestinationStream, type Logger, pino } from 'pino';

/** What an error is in the log: enough to find the mistake, and nothing that a person wrote. */
interface LoggedError {
  type: string;
  code?: string | number;
  message?: string;
  stack?: string;
  cause?: LoggedError;
}

/**
 * Kinds of error whose message is about code and ids. Others quote what they were given: a JSON error the text, a
 * platform's error the request.
 */
const TELLING =
  /^(Error|TypeError|RangeError|ReferenceError|AssertionError|PrismaClient(?!Validation).*|DriverAdapterError|error|DatabaseError|SendError|ConfigurationError)$/;
/** Prisma's code for a value that cannot be read, which it quotes. */
const QUOTING = new Set<unknown>(['P2007']);
/** PostgreSQL quotes a value that it cannot read: `invalid input syntax for type uuid: "…"`. */
const QUOTED = /: "[\s\S]*"/;
const MESSAGE_MAX = 500;
const CAUSES_MAX = 4;

/** @returns an error's kind, code and places in the code; its message only where that holds no texts of people */
export function describeError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, code } = error as Error & { code?: unknown };
  const type = error.constructor.name || name;
  return {
    type,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(TELLING.test(type) &&
      !QUOTING.has(code) && { message: error.message.replace(QUOTED, ': …').slice(0, MESSAGE_MAX) }),
    stack: error.stack
      ?.replace(error.message, '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...(error.cause !== undefined && depth < CAUSES_MAX && { cause: describeError(error.cause, depth + 1) }),
  };
}

/** @param level of pino @param to the standard output when left out @returns the bot's log: JSON lines */
export function createLog(level: string, to?: DestinationStream): Logger {
  return pino({ level, serializers: { err: (error: unknown) => describeError(error) } }, to);
}

/**
 * Ends the process at an error that nobody caught, as Node does, but says no more of it than the log may hold: Node
 * would write out the whole error, and a platform's holds the message that was sent and the tokens in its address.
 */
export function endAtUncaught(log: Logger): void {
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught');
    process.exit(1);
  });
}
