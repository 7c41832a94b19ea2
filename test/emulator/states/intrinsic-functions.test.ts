import { describe, expect, it } from 'vitest';
import { InvalidPath } from '../../../emulator/services/states/jsonpath/dialect.ts';
import { intrinsicCall } from '../../../emulator/services/states/jsonpath/intrinsic-call.ts';
import { Reader } from '../../../emulator/services/states/jsonpath/reader.ts';

const data = { list: [1, 2, 2, 3], object: { b: 1, a: [] }, text: 'it', long: 'x'.repeat(10_001), half: 2.5, items: [{ id: 'a,b' }] };
const chance = { uuid: () => '8f0c', fraction: () => 0.5 };
const reader = (variables: Record<string, unknown> = { v: { w: 7 } }) =>
  new Reader({ data, context: () => ({ Execution: { Name: 'run' } }), variables, chance });
const value = (text: string) => reader().value(text, 'field.$');
const failure = (text: string) => {
  try {
    return value(text);
  } catch (error) {
    return `${(error as { error: string }).error}: ${(error as Error).message}`;
  }
};

describe('An intrinsic function', () => {
  it.each([
    ["States.Format('{} is {}', $.text, $$.Execution.Name)", 'it is run'],
    ["States.Format('\\{{}\\} \\'\\\\', $v.w)", "{7} '\\"],
    ["States.Format('{}{}', null, true)", 'nulltrue'],
    ["States.Format('{}', $.object)", '{b=1, a=[]}'],
    ['States.StringToJson(\'{"a": [1]}\')', { a: [1] }],
    ["States.StringToJson('\\{\\}')", {}],
    ['States.JsonToString($.object)', '{"b":1,"a":[]}'],
    ["States.Array(1, -2.5e1, 'a', true, null, $.text)", [1, -25, 'a', true, null, 'it']],
    ['States.ArrayPartition($.list, 3)', [[1, 2, 2], [3]]],
    ['States.ArrayPartition($.list, 2.5)', [[1, 2, 2], [3]]],
    ['States.ArrayContains($.list, 3)', true],
    ['States.ArrayContains(States.Array($.object), States.StringToJson(\'{"a": [], "b": 1}\'))', true],
    ['States.ArrayRange(9, 1, -4)', [9, 5, 1]],
    ['States.ArrayRange(1, 0, 1)', []],
    ['States.ArrayGetItem($.list, 3)', 3],
    ['States.ArrayLength($.list)', 4],
    ['States.ArrayUnique(States.Array(1, 1, $.object, $.object, States.Array()))', [1, { b: 1, a: [] }, []]],
    ["States.Base64Encode('é')", 'w6k='],
    ["States.Base64Decode('w6k=')", 'é'],
    ["States.Hash('a', 'SHA-1')", '86f7e437faa5a7fce15d1ddcb9eaeaea377667b8'],
    ['States.JsonMerge($.object, States.StringToJson(\'{"a":2}\'), false)', { b: 1, a: 2 }],
    ['States.MathAdd($.half, -1)', 2],
    ['States.MathRandom(1, 11)', 6],
    ['States.MathRandom(0, 999, 3)', 730],
    ["States.StringSplit('a-b,,c', ',-')", ['a', 'b', 'c']],
    ["States.StringSplit($.items[?(@.id == 'a,b')].id, ',')", expect.stringContaining('Expected a string')],
    [" States.ArrayLength( States.StringSplit( $.items[0]['id'] , ',' ) ) ", 2],
    ['States.UUID()', '8f0c'],
  ])('%s', (text, expected) => {
    expect(failure(text)).toEqual(expected);
  });

  it.each([
    ["States.Format('{}')", 'There are more placeholders than arguments'],
    ["States.Format('', 1)", 'There are more arguments than placeholders'],
    ["States.StringToJson('{')", 'The text is not JSON'],
    ['States.ArrayPartition($.list, 0)', 'The chunk size must be a positive integer'],
    ['States.ArrayContains($.text, 1)', 'Expected an array, but was: "it"'],
    ['States.ArrayRange(0, 1000, 1)', 'The array has more than 1000 elements'],
    ['States.ArrayRange(0, 1, 0)', 'The increment must not be zero'],
    ['States.ArrayGetItem($.list, 4)', 'The index 4 is out of bounds for an array of 4'],
    ['States.Base64Encode($.long)', 'The text has more than 10000 characters'],
    ["States.Hash('a', 'MD4')", 'The algorithm must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512'],
    ["States.Hash('a', 'constructor')", 'The algorithm must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512'],
    ['States.JsonMerge($.object, $.object, true)', 'Only a shallow merge is supported: the third argument must be false'],
    ['States.JsonMerge($.object, $.list, false)', 'Expected a JSON object, but was: [1,2,2,3]'],
    ['States.MathAdd(2147483647, 1)', 'The number 2147483648 is not between -2147483648 and 2147483647'],
    ["States.MathAdd('1', 1)", 'Expected a number, but was: "1"'],
    ['States.MathRandom(2, 1)', 'The end must be larger than the start'],
    ["States.StringSplit('a', '')", 'The characters to split at are missing'],
  ])('%s fails', (text, why) => {
    expect(failure(text)).toBe(`States.IntrinsicFailure: The function '${text}' had the following error: ${why}`);
  });

  it.each([
    'States.Nope()',
    'States.constructor()',
    'States.UUID',
    'States.UUID(',
    'States.UUID(1)',
    'States.Hash(1)',
    'States.Array(1 2)',
    'States.Array(1,)',
    "States.Array('a)",
    "States.Array('\\n')",
    'States.Array("a")',
    'States.Array(x)',
    'States.Array($.)',
    'States.UUID() x',
    `${'States.Array('.repeat(11)}${')'.repeat(11)}`,
  ])('is refused as it is written: %s', (text) => {
    expect(() => intrinsicCall(text)).toThrow(InvalidPath);
  });

  it('takes no more work than there is', () => {
    const large = { list: Array.from({ length: 50_000 }, (_, n) => n) };
    const many = `States.Array(${Array.from({ length: 100 }, () => '$.list').join(', ')})`;
    const made = () => new Reader({ data: large, context: () => ({}), variables: {}, chance }).value(many, 'field.$');
    expect(made).toThrow('takes more work');
    const template = '{}'.repeat(20_000);
    const filled = () =>
      new Reader({ data: { s: 'x'.repeat(100_000) }, context: () => ({}), variables: {}, chance }).value(
        `States.Format('${template}'${', $.s'.repeat(20_000)})`,
        'f.$',
      );
    expect(filled).toThrow('takes more work');
  });
});
