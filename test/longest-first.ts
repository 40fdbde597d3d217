import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest first: bots that are killed and started again, then what people do, then the rest. */
const ORDER = ['test/crashes/kill', 'test/chaos/', 'test/crashes/', 'test/scenarios/', 'test/delivery/'];

/**
 * Begins with what takes longest, which a clean clone does not know: else it may be left over for one worker at the
 * end.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) => {
      // A worker that is shared ends where a file comes that is alone.
      if (project.config.isolate) return ORDER.length + 1;
      const index = ORDER.findIndex((part) => moduleId.includes(part));
      return index < 0 ? ORDER.length : index;
    };
    // Files of one rank stay in the order of the last run, or of their sizes.
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
