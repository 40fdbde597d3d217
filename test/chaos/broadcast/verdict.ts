import type { SeenMessage } from '@samling/sandbox/contract.ts';
import type { Plan } from '../plan.ts';
import { countLimited, NOTHING, type Verdict } from '../verdict.ts';
import { type Channel, OWNER, type World } from '../world.ts';

interface Row extends Record<string, unknown> {
  channel: string;
  state: string;
  reason: string | null;
  attempts: number;
  sentChannel: string | null;
  sentMessage: string | null;
  placedMessage: string | null;
}

/** Looks at every channel as a person does, and holds what the database says against it. */
export async function judge(world: World, plan: Plan): Promise<Verdict> {
  const rows = await world.database.query<Row>(
    `SELECT d.channel, d.state::text, d.reason, d.attempts, d."sentChannel", d."sentMessage", p.message AS "placedMessage"
     FROM "Delivery" d LEFT JOIN "Placement" p ON p.id = d."placementId" WHERE d.channel IS NOT NULL`,
  );
  const verdict: Verdict = {
    ...NOTHING,
    wrong: [],
    limited: countLimited(world),
    repeated: rows.filter(({ attempts }) => attempts > 1).length,
  };
  for (const [number, channel] of world.channels.entries()) {
    const closed = plan.closed.includes(number);
    judgeChannel(verdict, {
      channel,
      closed,
      seen: world.seen(channel),
      rows: rows.filter((row) => row.channel === channel.id),
    });
  }
  verdict.wrong.push(...judgeReport(world, rows));
  return verdict;
}

/** The author has one card in their direct messages, and it counts right. */
function judgeReport({ sandbox, channels }: World, rows: readonly Row[]): string[] {
  const cards = sandbox.discord.directMessages(OWNER).filter(({ fromBot }) => fromBot);
  if (cards.length !== 1) return [`the author has ${cards.length} reports`];
  const sent = rows.filter(({ state }) => state === 'sent').length;
  const text = cards[0]?.text ?? '';
  const right = text.includes(`Kommet frem: ${sent} af ${channels.length} sted`) && text.includes('Færdig.');
  return right ? [] : [`the author reads, although ${sent} were sent: ${text}`];
}

interface Found {
  channel: Channel;
  closed: boolean;
  seen: SeenMessage[];
  rows: Row[];
}

function judgeChannel(verdict: Verdict, { channel, closed, seen, rows }: Found): void {
  const where = `${channel.platform} ${channel.space.name} #${channel.name}`;
  const says = (what: string) => verdict.wrong.push(`${where}: ${what}`);
  verdict.copies += seen.length;
  verdict.doubles += Math.max(0, seen.length - 1);
  if (seen.length > 1) says(`${seen.length} copies`);
  if (seen.some(({ pinged }) => pinged.length > 0)) says('somebody was notified');
  if (rows.length !== 1) says(`${rows.length} deliveries`);
  for (const row of rows) judgeRow(row, seen, says);
  if (closed) {
    if (seen.length > 0) says('a copy where nobody lets it in');
    // Whoever was killed there before it heard the refusal cannot look either: then nobody knows.
    if (rows.some(({ state }) => state !== 'failed' && state !== 'unknown')) says(`${rows[0]?.state}, though refused`);
    verdict.failed += rows.filter(({ state }) => state === 'failed').length;
    verdict.hidden += rows.filter(({ state }) => state === 'unknown').length;
  } else {
    verdict.unknown += rows.filter(({ state }) => state === 'unknown').length;
    if (rows.some(({ state }) => state === 'failed')) says(`failed (${rows[0]?.reason}) although nothing refused it`);
    if (seen.length === 0 && rows[0]?.state !== 'unknown') {
      verdict.missing += 1;
      says('no copy');
    }
  }
}

/** Compares the row with what the channel shows. */
function judgeRow(row: Row, seen: SeenMessage[], says: (what: string) => void): void {
  if (row.state === 'pending') says(`still ${row.state} after ${row.attempts} attempts`);
  if (row.state !== 'sent') return;
  if (!seen.some(({ id }) => id === row.sentMessage))
    says(`"sent" names the message ${row.sentMessage}, which is not there`);
  if (row.sentChannel !== row.channel) says(`"sent" names the channel ${row.sentChannel}`);
  if (row.placedMessage !== row.sentMessage) says(`the live card is tied to ${row.placedMessage}`);
}
