import { CommandError, type CommandErrorName, exitCodes } from '../../exit.ts';

/** What a code of PKCS #11 means here, and what to do. */
interface Meaning {
  error: CommandErrorName;
  exitCode: number;
  problem: string;
  remedy: string;
}

const { failed, refused, badInput } = exitCodes;
const wait = 'see with npx hsm describe ENVIRONMENT whether HSMs are ACTIVE, and run it again';

const meanings: Record<string, Meaning> = {
  CKR_FUNCTION_FAILED: {
    error: 'HsmUnreachable',
    exitCode: failed,
    problem: 'no HSM carries it out: none answers, they have too much to do, or a key would be on fewer than two of them',
    remedy: `${wait}; with fewer than two HSMs, run configure-pkcs11 --disable-key-availability-check`,
  },
  CKR_DEVICE_ERROR: { error: 'HsmUnreachable', exitCode: failed, problem: 'the HSM is out of order or has too much to do', remedy: wait },
  CKR_PIN_INCORRECT: {
    error: 'LoginRefused',
    exitCode: refused,
    problem: 'the HSMs do not know this user with this password',
    remedy: 'look at the user in the secret and with cloudhsm-cli user list; five wrong passwords lock a user',
  },
  CKR_PIN_LOCKED: {
    error: 'LoginRefused',
    exitCode: refused,
    problem: 'the user is locked after too many wrong passwords',
    remedy: 'an admin changes the password with cloudhsm-cli user change-password, which unlocks the user',
  },
  CKR_USER_NOT_LOGGED_IN: { error: 'LoginRefused', exitCode: refused, problem: 'nobody is logged in', remedy: 'run it again' },
  CKR_KEY_FUNCTION_NOT_PERMITTED: {
    error: 'KeyNotForThis',
    exitCode: refused,
    problem: 'the key may not be used for this',
    remedy: 'npx hsm keys ENVIRONMENT show says what it may be used for',
  },
  CKR_KEY_TYPE_INCONSISTENT: {
    error: 'KeyNotForThis',
    exitCode: badInput,
    problem: 'the key is of another type',
    remedy: 'name another key, or another mechanism',
  },
  CKR_MECHANISM_INVALID: {
    error: 'KeyNotForThis',
    exitCode: badInput,
    problem: 'the module does not do this',
    remedy: 'choose another mechanism, or another --module',
  },
  CKR_ACTION_PROHIBITED: {
    error: 'KeyNotForThis',
    exitCode: refused,
    problem: 'the key belongs to another user',
    remedy: 'log in as its owner, with --user',
  },
  CKR_DEVICE_MEMORY: { error: 'HsmFull', exitCode: failed, problem: 'the HSMs hold no more keys', remedy: 'delete keys that nobody needs' },
};

/** An error of a PKCS #11 module in words; one that is not the module's own stays as it is. */
export function inWords(error: unknown, doing: string): unknown {
  const code = codeOf(error);
  if (!code) return error;
  const known = meanings[code];
  if (known)
    return new CommandError(`${doing}: ${known.problem} (${code})`, known.exitCode, known.error, { remedy: known.remedy, cause: error });
  return new CommandError(`${doing}: the PKCS #11 module refuses it (${code})`, failed, 'HsmRefused', {
    remedy: 'look into its log, run/cloudhsm-pkcs11.log beside its lib folder',
    cause: error,
  });
}

/** The name of the code with which a module has refused something. */
export function codeOf(error: unknown): string | undefined {
  const { name, message = '', code } = error as Error & { code?: number };
  if (name === 'Pkcs11Error' && code === 0x1b) return 'CKR_ACTION_PROHIBITED'; // which the binding has no name for
  return name === 'Pkcs11Error' ? (/CKR_\w+/.exec(message)?.[0] ?? message) : undefined;
}

/** Whether the HSMs may do it when they are asked again: they answer so where they have too much to do. */
export function mayPass(error: unknown): boolean {
  return ['CKR_FUNCTION_FAILED', 'CKR_DEVICE_ERROR'].includes(codeOf(error) ?? '');
}
