import type { CopyGroup } from './store.ts';

const HANGING: ReadonlySet<CopyGroup['state']> = new Set(['sent', 'frozen', 'stale', 'unknown']);

/** @returns in how many places copies hang, or may hang */
export function countHanging(copies: readonly CopyGroup[]): number {
  return copies.reduce((sum, { state, count }) => sum + (HANGING.has(state) ? count : 0), 0);
}
