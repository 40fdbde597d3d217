import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, idIn, type Port, settled, startPort } from './port.ts';
import { NOON } from './world.ts';

const SPACE = 'ours';
const organiser: Caller = { id: 'organiser', space: SPACE };
const guest: Caller = { id: 'guest', space: SPACE };

let port: Port;
beforeAll(async () => {
  port = await startPort(NOON);
  port.allows('organiser', SPACE, { mayManage: true, roles: [] });
  // Rows are changed later, by whoever sends: so each notes in which transaction it came.
  await port.db.pool.query(`
    CREATE TABLE came (what text, in_tx xid8);
    CREATE FUNCTION note_came() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN INSERT INTO came VALUES (TG_TABLE_NAME, pg_current_xact_id()); RETURN NEW; END $$;
    CREATE TRIGGER came AFTER INSERT ON "Delivery" FOR EACH ROW EXECUTE FUNCTION note_came();
    CREATE TRIGGER came AFTER INSERT ON "HandledCall" FOR EACH ROW EXECUTE FUNCTION note_came();`);
});
afterAll(() => port.stop());

const say = (caller: Caller, command: string, values: Record<string, string>) =>
  port.does(caller, { kind: 'command', path: command.split(' '), values });
const press = (caller: Caller, id: string) => port.does(caller, { kind: 'action', id, chosen: [] });

test('what a call sends is written in the transaction that notes the call', async () => {
  const draft = await say(organiser, 'meetup create', { title: 'Kor', when: 'på lørdag kl. 19-22', where: 'Salen' });
  await press(organiser, idIn(draft, 'meetup.publish'));
  const { id } = await port.db.prisma.occurrence.findFirstOrThrow();
  await press(guest, `meetup.answer:${id}:going`);
  const sure = await say(organiser, 'meetup cancel', { meetup: 'Kor' });
  await press(organiser, idIn(sure, 'meetup.cancel'));
  await settled(port);
  const { rows } = await port.db.pool.query<{ alone: number; all: number }>(`
    SELECT count(*)::int AS all, count(*) FILTER (WHERE NOT EXISTS (
      SELECT 1 FROM came call WHERE call.what = 'HandledCall' AND call.in_tx = sent.in_tx))::int AS alone
    FROM came sent WHERE sent.what = 'Delivery'`);
  expect(rows[0]?.all).toBeGreaterThanOrEqual(2);
  expect(rows[0]?.alone).toBe(0);
});
