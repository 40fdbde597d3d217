import { spawnSync } from 'node:child_process';
import { DiscordAPIError } from 'discord.js';
import { expect, test } from 'vitest';
import { connect } from '../../src/database/client.ts';
import { describeError } from '../../src/log.ts';
import { freshDatabase } from '../database/harness.ts';

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
