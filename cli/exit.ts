import type { ErrorKind, ErrorName } from '../core/errors/error-table.ts';

/** Exit codes of every command. */
export const exitCodes = { done: 0, failed: 1, badInput: 2, refused: 3, interrupted: 130 } as const;

/** What a command can fail with beside the errors of the workflow: the `error.name` of its document. */
export type CommandErrorName =
  | 'BadOption'
  | 'InvalidEnvironment'
  | 'NoCredentials'
  | 'NoRegion'
  | 'CredentialsRefused'
  | 'EndpointUnreachable'
  | 'ServiceFailed'
  | 'NotDeployed'
  | 'NoSuchExecution'
  | 'NoSuchEnvironment'
  | 'NotFound'
  | 'NotAgreed'
  | 'PackagingFailed'
  | 'ContactLost'
  | 'ModuleMissing'
  | 'NotWritable'
  | 'HsmUnreachable'
  | 'LoginRefused'
  | 'HsmRefused'
  | 'HsmFull'
  | 'NoSuchKey'
  | 'AmbiguousKey'
  | 'KeyNotForThis'
  | 'MessageInvalid'
  | 'SignatureInvalid'
  | 'NothingWaits'
  | 'NotActivated'
  | 'TokenRefused'
  | 'Interrupted';

/** What an error of the workflow ends a command with, by what kind of thing went wrong. */
export const exitCodeByKind: Readonly<Record<ErrorKind, number>> = {
  'bad input': exitCodes.badInput,
  held: exitCodes.refused,
  refused: exitCodes.refused,
  transient: exitCodes.failed,
  domain: exitCodes.failed,
};

/** Ends the command with one line on stderr and no stack trace. */
export class CommandError extends Error {
  readonly exitCode: number;
  /** What to do; empty where the message says it. */
  readonly remedy: string;

  constructor(
    message: string,
    exitCode: number,
    name: CommandErrorName | ErrorName,
    { remedy = '', cause }: { remedy?: string; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = name;
    this.exitCode = exitCode;
    this.remedy = remedy;
  }
}

/** What was given to a command cannot be used. */
export class BadOption extends CommandError {
  constructor(problem: string, { remedy, cause }: { remedy?: string; cause?: unknown } = {}) {
    super(problem, exitCodes.badInput, 'BadOption', { remedy, cause });
  }
}
