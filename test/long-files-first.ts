import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Folders by how long their longest files take. */
const longestFirst = ['faults', 'e2e', 'workflow', 'guide', 'emulator', 'unit'];

/**
 * Begins with the files that take longest, so that no core waits at the end for one that came last. Their durations are known
 * from the run before; in a fresh clone they are not, and the folders say it.
 */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    if (sorted.every((file) => this.ctx.cache.getTestSpecificationResult(file))) return sorted;
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

function rank({ moduleId }: TestSpecification): number {
  return longestFirst.findIndex((folder) => moduleId.includes(`/test/${folder}/`));
}
