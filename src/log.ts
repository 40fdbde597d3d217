import { type DestinationStream, type Logger, pino } from 'pino';
import { CountedLog } from './chat/counted-log.ts';
import { outageOf } from './database/failures.ts';

/** An error as the log has it: enough to find the mistake, and nothing that a person wrote. */
interface LoggedError {
  type: string;
  code?: string | number;
  message?: string;
  stack?: string;
  cause?: LoggedError;
  /** Those that one stands for. */
  errors?: LoggedError[];
}

/**
 * Kinds of error whose message is about code and ids. Others quote what they were given: a JSON error the text, a
 * platform's error the request.
 */
const TELLING =
  /^(Error|TypeError|RangeError|ReferenceError|AggregateError|AssertionError|PrismaClient(?!Validation).*|DriverAdapterError|error|DatabaseError|SendError|ConfigurationError)$/;
/** Prisma's code for a value that cannot be read, which it quotes. */
const QUOTING = new Set<unknown>(['P2007']);
/** PostgreSQL quotes a value that it cannot read: `invalid input syntax for type uuid: "…"`. */
const QUOTED = /: "[\s\S]*"/;
const MESSAGE_MAX = 500;
const CAUSES_MAX = 4;

/** @returns an error's kind, code and places in the code; its message only where that holds no texts of people */
export function describeError(given: unknown, depth = 0): LoggedError {
  const error = asError(given);
  if (!error) return { type: typeof given };
  const { name, code } = error as Error & { code?: unknown };
  const type = nameOf(error, name);
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
    ...(error instanceof AggregateError &&
      depth < CAUSES_MAX && { errors: error.errors.slice(0, CAUSES_MAX).map((one) => describeError(one, depth + 1)) }),
  };
}

/**
 * @returns an error, also where a library (pg-boss) hands on a copy of one that is a plain object; null for anything
 * else
 */
function asError(given: unknown): Error | null {
  if (given instanceof Error) return given;
  if (typeof given !== 'object' || given === null) return null;
  const { message, stack } = given as { message?: unknown; stack?: unknown };
  if (typeof message !== 'string' || typeof stack !== 'string') return null;
  const [, name = 'Error'] = /^(\w+):/.exec(stack) ?? [];
  return Object.assign(new Error(message), given, { name });
}

/** A copy has lost its class; its stack still begins with the name. */
function nameOf(error: Error, name: string): string {
  return error.constructor === Error && name !== 'Error' ? name : error.constructor.name || name;
}

/** Of pino: what ends the process is told whole. */
const FATAL = 60;

/** @param level of pino @param to the standard output when left out @returns the bot's log: JSON lines */
export function createLog(level: string, to?: DestinationStream): Logger {
  let outages: CountedLog | undefined;
  const log = pino(
    {
      level,
      serializers: { err: (error: unknown) => describeError(error) },
      hooks: {
        logMethod(args, method, severity) {
          const outage = severity < FATAL ? outageIn(args) : null;
          if (outage) outages?.add(outage.message, { error: outage.error });
          else method.apply(this, args);
        },
      },
    },
    to,
  );
  outages = new CountedLog(log, 'warn', 'not done: no connection to the database or a platform');
  return log;
}

/**
 * While the database is away everything fails that wants it, hundreds of times a minute and for the same reason, which
 * `watchDatabase` says once. So such lines become one, without its stack, and then a number a minute.
 */
function outageIn([about, message]: readonly unknown[]): { message: string; error: LoggedError } | null {
  if (typeof about !== 'object' || about === null || !('err' in about) || typeof message !== 'string') return null;
  const error = asError(about.err);
  if (!error || !outageOf(error)) return null;
  const { type, code, message: words } = describeError(error);
  return { message, error: { type, code, message: words } };
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
