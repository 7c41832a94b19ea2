import { describe, expect, it } from 'vitest';
import { checkedDefinition } from '../../../emulator/services/states/validation/definition.ts';

const why = (states: Record<string, object>, machine: object = {}) => {
  try {
    checkedDefinition(JSON.stringify({ StartAt: Object.keys(states)[0], States: states, ...machine }));
    return 'accepted';
  } catch (error) {
    return (error as Error).message.replace(/^Invalid State Machine Definition: '|'$/g, '');
  }
};
const state = (Type: string, rest: object) => why({ S: { Type, ...(/Succeed|Fail|Choice/.test(Type) ? {} : { End: true }), ...rest } });
const refused = (what: string, at: string) => `SCHEMA_VALIDATION_FAILED: ${what} at ${at}`;
const ItemProcessor = { StartAt: 'In', States: { In: { Type: 'Pass', End: true } } };
const lambda = { Resource: 'arn:aws:states:::lambda:invoke', Parameters: { 'FunctionName.$': '$.f' } };

describe('A definition in JSONPath', () => {
  it('is taken with all that JSONPath has', () => {
    const flow = {
      InputPath: '$.a',
      OutputPath: null,
      ResultPath: '$.r',
      Parameters: { 'a.$': '$' },
      ResultSelector: {},
      Assign: { 'v.$': '$' },
    };
    const limits = { TimeoutSecondsPath: '$.t', HeartbeatSecondsPath: '$h' };
    expect(state('Task', { ...lambda, ...flow, ...limits, Parameters: lambda.Parameters })).toBe('accepted');
    const { ResultSelector: _, ...passing } = flow;
    expect(state('Pass', { ...passing, Result: [] })).toBe('accepted');
    expect(state('Fail', { ErrorPath: '$.e', CausePath: "States.Format('{}', $.c)" })).toBe('accepted');
    const map = { ItemsPath: '$$.Execution.Input.a', MaxConcurrencyPath: '$.m', ToleratedFailureCountPath: '$.c', ItemSelector: {} };
    expect(state('Map', { ...map, ItemProcessor })).toBe('accepted');
    expect(state('Map', { Iterator: ItemProcessor, Parameters: {} })).toBe('accepted');
    expect(why({ S: { Type: 'Pass', QueryLanguage: 'JSONata', Output: 1, End: true } }, { QueryLanguage: 'JSONPath' })).toBe('accepted');
  });

  it.each([
    ['Pass', { InputPath: 'a' }, 'Value must be a valid JSONPath.', '/States/S/InputPath'],
    ['Pass', { InputPath: 1 }, 'Value must be a valid JSONPath.', '/States/S/InputPath'],
    ['Pass', { ResultPath: 'a' }, "Value is not a Reference Path: Reference path didn't start with '$'", '/States/S/ResultPath'],
    ['Pass', { ResultPath: '$.a[*]' }, 'Value is not a Reference Path', '/States/S/ResultPath'],
    ['Pass', { ResultPath: '$$.a' }, 'Value is not a Reference Path', '/States/S/ResultPath'],
    ['Map', { ItemProcessor, ItemsPath: '$..a' }, 'Value is not a Reference Path', '/States/S/ItemsPath'],
    [
      'Pass',
      { Parameters: { a: [{ 'b.$': 'x' }] } },
      "The value for the field 'b.$' must be a valid JSONPath or a valid intrinsic function call",
      '/States/S/Parameters/a[0]',
    ],
    [
      'Pass',
      { Parameters: { 'b.$': '$..*..*' } },
      "The value for the field 'b.$' must be a valid JSONPath or a valid intrinsic function call. The local AWS takes one recursive descent or one union in a path.",
      '/States/S/Parameters',
    ],
    ['Pass', { Parameters: [{ b: 1, 'b.$': '$' }] }, "The fields 'b' and 'b.$' cannot be used together", '/States/S/Parameters[0]'],
    ['Pass', { Assign: { 'states.$': '$' } }, "The variable name 'states' is not valid", '/States/S/Assign/states'],
    [
      'Pass',
      { Output: 1 },
      "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage",
      '/States/S',
    ],
    [
      'Task',
      { ...lambda, Arguments: {} },
      "The QueryLanguage is set to 'JSONPath', but field 'Arguments' is only supported for the 'JSONata' QueryLanguage",
      '/States/S',
    ],
    ['Task', { ...lambda, Parameters: {} }, "The field 'FunctionName' is required but was missing", '/States/S/Parameters'],
    [
      'Task',
      { ...lambda, Parameters: { FunctionName: 'f', 'Nope.$': '$' } },
      'The field "Nope" is not supported by Step Functions',
      '/States/S/Parameters',
    ],
    [
      'Task',
      { ...lambda, TimeoutSeconds: 1, TimeoutSecondsPath: '$.t' },
      "The fields 'TimeoutSeconds' and 'TimeoutSecondsPath' cannot be used together",
      '/States/S',
    ],
    [
      'Wait',
      { Seconds: 1, SecondsPath: '$.s' },
      'A Wait state must have exactly one of the fields [Seconds, Timestamp, SecondsPath, TimestampPath]',
      '/States/S',
    ],
    ['Map', {}, "The field 'ItemProcessor' is required but was missing", '/States/S'],
    [
      'Map',
      { Iterator: { StartAt: 'In', States: { In: { Type: 'Nap' } } } },
      "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]",
      '/States/S/Iterator/States/In/Type',
    ],
    ['Pass', { Retry: [] }, "Field 'Retry' is not supported", '/States/S'],
    ['Pass', { constructor: 1 }, "Field 'constructor' is not supported", '/States/S'],
  ])('of a %s with %j is refused', (type, rest, what, at) => {
    expect(state(type, rest)).toBe(refused(what, at));
  });

  it.each([
    [{ Variable: '$.a' }, 'A Choice rule must have exactly one comparison operator, or one of the fields [And, Or, Not]', ''],
    [
      { Variable: '$.a', IsNull: true, IsPresent: true },
      'A Choice rule must have exactly one comparison operator, or one of the fields [And, Or, Not]',
      '',
    ],
    [{ IsNull: true }, "The field 'Variable' is required but was missing", ''],
    [{ Variable: 'a', IsNull: true }, "Value is not a Reference Path: Reference path didn't start with '$'", '/Variable'],
    [{ Variable: '$.a', NumericEquals: '1' }, 'Expected value of type [NUMBER]', '/NumericEquals'],
    [{ Variable: '$.a', BooleanEquals: 1 }, 'Expected value of type [BOOLEAN]', '/BooleanEquals'],
    [{ Variable: '$.a', TimestampLessThan: 'x' }, 'String does not match RFC3339 timestamp', '/TimestampLessThan'],
    [{ Variable: '$.a', StringMatchesPath: '$.b' }, "Field 'StringMatchesPath' is not supported", ''],
    [{ Not: { Variable: '$.a', IsNull: true, Next: 'E' } }, "Field 'Next' is not supported", '/Not'],
    [{ And: [] }, 'Value cannot be empty', '/And'],
    [
      { Condition: true },
      "The QueryLanguage is set to 'JSONPath', but field 'Condition' is only supported for the 'JSONata' QueryLanguage",
      '',
    ],
  ])('with the rule %j is refused', (rule, what, at) => {
    const found = why({ S: { Type: 'Choice', Choices: [{ ...rule, Next: 'E' }] }, E: { Type: 'Succeed' } });
    expect(found).toContain(refused(what, `/States/S/Choices[0]${at}`));
  });
});
