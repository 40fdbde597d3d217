import type { PersonSeen, SpaceSeen } from '../../../contract.ts';
import { setClock } from './clock.ts';
import { control, type PlatformName } from './control.ts';
import { Store } from './store.ts';

export interface WorldState {
  /** undefined until it was read. */
  spaces: SpaceSeen[] | undefined;
  /** `lost`: the sandbox does not answer; what is shown may be old. */
  connection: 'connecting' | 'live' | 'lost';
}

/** Everyone and everything there is in the sandbox. */
export const world = new Store<WorldState>({ spaces: undefined, connection: 'connecting' });

/** Reads the world, and what time it is there. @throws {ControlProblem} */
export async function readWorld(): Promise<void> {
  const { spaces, time } = await control.world();
  setClock(Date.parse(time.now));
  world.set({ spaces });
}

export function spacesOn(platform: PlatformName): SpaceSeen[] {
  return (world.value.spaces ?? []).filter((space) => space.platform === platform);
}

/** @returns the spaces of a platform that a person is in */
export function spacesOf(platform: PlatformName, key: string): SpaceSeen[] {
  return spacesOn(platform).filter((space) => space.people.some((person) => person.key === key));
}

/** @returns each person of a platform once, in the order of the spaces */
export function peopleOn(platform: PlatformName): PersonSeen[] {
  const people = spacesOn(platform).flatMap((space) => space.people);
  return people.filter(({ key }, index) => people.findIndex((other) => other.key === key) === index);
}

/** @returns the channels of a space that a person can look into */
export function channelsFor(space: SpaceSeen | undefined, key: string): SpaceSeen['channels'] {
  return space?.channels.filter(({ seenBy }) => seenBy.includes(key)) ?? [];
}
