import { DescribeExecutionCommand, type ExecutionStatus } from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from 'vitest';
import { lifeOf, recovered } from '../../../../core/record/execution-life.ts';
import { sfn } from '../../aws.ts';
import { execution, executionIs, executionIsUnknown } from '../../executions.ts';
import { rejection } from '../../service-errors.ts';

const began = '2026-01-01T00:00:00.000Z';
/** The time as many seconds after the execution began. */
const after = (seconds: number) => new Date(Date.parse(began) + seconds * 1000).toISOString();

beforeEach(() => {
  sfn.reset();
});

test.each<[ExecutionStatus]>([['RUNNING'], ['PENDING_REDRIVE']])('%s is running, however long ago it began', async (status) => {
  executionIs(execution, status);

  expect(await lifeOf(execution, began, after(1_000_000))).toBe('running');
});

test.each<[ExecutionStatus]>([['SUCCEEDED'], ['FAILED'], ['TIMED_OUT'], ['ABORTED']])(
  '%s settles for a minute: a function of it may still be at work; then it is over',
  async (status) => {
    executionIs(execution, status, after(100));

    expect(await lifeOf(execution, began, after(159))).toBe('settling');
    expect(await lifeOf(execution, began, after(160))).toBe('over');
  },
);

test('one that is not found settles while it is young: Step Functions may not show it yet', async () => {
  executionIsUnknown(execution);

  expect(await lifeOf(execution, began, after(299))).toBe('settling');
  expect(await lifeOf(execution, began, after(300))).toBe('over');
});

test('one whose end is not told has ended when it began, at the earliest', async () => {
  executionIs(execution, 'ABORTED');

  expect(await lifeOf(execution, began, after(59))).toBe('settling');
  expect(await lifeOf(execution, began, after(60))).toBe('over');
});

test.each(['InvalidArn', 'ValidationException'])('what Step Functions takes for no execution (%s) is at no work', async (refusal) => {
  sfn.on(DescribeExecutionCommand).rejects(rejection(refusal));

  expect(await lifeOf('edited', began, after(1))).toBe('over');
});

test('a denied look says nothing of its life', async () => {
  const error = rejection('AccessDeniedException');
  sfn.on(DescribeExecutionCommand).rejects(error);

  await expect(lifeOf(execution, began, after(1000))).rejects.toBe(error);
});

test.each<[ExecutionStatus, number, boolean]>([
  ['RUNNING', 1, true],
  ['PENDING_REDRIVE', 1, true],
  ['SUCCEEDED', 1, true],
  ['FAILED', 1, false],
  ['ABORTED', 1, false],
  ['RUNNING', 0, false],
  ['SUCCEEDED', 0, false],
])('one that had ended, and is %s after %i redrives, has recovered: %s', async (status, redriveCount, expected) => {
  executionIs(execution, status, undefined, redriveCount);

  expect(await recovered(execution, 0)).toBe(expected);
});

test('one that has failed again since its second redrive has recovered by none of before', async () => {
  executionIs(execution, 'RUNNING', undefined, 2);

  expect([await recovered(execution, 1), await recovered(execution, 2)]).toEqual([true, false]);
});

test('one that Step Functions shows no more has not recovered; a denied look says nothing', async () => {
  executionIsUnknown(execution);
  expect(await recovered(execution, 0)).toBe(false);

  const error = rejection('AccessDeniedException');
  sfn.on(DescribeExecutionCommand).rejects(error);
  await expect(recovered('another', 0)).rejects.toBe(error);
});
