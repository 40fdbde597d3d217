import { CALL_BUGS } from './bugs/calls-and-reminders.ts';
import { CARD_BUGS } from './bugs/cards.ts';
import { OUTCOME_BUGS } from './bugs/outcomes.ts';
import { PLACE_BUGS } from './bugs/places.ts';
import type { ApiFault, Plan, PlatformName, StoryName } from './plan.ts';

/** Something that somebody might well write, and that breaks the promise. */
export interface Bug {
  name: string;
  /** Story in which it shows; a broadcast when left out. */
  story?: StoryName;
  /** Each `code` stands exactly once in its file. */
  changes: readonly { file: string; code: string; becomes: string }[];
  /** Seeds whose schedule cannot show it are left out. Of a bug that chaos is to catch. */
  shows?(plan: Plan): boolean;
  /** The tests that catch it, when no schedule shows it: a wrong clock looks right where all clocks agree. */
  tests?: readonly string[];
}

const anything = () => true;
const kills = ({ steps }: Plan) =>
  steps.some(
    ({ does }) => does.kind.startsWith('kill') || (does.kind === 'stall database' && does.ends === 'with a kill'),
  );

/** @param does kinds of faults of posts */
function faults(
  platform: PlatformName,
  does: readonly ApiFault['does']['kind'][],
  fits: (fault: ApiFault) => boolean = anything,
) {
  return (plan: Plan): boolean =>
    plan.faults.some(
      (fault) => fault.platform === platform && /post/i.test(fault.on) && does.includes(fault.does.kind) && fits(fault),
    );
}

const lostOn = (platform: PlatformName) => faults(platform, ['lose']);
const lateOn = (platform: PlatformName) => faults(platform, ['hold', 'delay']);
const hasError = ({ does }: ApiFault) => 'error' in does && does.error !== undefined;
const killsAtPost = (platform: PlatformName, what: string) => (plan: Plan) =>
  plan.steps.some(({ does }) => does.kind === 'kill at a post' && does.platform === platform && does.does === what);

const UNSURE = "if (meaning === undefined || meaning === 'unknown') return { kind: 'unknown' };";
const OUTBOX = 'const outbox = createOutbox(boss, clock);';

export const BUGS: readonly Bug[] = [
  {
    name: 'Discord: the nonce is left out',
    changes: [
      { file: 'src/discord/send.ts', code: ', nonce: nonceOf(key), enforce_nonce: true }', becomes: ' }' },
      { file: 'src/discord/send.ts', code: 'markerIn, markerOf, nonceOf', becomes: 'markerIn, markerOf' },
    ],
    shows: (plan) => plan.faults.some(({ forMs = 0 }) => forMs > 10_000),
  },
  {
    name: 'Discord: the marker is left out',
    changes: [{ file: 'src/discord/send.ts', code: 'renderNew(card, markerOf(key))', becomes: 'renderCard(card)' }],
    shows: (plan) => plan.forgetful && lostOn('discord')(plan),
  },
  {
    name: 'Discord: discord.js repeats sends by itself',
    changes: [{ file: 'src/discord/rest.ts', code: 'retries: 0,', becomes: 'retries: 3,' }],
    shows: (plan) => plan.forgetful && lostOn('discord')(plan),
  },
  {
    name: 'Discord: what people write may notify',
    changes: [{ file: 'src/discord/render/card.ts', code: 'allowed_mentions: { parse: [] },', becomes: '' }],
    tests: ['test/scenarios/mentions.test.ts'],
  },
  {
    name: 'Slack: the SDK repeats sends by itself',
    changes: [
      {
        file: 'src/slack/connect.ts',
        code: 'retryConfig: { retries: 0 },',
        becomes: 'retryConfig: { retries: 3, minTimeout: 50 },',
      },
    ],
    shows: faults('slack', ['lose'], (fault) => !hasError(fault)),
  },
  {
    name: 'Slack: the metadata is left out',
    changes: [
      {
        file: 'src/slack/send.ts',
        code: 'metadata: { event_type: DELIVERY_EVENT, event_payload: { key } },',
        becomes: '',
      },
    ],
    shows: lostOn('slack'),
  },
  {
    name: 'Slack: internal_error counts as not sent',
    changes: [
      { file: 'src/slack/failures.ts', code: UNSURE, becomes: UNSURE.replace("kind: 'unknown'", "kind: 'not-sent'") },
    ],
    shows: faults('slack', ['lose'], hasError),
  },
  {
    name: 'Slack: internal_error counts as a refusal',
    changes: [
      {
        file: 'src/slack/failures.ts',
        code: UNSURE,
        becomes: UNSURE.replace("{ kind: 'unknown' }", "{ kind: 'never', reason: 'refused', detail: code }"),
      },
    ],
    shows: faults('slack', ['lose', 'refuse'], hasError),
  },
  {
    name: 'a lost answer counts as not sent',
    changes: [
      {
        file: 'src/delivery/deliver.ts',
        code: "outcome.kind === 'unknown' ? (uncertainSince ?? delivery.firstTriedAt) : uncertainSince",
        becomes: 'uncertainSince',
      },
    ],
    shows: lostOn('slack'),
  },
  {
    name: 'nobody looks before a repeat',
    changes: [
      {
        file: 'src/delivery/deliver.ts',
        code: 'if (delivery.triedBefore) {',
        becomes: 'if (delivery.attempts < 0 && delivery.triedBefore) {',
      },
    ],
    shows: lostOn('slack'),
  },
  {
    name: 'each attempt has a key of its own',
    changes: [
      {
        file: 'src/delivery/deliver.ts',
        code: 'platform.post(target, card, delivery.key)',
        becomes: 'platform.post(target, card, delivery.key + delivery.attempts)',
      },
    ],
    shows: lostOn('discord'),
  },
  {
    name: '"too many requests" counts as a refusal',
    changes: [
      {
        file: 'src/delivery/deliver.ts',
        code: "if (outcome.kind === 'wait')",
        becomes:
          "if (outcome.kind === 'wait') return { state: 'failed', reason: 'refused' };\n  if (outcome.kind === 'wait')",
      },
    ],
    shows: faults('discord', ['refuse'], ({ does }) => 'status' in does && does.status === 429),
  },
  {
    name: 'a lease expires at once',
    changes: [
      { file: 'src/delivery/worker.ts', code: 'new LeaseWatch(clock, LEASE_MS,', becomes: 'new LeaseWatch(clock, 0,' },
    ],
    shows: lateOn('slack'),
  },
  {
    name: 'two workers may take the same',
    changes: [
      {
        file: 'src/delivery/leases.ts',
        code: 'SELECT held.id, held.attempts FROM "Lease" l,',
        becomes: 'SELECT held.id, held.attempts FROM (SELECT * FROM "Lease" WHERE false) l,',
      },
    ],
    shows: ({ processes, lateSecond }) => processes === 2 && !lateSecond,
  },
  {
    name: 'who takes over does not wait for what is under way',
    changes: [{ file: 'src/delivery/takeover.ts', code: 'const SETTLE_MS = 5_000;', becomes: 'const SETTLE_MS = 0;' }],
    tests: ['test/delivery/takeover.test.ts'],
  },
  {
    name: 'what a killed bot had under way is taken as never begun',
    changes: [
      {
        file: 'src/delivery/leases.ts',
        code: 'SET attempts = d.attempts + 1, "firstTriedAt" = COALESCE(d."firstTriedAt", held."takenAt")',
        becomes: 'SET attempts = d.attempts + 1',
      },
    ],
    shows: (plan) => killsAtPost('slack', 'lose')(plan) || killsAtPost('slack', 'hold')(plan),
  },
  {
    name: 'a lease is put away although an outcome was not written',
    changes: [
      {
        file: 'src/delivery/finisher.ts',
        code: 'const givesUp = this.#stopped',
        becomes: 'const givesUp = true || this.#stopped',
      },
      // As if the database came back in between.
      {
        file: 'src/delivery/pump.ts',
        code: '.then(() => endLease(this.#options.db.prisma, lease))',
        becomes:
          '.then(() => new Promise((done) => setTimeout(done, 4_000))).then(() => endLease(this.#options.db.prisma, lease))',
      },
      {
        file: 'src/delivery/leases.ts',
        code: "d.attempts = held.attempts AND d.state::text = 'pending')`;",
        becomes: "d.attempts = held.attempts AND d.state::text = 'unknown')`;",
      },
    ],
    shows: ({ steps, processes }) => processes === 1 && steps.some(({ does }) => /database$/.test(does.kind)),
  },
  {
    name: 'what a killed bot had under way is forgotten',
    changes: [{ file: 'src/delivery/worker.ts', code: ', () => leases.requeueAbandoned(db.prisma)]', becomes: ']' }],
    shows: kills,
  },
  {
    name: 'it is written down before it is posted',
    changes: [
      {
        file: 'src/delivery/claim.ts',
        code: 'const taken = booked.go.map(({ item }) => item);',
        becomes: `const taken = booked.go.map(({ item }) => item);
    await tx.delivery.updateMany({
      where: { id: { in: taken.map(({ id }) => id) } },
      data: { state: 'sent', doneAt: new Date() },
    });`,
      },
      { file: 'src/delivery/finish.ts', code: "AND d.state::text = 'pending'", becomes: "AND d.state = 'sent'" },
    ],
    shows: (plan) => killsAtPost('discord', 'drop')(plan) || killsAtPost('slack', 'drop')(plan),
  },
  {
    name: 'deliveries are written outside the transaction',
    changes: [
      {
        file: 'src/bot.ts',
        code: OUTBOX,
        becomes: `const inside = createOutbox(boss, clock);
  const outbox: typeof inside = {
    ...inside,
    place: async (_tx, placements) => {
      await inside.place(db.prisma, placements);
      // A commit that takes a moment: what is not there yet is sent meanwhile.
      await new Promise((done) => setTimeout(done, 300));
    },
  };`,
      },
    ],
    shows: anything,
  },
  {
    name: 'deliveries are written after the transaction',
    changes: [
      {
        file: 'src/bot.ts',
        code: OUTBOX,
        becomes: `const inside = createOutbox(boss, clock);
  const outbox: typeof inside = {
    ...inside,
    place: async (_tx, placements) => void setTimeout(() => void inside.place(db.prisma, placements).catch(() => undefined), 100),
  };`,
      },
    ],
    tests: ['test/scenarios/one-transaction.test.ts'],
  },
  {
    name: 'the live card is not tied to its message',
    changes: [
      { file: 'src/delivery/finish.ts', code: 'await tieCards(tx, ours.flatMap(postedCard), times);', becomes: '' },
    ],
    shows: anything,
  },
  {
    name: 'an outcome that could not be written is forgotten, and nobody looks',
    changes: [
      {
        file: 'src/delivery/finisher.ts',
        code: 'const givesUp = this.#stopped',
        becomes: 'const givesUp = true || this.#stopped',
      },
      {
        file: 'src/delivery/deliver.ts',
        code: 'if (delivery.triedBefore) {',
        becomes: 'if (delivery.attempts < 0 && delivery.triedBefore) {',
      },
    ],
    shows: ({ steps, processes }) => processes === 1 && steps.some(({ does }) => /database$/.test(does.kind)),
  },
  ...CARD_BUGS,
  ...OUTCOME_BUGS,
  ...PLACE_BUGS,
  ...CALL_BUGS,
];
