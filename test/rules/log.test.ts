import { spawnSync } from 'node:child_process';
import { DiscordAPIError } from 'discord.js';
import { expect, test, vi } from 'vitest';
import { connect } from '../../src/database/client.ts';
import { startQueue } from '../../src/delivery/queue.ts';
import { createLog, describeError } from '../../src/log.ts';
import { freshDatabase } from '../database/harness.ts';
import { until } from '../waiting.ts';

const secret = 'Jeg hedder Yusuf';

test('what the database client quotes of its arguments stays out of the log', () => {
  const failure = Object.assign(new Error(secret), { code: 'P2007' });
  expect(JSON.stringify(describeError(failure))).not.toContain('Yusuf');
});

test('an error in the log tells where it happened and nothing that people wrote', () => {
  const refused = new DiscordAPIError({ code: 50035, message: secret }, 50035, 400, 'POST', 'https://example.org', {
    body: { content: secret },
  });
  const parsing = (() => {
    try {
      return JSON.parse(secret) as Error;
    } catch (error) {
      return error;
    }
  })();
  for (const error of [refused, parsing, new Error('Delivery 7 has no channel.', { cause: parsing })])
    expect(JSON.stringify(describeError(error))).not.toContain('Yusuf');
  expect(describeError(refused)).toMatchObject({ type: 'DiscordAPIError', code: 50035 });
  expect(describeError(new TypeError('x is undefined'))).toMatchObject({
    type: 'TypeError',
    message: 'x is undefined',
  });
  expect(describeError(new TypeError('x')).stack).toContain('log.test.ts');
});

test('what PostgreSQL quotes of a value stays out of the log, whichever way it was asked', async () => {
  const database = await freshDatabase();
  const db = connect(database.url);
  const failures = await Promise.all([
    db.prisma.$queryRaw`SELECT ${secret}::uuid`.catch((error: unknown) => error),
    db.prisma.$queryRaw`SELECT ${`"${secret}": "${secret}"`}::text::int`.catch((error: unknown) => error),
    db.pool.query('SELECT $1::uuid', [secret]).catch((error: unknown) => error),
    db.prisma.community.create({ data: { id: secret, name: '', createdAt: new Date(0) } }).catch((error) => error),
  ]);
  for (const failure of failures) expect(JSON.stringify(describeError(failure))).not.toContain('Yusuf');
  expect(describeError(failures[0]).message).toContain('invalid input syntax for type uuid: …');
  await db.close();
  await database.drop();
});

test('an error that stands for several tells of each', () => {
  const both = new AggregateError([new TypeError('x is undefined'), new SyntaxError(secret)], '2 of 3 failed');
  const told = describeError(both);
  expect(told).toMatchObject({
    message: '2 of 3 failed',
    errors: [{ message: 'x is undefined' }, { type: 'SyntaxError' }],
  });
  expect(JSON.stringify(told)).not.toContain('Yusuf');
});

test('a line of a message is not taken for a place in the code', () => {
  expect(JSON.stringify(describeError(new SyntaxError(`no JSON:\n    at ${secret}`)))).not.toContain('Yusuf');
});

test('an error that nobody caught ends the process, and is told as any other', () => {
  const script = `
    import { DiscordAPIError } from 'discord.js';
    import { createLog, endAtUncaught } from './src/log.ts';
    endAtUncaught(createLog('info'));
    const sent = { body: { content: '${secret}' } };
    Promise.reject(new DiscordAPIError({ code: 50035, message: '' }, 50035, 400, 'POST', 'https://x.dk/a-token', sent));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ level: 60, err: { type: 'DiscordAPIError', code: 50035 } });
  expect(`${stdout}${stderr}`).not.toMatch(/Yusuf|a-token/);
});

/** Lines that are logged, read again. */
function logOf() {
  const lines: { msg: string; [field: string]: unknown }[] = [];
  return { lines, log: createLog('info', { write: (line: string) => void lines.push(JSON.parse(line)) }) };
}

test('what the queue reports says what it is, also where it is no error but a copy of one', async () => {
  const database = await freshDatabase();
  const { lines, log } = logOf();
  const boss = await startQueue(database.url, log);
  await boss.work(
    'deliveries',
    { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5 },
    async () => undefined,
  );
  const db = connect(database.url);
  await db.pool.query('DROP SCHEMA pgboss CASCADE');
  // PostgreSQL's errors are called so in their stack, which is all that the copy has left of the name.
  const copy = await until(
    () => lines.find(({ msg, err }) => msg === 'queue' && (err as { type?: string }).type === 'error'),
    'a copy of an error',
  );
  expect(copy.err).toMatchObject({ code: '42P01', message: expect.stringContaining('does not exist') });
  expect(JSON.stringify(copy.err)).toContain('at ');
  await boss.stop({ graceful: false }).catch(() => undefined);
  await db.close();
  await database.drop();
});

test('an outage is said once and then as numbers, without a stack', () => {
  vi.useFakeTimers();
  try {
    const { lines, log } = logOf();
    const gone = () => Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
    for (let second = 0; second < 60; second += 1) {
      log.error({ err: gone(), step: 'reminders' }, 'a step of the sweep failed');
      log.error({ err: new Error('Terminated', { cause: gone() }) }, 'work not taken');
      log.warn({ err: { ...gone(), message: gone().message, stack: gone().stack } }, 'queue');
    }
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain('at ');
    vi.advanceTimersByTime(60_000);
    expect(lines.slice(1)).toMatchObject([
      { counts: { 'a step of the sweep failed': 59, 'work not taken': 60, queue: 60 }, level: 40 },
    ]);
    vi.advanceTimersByTime(60_000);
    expect(lines).toHaveLength(2);
    log.error({ err: gone() }, 'work not taken');
    expect(lines).toHaveLength(3);
  } finally {
    vi.useRealTimers();
  }
});

test('other mistakes are told one by one, whatever goes on', () => {
  const { lines, log } = logOf();
  for (const incident of ['111111', '222222']) log.error({ incident, err: new TypeError('x is undefined') }, 'failed');
  log.fatal({ err: Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }) }, 'uncaught');
  expect(lines.map(({ incident, msg }) => incident ?? msg)).toEqual(['111111', '222222', 'uncaught']);
});
