import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../emulator/kernel/aws-error.ts';
import { localAws, request } from '../../local-aws.ts';
import { createMachine, finish, invoking, run, start } from './executions.ts';
import { echo, installFunctions } from './functions.ts';

const unavailable = { operation: 'lambda:Invoke', when: 'before', error: new AwsError('ServiceException', 'down') } as const;

describe('RedriveExecution', () => {
  it('goes on with the failed state, its input and the variables, under the same ARN and history', async () => {
    const aws = await localAws();
    const { work } = installFunctions(aws, { work: echo });
    aws.home.faults.inject(unavailable);
    const States = {
      First: { Type: 'Pass', Assign: { kept: 'kept' }, Output: { n: 1 }, Next: 'Work' },
      Work: invoking(work, { Output: '{% $states.result.Payload %}', End: true }, { n: '{% $states.input.n %}', kept: '{% $kept %}' }),
    };
    const executionArn = await start(aws, await createMachine(aws, { StartAt: 'First', States }));
    const failed = await finish(aws, executionArn);
    expect(failed).toMatchObject({ status: 'FAILED', error: 'Lambda.ServiceException' });
    expect(await request(aws, 'stepfunctions', 'DescribeExecution', { executionArn })).toMatchObject({ redriveStatus: 'REDRIVABLE' });
    await aws.home.clock.advance(60);
    await request(aws, 'stepfunctions', 'RedriveExecution', { executionArn });
    const redriven = await finish(aws, executionArn);
    expect(redriven).toMatchObject({ status: 'SUCCEEDED', output: { n: 1, kept: 'kept' }, error: undefined });
    expect(redriven.events.slice(0, failed.events.length)).toEqual(failed.events);
    const added = redriven.types.slice(failed.types.length);
    expect(added).toEqual(['ExecutionRedriven', 'TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded']);
    const described = await request(aws, 'stepfunctions', 'DescribeExecution', { executionArn });
    expect(described).toMatchObject({ redriveCount: 1, redriveStatus: 'NOT_REDRIVABLE' });
    expect(described.redriveDate - described.startDate).toBe(60);
  });

  it('runs only the branches and iterations that did not succeed', async () => {
    const aws = await localAws();
    const { work } = installFunctions(aws, { work: echo });
    const ItemProcessor = { StartAt: 'Work', States: { Work: invoking(work, { Output: '{% $states.result.Payload %}', End: true }) } };
    aws.home.faults.inject({ ...unavailable, skip: 1 });
    const { executionArn, status } = await run(aws, { Each: { Type: 'Map', MaxConcurrency: 1, ItemProcessor, End: true } }, [1, 2, 3]);
    expect(status).toBe('FAILED');
    await request(aws, 'stepfunctions', 'RedriveExecution', { executionArn });
    const { output, events } = await finish(aws, executionArn);
    expect(output).toEqual([1, 2, 3]);
    const redriven = events.slice(events.findIndex(({ type }) => type === 'ExecutionRedriven'));
    const started = redriven.filter(({ type }) => type === 'MapIterationStarted');
    expect(started.map(({ mapIterationStartedEventDetails }) => mapIterationStartedEventDetails.index)).toEqual([1, 2]);
  });

  it('gives the retries anew', async () => {
    const aws = await localAws();
    const { work } = installFunctions(aws, { work: echo });
    aws.home.faults.inject({ ...unavailable, times: 3 });
    const Retry = [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }];
    const { executionArn } = await run(aws, { Work: invoking(work, { Retry, End: true }) });
    await request(aws, 'stepfunctions', 'RedriveExecution', { executionArn });
    expect((await finish(aws, executionArn)).status).toBe('SUCCEEDED');
  });

  it('runs all branches and iterations again where they held too much', async () => {
    const aws = await localAws();
    const Output = '{% $pad("", 150000, "a") %}';
    const Branches = ['A', 'B'].map((name) => ({ StartAt: name, States: { [name]: { Type: 'Pass', Output, End: true } } }));
    const ItemProcessor = { StartAt: 'C', States: { C: { Type: 'Pass', Output, End: true } } };
    const holding: [string, object][] = [
      ['PassStateEntered', { Hold: { Type: 'Parallel', Branches, End: true } }],
      ['MapIterationStarted', { Hold: { Type: 'Map', Items: [1, 2], ItemProcessor, End: true } }],
    ];
    for (const [begun, states] of holding) {
      const { executionArn, error } = await run(aws, states as Record<string, object>);
      expect(error).toBe('States.DataLimitExceeded');
      await request(aws, 'stepfunctions', 'RedriveExecution', { executionArn });
      const { types } = await finish(aws, executionArn);
      expect(types.filter((type) => type === begun)).toHaveLength(4);
    }
  });

  it('answers a client token of the last ten that it knows, for a quarter of an hour', async () => {
    const aws = await localAws();
    const { executionArn } = await run(aws, { No: { Type: 'Fail' } });
    const redrive = async (clientToken: string) => {
      const { redriveDate } = await request(aws, 'stepfunctions', 'RedriveExecution', { executionArn, clientToken });
      await finish(aws, executionArn);
      return redriveDate;
    };
    const redrives = async () => (await request(aws, 'stepfunctions', 'DescribeExecution', { executionArn })).redriveCount;
    const first = await redrive('token-0');
    await aws.home.clock.advance(60);
    for (let count = 1; count < 10; count++) await redrive(`token-${count}`);
    expect(await redrive('token-0')).toBe(first);
    expect(await redrives()).toBe(10);
    await aws.home.clock.advance(840);
    await redrive('token-0');
    await redrive('token-10');
    expect(await redrives()).toBe(12);
    expect(await redrive('token-2')).toBe(first + 60);
    await redrive('token-1');
    expect(await redrives()).toBe(13);
  });

  it('refuses what succeeded, ended 14 days ago or a year after its start, or whose machine is deleted', async () => {
    const aws = await localAws();
    const redrive = (executionArn: string) => request(aws, 'stepfunctions', 'RedriveExecution', { executionArn });
    const refused = (message: string) => ({ code: 'ExecutionNotRedrivable', message });
    const good = await run(aws, { Yes: { Type: 'Pass', End: true } });
    await expect(redrive(good.executionArn)).rejects.toMatchObject(refused('Execution is SUCCEEDED and cannot be redriven'));
    const { executionArn } = await run(aws, { No: { Type: 'Fail' } });
    await aws.home.clock.advance(14 * 86400 + 1);
    await expect(redrive(executionArn)).rejects.toMatchObject(refused('Execution redrivable period exceeded'));
    const States = { Pause: { Type: 'Wait', Seconds: 30_000_000, Next: 'More' }, More: { Type: 'Wait', Seconds: 30_000_000, End: true } };
    const long = await start(aws, await createMachine(aws, { StartAt: 'Pause', States }));
    await aws.home.clock.advance(365 * 86400);
    expect((await finish(aws, long)).status).toBe('TIMED_OUT');
    await expect(redrive(long)).rejects.toMatchObject(refused('Execution has exceeded the max execution time'));
    const stateMachineArn = await createMachine(aws, { StartAt: 'No', States: { No: { Type: 'Fail' } } });
    const last = await start(aws, stateMachineArn);
    await finish(aws, last);
    await request(aws, 'stepfunctions', 'DeleteStateMachine', { stateMachineArn });
    await expect(redrive(last)).rejects.toMatchObject(refused('State machine is in DELETING status'));
  });
});
