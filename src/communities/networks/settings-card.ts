import type { Block, Button, Card, Menu } from '../../chat/card.ts';
import type { Speaker } from '../../chat/say.ts';
import { strong, type Text } from '../../chat/text.ts';
import { showHistory } from '../actions.ts';
import * as actions from './actions.ts';
import type { FoundChannel } from './announcement-channel.ts';
import { inviteButton } from './card.ts';
import { foundChannelNotes } from './found-channels.ts';
import { ACCEPTANCES, asksAnybody } from './rules.ts';
import type { NetworkSettings } from './settings/service.ts';
import type { Membership, Topic } from './store.ts';

/** @returns whose buttons say yes or no: the other of what is so now */
const other = (on: boolean) => (on ? 'no' : 'yes') as 'yes' | 'no';

/** The news to be said above the settings. */
export type News = 'created' | 'joined' | 'crosspost-ended' | 'approval-off-asked';

/** The news. `found`: channels that were chosen without anybody asking for it. */
export interface Happened {
  news?: News;
  found?: readonly FoundChannel[];
}

/**
 * Draws the most common choices first: what is accepted, where it comes, who is asked. All else is behind a button.
 * @param owns whether it administers the network
 * @returns what a community has decided about announcements, with the controls to change it
 */
export function settingsCard(
  settings: NetworkSettings,
  owns: boolean,
  speak: Speaker,
  { news, found = [] }: Happened = {},
): Card {
  const { space, membership, isContact } = settings;
  const network = membership?.network.id ?? '';
  return {
    heading: headingOf(settings, speak),
    body: [
      ...(news ? [newsBlock(membership, news, speak)] : []),
      ...foundChannelNotes(found, { here: space.id, words: 'network.channel-found' }, speak),
      { type: 'fields', fields: [...acceptedFields(membership, speak), ...ownFields(settings, speak)] },
      ...(membership ? [acceptsMenu(membership, speak)] : [note(speak.text('network.settings-alone'))]),
      controls([
        {
          type: 'menu',
          of: 'channels',
          id: actions.setAnnouncementChannel.id({ network }),
          placeholder: speak.say('network.pick-channel'),
          ...(space.announcementChannel !== null && { selected: space.announcementChannel }),
        },
      ]),
      controls([
        ...(membership && owns ? [inviteButton(membership.network.id, speak)] : []),
        {
          type: 'button',
          id: actions.setContact.id({ network, on: other(isContact) }),
          label: speak.say(isContact ? 'network.button-do-not-ask-me' : 'network.button-ask-me'),
        },
        { type: 'button', id: actions.moreSettings.id({ network }), label: speak.say('more') },
      ]),
    ],
  };
}

/**
 * @param topic the topic or target group whose own choice is being made, if any
 * @returns what is chosen once, or seldom
 */
export function moreSettingsCard(
  settings: NetworkSettings,
  owns: boolean,
  speak: Speaker,
  { topic = '', news }: { topic?: string; news?: News } = {},
): Card {
  const { membership } = settings;
  const network = membership?.network.id ?? '';
  const back: Button = { type: 'button', id: actions.backToSettings.id({ network }), label: speak.say('back') };
  return {
    heading: headingOf(settings, speak),
    body: [
      ...(news ? [newsBlock(membership, news, speak)] : []),
      { type: 'fields', fields: [...listFields(membership, speak), ...ruleFields(settings, speak)] },
      ...(membership ? topicMenus(membership, speak, topic) : []),
      controls(ruleButtons(settings, network, speak)),
      controls([...(membership ? networkButtons(membership, owns, speak) : []), back]),
    ],
  };
}

function headingOf({ space, membership }: NetworkSettings, speak: Speaker): Text {
  return membership
    ? speak.text('network.settings-heading', { network: membership.network.name, community: space.community.name })
    : speak.text('network.settings-heading-alone', { space: space.name });
}

function newsBlock(membership: Membership | null, news: News, speak: Speaker): Block {
  const network = strong(membership?.network.name ?? '');
  const button = speak.say('commands.network.invite.button');
  return { type: 'text', text: speak.text(`network.${news}`, { network, button }) };
}

const controls = (all: readonly (Button | Menu)[]): Block => ({ type: 'controls', controls: all });
const note = (text: Text): Block => ({ type: 'note', text });

interface Field {
  label: Text;
  value: Text;
}

/** Rules that hold for all, and for single topics and target groups. */
function acceptedFields(membership: Membership | null, speak: Speaker): Field[] {
  if (!membership) return [];
  const { topics, groups } = membership.network;
  const own = [...topics, ...groups].filter(({ id }) => membership.choices[id]);
  return [
    { label: speak.say('network.accepts'), value: speak.say(`network.accepts-${membership.accepts}`) },
    ...own.map(({ id, name }) => ({
      label: name,
      value: speak.say(`network.accepts-${membership.choices[id] ?? membership.accepts}`),
    })),
  ];
}

function channelField({ space }: NetworkSettings, speak: Speaker): Field {
  const channel = space.announcementChannel ?? space.meetupChannel;
  return {
    label: speak.say('network.channel'),
    value: channel === null ? speak.say('network.no-channel') : { type: 'channel', id: channel },
  };
}

function ownFields(settings: NetworkSettings, speak: Speaker): Field[] {
  const { contacts, space, membership } = settings;
  return [
    channelField(settings, speak),
    ...(asksAnybody({ approves: space.community.approval, community: space.community.id, membership })
      ? [{ label: speak.say('network.contacts'), value: speak.say('network.contacts-number', { count: contacts }) }]
      : []),
  ];
}

function listFields(membership: Membership | null, speak: Speaker): Field[] {
  if (!membership) return [];
  const { topics, groups } = membership.network;
  const names = (all: readonly { name: string }[]) =>
    new Intl.ListFormat(speak.language).format(all.map(({ name }) => name));
  return [
    { label: speak.say('network.topics'), value: names(topics) },
    { label: speak.say('network.groups'), value: names([...groups, { name: speak.say('network.everyone') }]) },
    ...acceptedFields(membership, speak).slice(1),
  ];
}

function ruleFields(settings: NetworkSettings, speak: Speaker): Field[] {
  const { space, membership, following } = settings;
  const approval = speak.say(space.community.approval ? 'network.approval-own' : 'network.approval-none');
  return [
    {
      label: speak.say('network.approval'),
      value: membership?.network.approval ? [approval, ' ', speak.say('network.approval-network')] : approval,
    },
    // What is passed on depends on the channel.
    ...(following === 'never' ? [] : [channelField(settings, speak)]),
    ...(space.crosspost && following !== 'never'
      ? [{ label: speak.say('network.crosspost'), value: speak.say(`network.crosspost-${following}`) }]
      : []),
  ];
}

const acceptanceOptions = (speak: Speaker) =>
  ACCEPTANCES.map((value) => ({ value, label: speak.say(`network.accepts-${value}`) }));

function acceptsMenu({ network, accepts }: Membership, speak: Speaker): Block {
  return controls([
    {
      type: 'menu',
      of: 'options',
      id: actions.setAccepts.id({ network: network.id, topic: '' }),
      placeholder: speak.say('network.pick-accepts'),
      options: acceptanceOptions(speak),
      selected: accepts,
    },
  ]);
}

function topicMenus({ network, choices }: Membership, speak: Speaker, topic: string): Block[] {
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
              options: [{ value: 'same', label: speak.say('network.accepts-same') }, ...acceptanceOptions(speak)],
              selected: choices[chosen.id] ?? 'same',
            },
          ]),
        ]
      : []),
  ];
}

function ruleButtons({ space, following }: NetworkSettings, network: string, speak: Speaker): Button[] {
  const { approval } = space.community;
  // Where nobody can follow the channel it can only be turned off.
  const crossposts = following !== 'never' && (space.crosspost || following !== 'cannot');
  return [
    {
      type: 'button',
      id: actions.setOwnApproval.id({ network, on: other(approval) }),
      label: speak.say(approval ? 'network.button-approval-off' : 'network.button-approval-on'),
    },
    ...(crossposts
      ? [
          {
            type: 'button' as const,
            id: actions.setCrosspost.id({ network, on: other(space.crosspost) }),
            label: speak.say(space.crosspost ? 'network.button-crosspost-off' : 'network.button-crosspost-on'),
          },
        ]
      : []),
    { type: 'button', id: showHistory.id({ page: '0' }), label: speak.say('history.button') },
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
