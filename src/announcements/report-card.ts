import type { Button, Card } from '../chat/card.ts';
import { onPage, pageControls } from '../chat/pages.ts';
import type { Speaker } from '../chat/say.ts';
import { strong, type Text } from '../chat/text.ts';
import * as actions from './actions.ts';
import { approvedLines, controls, waitsForApproval } from './card.ts';
import { adviceTexts, reasonText, repostButtons } from './copies/advice.ts';
import type { CopyGroup } from './copies/store.ts';
import { correctButtons } from './corrections/card.ts';
import { type Destinations, placeOf, underEachOther } from './destinations/card.ts';
import { pingedBlocks } from './pings/card.ts';
import type { Ping } from './pings/store.ts';
import { stateText } from './preview-card.ts';
import { isUnderWay, type Results, tallyText } from './progress-card.ts';
import { type Announcement, leftValues } from './store.ts';

/** Number of lines on a page; those where something is wrong come first. */
const LINES_ON_PAGE = 25;

/** A copy that hangs in a channel of the author's own community. */
export interface PlacedCopy extends Pick<Destinations['own'][number], 'space' | 'channel' | 'channelName'> {
  /** Null where it has no address. */
  url: string | null;
}

/** Outcome of an announcement, by community. */
export interface Report extends Results {
  /** Our id of the reader's space. */
  here: string;
  /** Those of the author's own community, each by its channel; none when they are too many. */
  placed: readonly PlacedCopy[];
  names: ReadonlyMap<string, string>;
  /** Number of people who have said that they saw it, by community. */
  seen: ReadonlyMap<string, number>;
  pings: readonly Ping[];
  /** By space, what became of the copy that was to notify a role. */
  pingCopies: ReadonlyMap<string, string>;
  /** Number of copies that can be posted anew. */
  missing: number;
  /**
   * False for somebody who has left a network, or was taken out of it: they may withdraw what hangs there, and no more.
   */
  correctable: boolean;
}

/**
 * @param page counted from 0
 * @returns what arrived and what did not, and why, for those who manage the author's community
 */
export function reportCard(announcement: Announcement, report: Report, speak: Speaker, page: number): Card {
  const sent = announcement.state === 'sent';
  const title = (announcement.shown ?? announcement.newest).texts[0]?.title ?? '';
  const lines = [
    ...reportLines(report, speak),
    ...placedLines(report, speak),
    ...seenLines(announcement, report, speak),
  ];
  const { shown, number } = onPage(lines, { number: page, size: LINES_ON_PAGE });
  const ids = { space: announcement.spaceId, announcement: announcement.id };
  return {
    heading: speak.text(`announcement.report-heading${isUnderWay(announcement, report) ? '-now' : ''}`, { title }),
    tone: announcement.state === 'withdrawn' ? 'over' : 'neutral',
    body: [
      { type: 'note', text: stateText(announcement, speak) },
      ...approvedLines(announcement.shown ?? announcement.newest, report.here, speak).map((text) => ({
        type: 'note' as const,
        text,
      })),
      ...(waitsForApproval(announcement)
        ? [{ type: 'note' as const, text: speak.say('announcement.report-edit-waiting') }]
        : []),
      ...(report.copies.length > 0 ? [{ type: 'text' as const, text: tallyText(report.copies, speak) }] : []),
      { type: 'text', text: underEachOther(shown) },
      ...pageControls(
        lines.length,
        { number, size: LINES_ON_PAGE },
        (to) => actions.reportPage.id({ ...ids, page: to }),
        speak,
      ),
      ...pingedBlocks(report.pings, report.pingCopies, speak),
      ...(sent && !report.correctable
        ? [{ type: 'note' as const, text: speak.text('errors.correct-network-left', leftValues(announcement)) }]
        : []),
      ...(sent ? adviceTexts(report.copies, speak) : []).map((text) => ({ type: 'note' as const, text })),
      ...(sent && report.missing > 0 ? [controls(repostButtons(announcement, report.missing, speak))] : []),
      controls(buttons(announcement, report, speak, number)),
    ],
  };
}

const ORDER = [
  'unknown',
  'failed',
  'stale',
  'lost',
  'frozen',
  'taking-out',
  'taken-out',
  'asked',
  'declined',
  'withdrawn',
  'left',
  'removed',
  'dropped',
  'waiting',
  'sent',
] as const;
const SHOWN_AS: Record<CopyGroup['state'], (typeof ORDER)[number]> = {
  pending: 'waiting',
  sent: 'sent',
  failed: 'failed',
  unknown: 'unknown',
  dropped: 'dropped',
  'taking-out': 'taking-out',
  'taken-out': 'taken-out',
  stale: 'stale',
  lost: 'lost',
  frozen: 'frozen',
};

function placedLines({ placed, here }: Report, speak: Speaker): Text[] {
  return placed.map((one) => [
    ...placeOf(one, here, speak),
    `: ${speak.say('announcement.arrived')}`,
    ...(one.url === null
      ? []
      : [' · ', { type: 'link' as const, url: one.url, text: speak.say('announcement.see-copy') }]),
  ]);
}

function reportLines({ copies, placed, consents, names }: Report, speak: Speaker): string[] {
  const name = (community: string) => names.get(community) ?? '';
  // Own copies that arrived stand each on a line of their own.
  const isPlaced = ({ place, parted, state }: CopyGroup) =>
    placed.length > 0 && place !== null && !parted && state === 'sent';
  const all = [
    ...copies
      .filter((one) => !isPlaced(one))
      .map((one) => ({ ...one, called: one.place ?? name(one.community), as: SHOWN_AS[one.state] })),
    ...consents.flatMap(({ community, state }) =>
      state === 'accepted' ? [] : [{ called: name(community), as: state, reason: null, count: 0 }],
    ),
  ];
  return all
    .toSorted((a, b) => ORDER.indexOf(a.as) - ORDER.indexOf(b.as) || a.called.localeCompare(b.called))
    .map(({ called, as, reason, count }) =>
      speak.say(`announcement.report-${as}`, {
        community: called,
        count,
        reason: as === 'failed' ? reasonText(reason, speak) : '',
        by: reason ?? '',
      }),
    );
}

function seenLines({ seenButton }: Announcement, { seen, names }: Report, speak: Speaker): string[] {
  if (!seenButton) return [];
  return [...seen].map(([community, count]) =>
    speak.say('announcement.report-seen', { community: names.get(community) ?? '', count }),
  );
}

function buttons(announcement: Announcement, { correctable }: Report, speak: Speaker, page: number): Button[] {
  const id = { space: announcement.spaceId, announcement: announcement.id };
  const refresh: Button = {
    type: 'button',
    id: actions.renew.id({ ...id, page: String(page) }),
    label: speak.say('announcement.button-refresh'),
  };
  if (announcement.state !== 'sent') return [refresh];
  return [
    ...(correctable ? correctButtons(announcement, speak) : []),
    refresh,
    {
      type: 'button',
      id: actions.askWithdraw.id(id),
      label: speak.say('announcement.button-withdraw'),
      style: 'danger',
    },
  ];
}

/** Asks once. @param count in how many places copies hang */
export function withdrawCard(announcement: Announcement, count: number, speak: Speaker): Card {
  const id = { space: announcement.spaceId, announcement: announcement.id };
  const title = strong((announcement.shown ?? announcement.newest).texts[0]?.title ?? '');
  return {
    tone: 'attention',
    body: [
      { type: 'text', text: speak.text('announcement.withdraw-question', { title, count }) },
      controls([
        {
          type: 'button',
          id: actions.withdraw.id(id),
          label: speak.say('announcement.withdraw-yes'),
          style: 'danger',
        },
        { type: 'button', id: actions.keep.id(id), label: speak.say('announcement.withdraw-no') },
      ]),
    ],
  };
}
