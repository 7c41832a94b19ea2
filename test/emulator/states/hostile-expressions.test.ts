import { afterEach, describe, expect, it } from 'vitest';
import { localAws } from '../../local-aws.ts';
import { run } from './executions.ts';

const nothing = 'returned nothing (undefined).';
const noFunction = 'T1006: Attempted to invoke a non-function';
const noData = 'returned an unsupported result type.';
const reach = 'globalThis.reached = true; return 1';

describe('An expression reaches data only', () => {
  afterEach(() => expect(globalThis).not.toHaveProperty('reached'));

  it.each([
    ['{}.constructor', nothing],
    ['("").constructor', nothing],
    ['$states.constructor.constructor', nothing],
    ['$states.input.__proto__', nothing],
    ['$lookup($states.input, "constructor")', nothing],
    [`$constructor.constructor("${reach}")()`, nothing],
    [`($g := {}.__lookupGetter__("__proto__"); $af := ($map.*)[1].($g()).constructor; $af("${reach}")())`, noFunction],
    ['{}.__defineGetter__("polluted", function(){ 1 })', noFunction],
    [`($__proto__ := {"hasOwnProperty": /./}; $constructor("${reach}")())`, noFunction],
    ['$map.*', nothing],
    ['$map.**', nothing],
    ['$map.implementation', nothing],
    ['($f := function($x){ $x }; $f.*)', nothing],
    ['($f := function($x){ $x }; $f.environment)', nothing],
    ['$each(?, function($v, $k){ $k })($map)', nothing],
    ['$sift(?, function(){ true })($map)', nothing],
    ['$keys($map)', nothing],
    ['$spread($map)', noData],
    ['$merge(?)([$map]).implementation', nothing],
    ['{"a": [$map]}', noData],
    ['$states.input.lambda()', noFunction],
    ['$states.input.native()', noFunction],
    ['{"_jsonata_lambda": true, "arguments": [], "body": {"type": "regex", "value": "x"}}.$()', noFunction],
    ['$eval("1 + 1")', noFunction],
    ['$states.input ~> | $map | {"implementation": 1} |', 'D1010'],
  ])('%s', async (expression, why) => {
    const aws = await localAws();
    const input = {
      lambda: { _jsonata_lambda: true, arguments: [], body: { type: 'number', value: 1 } },
      native: { _jsonata_function: true, implementation: 'x' },
    };
    const { error, cause } = await run(aws, { P: { Type: 'Pass', Output: `{% ${expression} %}`, End: true } }, input);
    expect(error).toBe('States.QueryEvaluationError');
    expect(cause).toContain(why);
  });

  it('changes nothing of what it is given', async () => {
    const aws = await localAws();
    const { output } = await run(
      aws,
      {
        A: {
          Type: 'Pass',
          Output: '{% $states.input ~> | $states.input | {"changed": true} | %}',
          Assign: { called: '{% $exists($states.input.o()) %}' },
          Next: 'B',
        },
        B: { Type: 'Pass', Output: '{% $states.context.Execution.Input %}', End: true },
      },
      { o: {} },
    );
    expect(output).toBeUndefined();
    const changed = await run(
      aws,
      { A: { Type: 'Pass', Output: '{% [$states.input ~> | $ | {"changed": true} |, $states.input] %}', End: true } },
      { o: 1 },
    );
    expect(changed.output).toEqual([{ o: 1, changed: true }, { o: 1 }]);
  });

  it('keeps a member of any name', async () => {
    const aws = await localAws();
    const text = '{"__proto__":{"x":1},"constructor":2,"hasOwnProperty":3,"then":4}';
    const { output } = await run(
      aws,
      { A: { Type: 'Pass', Output: '{% $merge([$states.input.all, {"more": 1}]).constructor %}', End: true } },
      {
        all: JSON.parse(text) as object,
      },
    );
    expect(output).toBe(2);
    const whole = await run(aws, { A: { Type: 'Pass', Output: '{% $states.input %}', End: true } }, JSON.parse(text));
    expect(JSON.stringify(whole.output)).toBe(text);
  });
});
