import { expect, test } from 'vitest';
import { CommandError, explained } from '../../../cli/exit.ts';

const thrown = (name: string, message = 'because', more: object = {}) => Object.assign(new Error(message), { name, ...more });

test.each([
  ['no credentials', thrown('CredentialsProviderError'), 'no AWS credentials: set AWS_PROFILE, or rehearse on this machine with --local'],
  [
    'no region',
    thrown('Error', 'Region is missing'),
    'no AWS region: set AWS_REGION or give --region, or rehearse on this machine with --local',
  ],
  [
    'nobody at the endpoint',
    thrown('Error', 'connect ECONNREFUSED 127.0.0.1:4566', { code: 'ECONNREFUSED' }),
    'nothing answers at the endpoint (connect ECONNREFUSED 127.0.0.1:4566)',
  ],
  ['refused credentials', thrown('ExpiredTokenException', 'expired'), 'AWS refuses these credentials: expired'],
])('%s is one line that says what to do', (_, error, message) => {
  expect(explained(error)).toMatchObject({ message, exitCode: 2 });
});

test('a command that says itself what is wrong is left as it is', () => {
  const error = new CommandError('port 4566 is in use', 1);

  expect(explained(error)).toBe(error);
});

test('a mistake of ours keeps its stack trace', () => {
  expect(explained(new TypeError('x is undefined'))).toBeUndefined();
});
