import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, request } from '../../local-aws.ts';
import { asking, createMachine, finish, start, waitingToken } from './executions.ts';
import { echo, installFunctions } from './functions.ts';

async function waiting(rest: object = { End: true }): Promise<{ aws: Emulator; executionArn: string; taskToken: string }> {
  const aws = await localAws();
  const { ask } = installFunctions(aws, { ask: echo });
  const States = { Ask: asking(ask, rest), Late: { Type: 'Pass', End: true } };
  const reachable = JSON.stringify(rest).includes('Late') ? States : { Ask: States.Ask };
  const executionArn = await start(aws, await createMachine(aws, { StartAt: 'Ask', States: reachable }));
  return { aws, executionArn, taskToken: await waitingToken(aws, executionArn) };
}

const send = (aws: Emulator, operation: string, input: object) => request(aws, 'stepfunctions', operation, input);

describe('a task that waits for its token', () => {
  it('waits without moving the clock and takes the answer as its result', async () => {
    const { aws, executionArn, taskToken } = await waiting();
    await send(aws, 'SendTaskSuccess', { taskToken, output: '{"approved":true}' });
    const { output, types } = await finish(aws, executionArn);
    expect(output).toEqual({ approved: true });
    expect(types.slice(2, 6)).toEqual(['TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded']);
  });

  it('fails with the error that is sent', async () => {
    const { aws, executionArn, taskToken } = await waiting();
    await send(aws, 'SendTaskFailure', { taskToken, error: 'Refused', cause: 'not today' });
    expect(await finish(aws, executionArn)).toMatchObject({ status: 'FAILED', error: 'Refused', cause: 'not today' });
  });

  it('tells a catcher null of an answer that names no error', async () => {
    const { aws, executionArn, taskToken } = await waiting({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Late' }], End: true });
    await send(aws, 'SendTaskFailure', { taskToken });
    expect((await finish(aws, executionArn)).output).toEqual({ Error: null, Cause: null });
  });

  it('times out when people let its TimeoutSeconds pass', async () => {
    const { aws, executionArn, taskToken } = await waiting({
      TimeoutSeconds: 86400,
      Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Late' }],
      End: true,
    });
    await aws.home.clock.advance(86399);
    expect(aws.home.states.execution(executionArn).status).toBe('RUNNING');
    await aws.home.clock.advance(1);
    expect((await finish(aws, executionArn)).output).toEqual({ Error: 'States.Timeout', Cause: '' });
    await expect(send(aws, 'SendTaskSuccess', { taskToken, output: '1' })).rejects.toMatchObject({ code: 'TaskTimedOut' });
  });

  it('times out without heartbeats, and States.HeartbeatTimeout catches that', async () => {
    const { aws, executionArn, taskToken } = await waiting({
      HeartbeatSeconds: 60,
      Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Late' }],
      End: true,
    });
    for (let beat = 0; beat < 3; beat++) {
      await aws.home.clock.advance(50);
      await send(aws, 'SendTaskHeartbeat', { taskToken });
    }
    expect(aws.home.states.execution(executionArn).status).toBe('RUNNING');
    await aws.home.clock.advance(61);
    const { types, output } = await finish(aws, executionArn);
    expect(types).toContain('TaskTimedOut');
    expect(output.Error).toBe('States.Timeout');
  });
});

describe('a job that is waited for', () => {
  it('has a token, and whoever answers with it ends the wait', async () => {
    const aws = await localAws();
    const { ask } = installFunctions(aws, { ask: echo });
    const StateMachineArn = await createMachine(aws, { StartAt: 'Ask', States: { Ask: asking(ask) } });
    const Arguments = { StateMachineArn, Input: { token: '{% $states.context.Task.Token %}' } };
    const Child = { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2', Arguments, End: true };
    const executionArn = await start(aws, await createMachine(aws, { StartAt: 'Child', States: { Child } }));
    const taskToken = await waitingToken(aws, executionArn, 'Input');
    await send(aws, 'SendTaskSuccess', { taskToken, output: '"by hand"' });
    expect(await finish(aws, executionArn)).toMatchObject({ status: 'SUCCEEDED', output: 'by hand' });
  });
});

describe('a token', () => {
  it('is answered once', async () => {
    const { aws, taskToken } = await waiting();
    await send(aws, 'SendTaskSuccess', { taskToken, output: '{}' });
    await expect(send(aws, 'SendTaskSuccess', { taskToken, output: '{}' })).rejects.toMatchObject({ code: 'TaskTimedOut' });
  });

  it('that nobody issued is refused', async () => {
    const { aws, taskToken } = await waiting();
    await expect(send(aws, 'SendTaskHeartbeat', { taskToken: 'nonsense' })).rejects.toMatchObject({ code: 'InvalidToken' });
    const other = `AQCw${taskToken.slice(4).split('').reverse().join('')}`.replace(/=/g, 'A');
    await expect(send(aws, 'SendTaskHeartbeat', { taskToken: other })).rejects.toMatchObject({ code: 'TaskDoesNotExist' });
  });

  it('takes JSON only', async () => {
    const { aws, taskToken } = await waiting();
    await expect(send(aws, 'SendTaskSuccess', { taskToken, output: '{' })).rejects.toMatchObject({ code: 'InvalidOutput' });
  });
});
