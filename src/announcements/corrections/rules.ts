import type { CopyGroup } from '../copies/store.ts';
import type { Content } from '../store.ts';

/** Numbers of places where a correction comes, and where it does not. */
export interface CorrectionReach {
  /** Those where the text stands, or is on its way. */
  corrected: number;
  /** Places that have parted from the community. */
  frozen: number;
  /** Those where the platform refuses to edit the message just now. */
  stale: number;
}

export function correctionReach(copies: readonly CopyGroup[]): CorrectionReach {
  const countOf = (some: readonly CopyGroup[], ...states: CopyGroup['state'][]) =>
    some.reduce((sum, { state, count }) => sum + (states.includes(state) ? count : 0), 0);
  const parted = copies.filter((one) => one.parted);
  const own = copies.filter((one) => !one.parted);
  return {
    corrected: countOf(own, 'sent', 'pending', 'unknown'),
    frozen: countOf(parted, 'frozen', 'pending', 'unknown'),
    stale: countOf(own, 'stale'),
  };
}

export function isSameContent(one: Content, other: Content): boolean {
  const partsOf = ({ texts, link, image }: Content) => [
    link,
    image,
    ...texts.flatMap(({ language, title, body }) => [language, title, body]),
  ];
  return JSON.stringify(partsOf(one)) === JSON.stringify(partsOf(other));
}
