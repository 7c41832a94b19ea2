import { boundedCause, splitRemedy } from '../errors/lifecycle-error.ts';
import { type Removal, remedyAfter, removalWords } from './removal.ts';

/** All that the end of a failed run has to say. */
export interface End {
  /** Why it failed, with a remedy. */
  explained: string;
  /** Undefined where the file asks for none. */
  removal: Removal | undefined;
  /** What stands and is billed, in words; undefined where nothing does. */
  billed: string | undefined;
  /** What people type to delete each cluster that stands. */
  deletion: string[];
}

/** The cause that the execution ends with: why it failed, what was removed and what was not, what is billed, and what to do. */
export function finalCause({ explained, removal, billed, deletion }: End): string {
  const { message, remedy } = splitRemedy(boundedCause(explained));
  const sentences = [message, removal && removalWords(removal), billed].filter((sentence) => sentence !== undefined);
  const told = sentences.map((sentence) => sentence.replace(/[.\s]+$/, '')).join('. ');
  return `${told} Remedy: ${removal ? remedyAfter(removal, remedy, deletion) : remedy}`;
}
