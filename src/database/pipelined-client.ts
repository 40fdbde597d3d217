import type pg from 'pg';
import { EnduringClient } from './enduring-client.ts';

/** Answer to a BEGIN. */
const BEGUN: pg.QueryResult = { command: 'BEGIN', rowCount: null, oid: 0, rows: [], fields: [] };

/**
 * A connection on which all that is asked at once travels at once, and the BEGIN of a transaction with its first
 * statement: each saves a round trip. PostgreSQL does it in the order in which it was asked, and once a statement of a
 * transaction has failed it refuses all behind it. A BEGIN fails only with its connection, and then whatever comes next
 * fails too. https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export class PipelinedClient extends EnduringClient {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, pipeline: true });
    const ask = this.query.bind(this) as (...asked: unknown[]) => unknown;
    this.query = ((...asked: unknown[]) => {
      const answer = ask(...asked);
      if (!(answer instanceof Promise) || !isBegin(asked[0])) return answer;
      answer.catch(() => undefined);
      return Promise.resolve(BEGUN);
    }) as typeof this.query;
  }
}

function isBegin(asked: unknown): boolean {
  return typeof asked === 'object' && asked !== null && 'text' in asked && asked.text === 'BEGIN';
}
