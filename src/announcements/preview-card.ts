import type { Block, Button, Card } from '../chat/card.ts';
import { runAction } from '../chat/menu.ts';
import type { Speaker } from '../chat/say.ts';
import { pieces, strong, type Text } from '../chat/text.ts';
import type { Topic } from '../communities/networks/store.ts';
import { LANGUAGES } from '../i18n/translate.ts';
import * as actions from './actions.ts';
import { approvedLines, controls, copyBlocks, destination, needsApproval, textsBlocks } from './card.ts';
import { type Destinations, destinationLines, underEachOther } from './destinations/card.ts';
import { type Participant, peopleText } from './people.ts';
import { pingText } from './pings/card.ts';
import type { Ping } from './pings/store.ts';
import { type Audience, isAhead, sizeOf } from './rules.ts';
import type { Unreachable } from './sending/service.ts';
import type { Announcement } from './store.ts';

/** The part of a draft that its author is shown beside the draft itself. */
export interface Outlook {
  /** ms since the epoch */
  now: number;
  /** As they will stand, one in each of its languages. */
  copies: readonly Card[];
  /** Or why it cannot be sent as it stands. */
  audience: Audience | Unreachable;
  destinations: Destinations;
  /** By how many characters it is over each platform's limits. */
  excess: readonly { platform: string; over: number }[];
  /** The names of the communities that must approve and have not. */
  approvers: readonly string[];
  /** All that must have approved this very text. */
  approved: boolean;
  /** The target groups of its network. */
  groups: readonly Topic[];
  pings: readonly Ping[];
  /** Our id of the space where the author is now: where they can ask that a role is notified. */
  space: string;
}

/**
 * The text comes first, then the three things that its author decides by. All else is behind a button, and shown here
 * only when it is not as usual.
 * @returns the draft as it will stand, for its author alone, with whom it reaches, when, and what is in the way
 */
export function previewCard(draft: Announcement, outlook: Outlook, speak: Speaker): Card {
  return {
    heading: outlook.copies[0]?.heading,
    body: [
      ...outlook.copies.flatMap((copy, index) => copyBlocks(copy, { titled: index > 0, pressable: index === 0 })),
      { type: 'divider' },
      { type: 'note', text: speak.say('announcement.preview') },
      {
        type: 'fields',
        fields: [
          { label: speak.say('announcement.audience'), value: audienceText(draft, outlook, speak) },
          { label: speak.say('announcement.when'), value: whenText(draft, outlook, speak) },
          { label: speak.say('announcement.approval'), value: approvalText(draft, outlook, speak) },
          ...(outlook.pings.length > 0 ? [pingField(outlook, speak)] : []),
          ...(draft.seenButton ? [seenField(draft, speak)] : []),
          ...(draft.newest.texts.length > 1 ? [languagesField(draft, speak)] : []),
          ...(outlook.excess.some(({ over }) => over > 0) ? [lengthField(outlook, speak)] : []),
        ],
      },
      controls(buttons(draft, outlook, speak)),
    ],
  };
}

/** @returns what most announcements do without: notifying, a second language, a target group, a button */
export function moreCard(draft: Announcement, outlook: Outlook, speak: Speaker): Card {
  return {
    heading: outlook.copies[0]?.heading,
    body: [
      { type: 'note', text: speak.say('announcement.more-how') },
      {
        type: 'fields',
        fields: [
          pingField(outlook, speak),
          languagesField(draft, speak),
          seenField(draft, speak),
          lengthField(outlook, speak),
          ...(outlook.excess.length > 1
            ? [{ label: speak.say('announcement.looks'), value: speak.say('announcement.looks-alike') }]
            : []),
        ],
      },
      ...groupMenu(draft, outlook, speak),
      channelMenu(draft, outlook, speak),
      controls(moreButtons(draft, outlook, speak)),
    ],
  };
}

const pingField = ({ pings }: Outlook, speak: Speaker) => ({
  label: speak.say('announcement.ping'),
  value: pingText(pings, speak),
});
const languagesField = (draft: Announcement, speak: Speaker) => ({
  label: speak.say('announcement.languages'),
  value: languagesText(draft, speak),
});
const seenField = ({ seenButton }: Announcement, speak: Speaker) => ({
  label: speak.say('announcement.seen-field'),
  value: speak.say(seenButton ? 'announcement.seen-on' : 'announcement.seen-off'),
});
const lengthField = (outlook: Outlook, speak: Speaker) => ({
  label: speak.say('announcement.length'),
  value: lengthText(outlook, speak),
});

/** The menu's word for "everyone", which is no group of the network. */
export const EVERYONE = 'everyone';

function groupMenu({ id, group }: Announcement, { groups }: Outlook, speak: Speaker): Block[] {
  if (groups.length === 0 && !group) return [];
  return [
    {
      type: 'controls',
      controls: [
        {
          type: 'menu',
          of: 'options',
          id: actions.setGroup.id({ announcement: id }),
          placeholder: speak.say('announcement.pick-group'),
          options: [
            { value: EVERYONE, label: speak.say('network.everyone') },
            ...groups.map(({ id: value, name }) => ({ value, label: name })),
          ],
          selected: group?.id ?? EVERYONE,
        },
      ],
    },
  ];
}

/** Menu for where announcements come in the author's own space. */
function channelMenu({ id }: Announcement, { destinations, space }: Outlook, speak: Speaker): Block {
  const here = destinations.own.find((one) => one.space.id === space);
  return {
    type: 'controls',
    controls: [
      {
        type: 'menu',
        of: 'channels',
        id: actions.setChannel.id({ announcement: id }),
        placeholder: speak.say('announcement.pick-channel'),
        ...(here?.channel && { selected: here.channel }),
      },
    ],
  };
}

function audienceText(draft: Announcement, outlook: Outlook, speak: Speaker): Text {
  const { audience, destinations, space } = outlook;
  const to = destination(draft, speak);
  if (typeof audience === 'string') {
    const why = speak.text(`errors.${audience}`, { network: draft.network?.name ?? '' });
    return [...pieces(to), '. ', ...pieces(why)];
  }
  const nobody = audience.targets.length + audience.asked.length === 0;
  return underEachOther([
    to,
    // Who it goes to alone is a short list, which needs no figures.
    ...(draft.network && audience.targets.length > 0
      ? [`${speak.say('announcement.audience-numbers', sizeOf(audience.targets))}.`]
      : []),
    ...(nobody ? [speak.say('announcement.audience-nobody')] : []),
    ...destinationLines(destinations, space, speak),
    ...(audience.refusing > 0 ? [speak.say('announcement.audience-refusing', { count: audience.refusing })] : []),
  ]);
}

function whenText({ dueAt }: Announcement, { approvers, now }: Outlook, speak: Speaker): Text {
  if (isAhead(dueAt, now)) return [...pieces(speak.momentInFull(dueAt)), ' (', speak.relative(dueAt), ')'];
  const how = approvers.length > 0 ? 'approved' : 'now';
  if (dueAt === null) return speak.say(`announcement.when-${how}`);
  return strong(speak.text(`announcement.when-passed-${how}`, { when: speak.moment(dueAt) }));
}

function approvalText({ newest }: Announcement, { approvers, approved, space }: Outlook, speak: Speaker): Text {
  if (approved) return approvedLines(newest, space, speak)[0] ?? '';
  if (approvers.length === 0) return speak.say('announcement.approval-none');
  const communities = new Intl.ListFormat(speak.language).format(approvers);
  return speak.say('announcement.approval-needed', { count: approvers.length, communities });
}

function languagesText({ newest }: Announcement, speak: Speaker): string {
  const names = newest.texts.map(({ language }) => speak.say(`languages.${language}`));
  const languages = new Intl.ListFormat(speak.language).format(names);
  return speak.say('announcement.languages-written', { languages });
}

function lengthText({ excess }: Outlook, speak: Speaker): Text {
  const over = excess.filter((one) => one.over > 0);
  const fits = excess.filter((one) => one.over === 0).map(({ platform }) => platform);
  const parts = [
    ...over.map((one) => speak.say('announcement.length-over', one)),
    ...(fits.length > 0
      ? [speak.say('announcement.length-fits', { platforms: new Intl.ListFormat(speak.language).format(fits) })]
      : []),
    ...(over.length > 0 ? [speak.say('announcement.length-shorten')] : []),
  ];
  return over.length > 0 ? strong(`${parts.join('. ')}.`) : `${parts.join('. ')}.`;
}

function buttons(draft: Announcement, { approvers, excess, now }: Outlook, speak: Speaker): Button[] {
  const id = { announcement: draft.id };
  const ahead = isAhead(draft.dueAt, now);
  const send = approvers.length > 0 ? 'ask-approval' : ahead ? 'schedule' : 'send';
  return [
    {
      type: 'button',
      id: actions.send.id({ ...id, when: ahead ? 'time' : 'now' }),
      label: speak.say(`announcement.button-${send}`),
      style: 'primary',
      disabled: excess.some(({ over }) => over > 0),
    },
    button(actions.change.id(id), speak.say('announcement.button-change')),
    button(actions.schedule.id(id), speak.say('announcement.button-when')),
    button(actions.more.id(id), speak.say('more')),
  ];
}

function moreButtons(draft: Announcement, { pings, space, now }: Outlook, speak: Speaker): Button[] {
  const id = { announcement: draft.id };
  return [
    ...(isAhead(draft.dueAt, now) ? [button(actions.unschedule.id(id), speak.say('announcement.button-now'))] : []),
    ...languageButtons(draft, speak),
    pings.some((one) => one.space.id === space)
      ? button(actions.removePing.id(id), speak.say('announcement.button-ping-off'))
      : button(actions.askPing.id(id), speak.say('announcement.button-ping')),
    button(
      actions.setSeen.id({ ...id, on: draft.seenButton ? 'no' : 'yes' }),
      speak.say(draft.seenButton ? 'announcement.button-seen-off' : 'announcement.button-seen-on'),
    ),
    { type: 'button', id: actions.discard.id(id), label: speak.say('announcement.button-discard'), style: 'danger' },
    button(actions.backToDraft.id(id), speak.say('back')),
  ];
}

/**
 * The second language is written, changed or taken out by one button; a first text alone may be in another than was
 * thought.
 */
function languageButtons({ id: announcement, newest }: Announcement, speak: Speaker): Button[] {
  const [first, second] = newest.texts;
  const language = second?.language ?? LANGUAGES.find((one) => one !== first?.language);
  if (!language) return [];
  const id = { announcement, language };
  if (second) return [button(actions.translate.id(id), speak.say(`announcement.button-retranslate-${language}`))];
  return [
    button(actions.translate.id(id), speak.say(`announcement.button-translate-${language}`)),
    button(actions.setLanguage.id(id), speak.say(`announcement.button-language-${language}`)),
  ];
}

const button = (id: string, label: string): Button => ({ type: 'button', id, label });

/**
 * @param shown `here`: our id of the reader's space; `asked`: who was asked to approve it
 * @returns the text that waits for a yes or for its time, with a button to stop it
 */
export function waitingCard(
  announcement: Announcement,
  { here, asked, pings }: { here: string; asked: readonly Participant[]; pings: readonly Ping[] },
  speak: Speaker,
): Card {
  const waits = announcement.state === 'waiting' && needsApproval(announcement);
  return {
    heading: announcement.newest.texts[0]?.title ?? '',
    body: [
      { type: 'note', text: stateText(announcement, speak) },
      ...(announcement.state === 'waiting' && !needsApproval(announcement)
        ? [{ type: 'text' as const, text: speak.say('announcement.approval-not-needed') }]
        : []),
      ...textsBlocks(announcement.newest, speak, true),
      {
        type: 'fields',
        fields: [
          { label: speak.say('announcement.audience'), value: destination(announcement, speak) },
          { label: speak.say('announcement.ping'), value: pingText(pings, speak) },
          ...(waits ? [{ label: speak.say('announcement.asked'), value: peopleText(asked, here, speak) }] : []),
        ],
      },
      controls([button(actions.stop.id({ announcement: announcement.id }), speak.say('announcement.button-stop'))]),
    ],
  };
}

/** @returns where an announcement stands, in a few words */
export function stateText({ state, dueAt, sentAt }: Announcement, speak: Speaker): Text {
  if (state === 'scheduled' && dueAt !== null)
    return speak.text('announcement.state-scheduled', { when: speak.momentInFull(dueAt) });
  if (state === 'sent' && sentAt !== null) return speak.text('announcement.state-sent', { when: speak.moment(sentAt) });
  return speak.say(
    state === 'waiting' || state === 'withdrawn' ? `announcement.state-${state}` : 'announcement.state-draft',
  );
}

/** One page of a community's announcements. @param page counted from 0 */
export function listCard(
  { announcements, total }: { announcements: readonly Announcement[]; total: number },
  page: { number: number; size: number },
  speak: Speaker,
): Card {
  const heading = speak.say('announcement.list-heading');
  const others = controls([
    button(runAction.id({ path: 'announce/received', kept: '' }), speak.say('commands.announce.received.button')),
  ]);
  if (total === 0) return { heading, body: [{ type: 'text', text: speak.text('announcement.list-empty') }, others] };
  const pages = Math.ceil(total / page.size);
  const title = ({ shown, newest }: Announcement) => (shown ?? newest).texts[0]?.title ?? '';
  const turn = (to: number, label: string): Button => ({
    ...button(actions.list.id({ page: String(Math.max(to, 0)) }), label),
    disabled: to < 0 || to >= pages,
  });
  return {
    heading,
    body: [
      ...announcements.map(
        (one): Block => ({
          type: 'text',
          text: [
            strong(title(one)),
            ' · ',
            ...[destination(one, speak)].flat(),
            ' · ',
            ...[stateText(one, speak)].flat(),
          ] as Text,
        }),
      ),
      {
        type: 'controls',
        controls: [
          {
            type: 'menu',
            of: 'options',
            id: actions.pick.id({}),
            placeholder: speak.say('announcement.list-pick'),
            options: announcements.map((one) => ({
              value: one.id,
              label: title(one),
              // Drafts are begun more than once, under one title.
              ...(one.state === 'draft' && {
                description: speak.say('announcement.list-draft', { when: speak.recent(one.newest.writtenAt) }),
              }),
            })),
          },
        ],
      },
      ...(pages > 1
        ? [
            controls([
              turn(page.number - 1, speak.say('announcement.list-earlier')),
              turn(page.number + 1, speak.say('announcement.list-later')),
            ]),
            {
              type: 'note' as const,
              text: speak.say('announcement.list-page', { page: page.number + 1, pages }),
            },
          ]
        : []),
      others,
    ],
  };
}
