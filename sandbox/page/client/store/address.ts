import type { PlatformName } from './control.ts';

/** A window's position in one half: the person's key, and the names of space and channel. */
export interface Whereabouts {
  as: string;
  space: string;
  channel: string;
}

/**
 * Reads a half's position from the page's address, where it stands so that each window keeps its own people, also when
 * it is loaded again. "?discord=maja&discord.in=RÅ+Festival&discord.at=arrangementer&slack=aase&…"
 */
export function whereaboutsIn(address: string, platform: PlatformName): Partial<Whereabouts> {
  const query = new URL(address).searchParams;
  const [as, space, channel] = ['', '.in', '.at'].map((part) => query.get(platform + part) ?? undefined);
  return { ...(as && { as }), ...(space && { space }), ...(channel && { channel }) };
}

/** @returns the address with where one is in one half */
export function addressWith(address: string, platform: PlatformName, { as, space, channel }: Whereabouts): string {
  const url = new URL(address);
  url.searchParams.set(platform, as);
  url.searchParams.set(`${platform}.in`, space);
  url.searchParams.set(`${platform}.at`, channel);
  return url.href;
}
