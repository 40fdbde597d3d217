import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { DatabaseError } from './error.ts';
import { hasCode } from './files.ts';
import { migrate, migrationHistory } from './migrate.ts';
import { withSession } from './session.ts';

/** Beginning of a backup; behind it stand the migrations that its tables have had. */
const MIGRATIONS = '-- Samling, with the migrations ';
/** End of a whole backup. */
const COMPLETE = '-- Complete.';
const END_OF_TABLE = '\\.';
/** Nothing else in a backup is ever run. */
const COPY = /^COPY ("\w+" \((?:"\w+"(?:, )?)+\)) FROM stdin;$/;

/** Amount written or read. */
export interface Amount {
  tables: number;
  rows: number;
}

/**
 * Writes all that the project's tables hold, as it is at one moment, while bots go on working. The queue's jobs are
 * left out: rows say what is to be done. It is the text that psql reads: COPY with a line for each row.
 * @throws {DatabaseError} when the database cannot be reached, or has no tables yet
 */
export async function backUp(url: string, file: Writable): Promise<Amount> {
  return await withSession(url, async (session) => {
    await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const amount = { tables: 0, rows: 0 };
    const history = await migrationHistory(session);
    if (history.length === 0)
      throw new DatabaseError('There is nothing to back up: no bot has used this database yet.');
    await write(file, `${MIGRATIONS}${history.map(({ name }) => name).join(' ')}\n`);
    for (const table of await tablesOf(session)) {
      await write(file, `\nCOPY ${table} FROM stdin;\n`);
      const rows = session.query(copyTo(`COPY ${table} TO STDOUT`));
      for await (const piece of rows) await write(file, piece as Buffer);
      await write(file, `${END_OF_TABLE}\n`);
      amount.tables += 1;
      amount.rows += rows.rowCount;
    }
    await write(file, `\n${COMPLETE}\n`);
    return amount;
  });
}

/** @returns each table of the project with the columns that hold what was written, as COPY takes them */
async function tablesOf(session: pg.Client): Promise<string[]> {
  const { rows } = await session.query<{ target: string }>(
    `SELECT format('"%s" (%s)', c.relname, string_agg(format('"%s"', a.attname), ', ' ORDER BY a.attnum)) AS target
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     GROUP BY c.relname ORDER BY c.relname`,
  );
  return rows.map(({ target }) => target);
}

function write(file: Writable, piece: string | Buffer): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  file.write(piece, (error) => (error ? reject(error) : resolve()));
  return promise;
}

/**
 * Puts a backup into an empty database, which then is as new as this version of the project.
 * @param settle what is to be done with the rows before anybody sees them, in the same transaction
 * @throws {DatabaseError} when the database is not empty, or the backup is not whole or of a newer version
 */
export async function restore(
  url: string,
  file: Readable,
  settle: (session: pg.Client) => Promise<void>,
): Promise<Amount> {
  const lines = linesOf(file);
  const first = (await lines.next()).value ?? '';
  if (!first.startsWith(MIGRATIONS)) throw new DatabaseError('This is no backup that `npm run db:backup` has written.');
  await withSession(url, requireEmpty);
  await migrate(url, { names: first.slice(MIGRATIONS.length).split(' ') });
  const amount = await withSession(url, async (session) => {
    await session.query('BEGIN');
    const putBack = await dropForeignKeys(session);
    const read = await readTables(session, lines);
    await putBack();
    await settle(session);
    await session.query('COMMIT');
    return read;
  });
  await migrate(url);
  return amount;
}

async function requireEmpty(session: pg.Client): Promise<void> {
  for (const table of await tablesOf(session)) {
    const name = table.slice(0, table.indexOf(' '));
    const { rowCount } = await session.query(`SELECT FROM ${name} LIMIT 1`);
    if (rowCount)
      throw new DatabaseError(
        'The database is not empty: a backup is put into an empty one. Create a new database for DATABASE_URL, or ' +
          'move the folder "postgresql" out of DATA_DIR.',
      );
  }
}

/**
 * Tables come in any order, and only the owner of the server may look away from foreign keys: they are taken away, and
 * checked when they are put back.
 */
async function dropForeignKeys(session: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await session.query<{ table: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS table, format('%I', conname) AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`,
  );
  for (const { table, name } of rows) await session.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  return async () => {
    for (const { table, name, definition } of rows)
      await session.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  };
}

async function readTables(session: pg.Client, lines: AsyncGenerator<string>): Promise<Amount> {
  const amount = { tables: 0, rows: 0 };
  for await (const line of lines) {
    if (line === COMPLETE) return amount;
    const [, target] = COPY.exec(line) ?? [];
    if (!target) continue;
    amount.tables += 1;
    amount.rows += await readTable(session, target, lines);
  }
  throw new DatabaseError('This backup is not whole: its end is missing. Nothing was put back.');
}

async function readTable(session: pg.Client, target: string, lines: AsyncGenerator<string>): Promise<number> {
  const table = session.query(copyFrom(`COPY ${target} FROM STDIN`));
  const done = finished(table);
  // Waited for below; until then a refused row must not count as nobody's.
  done.catch(() => undefined);
  // Not "for await": that would close the lines behind the last row.
  for (let line = await lines.next(); line.value !== END_OF_TABLE; line = await lines.next()) {
    if (line.done) {
      table.destroy();
      throw new DatabaseError('This backup is not whole: it ends inside a table. Nothing was put back.');
    }
    if (!table.write(`${line.value}\n`)) await Promise.race([once(table, 'drain'), done]);
  }
  table.end();
  await done;
  return table.rowCount;
}

/** Only \n ends a line: what else Unicode takes for one may stand inside a row. */
async function* linesOf(file: Readable): AsyncGenerator<string, undefined> {
  let rest = '';
  file.setEncoding('utf8');
  try {
    for await (const piece of file) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (cause) {
    // A file that was cut, or is something else.
    if (!hasCode(cause, 'Z_BUF_ERROR', 'Z_DATA_ERROR')) throw cause;
    throw new DatabaseError('This backup is not whole, or no backup: it cannot be unpacked.', { cause });
  }
  return undefined;
}
