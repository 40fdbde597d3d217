import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import { EnduringClient } from '../database/enduring-client.ts';
import { refusalOf } from '../database/refusals.ts';
import { QUEUES } from './outbox.ts';

const CONNECTIONS = 4;

/**
 * Connects the queue and makes its tables and queues where they are missing. Jobs live in PostgreSQL beside our rows.
 * Lost or failed jobs lose nothing: the rows say what is to be done, and the sweep makes new jobs for them.
 * @param url of the database
 * @throws {DatabaseError} when its user may not make them
 */
export async function startQueue(url: string, log: Logger): Promise<PgBoss> {
  // pg-boss hands its options on to pg's pool, and so the kind of its connections too.
  const connections = { Client: EnduringClient, connectionString: url, max: CONNECTIONS };
  const boss = new PgBoss({ ...connections, useListenNotify: true, schedule: false });
  // Without a listener an error of its maintenance would end the process.
  boss.on('error', (error) => log.error({ err: error }, 'queue'));
  boss.on('warning', (warning) => log.warn({ warning: warning.message }, 'queue'));
  await boss.start().catch((cause: unknown) => {
    throw refusalOf(new EnduringClient(url), cause) ?? cause;
  });
  const options = { notify: true, retryLimit: 0, expireInSeconds: 120, deleteAfterSeconds: 60 * 60 };
  await boss.createQueue(QUEUES.deliveries, options);
  // "short": at most one waiting job per key, here per subject, while another may be at work.
  await boss.createQueue(QUEUES.cards, { ...options, policy: 'short' });
  return boss;
}
