import { boundedCause, splitRemedy } from '../errors/lifecycle-error.ts';

/** What became of removing what a failed run had created, where its file asks for that. */
export interface Removal {
  /** What was still there, by id: HSMs and their cluster. */
  remaining: string[];
  /** Why it was left alone, and will be. */
  kept: string | undefined;
  /** What stopped it: an error in the words of its own cause. */
  stopped: string | undefined;
}

export function removalWords({ remaining, kept, stopped }: Removal): string {
  if (stopped !== undefined)
    return `What this run created was not removed, as the file asks: ${splitRemedy(boundedCause(stopped)).message}`;
  if (kept !== undefined) return `Nothing was removed: ${kept}`;
  if (remaining.length > 0) return `What this run created is not gone after an hour: ${remaining.join(', ')}`;
  return 'What this run created was removed, as the file asks';
}

/** What stands between the deletion that a remedy asks for and the rest of it. */
const afterDeletion = '; then ';

/** The remedy as it is after a removal: what is gone is not to be deleted, and what should be gone is. */
export function remedyAfter({ remaining, kept, stopped }: Removal, remedy: string, deletion: string[]): string {
  if (kept !== undefined) return remedy;
  const [first = '', ...rest] = remedy.split(afterDeletion);
  const deletes = first.includes('aws cloudhsmv2 delete-');
  if (stopped === undefined && remaining.length === 0) return deletes ? rest.join(afterDeletion) : remedy;
  return deletes || deletion.length === 0 ? remedy : `${remedy}; to be rid of what this run created: ${deletion.join('; ')}`;
}
