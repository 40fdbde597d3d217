import type { Block, Button, Card, LinkButton } from '../chat/card.ts';
import type { Speaker } from '../chat/say.ts';
import { type Inline, strong, type Text } from '../chat/text.ts';
import type { SpaceOfCommunity } from '../communities/store.ts';
import type { MessageKey } from '../i18n/translate.ts';
import * as actions from './actions.ts';
import type { ConsentState } from './consents/store.ts';
import type { CopyGroup } from './copies/store.ts';
import { approvalsNeeded, barOf, type Pace, secondsLeft, type Tally, totalOf } from './rules.ts';
import type { Announcement, Content, Place, Revision, Words } from './store.ts';

export const controls = (all: readonly (Button | LinkButton)[]): Block => ({ type: 'controls', controls: all });

/** @returns the words for a reader: in their language, else the first that there are */
export function wordsFor({ texts }: Pick<Content, 'texts'>, language: string): Words {
  const words = texts.find((one) => one.language === language) ?? texts[0];
  if (!words) throw new Error('A revision without words.');
  return words;
}

/** @returns what an announcement says, without anything around it */
export function contentBlocks(content: Content, words: Words, speak: Speaker): Block[] {
  return [
    { type: 'text', text: words.body },
    ...(content.image
      ? [
          {
            type: 'image' as const,
            url: content.image,
            alt: speak.say('announcement.image', { title: words.title }),
          },
        ]
      : []),
  ];
}

/** @returns the announcement as everybody sees it in a channel of one space */
export function copyCard(announcement: Announcement, content: Content, speak: Speaker): Card {
  const words = wordsFor(content, speak.language);
  const { link } = content;
  const buttons: (Button | LinkButton)[] = [
    ...(link ? [{ type: 'link-button' as const, url: link, label: speak.say('announcement.read-more') }] : []),
    ...(announcement.seenButton
      ? [
          {
            type: 'button' as const,
            id: actions.seen.id({ announcement: announcement.id }),
            label: speak.say('announcement.button-seen'),
          },
        ]
      : []),
  ];
  return {
    heading: words.title,
    body: [
      ...contentBlocks(content, words, speak),
      ...(buttons.length > 0 ? [controls(buttons)] : []),
      { type: 'note', text: fromText(announcement, speak) },
    ],
  };
}

/** @returns the line that says whom a copy is from, about what and for whom */
export function fromText({ community, topic, group }: Announcement, speak: Speaker): Text {
  const about = [topic, group].flatMap((one) => (one ? [one.name] : [])).join(' · ');
  return about === ''
    ? speak.text('announcement.from', { community: community.name })
    : speak.text('announcement.from-topic', { community: community.name, topic: about });
}

/** @returns what stands where a copy was */
export function withdrawnCard({ community }: Announcement, speak: Speaker): Card {
  return {
    tone: 'over',
    body: [{ type: 'text', text: speak.text('announcement.withdrawn-copy', { community: community.name }) }],
  };
}

/** @returns how many copies are in which state */
export function tallyOf(copies: readonly CopyGroup[]): Tally {
  const tally: Tally = { arrived: 0, waiting: 0, failed: 0, unknown: 0, dropped: 0, removed: 0, stale: 0, lost: 0 };
  for (const { state, count } of copies) tally[TALLIED[state]] += count;
  return tally;
}

const TALLIED: Record<CopyGroup['state'], keyof Tally> = {
  pending: 'waiting',
  sent: 'arrived',
  failed: 'failed',
  unknown: 'unknown',
  dropped: 'dropped',
  'taking-out': 'removed',
  'taken-out': 'removed',
  stale: 'stale',
  lost: 'lost',
};

/** @returns why something failed, in words */
export function reasonText(reason: string | null, speak: Speaker): string {
  return speak.say(`failures.${reason ?? 'refused'}` as MessageKey);
}

/** What is known of the copies of an announcement. */
export interface Results {
  copies: readonly CopyGroup[];
  consents: readonly { community: string; state: ConsentState }[];
}

/** How far an announcement has come. */
export interface Progress extends Results {
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
        {
          type: 'button',
          id: actions.report.id({ space: announcement.spaceId, announcement: announcement.id }),
          label: speak.say('announcement.button-report'),
        },
      ]),
    ],
  };
}

function progressTone({ state }: Announcement, { copies }: Progress): Card['tone'] {
  if (state === 'withdrawn') return tallyOf(copies).stale > 0 ? 'attention' : 'over';
  const { waiting, failed, unknown, removed, stale, lost } = tallyOf(copies);
  if (failed + unknown + removed + stale + lost > 0) return 'attention';
  return waiting > 0 ? 'neutral' : 'good';
}

function progressLines(
  { state, shown }: Announcement,
  { copies, consents, pace }: Progress,
  speak: Speaker,
  now: number,
) {
  const tally = tallyOf(copies);
  const asked = consents.filter((one) => one.state === 'asked').length;
  const seconds = secondsLeft(tally.waiting, pace, now);
  const parts = [
    speak.say('announcement.progress', { done: tally.arrived, total: totalOf(tally) }),
    ...(['waiting', 'failed', 'unknown', 'dropped', 'removed', 'stale', 'lost'] as const).flatMap((one) =>
      tally[one] > 0 ? [speak.say(`announcement.progress-${one}`, { count: tally[one] })] : [],
    ),
    ...(seconds === null ? [] : [leftText(seconds, speak)]),
  ];
  const over = tally.waiting === 0 && asked === 0;
  return [
    barOf(tally),
    `${parts.join(', ')}.`,
    ...reasonLines(copies, speak),
    ...(asked > 0 ? [speak.say('announcement.progress-asked', { count: asked })] : []),
    ...(state === 'withdrawn' ? [speak.say('errors.announcement-withdrawn')] : []),
    ...(tally.stale > 0 ? [speak.say('announcement.stale-advice')] : []),
    ...(over && state === 'sent' ? [speak.say('announcement.progress-done')] : []),
    ...(shown ? approvedLines(shown, speak) : []),
  ];
}

/** Why copies failed, each reason once. */
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

/** @returns whether a text waits for a second person: a draft that was handed in, or a correction */
export function waitsForApproval({ state, newest, shown }: Announcement): boolean {
  return state === 'waiting' || (state === 'sent' && shown !== null && newest.number > shown.number);
}

/** @returns whether a text was written after the announcement had been sent */
export function isCorrection({ sentAt }: Announcement, { writtenAt }: Revision): boolean {
  return sentAt !== null && writtenAt > sentAt;
}

/** @returns a line that says where people said yes to a text, if anybody has */
export function approvedLines(revision: Revision, speak: Speaker): string[] {
  const places = approvedIn(revision, speak);
  return places === '' ? [] : [speak.say('announcement.approved-in', { places })];
}

/** @returns where people said yes to a text: "RÅ Frivillige på Slack"; "" when nobody has */
export function approvedIn({ approvals }: Revision, speak: Speaker): string {
  return new Intl.ListFormat(speak.language).format(approvals.map(({ place }) => placeText(place, speak)));
}

/** @returns a space with its platform */
export function placeText({ name, platform }: Place, speak: Speaker): string {
  return speak.say('announcement.place', { space: name, platform: speak.say(`platforms.${platform}` as MessageKey) });
}

/**
 * Every language that it is written in, one after the other.
 * @param titled whether the first title stands above already
 */
export function textsBlocks(content: Content, speak: Speaker, titled = false): Block[] {
  return [
    ...content.texts.flatMap((words, index): Block[] => [
      ...(index > 0 ? [{ type: 'divider' as const }] : []),
      ...(index > 0 || !titled ? [{ type: 'text' as const, text: strong(words.title) }] : []),
      ...contentBlocks({ ...content, image: index === 0 ? content.image : null }, words, speak),
    ]),
    ...(content.link
      ? [controls([{ type: 'link-button', url: content.link, label: speak.say('announcement.read-more') }])]
      : []),
  ];
}

/** @returns to whom it goes, by the names of network, topic and target group */
export function destination({ network, topic, group, community }: Announcement, speak: Speaker): Text {
  if (!network) return speak.text('announcement.audience-own', { community: community.name });
  const about = topic?.name ?? speak.say('announcement.topic-gone');
  const whom = group?.name ?? speak.say('network.everyone');
  return speak.text('announcement.audience-topic-group', { network: network.name, topic: about, group: whom });
}

/**
 * @param space of the community that is asked
 * @returns the question to a community that is asked first; afterwards, what became of it
 */
export function askCard(
  announcement: Announcement,
  space: SpaceOfCommunity,
  state: ConsentState,
  speak: Speaker,
): Card {
  const content = announcement.shown ?? announcement.newest;
  const { community, network } = announcement;
  const asked = space.community.name;
  const title: Inline = strong(wordsFor(content, speak.language).title);
  if (state !== 'asked' || announcement.state !== 'sent') {
    const key = `announcement.${ANSWERED[state]}` as const;
    const text = speak.text(key, { title, asked, network: network?.name ?? '' });
    return { tone: state === 'accepted' ? 'good' : 'over', body: [{ type: 'text', text }] };
  }
  const args = { space: space.id, announcement: announcement.id };
  return {
    heading: speak.say('announcement.ask-heading'),
    tone: 'attention',
    body: [
      { type: 'note', text: speak.say('announcement.ask-how', { asked, community: community.name }) },
      ...textsBlocks(content, speak),
      {
        type: 'fields',
        fields: [
          { label: speak.say('announcement.ask-whom'), value: asked },
          { label: speak.say('announcement.ask-from'), value: community.name },
          { label: speak.say('announcement.ask-about'), value: destination(announcement, speak) },
        ],
      },
      controls([
        {
          type: 'button',
          id: actions.accept.id(args),
          label: speak.say('announcement.button-accept'),
          style: 'primary',
        },
        { type: 'button', id: actions.refuse.id(args), label: speak.say('announcement.button-refuse') },
      ]),
    ],
  };
}

/** An announcement whose question is open and which is not sent any more was withdrawn. */
const ANSWERED = {
  asked: 'ask-withdrawn',
  accepted: 'accepted',
  declined: 'refused',
  withdrawn: 'ask-withdrawn',
  left: 'ask-left',
} as const satisfies Record<ConsentState, string>;

/** @returns whether the author alone may not send it */
export function needsApproval(announcement: Announcement): boolean {
  return approvalsNeeded(announcement).length > 0;
}
