import { errorTable, isErrorName } from '../../core/errors/error-table.ts';
import { exitCodeByKind, exitCodes } from '../exit.ts';
import type { RunDocument } from './document.ts';

/** The exit code of a run by its document. */
export function exitCodeOf(document: RunDocument): number {
  if (document.outcome !== 'FAILED') return exitCodes.done;
  const name = document.error?.name ?? '';
  return isErrorName(name) ? exitCodeByKind[errorTable[name].kind] : exitCodes.failed;
}
