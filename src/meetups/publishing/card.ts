import type { Block, Card } from '../../chat/card.ts';
import type { Speaker } from '../../chat/say.ts';
import { type Inline, strong, type Text } from '../../chat/text.ts';
import { chooseChannel } from '../../communities/actions.ts';
import { placeText } from '../../communities/linking/place.ts';
import { whereabouts } from '../actions.ts';
import type { Meetup } from '../store.ts';
import type { Destination } from './rules.ts';
import type { PostedCard } from './store.ts';

type Pieces = readonly (string | Inline)[];

/** Reader of a card about destinations. */
interface Reader {
  speak: Speaker;
  spaceId: string;
  /** May choose the channel for meetups. */
  mayManage: boolean;
}

/** @returns where a draft goes when it is published, and where it does not go and why */
export function destinationBlocks(destinations: readonly Destination[], reader: Reader): Block[] {
  const { speak } = reader;
  const going = destinations.filter(({ channel }) => channel !== null);
  const byItself = going.find((one) => one.byItself);
  return [
    {
      type: 'fields',
      fields: [{ label: speak.say('publishing.goes-to'), value: listOf(going.map((one) => placeOf(one, reader))) }],
    },
    ...(byItself ? [{ type: 'note' as const, text: speak.text('publishing.by-itself') }] : []),
    ...notes(destinations, reader),
    ...(byItself && reader.mayManage ? [channelMenu(speak)] : []),
  ];
}

/** @returns what somebody is told who has published a meetup: each place with its card, or why there is none */
export function publishedCard(
  { id, title }: Pick<Meetup, 'id' | 'title'>,
  destinations: readonly Destination[],
  cards: readonly { spaceId: string; card: PostedCard; url: string | null }[],
  reader: Reader,
): Card {
  const { speak } = reader;
  const going = destinations.filter(({ channel }) => channel !== null);
  const stateOf = ({ space }: Destination) => cards.find(({ spaceId }) => spaceId === space.id);
  const arrived = going.some((one) => stateOf(one)?.card.state === 'sent');
  const lines = going.map((one): Text => {
    const found = stateOf(one);
    return [...placeOf(one, reader), ...outcomeOf(found?.card ?? null, found?.url ?? null, speak)];
  });
  const byItself = going.some((one) => one.byItself);
  const waiting = cards.some(({ card }) => card.state === 'pending');
  return {
    tone: arrived ? 'good' : 'neutral',
    body: [
      {
        type: 'text',
        text: speak.text(arrived ? 'publishing.published' : 'publishing.under-way', { title: strong(title) }),
      },
      { type: 'text', text: listOf(lines) },
      ...(waiting ? [refreshButton(id, speak)] : []),
      ...notes(destinations, reader),
      ...(byItself && reader.mayManage
        ? [{ type: 'note' as const, text: speak.say('publishing.choose') }, channelMenu(speak)]
        : []),
    ],
  };
}

/** A space of the reader's own by its channel, another one by its name. */
function placeOf({ space, channel }: Destination, { speak, spaceId }: Reader): Pieces {
  if (space.id !== spaceId || channel === null) return [placeText(space, speak)];
  return [{ type: 'channel', id: channel }];
}

function outcomeOf(card: PostedCard | null, url: string | null, speak: Speaker): Pieces {
  if (card?.state === 'sent') return url ? [' · ', { type: 'link', url, text: speak.say('publishing.see-card') }] : [];
  if (card?.state === 'failed')
    return [
      ` · ${speak.say('publishing.failed')} ${card.reason ? speak.say(`failures.${card.reason}`) : ''}`.trimEnd(),
    ];
  if (card?.state === 'unknown') return [` · ${speak.say('publishing.unknown')}`];
  return [` · ${speak.say('publishing.pending')}`];
}

/** Says where it does not go, and what can be done about it. */
function notes(destinations: readonly Destination[], { speak }: Reader): Block[] {
  return destinations.flatMap(({ space, obstacle }) =>
    obstacle
      ? [{ type: 'note', text: speak.text(`publishing.not-${obstacle}`, { place: placeText(space, speak) }) }]
      : [],
  );
}

const refreshButton = (meetup: string, speak: Speaker): Block => ({
  type: 'controls',
  controls: [{ type: 'button', id: whereabouts.id({ meetup }), label: speak.say('publishing.refresh') }],
});

const channelMenu = (speak: Speaker): Block => ({
  type: 'controls',
  controls: [{ type: 'menu', of: 'channels', id: chooseChannel.id({}), placeholder: speak.say('setup.pick-channel') }],
});

/** @returns one line for each */
function listOf(lines: readonly Text[]): Text {
  return lines.flatMap((line, index) => [...(index > 0 ? ['\n'] : []), ...([line].flat() as Pieces)]);
}
