import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PersonSeen, SpaceSeen } from '../../../contract.ts';
import { Half, type HalfState } from '../store/half.ts';
import { useStore } from '../store/store.ts';
import { channelsFor, spacesOn, world } from '../store/world.ts';

/** The half that a component stands in. */
export const HalfContext = createContext<Half>(new Half('discord'));

export function useHalf(): Half {
  return useContext(HalfContext);
}

/** @returns what `select` takes from the half's state; drawn again when that changes */
export function useHalfState<Part>(select: (state: HalfState) => Part): Part {
  return useStore(useHalf().store, select);
}

/** Names, as the reader's client names what a message only refers to. */
export interface Names {
  user(id: string): string | undefined;
  channel(id: string): string | undefined;
  role(id: string): string | undefined;
}

/** The reader in a half, and where. */
export interface Reader extends Names {
  person: PersonSeen | undefined;
  space: SpaceSeen | undefined;
  locale: string;
  zone: string;
}

/** @returns the reader; drawn again when the world, the person or the space changes */
export function useReader(): Reader {
  const half = useHalf();
  useStore(world, ({ spaces }) => spaces);
  useHalfState(({ as, space }) => `${as}/${space}`);
  const { person, space } = half;
  const spaces = spacesOn(half.platform);
  const people = spaces.flatMap((one) => [...one.people, one.bot]);
  const seen = spaces.flatMap((one) => channelsFor(one, person?.key ?? ''));
  const roles = spaces.flatMap((one) => one.roles);
  return {
    person,
    space,
    locale: person?.language ?? 'da',
    zone: person?.zone ?? 'Europe/Copenhagen',
    user: (id) => people.find((one) => one.id === id)?.name,
    channel: (id) => seen.find((one) => one.id === id)?.name,
    role: (id) => roles.find((one) => one.id === id)?.name,
  };
}
