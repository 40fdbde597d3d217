import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { connect } from '../../src/database/client.ts';
import { comeIn } from '../../src/delivery/takeover.ts';
import { systemClock } from '../../src/time/clock.ts';
import { freshDatabase } from '../database/harness.ts';

test('who takes over gives what was under way time to arrive before anybody looks for it', async () => {
  const database = await freshDatabase();
  const db = connect(database.url);
  const clock = { ...systemClock, monotonic: () => 1_000 };
  const presence = await comeIn(database.url, db, clock, pino({ level: 'silent' }));
  onTestFinished(async () => {
    await presence.leave();
    await db.close();
    await database.drop();
  });
  expect(presence.orphans.settledAt).toBeGreaterThan(clock.monotonic());
});
