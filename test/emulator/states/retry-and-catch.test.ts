import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { AwsError } from '../../../emulator/kernel/aws-error.ts';
import { localAws } from '../../local-aws.ts';
import { invoking, run } from './executions.ts';
import { echo, installFunctions, raise } from './functions.ts';

async function withFunctions(seed = 1): Promise<{ aws: Emulator; raise: string; echo: string }> {
  const aws = await localAws({ seed });
  return { aws, ...installFunctions(aws, { raise, echo }) };
}

const waits = (events: any[]) => {
  const at = (type: string) => events.filter((event) => event.type === type).map(({ timestamp }) => timestamp);
  const failed = at('TaskFailed');
  return at('TaskScheduled')
    .slice(1)
    .map((time, index) => Math.round((time - failed[index]!) * 1000) / 1000);
};

describe('Retry', () => {
  it('waits longer each time, up to MaxDelaySeconds, and gives up after MaxAttempts', async () => {
    const { aws, raise } = await withFunctions();
    const Retry = [{ ErrorEquals: ['Exception'], IntervalSeconds: 2, BackoffRate: 3, MaxDelaySeconds: 10, MaxAttempts: 4 }];
    const { status, error, events, executionArn } = await run(aws, { Try: invoking(raise, { Retry, End: true }) });
    expect([status, error]).toEqual(['FAILED', 'Exception']);
    expect(waits(events)).toEqual([2, 6, 10, 10]);
    expect(aws.home.states.stateTransitions(executionArn)).toBe(5);
  });

  it('waits at most as long with FULL jitter, the same for the same seed and other for another', async () => {
    const jittered = async (seed: number) => {
      const { aws, raise } = await withFunctions(seed);
      const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 10, BackoffRate: 1, MaxAttempts: 3, JitterStrategy: 'FULL' }];
      const { events } = await run(aws, { Try: invoking(raise, { Retry, End: true }) });
      return { waits: waits(events), events };
    };
    const [first, again, other] = [await jittered(7), await jittered(7), await jittered(8)];
    expect(first.waits.every((seconds) => seconds >= 0 && seconds <= 10)).toBe(true);
    expect(new Set(first.waits).size).toBe(3);
    expect(again.waits).toEqual(first.waits);
    expect(other.waits).not.toEqual(first.waits);
  });

  it('counts the attempts of each retrier apart', async () => {
    const { aws, echo } = await withFunctions();
    for (const code of ['TooManyRequestsException', 'ServiceException', 'TooManyRequestsException']) {
      aws.home.faults.inject({ operation: 'lambda:Invoke', when: 'before', error: new AwsError(code, 'try later') });
    }
    const Retry = [
      { ErrorEquals: ['Lambda.TooManyRequestsException'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 },
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 5, MaxAttempts: 1 },
    ];
    const { status, events } = await run(aws, { Try: invoking(echo, { Retry, End: true }) });
    expect(status).toBe('SUCCEEDED');
    expect(waits(events)).toEqual([1, 5, 1]);
  });

  it('tells the state how often it was retried', async () => {
    const { aws, echo } = await withFunctions();
    aws.home.faults.inject({ operation: 'lambda:Invoke', when: 'before', error: new AwsError('ServiceException', 'no'), times: 2 });
    const payload = { count: '{% $states.context.State.RetryCount %}' };
    const { output } = await run(aws, { Try: invoking(echo, { Retry: [{ ErrorEquals: ['States.ALL'] }], End: true }, payload) });
    expect(output.Payload).toEqual({ count: 2 });
  });
});

describe('Catch', () => {
  const matched = async (ErrorEquals: string[], state: object) => {
    const { aws } = await withFunctions();
    const { status, output } = await run(aws, {
      Try: { ...state, Catch: [{ ErrorEquals, Next: 'Caught', Output: '{% $states.errorOutput.Error %}' }] },
      Caught: { Type: 'Pass', End: true },
    });
    return status === 'SUCCEEDED' ? output : status;
  };
  const failing = (error: string) => ({
    Type: 'Parallel',
    Branches: [{ StartAt: 'F', States: { F: { Type: 'Fail', Error: error } } }],
    End: true,
  });

  it('matches names, States.ALL and States.TaskFailed as AWS does', async () => {
    expect(await matched(['Other', 'Mine'], failing('Mine'))).toBe('Mine');
    expect(await matched(['Other'], failing('Mine'))).toBe('FAILED');
    expect(await matched(['States.ALL'], failing('Mine'))).toBe('Mine');
    expect(await matched(['States.TaskFailed'], failing('Mine'))).toBe('Mine');
    expect(await matched(['States.TaskFailed'], failing('States.Timeout'))).toBe('FAILED');
    expect(await matched(['States.ALL'], failing('States.Timeout'))).toBe('States.Timeout');
    expect(await matched(['States.ALL'], failing('States.DataLimitExceeded'))).toBe('States.DataLimitExceeded');
    expect(await matched(['States.TaskFailed'], failing('States.DataLimitExceeded'))).toBe('States.DataLimitExceeded');
    expect(await matched(['States.DataLimitExceeded'], failing('States.DataLimitExceeded'))).toBe('States.DataLimitExceeded');
    for (const name of ['States.ALL', 'States.TaskFailed', 'States.Runtime']) {
      expect(await matched([name], failing('States.Runtime'))).toBe('FAILED');
    }
  });

  it("handles an answer that is too large, under the integration's or the function's name", async () => {
    const aws = await localAws();
    const { large } = installFunctions(aws, { large: "export const handler = async () => 'é'.repeat(140_000);" });
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];
    const caught = async (task: object) => {
      const { output, types } = await run(aws, { Try: { ...task, Catch }, Caught: { Type: 'Pass', End: true } });
      return { ...output, last: types.findLast((type) => type.endsWith('Failed')) };
    };
    const cause = (what: string) =>
      `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`;
    const exceeded = { Error: 'States.DataLimitExceeded' };
    expect(await caught(invoking(large))).toEqual({ ...exceeded, Cause: cause('lambda'), last: 'TaskFailed' });
    const direct = await caught({ Type: 'Task', Resource: large, End: true });
    expect(direct).toEqual({ ...exceeded, Cause: cause(large), last: 'LambdaFunctionFailed' });
  });

  it('handles an evaluation error of a task, and none of its own', async () => {
    const { aws, echo } = await withFunctions();
    const Caught = { Type: 'Pass', End: true };
    const broken = invoking(echo, { End: true }, '{% $missing %}');
    const Catch = [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Caught' }];
    expect((await run(aws, { Try: { ...broken, Catch }, Caught })).output.Error).toBe('States.QueryEvaluationError');
    const unhandled = [{ ErrorEquals: ['States.ALL'], Output: '{% $alsoMissing %}', Next: 'Caught' }];
    const { status, cause } = await run(aws, { Try: { ...broken, Catch: unhandled }, Caught });
    expect(status).toBe('FAILED');
    expect(cause).toContain("'Catch[0]/Output' returned nothing (undefined).");
  });

  it('names a service error, its message and its status', async () => {
    const { aws } = await withFunctions();
    const { error, cause } = await run(aws, { Try: invoking('absent') });
    expect(error).toBe('Lambda.ResourceNotFoundException');
    const service = 'Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: [0-9a-f-]{36}; Proxy: null';
    expect(cause).toMatch(new RegExp(`^Function not found: \\S+ \\(${service}\\)$`));
  });

  it('names a lost answer as the SDK does', async () => {
    const { aws, echo } = await withFunctions();
    const { ConnectionCut } = await import('../../../emulator/kernel/faults.ts');
    aws.home.faults.inject({ operation: 'lambda:Invoke', when: 'after', error: new ConnectionCut() });
    expect((await run(aws, { Try: invoking(echo) })).error).toBe('Lambda.SdkClientException');
  });
});
