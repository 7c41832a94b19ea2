import { expect, test } from 'vitest';
import { LifecycleError } from '../../../../core/errors/lifecycle-error.ts';
import { createError, isTransient, outcomeUnknown, serviceError } from '../../../../core/errors/service-error.ts';
import { connectionCut, rejection, serverFault } from '../../service-errors.ts';

const details = { doing: 'asking AWS', to: 'a resource' };
const timeout = Object.assign(new Error('socket timed out'), { name: 'TimeoutError' });
const refusedConnection = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
const halfAnAnswer = Object.assign(new Error('aborted'), { name: 'Error', $metadata: { httpStatusCode: 200 } });
const tooMany = Object.assign(rejection('SomethingNew'), { $metadata: { httpStatusCode: 429 } });
const badGateway = Object.assign(new Error('Bad Gateway'), { name: 'Error', $metadata: { httpStatusCode: 502 } });

test.each<[string, Error, string, string]>([
  ['an internal failure of CloudHSM', serverFault(), 'TransientServiceError', 'CreateOutcomeUnknown'],
  ['an error page of something in between', badGateway, 'TransientServiceError', 'CreateOutcomeUnknown'],
  ['an answer that broke off', halfAnAnswer, 'TransientServiceError', 'CreateOutcomeUnknown'],
  ['too many requests under another name', tooMany, 'TransientServiceError', 'TransientServiceError'],
  ['a cut connection', connectionCut(), 'TransientServiceError', 'CreateOutcomeUnknown'],
  ['a refused connection', refusedConnection, 'TransientServiceError', 'CreateOutcomeUnknown'],
  ['a time-out', timeout, 'TransientServiceError', 'CreateOutcomeUnknown'],
  ['throttling', rejection('ThrottlingException'), 'TransientServiceError', 'TransientServiceError'],
  ['throttling as EC2 says it', rejection('RequestLimitExceeded'), 'TransientServiceError', 'TransientServiceError'],
  ['too many requests', rejection('TooManyRequestsException'), 'TransientServiceError', 'TransientServiceError'],
  ['a table that is too busy', rejection('ProvisionedThroughputExceededException'), 'TransientServiceError', 'TransientServiceError'],
  ['credentials that have expired', rejection('ExpiredTokenException'), 'TransientServiceError', 'TransientServiceError'],
  ['denied access', rejection('AccessDeniedException'), 'AccessDenied', 'AccessDenied'],
  ['access denied by CloudHSM', rejection('CloudHsmAccessDeniedException'), 'AccessDenied', 'AccessDenied'],
  ['access denied by EC2', rejection('UnauthorizedOperation'), 'AccessDenied', 'AccessDenied'],
  ['an invalid request', rejection('CloudHsmInvalidRequestException'), 'RequestRejected', 'RequestRejected'],
  ['a quota that is used up', rejection('LimitExceededException'), 'QuotaReached', 'QuotaReached'],
  ['a resource that is missing', rejection('ResourceNotFoundException'), 'RequestRejected', 'RequestRejected'],
])('%s', (_, error, name, whileCreating) => {
  expect(serviceError(error, details)).toMatchObject({
    name,
    details: { ...details, problem: expect.stringContaining(error.message) },
    cause: error,
  });
  expect(createError(error, details)).toMatchObject({ name: whileCreating, details, cause: error });
});

test.each([
  ['TransientServiceError', serverFault(), 'AWS Health Dashboard'],
  ['AccessDenied', rejection('AccessDeniedException'), 'deploy the stack again'],
  ['RequestRejected', rejection('ValidationException'), 'start the workflow again'],
])('%s says what to do', (_, error, remedy) => {
  expect((serviceError(error, details) as LifecycleError).details.remedy).toContain(remedy);
});

test('leaves alone what no SDK has thrown', () => {
  const mistake = new TypeError('undefined is not a function');
  const own = new LifecycleError('CsrChanged', { ...details, problem: 'changed', remedy: 'again' });

  // Node's own errors have codes, too, and are no connection's
  const spoilt = Object.assign(new Error('no start line'), { code: 'ERR_OSSL_PEM_NO_START_LINE' });

  for (const error of [mistake, own, spoilt, 'text', undefined]) {
    expect(serviceError(error, details)).toBe(error);
    expect(createError(error, details)).toBe(error);
  }
});

test('a throttled request is known to have done nothing', () => {
  const throttledByServer = Object.assign(rejection('ThrottlingException'), { $fault: 'server', $metadata: { httpStatusCode: 503 } });

  expect(outcomeUnknown(throttledByServer)).toBe(false);
  expect(isTransient(throttledByServer)).toBe(true);
});
