/** Exit codes of every command. */
export const exitCodes = { done: 0, failed: 1, badInput: 2, refused: 3 } as const;

/** Ends the command with one line on stderr and no stack trace. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = exitCodes.badInput) {
    super(message);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}

/** The one line for an error that a person can mend; undefined for one that is a mistake of ours. */
export function explained(error: unknown): CommandError | undefined {
  if (error instanceof CommandError) return error;
  const { name, code, message } = error as Error & { code?: string };
  if (name === 'CredentialsProviderError') {
    return new CommandError('no AWS credentials: set AWS_PROFILE, or rehearse on this machine with --local');
  }
  if (name === 'Error' && message === 'Region is missing') {
    return new CommandError('no AWS region: set AWS_REGION or give --region, or rehearse on this machine with --local');
  }
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND') return new CommandError(`nothing answers at the endpoint (${message})`);
  if (name === 'AccessDeniedException' || name === 'UnrecognizedClientException' || name === 'ExpiredTokenException') {
    return new CommandError(`AWS refuses these credentials: ${message}`);
  }
  return undefined;
}
