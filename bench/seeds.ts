import type { Seed } from '@samling/sandbox/contract.ts';
import { crowdSeed, type NetworkSize, networkSeed } from '../festival/seed.ts';

/** A network of many communities, or the festival with so many guests. */
export type BenchSize = NetworkSize | { guests: number };

/** @returns the same each time, so that two processes need not hand it over */
export function benchSeed(size: BenchSize): Seed {
  return 'guests' in size ? crowdSeed(size.guests) : networkSeed(size);
}
