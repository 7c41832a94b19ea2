import type { ErrorName } from '../errors/error-table.ts';

export interface ExitCode {
  code: number;
  error: ErrorName;
  /** Another try, after a minute, may help: it costs nobody a bad login. */
  passing: boolean;
}

/**
 * The exit codes of the task hsm-users. What was wrong in detail stands in its last words (last-words.ts); where those cannot be read,
 * the error table says what the code means and what to do.
 */
export const exitCodes: ExitCode[] = [
  { code: 20, error: 'AdminPasswordWrong', passing: false },
  { code: 21, error: 'UserMissingOnHsm', passing: true },
  { code: 22, error: 'HsmUnreachable', passing: true },
  { code: 23, error: 'ActivationFailed', passing: true },
  { code: 24, error: 'SecretUnusable', passing: false },
  { code: 25, error: 'UserLocked', passing: false },
  { code: 26, error: 'UserPasswordDiffers', passing: false },
  { code: 27, error: 'UserRoleInconsistent', passing: false },
  { code: 28, error: 'TransientServiceError', passing: true },
  { code: 29, error: 'WaitDeadlineExceeded', passing: true },
  { code: 30, error: 'QuorumApprovalNeeded', passing: false },
  { code: 31, error: 'BackupNotProven', passing: false },
  { code: 32, error: 'KeysInUse', passing: false },
];

/** The exit code that stands for an error; 1 for one that is not among them. */
export function exitCodeOf(error: ErrorName): number {
  return exitCodes.find((known) => known.error === error)?.code ?? 1;
}
