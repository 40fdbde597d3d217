import type { SeenMessage } from '@samling/sandbox/contract.ts';
import { say } from '../../../src/i18n/translate.ts';
import { TITLE as ANNOUNCED } from '../broadcast/people.ts';
import { countLimited, NOTHING, type Verdict } from '../verdict.ts';
import { OWNER, until, type World } from '../world.ts';
import type { Gathering } from './gathering.ts';
import type { Guest } from './guests.ts';
import { isQuiet } from './story.ts';

const REDRAWN_WITHIN_MS = 30_000;

interface DeliveryRow extends Record<string, unknown> {
  kind: string;
  key: string;
  state: string;
  reason: string | null;
  attempts: number;
  /** The platform's id of the person, of a direct message. */
  account: string | null;
  message: string | null;
  gone: boolean | null;
}

/** Looks at every message as a person does, and holds what the database says against it. */
export async function judge(world: World, gathering: Gathering): Promise<Verdict> {
  const rows = await world.database.query<DeliveryRow>(
    `SELECT d.kind, d.key, d.state::text, d.reason, d.attempts, a."externalId" AS account,
            d."sentMessage" AS message, p.gone
     FROM "Delivery" d LEFT JOIN "Account" a ON a.id = d."accountId" LEFT JOIN "Placement" p ON p.id = d."placementId"`,
  );
  const seen = everythingSeen(world, gathering);
  return {
    ...NOTHING,
    wrong: [
      ...judgeDeliveries(rows, seen),
      ...(await judgeAnswers(world, gathering.guests)),
      ...(await judgeReminders(world, gathering, rows)),
      ...(await judgeCards(world)),
      ...(await judgeCopies(world)),
      ...(await judgeTruth(world, gathering)),
    ],
    copies: seen.size,
    unknown: rows.filter(({ state }) => state === 'unknown').length,
    limited: countLimited(world),
    repeated: rows.filter(({ attempts }) => attempts > 1).length,
  };
}

/**
 * @returns all that the bot has written in channels and to people, by id; answers that only one person sees left out
 */
function everythingSeen(world: World, { guests }: Gathering): Map<string, SeenMessage> {
  const { sandbox, channels } = world;
  const messages = [
    ...channels.flatMap((channel) => world.seen(channel)),
    ...guests.flatMap(({ local, key }) => local.directMessages(key)),
    ...[sandbox.discord, sandbox.slack].flatMap((local) => local.directMessages(OWNER)),
  ];
  return new Map(messages.filter(({ fromBot }) => fromBot).map((message) => [message.id, message]));
}

/** Each delivery that is said to be there is there, each message belongs to one, and nobody was notified. */
function judgeDeliveries(rows: readonly DeliveryRow[], seen: ReadonlyMap<string, SeenMessage>): string[] {
  const sent = new Map(rows.filter(({ state }) => state === 'sent').map((row) => [row.message, row]));
  return [
    ...rows.filter(({ state }) => state === 'pending').map(({ kind }) => `${kind} is still pending`),
    ...rows.filter(({ state }) => state === 'failed').map(({ kind, reason }) => `${kind} failed: ${reason}`),
    ...[...sent.values()]
      .filter(({ message, gone }) => !gone && !seen.has(message ?? ''))
      .map(({ kind }) => `${kind} is "sent", and not there`),
    ...[...seen.values()].filter(({ id }) => !sent.has(id)).map(({ text }) => `nobody knows of: ${text}`),
    ...[...seen.values()].filter(({ pinged }) => pinged.length > 0).map(({ text }) => `notified somebody: ${text}`),
  ];
}

/** Nobody's answer is lost, the places are given to as many as there are, and nobody waits beside a free one. */
async function judgeAnswers({ database }: World, guests: readonly Guest[]): Promise<string[]> {
  const rows = await database.query<{ id: string; answer: string; place: number }>(
    `SELECT a."externalId" AS id, r.answer::text, r.place FROM "Rsvp" r JOIN "Account" a ON a.id = r."accountId"`,
  );
  const [{ capacity } = { capacity: 0 }] = await database.query<{ capacity: number }>(`SELECT capacity FROM "Meetup"`);
  const count = (answer: string) => rows.filter((row) => row.answer === answer).length;
  const wrong = guests.flatMap((guest) => {
    const answer = rows.find(({ id }) => id === guest.id)?.answer ?? 'none';
    const allowed = allowedAnswers(guest);
    return allowed.has(answer) ? [] : [`${guest.key} pressed ${JSON.stringify(guest.presses)}, and is ${answer}`];
  });
  if (count('going') > capacity) wrong.push(`${count('going')} go to ${capacity} places`);
  if (count('waiting') > 0 && count('going') < capacity) wrong.push(`${count('waiting')} wait beside a free place`);
  return wrong;
}

/** The last press that was answered counts, or one whose answer never came: it may be done, or not, or later. */
function allowedAnswers({ presses }: Guest): Set<string> {
  const last = presses.findLastIndex(({ confirmed }) => confirmed);
  const counted = presses.filter(({ confirmed }, index) => index === last || !confirmed).map(({ answer }) => answer);
  if (last < 0) return new Set(['none', ...counted, ...(counted.includes('going') ? ['waiting'] : [])]);
  return new Set([...counted, ...(counted.includes('going') ? ['waiting'] : [])]);
}

/** Everybody who went when it was due, and still goes, has one reminder. */
async function judgeReminders(
  { database }: World,
  { remindedOf }: Gathering,
  rows: readonly DeliveryRow[],
): Promise<string[]> {
  const going = await database.query<{ id: string }>(
    `SELECT a."externalId" AS id FROM "Rsvp" r JOIN "Account" a ON a.id = r."accountId" WHERE r.answer = 'going'`,
  );
  const still = remindedOf.filter((one) => going.some(({ id }) => id === one));
  return still.flatMap((one) => {
    const theirs = rows.filter(({ key, account }) => key.startsWith('reminder:') && account === one);
    const sent = theirs.filter(({ state }) => state === 'sent' || state === 'unknown');
    return sent.length === 1 ? [] : [`${one} has ${sent.length} reminders of ${theirs.length}`];
  });
}

/** The cards of the meetup say how many go and wait, and where it is. */
async function judgeCards(world: World): Promise<string[]> {
  const [meetup] = await world.database.query<{ place: string; going: number; waiting: number; messages: string[] }>(
    `SELECT m.place,
            (SELECT count(*) FROM "Rsvp" WHERE answer = 'going')::int AS going,
            (SELECT count(*) FROM "Rsvp" WHERE answer = 'waiting')::int AS waiting,
            (SELECT array_agg(p.message) FROM "Placement" p JOIN "Occurrence" o ON o.id = p."subjectId") AS messages
     FROM "Meetup" m`,
  );
  if (!meetup) return ['there is no meetup'];
  const words = [meetup.place, say('da', 'meetup.going', { count: meetup.going })];
  if (meetup.waiting > 0) words.push(say('da', 'meetup.waiting', { count: meetup.waiting }));
  return world.channels
    .flatMap((channel) => world.seen(channel))
    .filter(({ id }) => meetup.messages.includes(id))
    .filter(({ text }) => words.some((word) => !text.includes(word)))
    .map(({ text }) => `a card does not say ${words.join(', ')}, but: ${text}`);
}

/** Every channel has one copy with the words of the newest revision; or none, when it was withdrawn. */
async function judgeCopies(world: World): Promise<string[]> {
  const [shown] = await world.database.query<{ state: string; title: string; body: string }>(
    `SELECT a.state::text, t.title, t.body FROM "Announcement" a
     JOIN "RevisionText" t ON t."announcementId" = a.id AND t.number = a.shown`,
  );
  if (!shown) return ['no announcement was sent'];
  const wanted = shown.state === 'withdrawn' ? 0 : 1;
  return world.channels.flatMap((channel) => {
    // What says that it was withdrawn bears the title, and nothing of the text.
    const isCopy = (text: string) =>
      text.startsWith(ANNOUNCED) && (!text.includes('trukket tilbage') || text.includes(shown.body));
    const copies = world.seen(channel).filter(({ text }) => isCopy(text));
    const where = `${channel.platform} ${channel.space.name}`;
    if (copies.length !== wanted) return [`${where}: ${copies.length} copies, ${shown.state}`];
    const old = copies.filter(({ text }) => !text.includes(shown.title) || !text.includes(shown.body));
    return old.map(({ text }) => `${where} still says: ${text}`);
  });
}

/** Every live card says what it says when it is drawn anew: no other truth is in the database. */
async function judgeTruth(world: World, gathering: Gathering): Promise<string[]> {
  const before = everythingSeen(world, gathering);
  await world.database.query(
    `UPDATE "Placement" SET changes = changes + 1, fingerprint = NULL WHERE message IS NOT NULL AND NOT gone`,
  );
  if (!(await until(() => isQuiet(world), REDRAWN_WITHIN_MS))) return ['the cards cannot be drawn anew'];
  const after = everythingSeen(world, gathering);
  return [...before.values()]
    .filter(({ id, text }) => after.get(id)?.text !== text)
    .map(({ id, text }) => `said: ${text}\n    although it is: ${after.get(id)?.text ?? 'nothing'}`);
}
