import type * as fc from 'fast-check';
import type { Subject } from '../subject-client.ts';

/** A kind of input that the local AWS is fuzzed with. */
export interface Kind<Case = unknown> {
  name: string;
  /** How many of a hundred cases. */
  share: number;
  /** @param known names, ids and ARNs of what is there */
  cases(known: string[]): fc.Arbitrary<Case>;
  /** @throws Error saying what was not as it has to be */
  run(subject: Subject, one: Case): Promise<void>;
}
