import type { ErrorName } from '../errors/error-table.ts';

interface ExitCode {
  code: number;
  error: ErrorName;
  problem: string;
  remedy: string;
}

/** The exit codes of the task hsm-users: a container has nothing else to answer with. */
export const exitCodes: ExitCode[] = [
  {
    code: 20,
    error: 'AdminPasswordWrong',
    problem: 'the cluster refuses the password of admin',
    remedy: "put the right password into the admin's secret before you try again: five bad logins lock the user",
  },
  {
    code: 21,
    error: 'UserMissingOnHsm',
    problem: 'a user does not stand on every HSM',
    remedy:
      'delete the HSM that misses it (the log of the task names user and coverage) and start the workflow again: another is cloned with all users; do not delete the user, its keys would go with it',
  },
  {
    code: 22,
    error: 'HsmUnreachable',
    problem: 'the task reaches no HSM',
    remedy: 'check that the security group of the cluster still allows TCP 2223 to 2225 to itself',
  },
  {
    code: 23,
    error: 'ActivationFailed',
    problem: 'the cluster could not be activated',
    remedy: "read the task's log, then start the workflow again",
  },
  {
    code: 24,
    error: 'AdminSecretMissing',
    problem: 'a secret cannot be read or has no password in it',
    remedy: 'restore the secret that the task’s log names, as {"username":"…","password":"…"}',
  },
];

/** The exit code that stands for an error; 1 for one that is not among them. */
export function exitCodeOf(error: ErrorName): number {
  return exitCodes.find((known) => known.error === error)?.code ?? 1;
}
