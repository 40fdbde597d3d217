import type { Block, Button, Card, LinkButton } from '../chat/card.ts';
import type { Speaker } from '../chat/say.ts';
import { type Inline, pieces, strong, type Text } from '../chat/text.ts';
import type { SpaceOfCommunity } from '../communities/store.ts';
import type { Language } from '../i18n/translate.ts';
import * as actions from './actions.ts';
import type { ConsentState } from './consents/store.ts';
import { peopleText } from './people.ts';
import { ownText, senderName } from './places.ts';
import { approvalsNeeded } from './rules.ts';
import type { Announcement, Content, Revision, Words } from './store.ts';

export const controls = (all: readonly (Button | LinkButton)[]): Block => ({ type: 'controls', controls: all });

/** @returns the words for a reader: in their language, else the first that there are */
export function wordsFor({ texts }: Pick<Content, 'texts'>, language: string): Words {
  const words = texts.find((one) => one.language === language) ?? texts[0];
  if (!words) throw new Error('A revision without words.');
  return words;
}

/** @returns the title, as a part of a sentence for a reader */
export const titleOf = (
  { shown, newest }: Pick<Announcement, 'shown' | 'newest'>,
  { language }: { language: Language },
): Inline => strong(wordsFor(shown ?? newest, language).title);

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

/**
 * @param corrected when what it says was corrected, ms since the epoch; null: it never was
 * @returns the announcement as everybody sees it in a channel of one space
 */
export function copyCard(announcement: Announcement, content: Content, speak: Speaker, corrected: number | null): Card {
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
      { type: 'note', text: [...pieces(fromText(announcement, speak)), ...correctedParts(corrected, speak)] },
    ],
  };
}

/**
 * @param shown `titled`: its heading stands above its words, after a line; `pressable`: it keeps the buttons that do
 * something, whose ids no message may have twice
 * @returns the very blocks of a copy, to be shown in another message
 */
export function copyBlocks({ heading = '', body }: Card, shown: { titled: boolean; pressable: boolean }): Block[] {
  const blocks = body.flatMap((block): Block[] => {
    if (block.type !== 'controls' || shown.pressable) return [block];
    const links = block.controls.filter(({ type }) => type === 'link-button');
    return links.length > 0 ? [{ ...block, controls: links }] : [];
  });
  return shown.titled ? [{ type: 'divider' }, { type: 'text', text: strong(heading) }, ...blocks] : blocks;
}

function correctedParts(corrected: number | null, speak: Speaker): (string | Inline)[] {
  if (corrected === null) return [];
  return [' · ', ...pieces(speak.text('announcement.corrected-copy', { when: speak.moment(corrected) }))];
}

/** @returns the line that says whom a copy is from, about what and for whom */
export function fromText(announcement: Announcement, speak: Speaker): Text {
  const { topic, group } = announcement;
  const community = senderName(announcement);
  const about = [topic, group].flatMap((one) => (one ? [one.name] : [])).join(' · ');
  return about === ''
    ? speak.text('announcement.from', { community })
    : speak.text('announcement.from-topic', { community, topic: about });
}

/** @returns what stands where a copy was, for whoever remembers its heading */
export function withdrawnCard(announcement: Announcement, speak: Speaker): Card {
  const title = strong(wordsFor(announcement.shown ?? announcement.newest, speak.language).title);
  const community = senderName(announcement);
  return {
    tone: 'over',
    body: [{ type: 'text', text: speak.text('announcement.withdrawn-copy', { title, community }) }],
  };
}

/** @returns whether a text waits for a second person: a draft that was handed in, or a correction */
export function waitsForApproval({ state, newest, shown }: Announcement): boolean {
  return state === 'waiting' || (state === 'sent' && shown !== null && newest.number > shown.number);
}

/** @returns whether a text was written after the announcement had been sent */
export function isCorrection({ sentAt }: Announcement, { writtenAt }: Revision): boolean {
  return sentAt !== null && writtenAt > sentAt;
}

/** @returns a line that says who said yes to a text, if anybody has @param here our id of the reader's space */
export function approvedLines(revision: Revision, here: string, speak: Speaker): Text[] {
  if (revision.approvals.length === 0) return [];
  return [speak.text('announcement.approved-in', { people: peopleText(revision.approvals, here, speak) })];
}

/**
 * @returns when a text that replaced what copies showed was let through, ms since the epoch; null for one that was
 * there first
 */
export function correctedAt(announcement: Announcement, revision: Revision): number | null {
  if (!isCorrection(announcement, revision)) return null;
  return Math.max(revision.writtenAt, ...revision.approvals.map(({ at }) => at));
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
  if (!network) return ownText(community.places, speak);
  const about = topic?.name ?? speak.say('announcement.topic-gone');
  const whom = group?.name ?? speak.say('network.everyone');
  return speak.text('announcement.audience-topic-group', { network: network.name, topic: about, group: whom });
}

/** State of the question to a community. */
export type AskState = ConsentState | 'parted' | 'refused';

/**
 * @param space of the community that is asked
 * @param state 'parted': the space is no longer in the community that was asked; 'refused': it said no, and can still say yes
 * @returns the question to a community that is asked first; afterwards, what became of it
 */
export function askCard(announcement: Announcement, space: SpaceOfCommunity, state: AskState, speak: Speaker): Card {
  const content = announcement.shown ?? announcement.newest;
  const { network } = announcement;
  const community = senderName(announcement);
  const asked = space.community.name;
  const title: Inline = strong(wordsFor(content, speak.language).title);
  const args = { space: space.id, announcement: announcement.id };
  if (state !== 'asked' || announcement.state !== 'sent') {
    const key = `announcement.${ANSWERED[state]}` as const;
    const text = speak.text(key, { title, asked, network: network?.name ?? '' });
    const back = state === 'refused' ? [controls([reconsiderButton(announcement, space.id, speak)])] : [];
    return { tone: state === 'accepted' ? 'good' : 'over', body: [{ type: 'text', text }, ...back] };
  }
  return {
    heading: speak.say('announcement.ask-heading'),
    tone: 'attention',
    body: [
      { type: 'note', text: speak.say('announcement.ask-how', { asked, community }) },
      ...textsBlocks(content, speak),
      {
        type: 'fields',
        fields: [
          { label: speak.say('announcement.ask-whom'), value: asked },
          { label: speak.say('announcement.ask-from'), value: community },
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

/** @param space our id of the reader's space @returns the button that takes a no back */
export const reconsiderButton = ({ id }: Announcement, space: string, speak: Speaker): Button => ({
  type: 'button',
  id: actions.reconsider.id({ space, announcement: id }),
  label: speak.say('announcement.button-reconsider'),
});

/** An announcement whose question is open and which is not sent any more was withdrawn. */
const ANSWERED = {
  asked: 'ask-withdrawn',
  accepted: 'accepted',
  declined: 'refused',
  withdrawn: 'ask-withdrawn',
  left: 'ask-left',
  removed: 'ask-removed',
  parted: 'ask-parted',
  refused: 'refused',
} as const satisfies Record<AskState, string>;

/** @returns whether the author alone may not send it */
export function needsApproval(announcement: Announcement): boolean {
  return approvalsNeeded(announcement).length > 0;
}
