import { describe, expect, it } from 'vitest';
import { localAws, request } from '../../local-aws.ts';
import { asking, createMachine, finish, invoking, run, start, waitingToken } from './executions.ts';
import { echo, installFunctions } from './functions.ts';

const answering = (aws: any, operation: string, input: object) => request(aws, 'stepfunctions', operation, input);

describe('waiting', () => {
  it('passes virtual time only', async () => {
    const aws = await localAws();
    const { seconds, types } = await run(aws, { Pause: { Type: 'Wait', Seconds: 3600, End: true } });
    expect(seconds).toBe(3600);
    expect(types).toEqual(['ExecutionStarted', 'WaitStateEntered', 'WaitStateExited', 'ExecutionSucceeded']);
  });

  it('waits until a Timestamp', async () => {
    const aws = await localAws();
    const { seconds } = await run(aws, { Pause: { Type: 'Wait', Timestamp: '{% $fromMillis($millis() + 90000) %}', End: true } });
    expect(seconds).toBe(90);
  });

  it('fails at a Timestamp that is no date', async () => {
    const aws = await localAws();
    const { error, cause } = await run(aws, { Pause: { Type: 'Wait', Timestamp: '{% "2026-02-30T00:00:00Z" %}', End: true } });
    expect(error).toBe('States.QueryEvaluationError');
    expect(cause).toContain('cannot be parsed as an ISO-8601 extended offset date-time format string: 2026-02-30T00:00:00Z');
  });

  it('refuses seconds that are not whole', async () => {
    const aws = await localAws();
    const { error, cause } = await run(aws, { Pause: { Type: 'Wait', Seconds: '{% 1.5 %}', End: true } });
    expect(error).toBe('States.QueryEvaluationError');
    expect(cause).toContain('Seconds');
  });
});

describe('a task', () => {
  it('fails with States.Timeout after TimeoutSeconds, which may be JSONata', async () => {
    const aws = await localAws();
    const slow = 'export const handler = () => new Promise(() => {}); setInterval(() => {}, 1e6);';
    const { stuck } = installFunctions(aws, { stuck: slow });
    aws.home.lambda.watchdogSeconds = 0.3;
    const { error, types, seconds } = await run(
      aws,
      { Try: invoking(stuck, { TimeoutSeconds: '{% $states.input.limit %}', End: true }) },
      { limit: 5 },
    );
    expect(error).toBe('States.Timeout');
    expect(types.slice(-2)).toEqual(['TaskTimedOut', 'ExecutionFailed']);
    expect(seconds).toBe(5);
  });
});

describe('time limits of a task', () => {
  it('must leave a heartbeat within the time-out when they are evaluated', async () => {
    const aws = await localAws();
    const limits = { TimeoutSeconds: 60, HeartbeatSeconds: '{% 60 %}' };
    const { error, cause } = await run(aws, { Try: invoking('any', { ...limits, End: true }) });
    expect(error).toBe('States.QueryEvaluationError');
    expect(cause).toContain('The HeartbeatSeconds field must be smaller than TimeoutSeconds (60) but was: 60');
  });

  it('must be positive whole numbers when they are evaluated', async () => {
    const aws = await localAws();
    for (const TimeoutSeconds of ['{% 0 %}', '{% 1.5 %}', '{% -1 %}']) {
      const { error, cause } = await run(aws, { Try: invoking('any', { TimeoutSeconds, End: true }) });
      expect(error).toBe('States.QueryEvaluationError');
      expect(cause).toContain('The TimeoutSeconds field must be a positive integer');
    }
  });
});

describe('an execution', () => {
  it("ends TIMED_OUT after the machine's TimeoutSeconds, past every Catch", async () => {
    const aws = await localAws();
    const { ask } = installFunctions(aws, { ask: echo });
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];
    const States = { Ask: asking(ask, { Catch, End: true }), Caught: { Type: 'Pass', End: true } };
    const executionArn = await start(aws, await createMachine(aws, { StartAt: 'Ask', States, TimeoutSeconds: 600 }));
    const token = await waitingToken(aws, executionArn);
    expect(aws.home.states.running()).toHaveLength(1);
    await aws.home.clock.advance(600);
    const { status, events, error, cause } = await finish(aws, executionArn);
    expect([status, error, cause]).toEqual(['TIMED_OUT', undefined, undefined]);
    const told = { type: 'ExecutionTimedOut', previousEventId: 0, executionTimedOutEventDetails: { error: 'States.Timeout' } };
    expect(events.at(-1)).toMatchObject(told);
    await expect(answering(aws, 'SendTaskSuccess', { taskToken: token, output: '1' })).rejects.toMatchObject({ code: 'TaskTimedOut' });
  });

  it('can be told that its time is up, once, and be redriven after it', async () => {
    const aws = await localAws();
    const States = { Pause: { Type: 'Wait', Seconds: 60, End: true } };
    const executionArn = await start(aws, await createMachine(aws, { StartAt: 'Pause', States }));
    aws.home.states.execution(executionArn).timeOut();
    aws.home.states.execution(executionArn).timeOut();
    const timedOut = await finish(aws, executionArn);
    expect([timedOut.status, timedOut.types]).toEqual(['TIMED_OUT', ['ExecutionStarted', 'WaitStateEntered', 'ExecutionTimedOut']]);
    await answering(aws, 'RedriveExecution', { executionArn });
    expect((await finish(aws, executionArn)).status).toBe('SUCCEEDED');
  });

  it('lasts a year at most, and its tokens with it', async () => {
    const aws = await localAws();
    const { ask } = installFunctions(aws, { ask: echo });
    const executionArn = await start(aws, await createMachine(aws, { StartAt: 'Ask', States: { Ask: asking(ask) } }));
    const taskToken = await waitingToken(aws, executionArn);
    await aws.home.clock.advance(364 * 86400);
    await answering(aws, 'SendTaskHeartbeat', { taskToken });
    await aws.home.clock.advance(86400);
    expect((await finish(aws, executionArn)).status).toBe('TIMED_OUT');
    await expect(answering(aws, 'SendTaskHeartbeat', { taskToken })).rejects.toMatchObject({ code: 'TaskTimedOut' });
  });
});
