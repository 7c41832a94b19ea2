import { exitCodes } from '../exit.ts';
import type { SummaryDocument } from './document.ts';

/** Error names that say that the file is at fault, and those that say that somebody else is at work. */
const badInput = new Set(['InvalidEnvironment', 'ClusterMismatch', 'KeyStoreNameTaken']);
const refused = new Set(['LeaseHeld', 'LeaseLost']);

/** The exit code of a run by its document. */
export function exitCodeOf(document: SummaryDocument): number {
  if (document.outcome !== 'FAILED') return exitCodes.done;
  const name = document.error?.name ?? '';
  return badInput.has(name) ? exitCodes.badInput : refused.has(name) ? exitCodes.refused : exitCodes.failed;
}
