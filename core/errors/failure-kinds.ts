import { type ErrorKind, errorTable, isErrorName } from './error-table.ts';

/** What kind of end a run had that did not succeed: its error's, or one without an error of the table. */
export type FailureKind = ErrorKind | 'stopped' | 'unexplained';

interface FailureKindRow {
  /** What an alarm says of such runs. Undefined where nobody is to be woken: their author is told, and nothing else is wrong. */
  alarm: string | undefined;
}

export const failureKinds: Record<FailureKind, FailureKindRow> = {
  'bad input': { alarm: undefined },
  held: { alarm: undefined },
  stopped: { alarm: undefined },
  refused: { alarm: 'AWS refused for good what a workflow asked: a permission, a quota or a setting is missing.' },
  transient: { alarm: 'AWS kept failing through all retries of a workflow, or was busy for longer than it waits.' },
  domain: { alarm: 'A workflow met a condition of a cluster, its HSMs, certificates, users or keys that somebody has to look at.' },
  unexplained: { alarm: 'A workflow ended in a way that none of its functions explains.' },
};

/**
 * @param error the execution's; `` where it has none
 * @param status the execution's: FAILED, TIMED_OUT or ABORTED
 */
export function failureKind(error: string, status: string): FailureKind {
  if (isErrorName(error)) return errorTable[error].kind;
  return status === 'ABORTED' ? 'stopped' : 'unexplained';
}
