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
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
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
