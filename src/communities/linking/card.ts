import type { Block, Card } from '../../chat/card.ts';
import { codeToPassOn } from '../../chat/pass-on.ts';
import type { Speaker } from '../../chat/say.ts';
import type { Text } from '../../chat/text.ts';
import type { Shared } from '../../meetups/publishing/service.ts';
import { chooseChannel, renewLink } from '../actions.ts';
import { namesOf, restrictedAmong } from '../card.ts';
import { hashCode } from '../link-code.ts';
import type { SpaceOfCommunity } from '../store.ts';
import { placeText } from './place.ts';
import type { Joined, Link, MeetupChannel } from './service.ts';

/** @returns the code with what to do with it, and where meetups are shown here */
export function linkCard(link: Link, speak: Speaker): Card {
  return {
    heading: speak.say('setup.link-heading'),
    body: [
      { type: 'text', text: speak.text('setup.link-how', { until: speak.time(link.until) }) },
      ...codeToPassOn('setup join', link.code, speak),
      { type: 'note', text: speak.say('setup.link-once') },
      {
        type: 'controls',
        controls: [
          {
            type: 'button',
            id: renewLink.id({ hash: hashCode(link.code) }),
            label: speak.say('setup.button-new-code'),
          },
        ],
      },
      { type: 'divider' },
      ...channelBlocks(link, speak),
    ],
  };
}

/** @returns what is linked now, what that means, and where meetups are shown */
export function joinedCard({ spaces, space, shared, ...here }: Joined, speak: Speaker): Card {
  const others = spaces.filter(({ id }) => id !== space.id);
  const cards = shared.find(({ spaceId }) => spaceId === space.id);
  return {
    heading: speak.say('setup.joined-heading'),
    tone: 'good',
    body: [
      { type: 'text', text: speak.text('setup.joined', { spaces: namesOf(spaces, speak.language) }) },
      { type: 'text', text: organisersNote(spaces, speak) },
      ...channelBlocks(here, speak, cards),
      ...others.map((one): Block => ({ type: 'text', text: elsewhereText(one, shared, speak) })),
    ],
  };
}

/** @returns where meetups are shown in the reader's space, with a menu to choose it when nobody has */
function channelBlocks({ channel, byItself }: MeetupChannel, speak: Speaker, shared?: Shared): Block[] {
  const menu: Block = {
    type: 'controls',
    controls: [
      {
        type: 'menu',
        of: 'channels',
        id: chooseChannel.id({}),
        placeholder: speak.say('setup.pick-channel'),
        ...(channel !== null && { selected: channel }),
      },
    ],
  };
  if (channel === null) return [{ type: 'text', text: speak.say('linking.channel-missing') }, menu];
  const node = { type: 'channel', id: channel } as const;
  const cards = shared && shared.cards > 0 ? [speak.say('linking.cards', { count: shared.cards })] : [];
  if (!byItself) {
    const text = [
      ...[speak.text('setup.joined-channel', { channel: node })].flat(),
      ...cards.flatMap((one) => [' ', one]),
    ];
    return [{ type: 'text', text: text as Text }];
  }
  const text = [
    ...[speak.text('linking.channel-by-itself', { channel: node })].flat(),
    ...cards.flatMap((one) => [' ', one]),
  ];
  return [{ type: 'text', text: text as Text }, menu];
}

/** @returns what becomes of meetups in another space */
function elsewhereText(space: SpaceOfCommunity, shared: readonly Shared[], speak: Speaker): Text {
  const place = placeText(space, speak);
  if (space.meetupChannel === null) return speak.text('linking.elsewhere-missing', { place });
  const count = shared.find(({ spaceId }) => spaceId === space.id)?.cards ?? 0;
  return speak.text('linking.elsewhere', { place, count });
}

/** @returns the receipt for a channel that somebody has chosen */
export function chosenCard(channel: string, shared: Shared | undefined, speak: Speaker): Card {
  const node = { type: 'channel', id: channel } as const;
  const { cards = 0, moved = 0 } = shared ?? {};
  return {
    tone: 'good',
    body: [{ type: 'text', text: speak.text('linking.chosen', { channel: node, cards, moved }) }],
  };
}

/** @returns who may organise in spaces that belong together now */
function organisersNote(spaces: readonly SpaceOfCommunity[], speak: Speaker): Text {
  const chosen = restrictedAmong(spaces);
  if (chosen.length === 0) return speak.text('setup.joined-everyone', { count: spaces.length });
  const open = spaces.filter(({ everyoneOrganises }) => everyoneOrganises);
  const others = spaces.filter((one) => !chosen.includes(one) && !open.includes(one));
  const names = (some: readonly SpaceOfCommunity[]) => namesOf(some, speak.language);
  return [
    ...[speak.text('setup.joined-chosen', { spaces: names(chosen) })].flat(),
    ...(others.length > 0 ? [' ', ...[speak.text('setup.joined-managers', { spaces: names(others) })].flat()] : []),
    ...(open.length > 0 ? [' ', ...[speak.text('setup.joined-open', { spaces: names(open) })].flat()] : []),
  ] as Text;
}
