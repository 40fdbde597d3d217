import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** These take longest, and mostly wait. */
const LONGEST = ['test/crashes/kill', 'test/chaos/', 'test/scenarios/refused-edits'];

/** Begins with what takes longest, which a clean clone does not know: else it may be left over for one worker at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.some((part) => moduleId.includes(part));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
