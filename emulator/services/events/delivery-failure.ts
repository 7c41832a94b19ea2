import { AwsError } from '../../kernel/aws-error.ts';

/** What EventBridge makes of a target's error. Codes: EventBridge user guide, dead-letter queues. */
export interface DeliveryFailure {
  code: string;
  message: string;
  /** Throttling and the target's own failures are tried again; what only a person can mend is not. */
  retryable: boolean;
}

/** By the target's error code, in order. */
const permanent: [RegExp, string][] = [
  [/^(FAILED_TO_ASSUME_ROLE|INVALID_JSON)$/, 'same'],
  [/AccessDenied|AuthorizationError|NotAuthorized/, 'NO_PERMISSIONS'],
  [/NotFound|DoesNotExist|NonExistent/, 'NO_RESOURCE'],
  [/AlreadyExists/, 'RESOURCE_ALREADY_EXISTS'],
  [/LimitExceeded/, 'RESOURCE_LIMIT_EXCEEDED'],
  [/Invalid|Validation|Malformed|TooLong|TooLarge/, 'INVALID_PARAMETER'],
];

export function deliveryFailure(error: unknown): DeliveryFailure {
  // a mistake of the emulator's own: trying again would only hide it
  if (!(error instanceof AwsError)) return { code: 'INTERNAL_ERROR', message: String(error), retryable: false };
  const { code, message, status } = error;
  if (/Throttl|TooManyRequests|RequestLimitExceeded/.test(code)) return { code: 'THROTTLING', message, retryable: true };
  if (status >= 500) return { code: 'ERROR_FROM_TARGET', message, retryable: true };
  const name = permanent.find(([pattern]) => pattern.test(code))?.[1] ?? 'ERROR_FROM_TARGET';
  return { code: name === 'same' ? code : name, message, retryable: false };
}
