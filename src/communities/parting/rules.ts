import type { SpaceOfCommunity } from '../store.ts';

type Organising = Pick<SpaceOfCommunity, 'organiserRole' | 'everyoneOrganises'>;

/**
 * Finds where who may organise was narrowed by the other side alone, so that everybody may once they are parted.
 * @param space that parts from the others
 * @returns those of all of them
 */
export function openedBy<One extends Organising>(space: One, others: readonly One[]): One[] {
  const chooses = ({ organiserRole }: Organising) => organiserRole !== null;
  const openAlone = (one: One) => !chooses(one) && !one.everyoneOrganises;
  const here = others.some(chooses) ? [space].filter(openAlone) : [];
  const there = chooses(space) && !others.some(chooses) ? others.filter(openAlone) : [];
  return [...here, ...there];
}
