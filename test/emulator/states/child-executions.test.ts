import { describe, expect, it } from 'vitest';
import { ConnectionCut } from '../../../emulator/kernel/faults.ts';
import { localAws, request } from '../../local-aws.ts';
import { asking, createMachine, finish, start, waitingToken } from './executions.ts';
import { echo, installFunctions } from './functions.ts';

const child = (StateMachineArn: string, rest: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::states:startExecution.sync:2',
  Arguments: { StateMachineArn, Input: '{% $states.input %}' },
  End: true,
  ...rest,
});

const ofRole = (_input: unknown, { kind }: { kind: string }) => kind === 'role';

describe('startExecution.sync:2', () => {
  it('waits for the child and has its output as JSON', async () => {
    const aws = await localAws();
    const States = { Slow: { Type: 'Wait', Seconds: 60, Output: { doubled: '{% $states.input.n * 2 %}' }, End: true } };
    const inner = await createMachine(aws, { StartAt: 'Slow', States });
    const outer = await createMachine(aws, { StartAt: 'Child', States: { Child: child(inner) } });
    const { output, types, seconds } = await finish(aws, await start(aws, outer, { n: 21 }));
    expect(output).toMatchObject({ Status: 'SUCCEEDED', Input: { n: 21 }, Output: { doubled: 42 }, StateMachineArn: inner });
    expect(types.slice(2, 6)).toEqual(['TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded']);
    expect(seconds).toBe(60);
  });

  it("fails with States.TaskFailed and the child's Error and Cause inside its own cause", async () => {
    const aws = await localAws();
    const inner = await createMachine(aws, { StartAt: 'No', States: { No: { Type: 'Fail', Error: 'ClusterDegraded', Cause: 'remedy' } } });
    const outer = await createMachine(aws, { StartAt: 'Child', States: { Child: child(inner) } });
    const { error, cause } = await finish(aws, await start(aws, outer));
    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(cause)).toMatchObject({ Status: 'FAILED', Error: 'ClusterDegraded', Cause: 'remedy' });
  });

  it('stops the child when the parent is stopped, and when its task times out', async () => {
    const aws = await localAws();
    const { ask } = installFunctions(aws, { ask: echo });
    const inner = await createMachine(aws, { StartAt: 'Ask', States: { Ask: asking(ask) } });
    const outer = await createMachine(aws, { StartAt: 'Child', States: { Child: child(inner, { TimeoutSeconds: 3600 }) } });
    const childOf = async () => {
      await aws.home.clock.idle();
      const { executions } = await request(aws, 'stepfunctions', 'ListExecutions', { stateMachineArn: inner });
      return executions[0].executionArn as string;
    };
    const stopped = await start(aws, outer);
    const first = await childOf();
    await request(aws, 'stepfunctions', 'StopExecution', { executionArn: stopped, error: 'Stopped', cause: 'by hand' });
    expect(await finish(aws, stopped)).toMatchObject({ status: 'ABORTED', error: 'Stopped', cause: 'by hand' });
    expect((await finish(aws, first)).status).toBe('ABORTED');
    const timed = await start(aws, outer);
    const second = await childOf();
    await aws.home.clock.advance(3600);
    expect((await finish(aws, timed)).error).toBe('States.Timeout');
    expect((await finish(aws, second)).status).toBe('ABORTED');
  });

  it("leaves the clock alone while people are asked in the child, whatever the parent's time-out", async () => {
    const aws = await localAws();
    const { ask } = installFunctions(aws, { ask: echo });
    const inner = await createMachine(aws, { StartAt: 'Ask', States: { Ask: asking(ask) } });
    const outer = await createMachine(aws, { StartAt: 'Child', States: { Child: child(inner, { TimeoutSeconds: 86400 }) } });
    const executionArn = await start(aws, outer);
    await aws.home.clock.idle();
    const { executions } = await request(aws, 'stepfunctions', 'ListExecutions', { stateMachineArn: inner });
    const taskToken = await waitingToken(aws, executions[0].executionArn);
    await request(aws, 'stepfunctions', 'SendTaskSuccess', { taskToken, output: '"yes"' });
    const { output, seconds } = await finish(aws, executionArn);
    expect(output.Output).toBe('yes');
    expect(seconds).toBeLessThan(5);
  });

  it('asks for the child again where the answer fails, and starts no second one', async () => {
    const aws = await localAws();
    const inner = await createMachine(aws, { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } });
    const outer = await createMachine(aws, { StartAt: 'Child', States: { Child: child(inner) } });
    aws.home.faults.inject({ operation: 'stepfunctions:DescribeExecution', when: 'before', error: new ConnectionCut(), only: ofRole });
    expect((await finish(aws, await start(aws, outer))).status).toBe('SUCCEEDED');
    const { executions } = await request(aws, 'stepfunctions', 'ListExecutions', { stateMachineArn: inner });
    expect(executions).toHaveLength(1);
  });

  it("needs the permissions that Step Functions asks of the parent's role", async () => {
    const aws = await localAws();
    const inner = await createMachine(aws, { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } });
    const Statement = [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: inner }];
    const trust = { Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    const policies = [{ policyName: 'own', policyDocument: { Version: '2012-10-17', Statement } }];
    const roleArn = aws.home.iam.putRole({ roleName: 'parent', assumeRolePolicy: trust, policies } as never);
    const outer = await createMachine(aws, { StartAt: 'Child', States: { Child: child(inner) } }, { roleArn });
    const { error, cause, types } = await finish(aws, await start(aws, outer));
    expect(error).toBe('StepFunctions.AWSStepFunctionsException');
    expect(cause).toMatch(/is not authorized to perform: \S+ on resource/);
    expect(types).toContain('TaskSubmitFailed');
  });
});
