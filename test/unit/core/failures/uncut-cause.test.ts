import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from 'vitest';
import { uncutCause } from '../../../../core/failures/uncut-cause.ts';
import { sfn } from '../../aws.ts';
import { bodyExecution } from '../../executions.ts';
import { rejection } from '../../service-errors.ts';

const partExecution = `${bodyExecution}-part`;

/** What Step Functions reports of a child that has failed, cut where a cause may be no longer. */
function cut(executionArn: string, longest = 200): string {
  const whole = { ExecutionArn: executionArn, Input: JSON.stringify({ text: 'x'.repeat(longest) }), Name: 'child', Status: 'FAILED' };
  return JSON.stringify(whole).slice(0, longest);
}

beforeEach(() => {
  sfn.reset();
});

test.each([
  ["a function's error", '{"errorMessage":"It broke","errorType":"TypeError"}'],
  ['a child that is told whole', JSON.stringify({ ExecutionArn: bodyExecution, Status: 'FAILED', Error: 'HsmMissing' })],
  ['a text that names no child', 'It broke'],
  ['nothing', ''],
])('leaves the cause of %s as it is, and asks nobody', async (_, cause) => {
  expect(await uncutCause(cause)).toBe(cause);
  expect(sfn.calls()).toHaveLength(0);
});

test('asks the child itself where its cause was cut', async () => {
  sfn
    .on(DescribeExecutionCommand, { executionArn: bodyExecution })
    .resolves({ status: 'FAILED', error: 'HsmMissing', cause: 'One is gone' });

  expect(JSON.parse(await uncutCause(cut(bodyExecution)))).toEqual({
    ExecutionArn: bodyExecution,
    Status: 'FAILED',
    Error: 'HsmMissing',
    Cause: 'One is gone',
  });
});

test('goes on to the child of the child where that was cut too', async () => {
  sfn
    .on(DescribeExecutionCommand, { executionArn: bodyExecution })
    .resolves({ status: 'FAILED', error: 'States.TaskFailed', cause: cut(partExecution) });
  sfn
    .on(DescribeExecutionCommand, { executionArn: partExecution })
    .resolves({ status: 'FAILED', error: 'HsmMissing', cause: 'One is gone' });

  const { Cause } = JSON.parse(await uncutCause(cut(bodyExecution))) as { Cause: string };

  expect(JSON.parse(Cause)).toMatchObject({ ExecutionArn: partExecution, Error: 'HsmMissing', Cause: 'One is gone' });
});

test('a child that was aborted or timed out says so, without an error of its own', async () => {
  sfn.on(DescribeExecutionCommand).resolves({ status: 'TIMED_OUT' });

  expect(JSON.parse(await uncutCause(cut(bodyExecution)))).toEqual({ ExecutionArn: bodyExecution, Status: 'TIMED_OUT' });
});

test('an answer that does not come is no answer', async () => {
  const error = rejection('ThrottlingException');
  sfn.on(DescribeExecutionCommand).rejects(error);

  await expect(uncutCause(cut(bodyExecution))).rejects.toBe(error);
});
