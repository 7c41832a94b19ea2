import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { run } from './executions.ts';

const wait = (seconds: number, rest: object = { End: true }) => ({ Type: 'Wait', Seconds: seconds, ...rest });
const block = (states: Record<string, object>) => ({ StartAt: Object.keys(states)[0]!, States: states });

describe('Parallel', () => {
  it('runs its branches side by side and gives their outputs in the order of the branches', async () => {
    const aws = await localAws();
    const Branches = [block({ Long: wait(30, { Output: 'long', End: true }) }), block({ Short: wait(10, { Output: 'short', End: true }) })];
    const { output, seconds } = await run(aws, { Both: { Type: 'Parallel', Branches, End: true } });
    expect(output).toEqual(['long', 'short']);
    expect(seconds).toBe(30);
  });

  it('gives branches its Arguments and the variables, and takes no variable back', async () => {
    const aws = await localAws();
    const Branches = [block({ Inner: { Type: 'Pass', Assign: { w: 'inner' }, Output: '{% $v & $states.input.from %}', End: true } })];
    const { output } = await run(aws, {
      Outer: { Type: 'Pass', Assign: { v: 'outer' }, Next: 'Both' },
      Both: {
        Type: 'Parallel',
        Arguments: { from: ' scope' },
        Branches,
        Output: { inner: '{% $states.result[0] %}', taken: '{% $exists($w) %}' },
        End: true,
      },
    });
    expect(output).toEqual({ inner: 'outer scope', taken: false });
  });

  it('aborts the other branches when one fails, and tells of each state that it cut', async () => {
    const aws = await localAws();
    const failing = block({ Soon: wait(5, { Next: 'Broken' }), Broken: { Type: 'Fail', Error: 'Broken', Cause: 'by design' } });
    const nested = block({ Inside: { Type: 'Parallel', Branches: [block({ Deep: wait(60) })], End: true } });
    const { error, cause, types, seconds, events } = await run(aws, {
      Both: { Type: 'Parallel', Branches: [failing, block({ Slow: wait(60) }), nested], End: true },
    });
    expect([error, cause, seconds]).toEqual(['Broken', 'by design', 5]);
    const after = types.slice(types.indexOf('FailStateEntered') + 1);
    expect(after).toEqual(['WaitStateAborted', 'WaitStateAborted', 'ParallelStateAborted', 'ParallelStateFailed', 'ExecutionFailed']);
    const reason = events.find(({ type }) => type === 'FailStateEntered').id;
    expect(events.slice(-5, -1).map(({ previousEventId }) => previousEventId)).toEqual([reason, reason, reason, reason]);
  });
});

describe('Map', () => {
  const each = (rest: object, states: Record<string, object>) => ({ Type: 'Map', ItemProcessor: block(states), End: true, ...rest });

  it('runs MaxConcurrency iterations at a time', async () => {
    const aws = await localAws();
    const items = Array.from({ length: 5 }, (_, index) => index);
    const timed = async (MaxConcurrency: unknown) =>
      (await run(aws, { Each: each({ MaxConcurrency }, { Pause: wait(10) }) }, items)).seconds;
    expect(await timed(2)).toBe(30);
    expect(await timed('{% 5 %}')).toBe(10);
    expect(await timed(0)).toBe(10);
  });

  it('runs at most 40 iterations at a time', async () => {
    const aws = await localAws();
    const { seconds, output } = await run(
      aws,
      { Each: each({}, { Pause: wait(10) }) },
      Array.from({ length: 41 }, (_, index) => index),
    );
    expect(seconds).toBe(20);
    expect(output).toHaveLength(41);
  });

  it('starts every iteration before any enters a state', async () => {
    const aws = await localAws();
    const { types } = await run(aws, { Each: each({}, { Go: { Type: 'Pass', End: true } }) }, [1, 2, 3]);
    expect(types.slice(3, 7)).toEqual(['MapIterationStarted', 'MapIterationStarted', 'MapIterationStarted', 'PassStateEntered']);
  });

  it('tells of failed and aborted iterations as AWS does', async () => {
    const aws = await localAws();
    const states = {
      Which: { Type: 'Choice', Choices: [{ Condition: '{% $states.input = 0 %}', Next: 'Bad' }], Default: 'Slow' },
      Bad: { Type: 'Wait', Seconds: '{% $number("x") %}', End: true },
      Slow: wait(60),
    };
    const { types, error } = await run(aws, { Each: each({}, states) }, [0, 1, 2]);
    expect(error).toBe('States.QueryEvaluationError');
    expect(types.slice(types.indexOf('EvaluationFailed'))).toEqual([
      'EvaluationFailed',
      'MapIterationFailed',
      'WaitStateAborted',
      'MapIterationAborted',
      'WaitStateAborted',
      'MapIterationAborted',
      'WaitStateAborted',
      'MapStateFailed',
      'ExecutionFailed',
    ]);
  });

  const failingOn = (bad: number[]) => ({
    Which: { Type: 'Choice', Choices: [{ Condition: `{% $states.input in ${JSON.stringify(bad)} %}`, Next: 'Bad' }], Default: 'Good' },
    Bad: { Type: 'Fail', Error: 'Bad' },
    Good: { Type: 'Pass', End: true },
  });

  it('tolerates as many failures as it is told to, and leaves their results out', async () => {
    const aws = await localAws();
    const tolerant = await run(aws, { Each: each({ ToleratedFailureCount: 2 }, failingOn([1, 2])) }, [0, 1, 2, 3]);
    expect(tolerant.output).toEqual([0, 3]);
    const strict = await run(aws, { Each: each({ ToleratedFailureCount: 1 }, failingOn([1, 2])) }, [0, 1, 2, 3]);
    expect(strict.error).toBe('States.ExceedToleratedFailureThreshold');
    const share = await run(aws, { Each: each({ ToleratedFailurePercentage: '{% 50 %}' }, failingOn([1, 2])) }, [0, 1, 2, 3]);
    expect(share.output).toEqual([0, 3]);
  });

  it('knows its item in the context object', async () => {
    const aws = await localAws();
    const Output = '{% $states.context.Map.Item %}';
    const { output } = await run(aws, { Each: each({}, { Go: { Type: 'Pass', Output, End: true } }) }, ['a', 'b']);
    expect(output).toEqual([
      { Index: 0, Value: 'a', Source: 'STATE_DATA' },
      { Index: 1, Value: 'b', Source: 'STATE_DATA' },
    ]);
  });
});
