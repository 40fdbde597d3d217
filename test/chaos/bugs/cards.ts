import type { Bug } from '../bugs.ts';
import type { ApiFault, Plan } from '../plan.ts';
import { REQUESTS } from '../requests.ts';

const LIVE_CARDS = 'src/delivery/live-cards.ts';
const EDITS = 'src/delivery/edits.ts';

/** @returns whether a plan strikes edits on a platform so */
const strikesEdits =
  (fits: (fault: ApiFault) => boolean) =>
  ({ faults }: Plan): boolean =>
    faults.some((fault) => fault.on === REQUESTS.edit[fault.platform] && fault.after < 4 && fits(fault));
const comesTooLate = strikesEdits(({ forMs = 0 }) => forMs > 15_000);

const LATE_EDITS = ['test/delivery/late-edits.test.ts'];

/** Mistakes with cards that stay live: what hangs in a channel is no longer true. */
export const CARD_BUGS: readonly Bug[] = [
  {
    name: 'a card counts as true before it was edited',
    changes: [
      {
        file: LIVE_CARDS,
        code: 'const ending = await edit(options, platform, card, rendered);',
        becomes: `await db.prisma.placement.update({ where: { id: card.id }, data: { shown: card.changes } });
  const ending = await edit(options, platform, card, rendered);`,
      },
      {
        file: EDITS,
        code: "case 'not-done':\n      return",
        becomes: 'case \'not-done\':\n      if (card.id) return Prisma.sql`"lookAt" = NULL`;\n      return',
      },
    ],
    tests: ['test/delivery/lost-answers.test.ts'],
  },
  {
    name: 'what changed while a card was edited counts as shown',
    story: 'gathering',
    changes: [{ file: EDITS, code: 'shown = ${card.changes}, refusals = 0', becomes: 'shown = changes, refusals = 0' }],
    shows: strikesEdits(({ does }) => does.kind === 'delay' || does.kind === 'hold'),
  },
  {
    name: 'a card is edited by two at once',
    changes: [
      { file: EDITS, code: '"wakeAt" = ${until(EDIT_LEASE_MS)}', becomes: '"wakeAt" = ${until(0)}' },
      { file: EDITS, code: 'AND attempts = ${card.attempts}`', becomes: '`' },
    ],
    tests: ['test/delivery/outcomes.test.ts'],
  },
  {
    name: 'a card that was found counts as drawn now',
    story: 'gathering',
    changes: [
      {
        file: 'src/delivery/deliver.ts',
        code: "if (found) return { state: 'sent', ref: found, fingerprint: null };",
        becomes: "if (found) return { state: 'sent', ref: found, fingerprint };",
      },
    ],
    tests: ['test/delivery/lost-answers.test.ts'],
  },
  {
    name: 'an edit whose answer was lost counts as not done',
    changes: [
      {
        file: EDITS,
        code: "case 'unknown':\n      return Prisma.sql`",
        becomes: 'case \'unknown\':\n      return Prisma.sql`"unsureUntil" = NULL, ',
      },
    ],
    tests: LATE_EDITS,
  },
  {
    name: 'a lost edit is forgotten when the next one is done',
    story: 'gathering',
    changes: [
      {
        file: EDITS,
        code: 'const before = stillUnsure(card);',
        becomes: 'const before = card.attempts < 0 ? stillUnsure(card) : null;',
      },
    ],
    shows: comesTooLate,
  },
  {
    name: 'what a killed bot was editing is taken as done',
    changes: [
      {
        file: EDITS,
        code: '"unsureUntil" = GREATEST("unsureUntil", ${until(EDIT_LATE_MS)})',
        becomes: '"unsureUntil" = "unsureUntil"',
      },
    ],
    tests: LATE_EDITS,
  },
  {
    name: 'a change waits for the next look at a lost edit',
    changes: [
      {
        file: EDITS,
        code: '"wakeAt" = ${at(ending.wakeAt)}`;\n    case \'not-done\'',
        becomes: '"wakeAt" = ${before ? nextLook(before, ending.wakeAt) : at(ending.wakeAt)}`;\n    case \'not-done\'',
      },
    ],
    tests: LATE_EDITS,
  },
  {
    name: 'a refused edit ends a card for good',
    changes: [
      {
        file: LIVE_CARDS,
        code: "GONE.has(outcome.reason) ? 'gone'",
        becomes: "GONE.has(outcome.reason) || outcome.reason ? 'gone'",
      },
    ],
    tests: ['test/scenarios/refused-edits.test.ts'],
  },
  {
    name: 'a hung channel holds up its whole platform',
    changes: [
      {
        file: LIVE_CARDS,
        code: 'const AT_ONCE = { all: 64, space: 8, channel: 1 };',
        becomes: 'const AT_ONCE = { all: 1, space: 1, channel: 1 };',
      },
    ],
    tests: ['test/delivery/hung-channel.test.ts'],
  },
];
