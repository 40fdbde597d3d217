import type { Speaker } from '../../chat/say.ts';
import { type Inline, pieces, type Text } from '../../chat/text.ts';
import { placeText } from '../../communities/linking/place.ts';
import type { Elsewhere, Others, OwnPlace } from './rules.ts';

/** Places where an announcement goes, by the names that people know. */
export interface Destinations {
  /** `channelName`: of a channel in another space than the reader's; null when nobody tells. */
  own: readonly (OwnPlace & { channelName: string | null })[];
  elsewhere: Elsewhere;
  /** Of the other communities, by id. */
  names: ReadonlyMap<string, string>;
}

type Pieces = readonly (string | Inline)[];

/**
 * @param here our id of the reader's space: its channel is a mention, others are names
 * @returns one line for each place where it comes, the reader's first, then one for each where it does not, and why
 */
export function destinationLines({ own, elsewhere, names }: Destinations, here: string, speak: Speaker): Text[] {
  const { reached, asked, nowhere, partly, gone } = elsewhere;
  const isHere = ({ space }: OwnPlace) => Number(space.id === here);
  return [
    ...own
      .filter(({ channel }) => channel !== null)
      .toSorted((a, b) => isHere(b) - isHere(a))
      .map((one) => placeOf(one, here, speak)),
    ...othersLine('reached', reached, names, speak),
    ...othersLine('asked', asked, names, speak),
    ...own.flatMap(({ space, obstacle }) => {
      if (obstacle === null) return [];
      if (space.id === here && obstacle === 'no-channel') return [speak.text('announcement.not-here')];
      return [speak.text(`announcement.not-${obstacle}`, { place: placeText(space, speak) })];
    }),
    ...othersLine('no-channel', nowhere, names, speak),
    ...othersLine('some-channels', partly, names, speak),
    ...othersLine('gone', gone, names, speak),
  ];
}

/** @returns a place by its channel: a mention in the reader's own space, elsewhere by the channel's name and the place */
export function placeOf(
  { space, channel, channelName }: Pick<Destinations['own'][number], 'space' | 'channel' | 'channelName'>,
  here: string,
  speak: Speaker,
): Pieces {
  if (space.id === here && channel !== null) return [{ type: 'channel', id: channel }];
  const place = placeText(space, speak);
  return [channelName === null ? place : `#${channelName} · ${place}`];
}

function othersLine(
  what: 'reached' | 'asked' | 'no-channel' | 'some-channels' | 'gone',
  { count, first }: Others,
  names: Destinations['names'],
  speak: Speaker,
): Text[] {
  if (count === 0) return [];
  const more = count - first.length;
  const listed = [
    ...first.map((id) => names.get(id) ?? ''),
    ...(more > 0 ? [speak.say('announcement.others-more', { count: more })] : []),
  ];
  const communities = new Intl.ListFormat(speak.language).format(listed);
  return [speak.say(`announcement.others-${what}`, { count, communities })];
}

/** @returns texts one under the other */
export function underEachOther(lines: readonly Text[]): Text {
  return lines.flatMap((line, index): Pieces => [...(index > 0 ? ['\n'] : []), ...pieces(line)]);
}
