import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { run } from './executions.ts';

describe('JSONata in a state', () => {
  const evaluated = async (expression: string, input: unknown = {}) => {
    const aws = await localAws();
    return run(aws, { P: { Type: 'Pass', Output: `{% ${expression} %}`, End: true } }, input);
  };

  it("has AWS's own functions", async () => {
    const expression = `{
      "partition": $partition([1..5], 2), "range": $range(0, 6, 2), "one": $range(3, 3, 1), "towards zero": $range(-1.7, 2, 1), "hash": $hash("a", "SHA-256"), "parse": $parse('{"a":[1]}'),
      "same": $random(7) = $random(7), "apart": $random() != $random(), "uuid": $contains($uuid(), /^[0-9a-f-]{36}$/)
    }`;
    expect((await evaluated(expression)).output).toEqual({
      partition: [[1, 2], [3, 4], [5]],
      range: [0, 2, 4, 6],
      one: 3,
      'towards zero': [-1, 0, 1, 2],
      hash: createHash('sha256').update('a').digest('hex'),
      parse: { a: [1] },
      same: true,
      apart: true,
      uuid: true,
    });
  });

  it('takes and gives numbers as AWS does', async () => {
    const { output } = await evaluated(
      '[1/0, {"k": -1/0}, 0/0, $string(9223372036854775808), $string(1e21), $string(0.1 + 0.2), $random(42)]',
    );
    expect(output).toEqual(['Infinity', { k: '-Infinity' }, 'NaN', '9223372036854776000', '1e+21', '0.3', 0.7275636800328681]);
    expect((await evaluated('1/0')).output).toBe('Infinity');
  });

  it('reads virtual time', async () => {
    const { output } = await evaluated('{"now": $now(), "day": $now("[Y0001]-[M01]-[D01]"), "millis": $millis() = $toMillis($now())}');
    expect(output).toEqual({ now: '2026-01-05T09:00:00.000Z', day: '2026-01-05', millis: true });
  });

  it('has no $eval', async () => {
    const { error, cause } = await evaluated('$eval("1+1")');
    expect(error).toBe('States.QueryEvaluationError');
    expect(cause).toContain("specified for the field 'Output' threw an error during evaluation. T1006: ");
  });

  it('says which function was called wrongly', async () => {
    const { cause } = await evaluated('$abs("x")');
    expect(cause).toBe(
      `An error occurred while executing the state 'P' (entered at the event id #2). The JSONata expression '$abs("x")' specified for the field 'Output' threw an error during evaluation. T0410: Argument 1 of function "abs" does not match function signature`,
    );
  });

  it('unwraps a single match, and brackets keep the list', async () => {
    const expression = '{"one": $states.input.a[$ > 2], "list": [$states.input.a[$ > 2]]}';
    expect((await evaluated(expression, { a: [1, 2, 3] })).output).toEqual({ one: 3, list: [3] });
  });

  it('knows the execution, the machine and the state', async () => {
    const { output, executionArn } = await evaluated('$states.context', { n: 1 });
    expect(output).toEqual({
      Execution: {
        Id: executionArn,
        Input: { n: 1 },
        StartTime: '2026-01-05T09:00:00Z',
        Name: executionArn.split(':').at(-1),
        RoleArn: 'arn:aws:iam::123456789012:role/machine',
        RedriveCount: 0,
      },
      StateMachine: { Id: 'arn:aws:states:us-east-1:123456789012:stateMachine:machine-0', Name: 'machine-0' },
      State: { Name: 'P', EnteredTime: '2026-01-05T09:00:00Z' },
    });
  });

  it('knows times to the millisecond, without a fraction that is zero', async () => {
    const aws = await localAws();
    await aws.home.clock.advance(1.5);
    const { output } = await run(aws, { P: { Type: 'Pass', Output: '{% $states.context.State.EnteredTime %}', End: true } });
    expect(output).toBe('2026-01-05T09:00:01.500Z');
  });

  it('sees in Assign the variables as they were', async () => {
    const aws = await localAws();
    const { output } = await run(aws, {
      A: { Type: 'Pass', Assign: { x: 1, y: 2 }, Next: 'B' },
      B: { Type: 'Pass', Assign: { x: '{% $y %}', y: '{% $x %}' }, Output: '{% $x %}', Next: 'C' },
      C: { Type: 'Pass', Output: '{% [$states.input, $x, $y] %}', End: true },
    });
    expect(output).toEqual([1, 2, 1]);
  });

  it('must give a Condition a boolean', async () => {
    const aws = await localAws();
    const Choices = [{ Condition: '{% "yes" %}', Next: 'End' }];
    const { cause } = await run(aws, { C: { Type: 'Choice', Choices, Default: 'End' }, End: { Type: 'Succeed' } });
    expect(cause).toContain(
      `specified for the field 'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was 'string'`,
    );
  });
});

describe('limits', () => {
  it('256 KiB are the most that a state may hand on', async () => {
    const aws = await localAws();
    const Output = (length: number) => `{% $pad("", ${length}, "x") %}`;
    const fits = await run(aws, { P: { Type: 'Pass', Output: Output(262_142), End: true } });
    expect(fits.status).toBe('SUCCEEDED');
    const { error, cause } = await run(aws, { P: { Type: 'Pass', Output: Output(262_143), End: true } });
    expect(error).toBe('States.DataLimitExceeded');
    expect(cause).toContain("The state/task 'P' returned a result with a size exceeding");
  });

  it('25,000 events are the most that an execution may have', async () => {
    const aws = await localAws();
    const { executionArn, status, cause } = await run(aws, {
      Loop: { Type: 'Choice', Choices: [{ Condition: true, Next: 'Loop' }], Default: 'End' },
      End: { Type: 'Succeed' },
    });
    expect(status).toBe('FAILED');
    expect(cause).toBe('The execution reached the maximum number of history events (25000).');
    expect(aws.home.states.execution(executionArn).history.events).toHaveLength(25_000);
  });

  it('no rule of a Choice that matches is States.Runtime, in AWS’s words', async () => {
    const aws = await localAws();
    const Choices = [{ Condition: '{% false %}', Next: 'End' }];
    const { error, cause } = await run(aws, { C: { Type: 'Choice', Choices }, End: { Type: 'Succeed' } });
    expect(error).toBe('States.Runtime');
    const why = 'Failed to transition out of the state. The state does not point to a next state.';
    expect(cause).toBe(`An error occurred while executing the state 'C' (entered at the event id #2). ${why}`);
  });
});
