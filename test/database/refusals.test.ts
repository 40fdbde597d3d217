import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { chown, readFile, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedServer, startEmbedded } from '../../src/database/embedded.ts';
import { DatabaseError } from '../../src/database/error.ts';
import { migrate } from '../../src/database/migrate.ts';
import { withSession } from '../../src/database/session.ts';
import { startQueue } from '../../src/delivery/queue.ts';
import { freePort } from '../free-port.ts';
import { temporaryFolder } from './harness.ts';

const tls = path.join(import.meta.dirname, 'tls');
const authority = `sslrootcert=${path.join(tls, 'ca.crt')}`;

/** A PostgreSQL on a port, as one that somebody configured. */
let server: EmbeddedServer;
let port: number;

beforeAll(async () => {
  port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' };
  server = await startEmbedded({ dataDir: await temporaryFolder(), settings });
});

afterAll(() => server.stop());

interface Changes {
  host?: string;
  user?: string;
  password?: string;
  database?: string;
}

function address(query = '', { host = '127.0.0.1', user, password, database }: Changes = {}): string {
  const url = new URL(server.url);
  url.host = `${host}:${port}`;
  if (user !== undefined) url.username = user;
  if (password !== undefined) url.password = password;
  if (database !== undefined) url.pathname = `/${database}`;
  url.search = query;
  return url.href;
}

const ask = (url: string) => withSession(url, (session) => session.query('SELECT 1'));
const administer = (...statements: string[]) =>
  withSession(server.url, async (session) => {
    for (const statement of statements) await session.query(statement);
  });

/** @returns the sentence, which never holds the password and is one line */
async function sentenceFor(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => 'It works.',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DatabaseError);
  const { message } = error as DatabaseError;
  expect(message).not.toMatch(/\n|secret/);
  expect(message).not.toContain(new URL(server.url).password);
  return message;
}

/** Puts a file into the server's folder, as its own. */
async function give(name: string, content: string): Promise<void> {
  const file = path.join(server.folder, name);
  const { uid, gid } = await stat(path.join(server.folder, 'PG_VERSION'));
  await writeFile(file, content, { mode: 0o600 });
  await chown(file, uid, gid);
}

test('who cannot be let in reads why', async () => {
  expect(await sentenceFor(ask(address('', { password: 'secret' })))).toMatch(/refuses the user "samling".*password/);
  expect(await sentenceFor(ask(address('', { password: '' })))).toMatch(/wants a password of "samling"/);
  expect(await sentenceFor(ask(address('', { database: 'nowhere' })))).toMatch(/has no database "nowhere"/);
  expect(await sentenceFor(ask('postgresql://127.0.0.1:1/samling'))).toMatch(
    /^No PostgreSQL answers at 127\.0\.0\.1:1\./,
  );
  expect(await sentenceFor(ask('postgresql://nowhere.invalid/samling'))).toMatch(/answers at nowhere\.invalid:5432\./);
  await administer("CREATE ROLE crowd LOGIN PASSWORD 'secret' CONNECTION LIMIT 0");
  expect(await sentenceFor(ask(address('', { user: 'crowd', password: 'secret' })))).toMatch(/no connection left/);
});

test('what is no PostgreSQL is said so', async () => {
  const other = createServer((socket) => void socket.once('data', () => socket.destroy())).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const there = `postgresql://127.0.0.1:${(other.address() as AddressInfo).port}/samling`;
  expect(await sentenceFor(ask(there))).toMatch(/breaks off the connection.*Check that it is a PostgreSQL/);
  other.close();
});

test('without rights to make what the bot needs it says whose the database has to be', async () => {
  await administer(
    "CREATE ROLE guest LOGIN PASSWORD 'secret'",
    'CREATE DATABASE foreign_one',
    'CREATE DATABASE foreign_two',
    'ALTER DATABASE foreign_two SET default_transaction_read_only = on',
    'REVOKE CONNECT ON DATABASE postgres FROM PUBLIC',
  );
  const guest = { user: 'guest', password: 'secret' };
  const mine = address('', { ...guest, database: 'foreign_one' });
  const owner = /does not let "guest" do .*\(permission denied for .*ALTER DATABASE/;
  expect(await sentenceFor(migrate(mine))).toMatch(owner);
  expect(await sentenceFor(startQueue(mine, pino({ level: 'silent' })))).toMatch(owner);
  expect(await sentenceFor(ask(address('', guest)))).toMatch(owner);
  const copy = address('', { database: 'foreign_two' });
  expect(await sentenceFor(migrate(copy))).toMatch(/takes no changes/);
});

/** The certificate is for this name, which a chroot may not know. */
const named = { host: 'localhost' };
const knowsName = await lookup('localhost').then(
  () => true,
  () => false,
);

test.skipIf(!knowsName)(
  'TLS: what fails says what to change, and with the authority of the server it works',
  async () => {
    expect(await sentenceFor(ask(address('sslmode=verify-full')))).toMatch(/has no TLS, and sslmode/);
    const missing = path.join(tls, 'missing.pem');
    const noFile = await sentenceFor(ask(address(`sslmode=verify-full&sslrootcert=${missing}`)));
    expect(noFile).toMatch(/names the file .*missing\.pem, which cannot be read \(ENOENT\)/);

    await give('server.crt', await readFile(path.join(tls, 'server.crt'), 'utf8'));
    await give('server.key', await readFile(path.join(tls, 'server.key'), 'utf8'));
    await administer('ALTER SYSTEM SET ssl = on', 'SELECT pg_reload_conf()');
    const unknown = /vouches for the certificate .*sslrootcert=/;
    await expect.poll(() => sentenceFor(ask(address('sslmode=verify-full', named)))).toMatch(unknown);
    const encrypted = await withSession(address(`sslmode=verify-full&${authority}`, named), async (session) => {
      const { rows } = await session.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
      return rows[0].ssl;
    });
    expect(encrypted).toBe(true);
    expect(await sentenceFor(ask(address(`sslmode=verify-full&${authority}`)))).toMatch(
      /certificate .* is for another name/,
    );
  },
);

test.skipIf(!knowsName)('a server that takes nobody without TLS says so', async () => {
  await give('pg_hba.conf', 'hostssl all all all scram-sha-256\n');
  await withSession(address(`sslmode=verify-full&${authority}`, named), (session) =>
    session.query('SELECT pg_reload_conf()'),
  );
  await expect.poll(() => sentenceFor(ask(address()))).toMatch(/does not let "samling" in .*sslmode=verify-full/);
});
