import { boundedCause, splitRemedy } from '../errors/lifecycle-error.ts';
import { bringingBack, type UnusableStore } from './left-standing.ts';
import { type Removal, remedyAfter, removalWords } from './removal.ts';

/** All that the end of a failed run has to say. */
export interface End {
  /** Why it failed, with a remedy. */
  explained: string;
  /** Undefined where the file asks for none. */
  removal: Removal | undefined;
  /** What stands and is billed, in words; undefined where nothing does. */
  billed: string | undefined;
  keyStore: UnusableStore | undefined;
  /** What people type to delete each cluster that stands. */
  deletion: string[];
}

/** The cause that the execution ends with: why it failed, what was removed and what was not, what is billed, whose keys are out of use, and what to do. */
export function finalCause({ explained, removal, billed, keyStore, deletion }: End): string {
  const { message, remedy } = splitRemedy(boundedCause(explained));
  const sentences = [message, removal && removalWords(removal), billed, keyStore?.words].filter((sentence) => sentence !== undefined);
  const told = sentences.map((sentence) => sentence.replace(/[.\s]+$/, '')).join('. ');
  const first = removal ? remedyAfter(removal, remedy, deletion) : remedy;
  const back = keyStore && !first.includes(`\`${keyStore.back}`) ? bringingBack(keyStore) : [];
  return `${told} Remedy: ${[first, ...back].join('; ')}`;
}
