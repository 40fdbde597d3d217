import type { Block, Button, Card, Menu } from '../../chat/card.ts';
import { runAction } from '../../chat/menu.ts';
import { onPage, pageControls } from '../../chat/pages.ts';
import { codeToPassOn } from '../../chat/pass-on.ts';
import type { Speaker } from '../../chat/say.ts';
import { strong, type Text } from '../../chat/text.ts';
import { showHistory } from '../actions.ts';
import { hashCode } from '../link-code.ts';
import * as actions from './actions.ts';
import type { Invitation } from './invitations/service.ts';
import { ACCEPTANCES } from './rules.ts';
import type { NetworkSettings } from './service.ts';
import type { Member, Membership, Topic } from './store.ts';

/** @returns whose buttons say yes or no: the other of what is so now */
const other = (on: boolean) => (on ? 'no' : 'yes') as 'yes' | 'no';

/** What has just happened, to be said above the settings. */
export type News = 'created' | 'joined' | 'crosspost-ended' | 'approval-off-asked';

/**
 * @returns what a community has decided about announcements, with the controls to change it
 * @param owns whether it administers the network
 * @param shown the topic or target group whose own choice is being made, if any; and what has just happened
 */
export function settingsCard(
  settings: NetworkSettings,
  owns: boolean,
  speak: Speaker,
  { topic = '', news }: { topic?: string; news?: News } = {},
): Card {
  const { space, membership } = settings;
  const network = membership?.network.id ?? '';
  const spaceName = space.name;
  return {
    heading: membership
      ? speak.text('network.settings-heading', { network: membership.network.name, community: space.community.name })
      : speak.text('network.settings-heading-alone', { space: spaceName }),
    body: [
      ...(news ? [newsBlock(membership, news, speak)] : []),
      { type: 'fields', fields: [...acceptedFields(membership, speak), ...ownFields(settings, speak)] },
      ...(membership ? [...acceptControls(membership, speak, topic)] : [note(speak.text('network.settings-alone'))]),
      controls([
        {
          type: 'menu',
          of: 'channels',
          id: actions.setAnnouncementChannel.id({ network }),
          placeholder: speak.say('network.pick-channel'),
          ...(space.announcementChannel !== null && { selected: space.announcementChannel }),
        },
      ]),
      controls(ownButtons(settings, network, speak)),
      ...(membership ? [controls(networkButtons(membership, owns, speak))] : []),
    ],
  };
}

function newsBlock(membership: Membership | null, news: News, speak: Speaker): Block {
  const network = strong(membership?.network.name ?? '');
  const button = speak.say('commands.network.invite.button');
  return { type: 'text', text: speak.text(`network.${news}`, { network, button }) };
}

const controls = (all: readonly (Button | Menu)[]): Block => ({ type: 'controls', controls: all });
const note = (text: Text): Block => ({ type: 'note', text });

function acceptedFields(membership: Membership | null, speak: Speaker): { label: Text; value: Text }[] {
  if (!membership) return [];
  const { topics, groups } = membership.network;
  const own = [...topics, ...groups].filter(({ id }) => membership.choices[id]);
  const names = (all: readonly Topic[]) => new Intl.ListFormat(speak.language).format(all.map(({ name }) => name));
  return [
    { label: speak.say('network.topics'), value: names(topics) },
    { label: speak.say('network.groups'), value: names([...groups, { id: '', name: speak.say('network.everyone') }]) },
    { label: speak.say('network.accepts'), value: speak.say(`network.accepts-${membership.accepts}`) },
    ...own.map(({ id, name }) => ({
      label: name,
      value: speak.say(`network.accepts-${membership.choices[id] ?? membership.accepts}`),
    })),
  ];
}

function ownFields(
  { space, contacts, membership, following }: NetworkSettings,
  speak: Speaker,
): { label: Text; value: Text }[] {
  const channel = space.announcementChannel ?? space.meetupChannel;
  const approval = speak.say(space.community.approval ? 'network.approval-own' : 'network.approval-none');
  return [
    {
      label: speak.say('network.channel'),
      value: channel === null ? speak.say('network.no-channel') : { type: 'channel', id: channel },
    },
    { label: speak.say('network.contacts'), value: speak.say('network.contacts-number', { count: contacts }) },
    {
      label: speak.say('network.approval'),
      value: membership?.network.approval ? [approval, ' ', speak.say('network.approval-network')] : approval,
    },
    ...(space.crosspost && following !== 'never'
      ? [{ label: speak.say('network.crosspost'), value: speak.say(`network.crosspost-${following}`) }]
      : []),
  ];
}

function acceptControls({ network, accepts, choices }: Membership, speak: Speaker, topic: string): Block[] {
  const options = ACCEPTANCES.map((value) => ({ value, label: speak.say(`network.accepts-${value}`) }));
  const chosen = [...network.topics, ...network.groups].find(({ id }) => id === topic);
  const pick = (all: readonly Topic[], placeholder: string): Block =>
    controls([
      {
        type: 'menu',
        of: 'options',
        id: actions.pickTopic.id({ network: network.id, list: all === network.groups ? 'group' : 'subject' }),
        placeholder,
        options: all.map(({ id, name }) => ({ value: id, label: name })),
        ...(all.some((one) => one === chosen) && { selected: topic }),
      },
    ]);
  return [
    controls([
      {
        type: 'menu',
        of: 'options',
        id: actions.setAccepts.id({ network: network.id, topic: '' }),
        placeholder: speak.say('network.pick-accepts'),
        options,
        selected: accepts,
      },
    ]),
    pick(network.topics, speak.say('network.pick-topic')),
    ...(network.groups.length > 0 ? [pick(network.groups, speak.say('network.pick-group'))] : []),
    ...(chosen
      ? [
          controls([
            {
              type: 'menu',
              of: 'options',
              id: actions.setAccepts.id({ network: network.id, topic: chosen.id }),
              placeholder: speak.say('network.pick-topic-accepts', { topic: chosen.name }),
              options: [{ value: 'same', label: speak.say('network.accepts-same') }, ...options],
              selected: choices[chosen.id] ?? 'same',
            },
          ]),
        ]
      : []),
  ];
}

function ownButtons({ space, isContact, following }: NetworkSettings, network: string, speak: Speaker): Button[] {
  const { approval } = space.community;
  // Where nobody can follow the channel it can only be turned off.
  const crossposts = following !== 'never' && (space.crosspost || following !== 'cannot');
  return [
    {
      type: 'button',
      id: actions.setContact.id({ network, on: other(isContact) }),
      label: speak.say(isContact ? 'network.button-do-not-ask-me' : 'network.button-ask-me'),
    },
    {
      type: 'button',
      id: actions.setOwnApproval.id({ network, on: other(approval) }),
      label: speak.say(approval ? 'network.button-approval-off' : 'network.button-approval-on'),
    },
    { type: 'button', id: showHistory.id({ page: '0' }), label: speak.say('history.button') },
    ...(crossposts
      ? [
          {
            type: 'button' as const,
            id: actions.setCrosspost.id({ network, on: other(space.crosspost) }),
            label: speak.say(space.crosspost ? 'network.button-crosspost-off' : 'network.button-crosspost-on'),
          },
        ]
      : []),
  ];
}

function networkButtons({ network }: Membership, owns: boolean, speak: Speaker): Button[] {
  const leave: Button = {
    type: 'button',
    id: actions.askLeave.id({ network: network.id }),
    label: speak.say('network.button-leave'),
    style: 'danger',
  };
  if (!owns) return [leave];
  return [
    inviteButton(network.id, speak),
    {
      type: 'button',
      id: actions.editTopics.id({ network: network.id }),
      label: speak.say('network.button-topics'),
    },
    {
      type: 'button',
      id: actions.setNetworkApproval.id({ network: network.id, on: other(network.approval) }),
      label: speak.say(network.approval ? 'network.button-network-approval-off' : 'network.button-network-approval-on'),
    },
    leave,
  ];
}

const inviteButton = (network: string, speak: Speaker): Button => ({
  type: 'button',
  id: actions.inviteTo.id({ network }),
  label: speak.say('commands.network.invite.button'),
});

/** @returns the code, and what to do with it */
export function invitationCard(invitation: Invitation, speak: Speaker): Card {
  const network = invitation.membership.network.name;
  return {
    heading: speak.text('network.invite-heading', { network }),
    body: [
      { type: 'text', text: speak.text('network.invite-how', { until: speak.moment(invitation.until) }) },
      ...codeToPassOn('network join', invitation.code, speak),
      note(speak.say('network.invite-once')),
      controls([
        {
          type: 'button',
          id: actions.renewInvitation.id({ hash: hashCode(invitation.code) }),
          label: speak.say('setup.button-new-code'),
        },
      ]),
    ],
  };
}

/** So many are read at a glance, and fit a message with all else. */
const MEMBERS_ON_PAGE = 15;

/**
 * @param owns whether the reader's community administers it
 * @param number of the page, counted from 0
 * @returns who is in the network, by the names that they have there
 */
export function membersCard(
  { network }: Membership,
  members: readonly Member[],
  { owns, number }: { owns: boolean; number: number },
  speak: Speaker,
): Card {
  const page = onPage(members, { number, size: MEMBERS_ON_PAGE });
  const line = ({ id, name, spaces }: Member): Text =>
    speak.text(id === network.owner ? 'network.member-owner' : 'network.member', {
      name: strong(name),
      count: spaces,
    });
  return {
    heading: speak.text('network.members-heading', { network: network.name, count: members.length }),
    body: [
      ...page.shown.map((member): Block => ({ type: 'text', text: line(member) })),
      ...pageControls(
        members.length,
        { number: page.number, size: MEMBERS_ON_PAGE },
        (to) => actions.showMembers.id({ network: network.id, page: to }),
        speak,
      ),
      controls([
        {
          type: 'button',
          id: runAction.id({ path: 'network/settings', kept: '' }),
          label: speak.say('commands.network.settings.button'),
        },
        ...(owns ? [inviteButton(network.id, speak)] : []),
      ]),
    ],
  };
}

/**
 * Asks once, and says what comes of it.
 * @param leftBehind how many other communities are in a network that the reader's administers; null when another one does
 */
export function leaveCard({ network }: Membership, leftBehind: number | null, speak: Speaker): Card {
  const name = strong(network.name);
  if (leftBehind !== null && leftBehind > 0) {
    const text = speak.text('errors.network-owner-leaves', { network: name, count: leftBehind });
    return { tone: 'attention', body: [{ type: 'text', text }] };
  }
  const closes = leftBehind === 0;
  return {
    tone: 'attention',
    body: [
      {
        type: 'text',
        text: speak.text(closes ? 'network.close-question' : 'network.leave-question', { network: name }),
      },
      controls([
        {
          type: 'button',
          id: actions.leaveNetwork.id({ network: network.id }),
          label: speak.say(closes ? 'network.close-yes' : 'network.leave-yes'),
          style: 'danger',
        },
        { type: 'button', id: actions.stayInNetwork.id({ network: network.id }), label: speak.say('network.leave-no') },
      ]),
    ],
  };
}

/** Asks once. */
export function removeCard({ network }: Membership, { id, name }: Member, speak: Speaker): Card {
  const ids = { network: network.id, member: id };
  return {
    tone: 'attention',
    body: [
      {
        type: 'text',
        text: speak.text('network.remove-question', { member: strong(name), network: strong(network.name) }),
      },
      controls([
        {
          type: 'button',
          id: actions.removeMember.id(ids),
          label: speak.say('network.remove-yes'),
          style: 'danger',
        },
        { type: 'button', id: actions.keepMember.id(ids), label: speak.say('network.remove-no') },
      ]),
    ],
  };
}
