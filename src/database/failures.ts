import { causeOf } from './transaction.ts';

/** Outage of the database as a whole: it does not answer, or it answers and can write nothing. */
export type Outage = 'away' | 'unwritable';

/**
 * PostgreSQL's, the network's and Prisma's codes for a database that is not there for us, or has no room for one more
 * at this moment (class 53 but for the disk). https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
const AWAY_CODE =
  /^(?:53[0234]00|57P0[1-5]|08\d{3}|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|P1001|P1002|P1008|P1017|P2024|P2028)$/;
const AWAY_WORDS =
  /\b(?:ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT)\b|Connection terminated|timeout exceeded when trying to connect|too many clients|Server has closed the connection|Query read timeout/;

/** The same for one that answers, and can write nothing: a full or broken disk, or a copy that may only be read. */
const UNWRITABLE_CODE = /^(?:53100|58030|25006)$/;
/** At the end, where no value stands that somebody typed. */
const UNWRITABLE_WORDS = /: (?:No space left on device|Disk quota exceeded|Read-only file system)`?$/;

/** Prisma says the code of a raw query in words. */
const RAW_CODE = /^Raw query failed\. Code: `(\w+)`/m;

/** @returns what a failed query tells of the database; null when it is about the query alone, or not of the database */
export function outageOf(error: unknown): Outage | null {
  const codes: string[] = [];
  const words: string[] = [];
  for (let inner = error; typeof inner === 'object' && inner !== null; inner = causeOf(inner)) {
    // Node's own, of several addresses of one server, have a code.
    if (inner instanceof AggregateError && !('code' in inner)) return outageOfAll(inner.errors);
    const { code, originalCode, originalMessage, message, of } = inner as Record<string, unknown>;
    // The network says the same of every server.
    if (of === 'platform') return null;
    const said = [message, originalMessage].filter((one) => typeof one === 'string');
    words.push(...said);
    codes.push(String(code), String(originalCode), ...said.map((one) => RAW_CODE.exec(one)?.[1] ?? ''));
  }
  const matches = (code: RegExp, word: RegExp) =>
    codes.some((one) => code.test(one)) || words.some((one) => word.test(one));
  if (matches(UNWRITABLE_CODE, UNWRITABLE_WORDS)) return 'unwritable';
  return matches(AWAY_CODE, AWAY_WORDS) ? 'away' : null;
}

/** @returns what several failures tell together; null when one of them is about something else */
function outageOfAll(errors: readonly unknown[]): Outage | null {
  const outages = errors.map(outageOf);
  if (outages.length === 0 || outages.includes(null)) return null;
  return outages.includes('unwritable') ? 'unwritable' : 'away';
}
