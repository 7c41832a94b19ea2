/** Exit codes of every command. */
export const exitCodes = { done: 0, failed: 1, badInput: 2, refused: 3 } as const;

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
  | 'PackagingFailed'
  | 'ContactLost';

/** Ends the command with one line on stderr and no stack trace. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = exitCodes.badInput, name: CommandErrorName = 'BadOption') {
    super(message);
    this.name = name;
    this.exitCode = exitCode;
  }
}

const refusals = new Set([
  'AccessDeniedException',
  'UnrecognizedClientException',
  'ExpiredTokenException',
  'ExpiredToken',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
]);
const unreachable = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|EPROTO)$/;

/** The one line for an error that a person can mend; undefined for one that is a mistake of ours. */
export function explained(error: unknown): CommandError | undefined {
  if (error instanceof CommandError) return error;
  const { name, code, message, $metadata } = error as Error & { code?: string; $metadata?: { httpStatusCode?: number } };
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
    const remedy = 'set AWS_PROFILE or log in, or rehearse on this machine with --local';
    return new CommandError(`no AWS credentials (${message}): ${remedy}`, exitCodes.badInput, 'NoCredentials');
  }
  if (name === 'Error' && message === 'Region is missing') {
    const remedy = 'set AWS_REGION or give --region, or rehearse on this machine with --local';
    return new CommandError(`no AWS region: ${remedy}`, exitCodes.badInput, 'NoRegion');
  }
  if (refusals.has(name)) return new CommandError(`AWS refuses these credentials: ${message}`, exitCodes.badInput, 'CredentialsRefused');
  if (name === 'TimeoutError' || unreachable.test(code ?? '')) {
    return new CommandError(`nothing answers at the endpoint (${message || code})`, exitCodes.badInput, 'EndpointUnreachable');
  }
  if ($metadata) {
    const status = $metadata.httpStatusCode ? `, status ${$metadata.httpStatusCode}` : '';
    return new CommandError(`the endpoint answers with an error (${name}${status}): ${message}`, exitCodes.failed, 'ServiceFailed');
  }
  return undefined;
}
