import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type EmbeddedServer, startEmbedded } from '../../src/database/embedded.ts';
import { migrate } from '../../src/database/migrate.ts';
import { createScratchDatabase, type ScratchDatabase, withDatabase } from '../../src/database/scratch-database.ts';
import { withSession } from '../../src/database/session.ts';

const TEMPLATE = 'template_chaos';
const SETTINGS = { max_connections: '120', synchronous_commit: 'on', fsync: 'off' };
const PAUSE_MS = 50;
const PATIENCE_MS = 30_000;
/** So long a table is waited for that is to be locked. */
const LOCK_WITHIN_MS = 1_000;

/** A PostgreSQL of its own, which may be killed without harm to anybody else. */
export class ChaosServer {
  #server: EmbeddedServer;
  readonly #folder: string;

  private constructor(server: EmbeddedServer, folder: string) {
    this.#server = server;
    this.#folder = folder;
  }

  static async start(): Promise<ChaosServer> {
    const folder = await mkdtemp(path.join(tmpdir(), 'samling-chaos-'));
    // Root's PostgreSQL may have to run as another user, who must be able to enter.
    await chmod(folder, 0o755);
    const server = await startEmbedded({ dataDir: folder, settings: SETTINGS });
    await withSession(server.url, (session) => session.query(`CREATE DATABASE "${TEMPLATE}"`));
    await migrate(withDatabase(server.url, TEMPLATE));
    return new ChaosServer(server, folder);
  }

  /** @returns an empty database with the migrations applied */
  fresh(): Promise<ScratchDatabase> {
    return createScratchDatabase(this.#server.url, TEMPLATE);
  }

  /** Stops it at once, as a power cut does to its sessions, and brings it up again. */
  async restart(downMs: number): Promise<void> {
    const [pid = ''] = (await readFile(path.join(this.#server.folder, 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGQUIT');
    await this.#server.stop();
    await delay(downMs);
    this.#server = await startEmbedded({ dataDir: this.#folder, settings: SETTINGS });
  }

  async stop(): Promise<void> {
    await this.#server.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** A way into a database that outlives its restarts. */
export class Reader {
  readonly #pool: pg.Pool;

  constructor(url: string) {
    this.#pool = new pg.Pool({ connectionString: url, max: 2, application_name: 'chaos' });
    // Each query is tried again, so what happens to idle connections does not matter.
    this.#pool.on('error', () => undefined);
  }

  /**
   * Asks again until the database answers: only for what may be done twice.
   * @throws the last error after half a minute
   */
  async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return (await this.#pool.query<Row>(text, [...values])).rows;
      } catch (error) {
        if (performance.now() > end || !isAway(error)) throw error;
        await delay(PAUSE_MS);
      }
    }
  }

  /** Ends all connections of the bots. */
  async cut(): Promise<void> {
    await this.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> 'chaos'`,
    );
  }

  /** Keeps everybody from a table for a while, and does something at the end of it. Left out when it cannot be had. */
  async stall(table: string, forMs: number, then: () => Promise<void>): Promise<void> {
    const client = await this.#pool.connect().catch(() => null);
    if (!client) return then();
    client.on('error', () => undefined);
    try {
      await client.query('BEGIN');
      await client.query(`SET LOCAL lock_timeout = ${LOCK_WITHIN_MS}`);
      await client.query(`LOCK TABLE "${table}" IN ACCESS EXCLUSIVE MODE`);
      await delay(forMs);
    } catch (error) {
      if (!isAway(error) && !hasCode(error, '55P03')) throw error;
    } finally {
      await then();
      // Whatever the session holds goes with it.
      client.release(true);
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/^Connection terminated|^timeout exceeded/.test(error.message)) return true;
  return hasCode(error, 'ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '53300', '08006');
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
