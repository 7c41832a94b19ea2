import {
  DescribeExecutionCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from 'vitest';
import { follow } from '../../../cli/follow/follow.ts';
import type { Target } from '../../../cli/target.ts';
import { sfn } from '../aws.ts';

const arn = 'arn:aws:states:us-east-1:123456789012:execution:cloudhsm-lifecycle-dev-provision:run';
const target = {
  sfn: new SFNClient({}),
  again: ' --stage prod',
  untilNextLook: async () => {},
  now: () => 0,
  readClock: async () => {},
} as unknown as Target;
const atOnce = { watchedAs: 'production', pause: async () => {} };
const cut = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
const ended = { executionArn: arn, status: 'SUCCEEDED', startDate: new Date(0), stopDate: new Date(1000) } as const;

beforeEach(() => {
  sfn.reset();
  sfn.on(GetExecutionHistoryCommand).resolves({ events: [] });
  sfn.on(DescribeStateMachineForExecutionCommand).resolves({ definition: '{"States":{}}' });
});

test('goes on where a few looks in a row meet no answer', async () => {
  sfn.on(DescribeExecutionCommand).rejectsOnce(cut).rejectsOnce(cut).rejectsOnce(cut).resolves(ended);

  expect((await follow(target, arn, atOnce)).execution.status).toBe('SUCCEEDED');
});

test('gives up after many, and says how to watch the execution, which goes on', async () => {
  sfn.on(DescribeExecutionCommand).rejects(cut);

  await expect(follow(target, arn, atOnce)).rejects.toMatchObject({
    name: 'ContactLost',
    exitCode: 1,
    executionArn: arn,
    message: 'lost contact (read ECONNRESET); the execution goes on',
    remedy: expect.stringMatching(/^watch it: npx.hsm.watch.production.--stage.prod$/),
  });
});

test('gives up at once where the credentials have expired', async () => {
  sfn.on(DescribeExecutionCommand).rejects(Object.assign(new Error('expired'), { name: 'ExpiredTokenException' }));

  await expect(follow(target, arn, atOnce)).rejects.toMatchObject({ name: 'ContactLost' });
  expect(sfn.commandCalls(DescribeExecutionCommand)).toHaveLength(1);
});
