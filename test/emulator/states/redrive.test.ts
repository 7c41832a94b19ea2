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

  it('answers the same client token once, and refuses what succeeded, runs or is older than 14 days', async () => {
    const aws = await localAws();
    const redrive = (executionArn: string, clientToken?: string) =>
      request(aws, 'stepfunctions', 'RedriveExecution', { executionArn, clientToken });
    const failed = await run(aws, { No: { Type: 'Fail' } });
    const first = await redrive(failed.executionArn, 'once');
    await finish(aws, failed.executionArn);
    expect(await redrive(failed.executionArn, 'once')).toEqual(first);
    expect((await finish(aws, failed.executionArn)).types.filter((type) => type === 'ExecutionRedriven')).toHaveLength(1);
    const good = await run(aws, { Yes: { Type: 'Pass', End: true } });
    const refused = { code: 'ExecutionNotRedrivable' };
    await expect(redrive(good.executionArn)).rejects.toMatchObject(refused);
    await aws.home.clock.advance(14 * 86400 + 1);
    await expect(redrive(failed.executionArn)).rejects.toMatchObject(refused);
  });
});
