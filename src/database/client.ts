import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';
import { PipelinedClient } from './pipelined-client.ts';

/** The bot's way to its database. */
export interface Database {
  prisma: PrismaClient;
  /** The connections under `prisma`, for what it cannot say. */
  pool: pg.Pool;
  /** Waits for the queries under way and closes all connections. */
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** The most connections at a time. */
  max?: number;
  /** Hears of a connection that broke while nobody used it; the next query opens another. */
  onBrokenConnection?: (error: Error) => void;
}

const connectWithin = 10_000;
/**
 * Longest wait for an answer, in ms: what takes longer has lost its connection without anybody saying so; even a slow
 * database needs less.
 */
const answerWithin = 60_000;

/**
 * A statement that begins with such a comment is planned once for each connection: where people wait for it, planning
 * takes longer than the work. Its text must be the same each time, and no `*` in what it returns.
 */
const PREPARED = /^\s*\/\* prepared: (\w+) \*\//;

/** @returns the name under which a connection keeps the plan of a statement; empty when it keeps none */
const nameOf = ({ sql }: { sql: string }): string => PREPARED.exec(sql)?.[1] ?? '';

/**
 * Makes a client. It connects with its first query.
 * @param url a connection string for `pg`
 */
export function connect(url: string, { max = 10, onBrokenConnection }: ConnectOptions = {}): Database {
  const pool = new pg.Pool({
    Client: PipelinedClient,
    connectionString: url,
    max,
    connectionTimeoutMillis: connectWithin,
    query_timeout: answerWithin,
    keepAlive: true,
    application_name: 'samling',
  });
  let closing = false;
  // Without a listener the pool's error would end the process. A server that stops right after us may cut a connection
  // that is saying goodbye.
  pool.on('error', (error) => closing || onBrokenConnection?.(error));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: nameOf }) });
  return {
    prisma,
    pool,
    async close() {
      closing = true;
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
