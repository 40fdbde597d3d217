import { expect, test } from 'vitest';
import { SendError } from '../../src/chat/platform.ts';
import { outageOf } from '../../src/database/failures.ts';

const failed = (message: string, more: object = {}) => Object.assign(new Error(message), more);
/** As Prisma tells of an error of PostgreSQL's: for a raw query, and for one of its own. */
const raw = (code: string, message: string) =>
  failed(`Raw query failed. Code: \`${code}\`. Message: \`${message}\``, { code: 'P2010' });
const own = (originalCode: string, originalMessage: string) =>
  failed('Invalid `prisma.meetup.create()` invocation', {
    code: 'P2039',
    meta: {
      driverAdapterError: failed('DatabaseError', { cause: { originalCode, originalMessage, kind: 'postgres' } }),
    },
  });

test.each([
  ['53100', 'could not extend file "base/5/16384": No space left on device'],
  ['58030', 'could not write to file "base/5/16384": Input/output error'],
  ['XX000', 'could not extend file "base/5/16384": Disk quota exceeded'],
  ['42501', 'could not open file "base/5/16384": Read-only file system'],
  ['25006', 'cannot execute INSERT in a read-only transaction'],
])('a database that can write nothing (%s: %s) is known in whatever error it stands', (code, message) => {
  for (const error of [failed(message, { code }), raw(code, message), own(code, message)]) {
    expect(outageOf(error)).toBe('unwritable');
    expect(outageOf(failed('what we made of it', { cause: error }))).toBe('unwritable');
  }
});

test.each([
  ['53300', 'sorry, too many clients already'],
  ['53200', 'out of memory'],
  ['53000', 'insufficient resources'],
  ['57P01', 'terminating connection due to administrator command'],
  ['57P02', 'terminating connection because of crash of another server process'],
  ['57P03', 'the database system is in recovery mode'],
  ['08006', 'connection failure'],
])('a database that is not there at this moment (%s: %s) is another thing', (code, message) => {
  for (const error of [failed(message, { code }), raw(code, message), own(code, message)])
    expect(outageOf(error)).toBe('away');
});

test.each([
  ['23505', 'duplicate key value violates unique constraint "Meetup_pkey"'],
  ['40001', 'could not serialize access due to concurrent update'],
  ['42501', 'permission denied for table "Meetup"'],
  ['22P02', 'invalid input syntax for type uuid: "53100"'],
])('what is about a query alone (%s: %s) is no outage', (code, message) => {
  expect(outageOf(failed(message, { code }))).toBeNull();
});
test('what is no error of a database is no outage', () => {
  for (const nothing of [undefined, null, 'text', new TypeError('x is undefined')])
    expect(outageOf(nothing)).toBeNull();
});

test('works that failed together tell of an outage when each of them does', () => {
  const away = failed('the database system is in recovery mode', { code: '57P03' });
  const full = failed('could not extend file "base/5/16384": No space left on device', { code: '53100' });
  expect(outageOf(new AggregateError([away, away]))).toBe('away');
  expect(outageOf(failed('the step', { cause: new AggregateError([away, full]) }))).toBe('unwritable');
  expect(outageOf(new AggregateError([away, new TypeError('x is undefined')]))).toBeNull();
});

test('a platform that cannot be reached is not the database', () => {
  const refused = failed('connect ECONNREFUSED 127.0.0.1:443', { code: 'ECONNREFUSED' });
  expect(outageOf(new SendError({ kind: 'not-sent' }, refused))).toBeNull();
  expect(outageOf(failed('could not ask', { cause: new SendError({ kind: 'unknown' }, refused) }))).toBeNull();
  expect(outageOf(refused)).toBe('away');
});
