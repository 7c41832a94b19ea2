import { type ErrorKind, errorTable, isErrorName } from '../../core/errors/error-table.ts';
import { exitCodes } from '../exit.ts';
import type { RunDocument } from './document.ts';

const byKind: Partial<Record<ErrorKind, number>> = {
  'bad input': exitCodes.badInput,
  held: exitCodes.refused,
  refused: exitCodes.refused,
};

/** The exit code of a run by its document. */
export function exitCodeOf(document: RunDocument): number {
  if (document.outcome !== 'FAILED') return exitCodes.done;
  const name = document.error?.name ?? '';
  return (isErrorName(name) && byKind[errorTable[name].kind]) || exitCodes.failed;
}
