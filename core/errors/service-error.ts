import { type ErrorDetails, LifecycleError } from './lifecycle-error.ts';

/** What an AWS SDK error carries, as far as it is read here. */
interface SdkError extends Error {
  $fault?: 'client' | 'server';
  $metadata?: { httpStatusCode?: number };
}

const throttled = new Set([
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'ThrottledException',
  'SlowDown',
]);
const passing = new Set([
  'ProvisionedThroughputExceededException',
  'RequestInProgressException',
  'RequestTimeoutException',
  'KMSInternalException',
  'DependencyTimeoutException',
  'InternalServerError',
  'InternalServiceError',
  // credentials of a sandbox that was asleep: the next try has new ones
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
]);
const denied = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'UnauthorizedOperation',
  'CloudHsmAccessDeniedException',
  'NotAuthorizedException',
]);

/** True where the request reached nobody, or nobody knows what became of it: no answer, half an answer, or a server's fault. */
export function outcomeUnknown(error: unknown): boolean {
  const { $fault, $metadata } = error as SdkError;
  if (isThrottled(error)) return false;
  const status = $metadata?.httpStatusCode;
  return status === undefined || status < 300 || status >= 500 || status === 408 || $fault === 'server';
}

export function isTransient(error: unknown): boolean {
  return isThrottled(error) || passing.has((error as SdkError).name) || outcomeUnknown(error);
}

function isThrottled(error: unknown): boolean {
  const { name, $metadata } = error as SdkError;
  return throttled.has(name) || $metadata?.httpStatusCode === 429;
}

/**
 * The workflow's error for an error of an AWS SDK: `TransientServiceError`, `AccessDenied`, `QuotaReached` or `RequestRejected`.
 * An error that no SDK made is returned as it is.
 */
export function serviceError(error: unknown, details: Pick<ErrorDetails, 'doing' | 'to'>): unknown {
  if (!isSdkError(error)) return error;
  const problem = `${error.name}: ${error.message}`;
  if (isTransient(error)) {
    return new LifecycleError('TransientServiceError', { ...details, problem }, { cause: error });
  }
  if (denied.has(error.name)) {
    return new LifecycleError('AccessDenied', { ...details, problem }, { cause: error });
  }
  const name = /(Limit|Quota)Exceeded/.test(error.name) ? 'QuotaReached' : 'RequestRejected';
  return new LifecycleError(name, { ...details, problem }, { cause: error });
}

/** As `serviceError`, for a create without a client token: where nobody knows whether it happened, `CreateOutcomeUnknown`. */
export function createError(error: unknown, details: Pick<ErrorDetails, 'doing' | 'to'>): unknown {
  if (!isSdkError(error) || !outcomeUnknown(error)) return serviceError(error, details);
  return new LifecycleError(
    'CreateOutcomeUnknown',
    { ...details, problem: `no answer (${error.name}: ${error.message})` },
    { cause: error },
  );
}

function isSdkError(error: unknown): error is SdkError {
  if (!(error instanceof Error) || error instanceof LifecycleError) return false;
  // Node's own errors, as of a text that is no certificate, have codes that begin with ERR_
  const network = 'code' in error && typeof error.code === 'string' && /^E(?!RR_)[A-Z_]+$/.test(error.code);
  return '$metadata' in error || '$fault' in error || network || error.name === 'TimeoutError';
}
