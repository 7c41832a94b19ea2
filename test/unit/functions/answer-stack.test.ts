import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeEach, expect, test, vi } from 'vitest';
import type { StackRequest } from '../../../core/stack-resource/request.ts';
import { handler } from '../../../functions/answer-stack.ts';
import { dynamodb, sfn } from '../aws.ts';
import { execution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, store, stored } from '../record.ts';
import { serverFault } from '../service-errors.ts';
import { stackAnswers } from '../stack-answers.ts';

const [own, another] = ['payments/1', 'another/1'].map((stack) => `arn:aws:cloudformation:us-east-1:123456789012:stack/${stack}`) as [
  string,
  string,
];
const logicalId = 'Environment';

let cloudFormation: Awaited<ReturnType<typeof stackAnswers>>;
/** What it was told. */
const told = () => cloudFormation.answers.map((answer) => JSON.parse(answer.toString()) as Record<string, unknown>);

beforeEach(async () => {
  cloudFormation = await stackAnswers();
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  sfn.reset();
  emptyRecord();
});

const answer = (
  RequestType: StackRequest['RequestType'],
  { PhysicalResourceId, environment = 'production', outcome = null, failure = null }: Partial<Record<string, unknown>> = {},
) => {
  const request = { RequestType, PhysicalResourceId, StackId: own, LogicalResourceId: logicalId, RequestId: 'request-1' };
  return handler(
    { request: { ...request, ResponseURL: cloudFormation.url, ResourceProperties: {} }, environment, outcome, failure } as never,
    context,
  );
};

test('a stack is told what there is to get, and the environment is its own from then on', async () => {
  const keyStore = { id: 'cks-1', keyArn: 'arn:aws:kms:us-east-1:123456789012:key/1' };
  await answer('Create', {
    outcome: { outcome: 'SUCCEEDED', cluster: { id: 'cluster-aaaaaaaaaaa' }, keyStore, backup: { id: 'backup-aaaaaaaaaaa' } },
  });

  expect(told()).toEqual([
    {
      ...{ Status: 'SUCCESS', PhysicalResourceId: 'production', StackId: own, LogicalResourceId: logicalId, RequestId: 'request-1' },
      Data: {
        ...{ Environment: 'production', ClusterId: 'cluster-aaaaaaaaaaa', BackupId: 'backup-aaaaaaaaaaa' },
        ...{ KeyStoreId: 'cks-1', KeyArn: keyStore.keyArn },
      },
    },
  ]);
  expect(stored('stack')).toEqual({ stackId: own, logicalId });
});

test('of an environment without key store and backup, it is told what there is', async () => {
  await answer('Create', { outcome: { outcome: 'SUCCEEDED', cluster: { id: 'cluster-aaaaaaaaaaa' }, keyStore: null, backup: null } });

  expect(told()).toMatchObject([{ Status: 'SUCCESS', Data: { Environment: 'production', ClusterId: 'cluster-aaaaaaaaaaa' } }]);
});

test('an environment that another stack has taken meanwhile is refused, and stays that one’s', async () => {
  store('stack', { stackId: another, logicalId });
  await answer('Update', { PhysicalResourceId: 'before', outcome: { outcome: 'SUCCEEDED' } });

  // people follow the remedy wherever they read it
  const Reason = expect.stringMatching(
    new RegExp(`it is a resource of another stack already: ${another}.*logicalId' --region eu-central-1\`\\.`),
  );
  expect(told()).toMatchObject([{ Status: 'FAILED', PhysicalResourceId: 'before', Reason }]);
  expect(stored('stack')).toEqual({ stackId: another, logicalId });
});

test('a resource that is gone lets its environment go, and leaves one that is another’s', async () => {
  store('stack', { stackId: own, logicalId });
  await answer('Delete', { PhysicalResourceId: 'production' });
  expect(stored('stack')).toEqual({});

  store('stack', { stackId: another, logicalId });
  await answer('Delete', { PhysicalResourceId: 'production' });
  expect(stored('stack')).toEqual({ stackId: another, logicalId });
  expect(told().map(({ Status }) => Status)).toEqual(['SUCCESS', 'SUCCESS']);
});

test('a resource that never had an environment holds none', async () => {
  await answer('Delete', { PhysicalResourceId: 'none', environment: 'none' });

  expect(told()).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: 'none' }]);
  expect(dynamodb.calls()).toEqual([]);
});

test('nothing is said while the record fails: the step is tried again', async () => {
  dynamodb.reset();
  dynamodb.onAnyCommand().rejects(serverFault('InternalServerError'));

  await expect(answer('Create', { outcome: { outcome: 'SUCCEEDED' } })).rejects.toMatchObject({ name: 'TransientServiceError' });
  expect(told()).toEqual([]);
});

/** What Step Functions says of a run that was started by it and has ended. */
const ofRun = (end: object) => ({ Error: 'States.TaskFailed', Cause: JSON.stringify({ ExecutionArn: execution, ...end }) });

test.each<[string, object, string]>([
  [
    'has failed',
    ofRun({ Status: 'FAILED', Error: 'CertificateRefused', Cause: 'Checking the CA (arn): it is DISABLED Remedy: enable it' }),
    'CertificateRefused: Checking the CA (arn): it is DISABLED Remedy: enable it',
  ],
  [
    'was stopped',
    ofRun({ Status: 'ABORTED' }),
    `BodyStopped: Running a part of the workflow (${execution}): somebody has stopped it Remedy: `,
  ],
  [
    'was not started',
    { Error: 'StepFunctions.AccessDeniedException', Cause: 'not authorized' },
    'AccessDenied: StepFunctions.AccessDenied',
  ],
  [
    'came to no end',
    { Error: 'States.Timeout' },
    'TransientServiceError: States.Timeout: a step did not end within its time limit Remedy: ',
  ],
])('why a run that %s has made nothing is told in words', async (_, failure, words) => {
  await answer('Create', { failure });

  expect(told()).toMatchObject([{ Status: 'FAILED', PhysicalResourceId: 'none', Reason: expect.stringContaining(words) }]);
  expect(told()[0]).not.toHaveProperty('Data');
  expect(stored('stack')).toBeUndefined();
});

test('a run of a large file is asked itself why it failed: of what Step Functions hands over, the end is cut off', async () => {
  sfn
    .on(DescribeExecutionCommand, { executionArn: execution })
    .resolves({ status: 'FAILED', error: 'CertificateRefused', cause: 'It is DISABLED' });
  const { Error: name, Cause } = ofRun({ Input: 'x'.repeat(100) });
  await answer('Update', { PhysicalResourceId: 'production', failure: { Error: name, Cause: Cause.slice(0, 150) } });

  expect(told()).toMatchObject([
    { PhysicalResourceId: 'production', Reason: expect.stringContaining('CertificateRefused: It is DISABLED') },
  ]);
});
