import { useEffect, useState } from 'preact/hooks';
import type { SeenMessage } from '../../../contract.ts';
import { ControlProblem } from '../store/control.ts';
import type { Half } from '../store/half.ts';
import { halves } from '../store/page.ts';
import { useStore } from '../store/store.ts';
import { channelsFor, spacesOf } from '../store/world.ts';
import { type DatedCard, datedCardsIn } from './dated-cards.ts';

/** @returns the cards with a time that one of the two people can see, in whichever channel; undefined while they are read */
export function useKnownCards(): DatedCard[] | undefined {
  const [elsewhere, setElsewhere] = useState<SeenMessage[]>();
  useStore(halves.discord.store, ({ messages }) => messages);
  useStore(halves.slack.store, ({ messages }) => messages);
  useEffect(() => {
    void Promise.all(Object.values(halves).map(readChannels)).then((read) => setElsewhere(read.flat()));
  }, []);
  if (!elsewhere) return undefined;
  return datedCardsIn([...halves.discord.inChannel, ...halves.slack.inChannel, ...elsewhere]);
}

/** Reads the channels that are not open. */
async function readChannels(half: Half): Promise<SeenMessage[]> {
  const { as, channel: open } = half.store.value;
  const places = spacesOf(half.platform, as).flatMap((space) =>
    channelsFor(space, as).map(({ id }) => ({ space: space.id, channel: id })),
  );
  const closed = places.filter(({ channel }) => channel !== open);
  const read = await Promise.all(closed.map((place) => half.acting.channel(place).catch(nothingWhenRefused)));
  return read.flat();
}

/** Answers nothing when a channel cannot be read just now, which the page says elsewhere. */
function nothingWhenRefused(error: unknown): SeenMessage[] {
  if (error instanceof ControlProblem) return [];
  throw error;
}
