import { mkdtempSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { CommandError } from '../../../cli/exit.ts';
import { explained } from '../../../cli/explained.ts';
import { LifecycleError } from '../../../core/errors/lifecycle-error.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const thrown = (name: string, message = 'because', more: object = {}) => Object.assign(new Error(message), { name, ...more });

test.each([
  [
    'no credentials',
    thrown('CredentialsProviderError', 'no profile prood'),
    'NoCredentials',
    'no AWS credentials (no profile prood)',
    'set AWS_PROFILE or log in, or rehearse on this machine: `npx hsm emulator --deploy` says what to export',
  ],
  [
    'no region',
    thrown('Error', 'Region is missing'),
    'NoRegion',
    'no AWS region',
    'set AWS_REGION or give --region, or rehearse on this machine: `npx hsm emulator --deploy` says what to export',
  ],
  [
    'an empty region',
    thrown('Error', 'Region not accepted: region="" is not a valid hostname component.'),
    'NoRegion',
    'AWS_REGION is set and empty',
    'give it a region, or unset it, or give --region, or rehearse on this machine: `npx hsm emulator --deploy` says what to export',
  ],
  [
    'a region with a space',
    thrown('Error', 'Region not accepted: region="us east" is not a valid hostname component.'),
    'NoRegion',
    'no such AWS region (Region not accepted: region="us east" is not a valid hostname component.)',
    'mend AWS_REGION, or give --region',
  ],
  [
    'variables that contradict each other',
    thrown('EndpointError', 'Invalid Configuration: FIPS and custom endpoint are not supported'),
    'EndpointUnreachable',
    'there is no endpoint to ask (Invalid Configuration: FIPS and custom endpoint are not supported)',
    'unset AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT, which are for endpoints of AWS alone, or AWS_ENDPOINT_URL',
  ],
  [
    'nobody at the endpoint',
    thrown('Error', 'connect ECONNREFUSED 127.0.0.1:4566', { code: 'ECONNREFUSED' }),
    'EndpointUnreachable',
    'nothing answers at the endpoint (connect ECONNREFUSED 127.0.0.1:4566)',
    'see that this machine reaches AWS, and that AWS has this region',
  ],
  [
    'no network',
    thrown('Error', 'getaddrinfo EAI_AGAIN', { code: 'EAI_AGAIN' }),
    'EndpointUnreachable',
    'nothing answers at the endpoint (getaddrinfo EAI_AGAIN)',
    'see that this machine reaches AWS, and that AWS has this region',
  ],
  [
    'refused credentials',
    thrown('ExpiredTokenException', 'expired'),
    'CredentialsRefused',
    'AWS refuses these credentials: expired',
    'log in again, or use other credentials, and see that the region is the one that is meant',
  ],
  [
    'a call that nobody has allowed',
    thrown('AccessDeniedException', 'not authorized to perform: dynamodb:Scan'),
    'CredentialsRefused',
    'AWS does not allow it: not authorized to perform: dynamodb:Scan',
    'have the action that it names allowed, or use credentials that may',
  ],
  [
    'a wrong signature',
    thrown('SignatureDoesNotMatch', 'wrong'),
    'CredentialsRefused',
    'AWS refuses these credentials: wrong',
    'log in again, or use other credentials, and see that the region is the one that is meant',
  ],
])('%s says what is wrong and what to do', (_, error, name, message, remedy) => {
  expect(explained(error)).toMatchObject({ name, message, remedy, exitCode: 2, cause: error });
});

test.each([
  [
    { AWS_PROFILE: 'prood' },
    'no AWS credentials of the profile prood (none)',
    'see what is wrong with it (`aws sts get-caller-identity --profile prood` says it), or set AWS_PROFILE to one that `aws configure list-profiles` shows',
  ],
  [
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' },
    'no AWS credentials (none)',
    'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: for a local AWS, to anything; for AWS, unset AWS_ENDPOINT_URL and log in',
  ],
])('missing credentials are told by where they were looked for: %o', (variables, message, remedy) => {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);

  expect(explained(thrown('CredentialsProviderError', 'none'))).toMatchObject({ name: 'NoCredentials', message, remedy });
});

test.each([
  [
    'SSO',
    thrown('CredentialsProviderError', 'The SSO session token associated with profile=prod was not found or is invalid.'),
    'log in with it (`aws sso login --profile prod`)',
  ],
  ['a token of SSO', thrown('TokenProviderError', 'Token is expired.'), 'log in with it (`aws sso login --profile prod`)'],
  [
    'aws login',
    thrown('CredentialsProviderError', 'Failed to load token from /home/me/.aws/login/cache/28.json: Error: ENOENT'),
    'log in with it (`aws login --profile prod`)',
  ],
  [
    'a second factor',
    thrown('CredentialsProviderError', 'Profile prod requires multi-factor authentication, but no MFA code callback was provided.'),
    'have the AWS CLI ask for the code (`eval "$(aws configure export-credentials --profile prod --format env)"`), unset AWS_PROFILE and set AWS_REGION',
  ],
  [
    'a command',
    thrown('CredentialsProviderError', 'Could not load credentials from any providers'),
    'see what is wrong with it (`aws sts get-caller-identity --profile prod` says it)',
  ],
])('a profile that logs in by %s is told how it does', (_, error, remedy) => {
  vi.stubEnv('AWS_PROFILE', 'prod');

  expect(explained(error)!.remedy).toBe(`${remedy}, or set AWS_PROFILE to one that \`aws configure list-profiles\` shows`);
});

test('a region that a profile does not name, or that no profile of the name could, is told with the profile', () => {
  vi.stubEnv('AWS_PROFILE', 'prood');

  expect(explained(thrown('Error', 'Region is missing'))).toMatchObject({
    message: 'no AWS region: neither AWS_REGION nor the profile prood names one',
    remedy: 'set AWS_REGION or give --region, or set AWS_PROFILE to one that `aws configure list-profiles` shows',
  });
});

test('an endpoint that speaks no TLS is told as such', () => {
  vi.stubEnv('AWS_ENDPOINT_URL', 'https://localhost:4566');

  expect(explained(thrown('Error', 'write EPROTO 403D:error:0A00010B:SSL routines', { code: 'EPROTO' }))).toMatchObject({
    name: 'EndpointUnreachable',
    message: 'what listens at the endpoint speaks no TLS',
    remedy: 'write http:// in AWS_ENDPOINT_URL, as `npx hsm emulator` says it',
  });
});

test('an endpoint that fails is one line, and no bad input', () => {
  const error = thrown('ServiceUnavailable', 'busy', { $metadata: { httpStatusCode: 503 } });

  expect(explained(error)).toMatchObject({
    name: 'ServiceFailed',
    message: 'the endpoint answers with an error (ServiceUnavailable, status 503): busy',
    exitCode: 1,
  });
});

test('a question that is interrupted is no mistake', () => {
  expect(explained(thrown('ExitPromptError'))).toMatchObject({ name: 'Interrupted', exitCode: 130 });
});

test('an error of the workflow keeps its name and remedy, and ends as a run would', () => {
  const error = new LifecycleError('LeaseHeld', { doing: 'taking the lease', to: 'environment x', problem: 'held', remedy: 'wait' });

  expect(explained(error)).toMatchObject({
    name: 'LeaseHeld',
    message: 'taking the lease (environment x): held',
    remedy: 'wait',
    exitCode: 3,
  });
});

test('a remedy of the workflow is said for a command: what is done again is that', () => {
  const remedy = '`npx hsm provision -f x.json` and start the workflow again';
  const error = new LifecycleError('RecordUnusable', { doing: 'reading the record', to: 'environment x', problem: 'edited', remedy });

  expect(explained(error)!.remedy).toBe('`npx hsm provision -f x.json` and run the same command again');
});

test('a command that says itself what is wrong is left as it is', () => {
  const error = new CommandError('port 4566 is in use', 1, 'BadOption');

  expect(explained(error)).toBe(error);
});

test('a mistake of ours keeps its stack trace', () => {
  expect(explained(new TypeError('x is undefined'))).toBeUndefined();
});

test.each([
  [
    'a temporary folder that is not there',
    () => mkdtempSync('/nowhere/x-'),
    "ENOENT: no such file or directory, mkdtemp '/nowhere/x-XXXXXX'",
  ],
  [
    'a full disk',
    () => {
      throw thrown('Error', 'ENOSPC: no space left on device, write', { code: 'ENOSPC', syscall: 'write' });
    },
    'ENOSPC: no space left on device, write',
  ],
])('%s is no mistake of hsm itself', (_, write, why) => {
  let error: unknown;
  try {
    write();
  } catch (caught) {
    error = caught;
  }
  expect(explained(error)).toMatchObject({
    name: 'NotWritable',
    exitCode: 1,
    message: expect.stringContaining(why),
    remedy: expect.stringContaining('TMPDIR'),
  });
});
