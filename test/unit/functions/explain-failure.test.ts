import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../../functions/explain-failure.ts';
import { dynamodb, sfn } from '../aws.ts';
import { bodyExecution, execution, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, leaseHeldBy } from '../record.ts';

const lease = { environment: 'production', holder: execution };

beforeEach(() => {
  sfn.reset();
  emptyRecord();
});

test('takes what a Catch hands over', async () => {
  const failure = { Error: 'ClusterDegraded', Cause: '{"errorMessage":"It broke Remedy: mend it","errorType":"ClusterDegraded"}' };

  expect(await handler({ failure, lease }, context)).toEqual({ error: 'ClusterDegraded', cause: 'It broke Remedy: mend it', created: [] });
});

test('takes what a Choice says itself', async () => {
  const failure = { Error: 'PeopleDeadlineExceeded', Cause: 'nobody answered until 2026-01-31' };

  expect(await handler({ failure, lease }, context)).toMatchObject({
    error: 'PeopleDeadlineExceeded',
    cause: expect.stringMatching(/^nobody answered.* Remedy: /),
  });
});

test('has a name even for a failure without any', async () => {
  expect(await handler({ failure: {}, lease }, context)).toMatchObject({
    error: 'StepFailed',
    cause: expect.stringContaining(' Remedy: '),
  });
});

test('asks the body itself where its cause was cut', async () => {
  const Cause = JSON.stringify({ ExecutionArn: bodyExecution, Input: 'x'.repeat(100) }).slice(0, 150);
  sfn
    .on(DescribeExecutionCommand, { executionArn: bodyExecution })
    .resolves({ status: 'FAILED', error: 'HsmMissing', cause: '{"errorMessage":"One is gone Remedy: start again"}' });

  expect(await handler({ failure: { Error: 'States.TaskFailed', Cause }, lease }, context)).toMatchObject({
    error: 'HsmMissing',
    cause: 'One is gone Remedy: start again',
  });
});

test('names what the run had created when it failed', async () => {
  leaseHeldBy(execution, { created: ['hsm-1', 'cluster-1'] });

  expect(await handler({ failure: { Error: 'HsmMissing', Cause: 'x' }, lease }, context)).toMatchObject({
    created: ['cluster-1', 'hsm-1'],
  });
});

test('names nothing of another run', async () => {
  leaseHeldBy(otherExecution, { created: ['cluster-1'] });

  expect(await handler({ failure: { Error: 'LeaseHeld', Cause: 'x' }, lease }, context)).toMatchObject({ created: [] });
});

test('a run that came to no environment has created nothing, and nobody is asked', async () => {
  const failure = { Error: 'InvalidEnvironment', Cause: '{"errorMessage":"no file"}' };

  expect(await handler({ failure, lease: { environment: '', holder: execution } }, context)).toMatchObject({ created: [] });
  expect(dynamodb.calls()).toHaveLength(0);
});
