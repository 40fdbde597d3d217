import type { Block, Card } from '../chat/card.ts';
import type { Speaker } from '../chat/say.ts';
import type { Text } from '../chat/text.ts';
import * as actions from './actions.ts';
import { approvedLines, controls, wordsFor } from './card.ts';
import type { ConsentState } from './consents/store.ts';
import { adviceTexts, reasonText, repostButtons } from './copies/advice.ts';
import type { CopyGroup } from './copies/store.ts';
import { correctButtons } from './corrections/card.ts';
import { barOf, type Pace, secondsLeft, type Tally, totalOf } from './rules.ts';
import type { Announcement } from './store.ts';

/** @returns how many copies are in which state */
function tallyOf(copies: readonly CopyGroup[]): Tally {
  const tally: Tally = {
    arrived: 0,
    waiting: 0,
    failed: 0,
    unknown: 0,
    dropped: 0,
    removing: 0,
    removed: 0,
    stale: 0,
    lost: 0,
  };
  for (const { state, count } of copies) tally[TALLIED[state]] += count;
  return tally;
}

const TALLIED: Record<CopyGroup['state'], keyof Tally> = {
  pending: 'waiting',
  sent: 'arrived',
  failed: 'failed',
  unknown: 'unknown',
  dropped: 'dropped',
  'taking-out': 'removing',
  'taken-out': 'removed',
  stale: 'stale',
  lost: 'lost',
  // It is there, and says what was to be said there.
  frozen: 'arrived',
};

/** State of an announcement's copies and consents. */
export interface Results {
  copies: readonly CopyGroup[];
  consents: readonly { community: string; state: ConsentState }[];
}

/** Progress of an announcement. */
export interface Progress extends Results {
  /** Number of copies that can be posted anew. */
  missing: number;
  /** Its community is in the network that it went to. */
  correctable: boolean;
  /** Null when nothing is known of it. */
  pace: Pace | null;
}

/** @returns how far an announcement has come, for its author: it is kept true while copies are under way */
export function progressCard(announcement: Announcement, results: Progress, speak: Speaker, now: number): Card {
  const { title } = wordsFor(announcement.shown ?? announcement.newest, speak.language);
  const lines = progressLines(announcement, results, speak, now);
  return {
    heading: title,
    tone: progressTone(announcement, results),
    body: [
      ...lines.map((text): Block => ({ type: 'text', text })),
      controls([
        ...repostButtons(announcement, results.missing, speak),
        // The second language is behind the report: few buttons are seen at a glance.
        ...(announcement.state === 'sent' && results.correctable
          ? correctButtons(announcement, speak).slice(0, 1)
          : []),
        {
          type: 'button',
          id: actions.report.id({ space: announcement.spaceId, announcement: announcement.id }),
          label: speak.say('announcement.button-report'),
        },
      ]),
    ],
  };
}

const countOf = (consents: Results['consents'], answer: ConsentState): number =>
  consents.filter(({ state }) => state === answer).length;

/** @returns whether copies of an announcement are still to come or to be taken out, or somebody is still asked */
export function isUnderWay({ state }: Pick<Announcement, 'state'>, { copies, consents }: Results): boolean {
  const { waiting, removing } = tallyOf(copies);
  return state === 'sent' && waiting + removing + countOf(consents, 'asked') > 0;
}

function progressTone({ state }: Announcement, { copies }: Progress): Card['tone'] {
  if (state === 'withdrawn') return tallyOf(copies).stale > 0 ? 'attention' : 'over';
  const { waiting, failed, unknown, removing, removed, stale, lost } = tallyOf(copies);
  if (failed + unknown + removing + removed + stale + lost > 0) return 'attention';
  return waiting > 0 ? 'neutral' : 'good';
}

function progressLines(
  { state, shown, spaceId }: Announcement,
  { copies, consents, pace }: Progress,
  speak: Speaker,
  now: number,
): Text[] {
  const tally = tallyOf(copies);
  const [asked, refused] = [countOf(consents, 'asked'), countOf(consents, 'declined')];
  const seconds = secondsLeft(tally.waiting, pace, now);
  const parts = [...tallyParts(tally, speak), ...(seconds === null ? [] : [leftText(seconds, speak)])];
  const underWay = isUnderWay({ state }, { copies, consents });
  return [
    // A full bar says nothing, and is a black beam on the screen.
    ...(tally.waiting > 0 ? [barOf(tally)] : []),
    `${parts.join(', ')}.`,
    ...reasonLines(copies, speak),
    ...(state === 'sent' ? adviceTexts(copies, speak) : []),
    ...(asked > 0 ? [speak.say('announcement.progress-asked', { count: asked })] : []),
    ...(refused > 0 ? [speak.say('announcement.progress-refused', { count: refused })] : []),
    ...(state === 'withdrawn' ? [speak.say('errors.announcement-withdrawn')] : []),
    ...(state === 'sent' && !underWay ? [speak.say('announcement.progress-done')] : []),
    ...(shown ? approvedLines(shown, spaceId, speak) : []),
  ];
}

function tallyParts(tally: Tally, speak: Speaker): string[] {
  return [
    speak.say('announcement.progress', { done: tally.arrived, total: totalOf(tally) }),
    ...(['waiting', 'failed', 'unknown', 'dropped', 'removing', 'removed', 'stale', 'lost'] as const).flatMap((one) =>
      tally[one] > 0 ? [speak.say(`announcement.progress-${one}`, { count: tally[one] })] : [],
    ),
  ];
}

/** @returns in one sentence in how many places the copies are, and what became of the others */
export const tallyText = (copies: readonly CopyGroup[], speak: Speaker): string =>
  `${tallyParts(tallyOf(copies), speak).join(', ')}.`;

/** Lists why copies failed, each reason once. */
function reasonLines(copies: readonly CopyGroup[], speak: Speaker): string[] {
  const counts = new Map<string, number>();
  for (const { state, reason, count } of copies)
    if (state === 'failed') counts.set(reasonText(reason, speak), (counts.get(reasonText(reason, speak)) ?? 0) + count);
  return [...counts].map(([reason, count]) => speak.say('announcement.reason', { count, reason }));
}

const leftText = (seconds: number, speak: Speaker) =>
  seconds < 60
    ? speak.say('announcement.progress-left', { seconds })
    : speak.say('announcement.progress-left-minutes', { minutes: Math.round(seconds / 60) });
