/** Lines of the HSMs' audit log that somebody has to see, and how many of them within five minutes. */
interface CountedLines {
  name: string;
  /** A filter pattern of CloudWatch Logs. */
  pattern: string;
  atLeast: number;
  description: string;
}

/** What the metric filter of such lines is called: by it ours are known. */
export function filterName(lines: string): string {
  return `cloudhsm-lifecycle-${lines}`;
}

/**
 * AWS's list ("Monitoring AWS CloudHSM", Prescriptive Guidance: security monitoring) and what its audit log reference names beside it. KMS
 * changes the password of kmsuser whenever it connects.
 */
export const countedLines: CountedLines[] = [
  {
    name: 'login-failed',
    pattern: '"RET_USER_LOGIN_FAILURE"',
    atLeast: 2,
    description: 'Logins failed: a wrong password is in use, or somebody tries some. Five lock the user. Each HSM counts for itself.',
  },
  {
    name: 'unknown-user',
    pattern: '?"This user doesn\'t exist" ?"user with this name doesn\'t exist"',
    atLeast: 2,
    description: 'Somebody tried to log in as a user who does not exist.',
  },
  { name: 'admin-created', pattern: '"CN_CREATE_CO"', atLeast: 1, description: 'An admin was created.' },
  { name: 'user-created', pattern: '"CN_CREATE_USER"', atLeast: 1, description: 'A crypto user was created.' },
  { name: 'user-deleted', pattern: '"CN_DELETE_USER"', atLeast: 1, description: 'A user was deleted.' },
  {
    name: 'password-changed',
    pattern: '"CN_CHANGE_PSWD" -"kmsuser"',
    atLeast: 1,
    description: 'A password was changed, other than by KMS, which changes that of kmsuser whenever it connects.',
  },
  { name: 'quorum-changed', pattern: '"CN_SET_M_VALUE"', atLeast: 1, description: 'How many admins have to agree was changed.' },
  { name: 'zeroized', pattern: '"CN_ZEROIZE"', atLeast: 1, description: 'An HSM was zeroized: its keys and users are gone from it.' },
  {
    name: 'keys-deleted',
    pattern: '?"CN_DESTROY_OBJECT" ?"CN_TOMBSTONE_OBJECT"',
    atLeast: 1,
    description: 'A key was deleted from the HSMs; backups of before still hold it.',
  },
  { name: 'keys-exported', pattern: '"CN_WRAP_KEY"', atLeast: 1, description: 'A key was wrapped to leave the HSMs.' },
  { name: 'keys-shared', pattern: '"CN_SHARE_OBJECT"', atLeast: 1, description: 'A key was shared with another user.' },
];
