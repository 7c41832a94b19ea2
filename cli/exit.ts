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
  | 'Interrupted';

/** Ends the command with one line on stderr and no stack trace. */
export class CommandError extends Error {
  readonly exitCode: number;
  /** What to do; empty where the message says it. */
  readonly remedy: string;

  constructor(
    message: string,
    exitCode: number = exitCodes.badInput,
    name: CommandErrorName = 'BadOption',
    { remedy = '', cause }: { remedy?: string; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = name;
    this.exitCode = exitCode;
    this.remedy = remedy;
  }
}

const refusals = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'UnauthorizedOperation',
  'CloudHsmAccessDeniedException',
  'UnrecognizedClientException',
  'ExpiredTokenException',
  'ExpiredToken',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
]);
const unreachable = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|EPROTO)$/;
const orRehearse = 'or rehearse on this machine with --local';

/** The error that a person can mend, in words; undefined for one that is a mistake of ours. */
export function explained(error: unknown): CommandError | undefined {
  if (error instanceof CommandError) return error;
  const { name, code, message, $metadata } = error as Error & { code?: string; $metadata?: { httpStatusCode?: number } };
  const because = (text: string, exitCode: number, as: CommandErrorName, remedy = '') =>
    new CommandError(text, exitCode, as, { remedy, cause: error });
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
    return because(`no AWS credentials (${message})`, exitCodes.badInput, 'NoCredentials', `set AWS_PROFILE or log in, ${orRehearse}`);
  }
  if (name === 'Error' && message === 'Region is missing') {
    return because('no AWS region', exitCodes.badInput, 'NoRegion', `set AWS_REGION or give --region, ${orRehearse}`);
  }
  if (refusals.has(name)) return because(`AWS refuses these credentials: ${message}`, exitCodes.badInput, 'CredentialsRefused');
  if (name === 'TimeoutError' || unreachable.test(code ?? '')) {
    return because(`nothing answers at the endpoint (${message || code})`, exitCodes.badInput, 'EndpointUnreachable');
  }
  if ($metadata) {
    const status = $metadata.httpStatusCode ? `, status ${$metadata.httpStatusCode}` : '';
    return because(`the endpoint answers with an error (${name}${status}): ${message}`, exitCodes.failed, 'ServiceFailed');
  }
  return undefined;
}
