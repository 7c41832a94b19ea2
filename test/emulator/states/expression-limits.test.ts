import { describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { run } from './executions.ts';

describe('An evaluation', () => {
  const evaluated = async (expression: string, input: unknown = {}) => {
    const aws = await localAws();
    return run(aws, { P: { Type: 'Pass', Output: `{% ${expression} %}`, End: true } }, input);
  };
  const refused = async (expression: string, input?: unknown) => {
    const { error, cause } = await evaluated(expression, input);
    expect(error).toBe('States.QueryEvaluationError');
    return cause!.split('threw an error during evaluation: ')[1];
  };
  const tooDeep = 'Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive.';
  const tooLong = 'Expression evaluation timeout: Check for infinite loop';
  const tooMuch = 'Expression evaluation memory limit exceeded: Check for excessive memory usage';

  it('goes a hundred steps deep', async () => {
    const sum = (terms: number) => Array(terms).fill('1').join('+');
    const nested = (opening: string, closing: string, times: number) => `${opening.repeat(times)}1${closing.repeat(times)}`;
    const recursive = (calls: number) => `($f := function($n){ $n = 0 ? 0 : 1 + $f($n - 1) }; $f(${calls}))`;
    expect((await evaluated(sum(100))).output).toBe(100);
    expect(await refused(sum(101))).toBe(tooDeep);
    expect((await evaluated(nested('(', ')', 99))).output).toBe(1);
    expect(await refused(nested('[', ']', 100))).toBe(tooDeep);
    expect((await evaluated(recursive(31))).output).toBe(31);
    expect(await refused(recursive(32))).toBe(tooDeep);
  });

  it('holds 873,782 numbers, and 4,194,304 characters', async () => {
    const doubled = (times: number) => `($p := function($s, $n){ $n = 0 ? $s : $p($s & $s, $n - 1) }; $length($p("x", ${times})))`;
    expect((await evaluated('$count([1..873782])')).output).toBe(873_782);
    expect(await refused('$count([1..873783])')).toBe(tooMuch);
    expect((await evaluated('$count($range(1, 360145, 1))')).output).toBe(360_145);
    expect(await refused('$range(1, 360146, 1)')).toBe(tooMuch);
    expect((await evaluated(doubled(22))).output).toBe(4_194_304);
    expect(await refused(doubled(23))).toBe(tooMuch);
  });

  it.each([
    ['recursion', '($f := function($n){ $f($n + 1) }; $f(0))', tooLong],
    ['a pattern that goes back and forth', '$contains($pad("", 40, "a") & "b", /^(a+)+$/)', tooLong],
    ['a promise of nothing', '{"then": /x/}', tooLong],
    ['counting beyond the safe integers', '[9007199254740992..9007199254740999]', tooMuch],
    ['a value that grows when it is written out', '$reduce([1..40], function($a, $n){ {"l": $a, "r": $a} }, {})', tooMuch],
    ['a text', '$pad("", 1000000000)', tooMuch],
    ['a list', '($f := function($n){ $f($append($n, $n)) }; $f([1]))', tooMuch],
  ])('ends where %s has no end, and the next one works', async (_, expression, why) => {
    const aws = await localAws();
    const { error, cause } = await run(aws, { P: { Type: 'Pass', Output: `{% ${expression} %}`, End: true } });
    expect(error).toBe('States.QueryEvaluationError');
    expect(cause).toContain(why);
    expect((await run(aws, { P: { Type: 'Pass', Output: '{% 1 + 1 %}', End: true } })).output).toBe(2);
  });

  it('leaves others alone while it has no end', async () => {
    const [aws, other] = [await localAws(), await localAws()];
    let over = false;
    const endless = '{% $contains($pad("", 40, "a") & "b", /^(a+)+$/) %}';
    const hostile = run(aws, { P: { Type: 'Pass', Output: endless, End: true } }).finally(() => {
      over = true;
    });
    expect((await run(other, { P: { Type: 'Pass', Output: '{% 1 + 1 %}', End: true } })).output).toBe(2);
    expect(over).toBe(false);
    await hostile;
  });

  it('lets others in while many expressions work', async () => {
    const aws = await localAws();
    const Output = { n: '{% $states.input.n + 1 %}', sum: '{% $sum($map([1,2,3,4,5,6,7,8], function($x){ $x + $x })) %}' };
    const Choices = [{ Condition: true, Output, Next: 'A' }];
    const running = run(aws, { A: { Type: 'Choice', Choices, Default: 'End' }, End: { Type: 'Succeed' } }, { n: 0 });
    let turns = 0;
    let ended = false;
    const count = () => {
      turns++;
      if (!ended) setImmediate(count);
    };
    count();
    const { cause } = await running;
    ended = true;
    expect(cause).toContain('maximum number of history events');
    expect(turns).toBeGreaterThan(10);
  });

  it('draws the same and sees the same time, here and in the process beside', async () => {
    const drawn = (more: string) => `{"u": [$uuid(), $uuid()], "r": $random(), "t": [$now(), $millis()], "more": ${more}}`;
    const here = await evaluated(drawn('1'));
    const beside = await evaluated(drawn('$sort([1])'));
    expect(here.output.u).toHaveLength(2);
    expect(beside.output).toEqual({ ...here.output, more: [1] });
  });

  it('gives the same for much as for little', async () => {
    const words = '$join($states.input.a.w, ",")';
    const small = await evaluated(words, { a: [{ w: 'x' }, { w: 'y' }] });
    expect(small.output).toBe('x,y');
    const many = Array.from({ length: 12_000 }, (_, index) => ({ w: `w${index}` }));
    const large = await evaluated(words, { a: many });
    expect(large.output).toBe(many.map(({ w }) => w).join(','));
  });
});
