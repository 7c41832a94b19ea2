import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts';
import { request } from '../../local-aws.ts';
import { createMachine, finish, run, start, waitingToken } from './executions.ts';
import { echo, installFunctions, raise } from './functions.ts';

let aws: Emulator;
const functions = { echo: '', raise: '' };
beforeAll(async () => {
  aws = await startEmulator();
  Object.assign(functions, installFunctions(aws, { echo, raise }));
});
afterAll(() => aws.stop());

const inJsonPath = (states: Record<string, object>, input: unknown = {}) => run(aws, states, input, 'JSONPath');
/** What a single state makes of an input. */
const pass = async (state: object, input: unknown = {}) => inJsonPath({ State: { Type: 'Pass', End: true, ...state } }, input);
const at = (state: string, why: string, id = 2) =>
  `An error occurred while executing the state '${state}' (entered at the event id #${id}). ${why}`;

describe('A state in JSONPath', () => {
  it('reads its input and writes its result where its paths say', async () => {
    const input = { a: { b: 1 }, list: [1, { c: 2 }] };
    const made = async (state: object) => (await pass(state, input)).output;
    expect(await made({ InputPath: '$.a' })).toEqual({ b: 1 });
    expect(await made({ InputPath: null })).toEqual({});
    expect(await made({ OutputPath: null })).toEqual({});
    expect(await made({ Result: { 'x.$': '$.a' } })).toEqual({ 'x.$': '$.a' });
    expect(await made({ Result: 7, ResultPath: null })).toEqual(input);
    expect(await made({ Result: 7, ResultPath: '$' })).toBe(7);
    expect(await made({ Result: 7, ResultPath: '$.a.x.y' })).toEqual({ ...input, a: { b: 1, x: { y: 7 } } });
    expect(await made({ Result: 7, ResultPath: '$.list[1].c' })).toEqual({ ...input, list: [1, { c: 7 }] });
    expect(await made({ InputPath: '$.a', ResultPath: '$.z', OutputPath: '$.z' })).toEqual({ b: 1 });
    expect(await made({ Parameters: { 'x.$': '$.list[*].c', y: [{ 'z.$': 'States.MathAdd($.a.b, 1)' }] } })).toEqual({
      x: [2],
      y: [{ z: 2 }],
    });
    expect(await made({ Parameters: { 'a.$': '$$.State.Name' }, OutputPath: '$.a' })).toBe('State');
  });

  it('gives a member no meaning by its name', async () => {
    const { output } = await pass({ Result: 1, ResultPath: "$['__proto__'].x" }, {});
    expect(JSON.stringify(output)).toBe('{"__proto__":{"x":1}}');
    expect(({} as { x?: number }).x).toBeUndefined();
    expect((await pass({ InputPath: '$.constructor' }, {})).cause).toContain("No results for path: $['constructor']");
  });

  it('of a task chooses parameters and result, and sees the result in Assign', async () => {
    const states = {
      Call: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        InputPath: '$.in',
        Parameters: { FunctionName: functions.echo, 'Payload.$': '$' },
        ResultSelector: { 'n.$': '$.Payload.n', 'status.$': '$.StatusCode' },
        ResultPath: '$.out',
        Assign: { 'seen.$': '$.n', 'twice.$': 'States.MathAdd($.n, $.n)' },
        OutputPath: '$.out',
        Next: 'Show',
      },
      Show: { Type: 'Pass', Parameters: { 'out.$': '$', 'seen.$': '$seen', 'twice.$': '$twice' }, End: true },
    };
    expect((await inJsonPath(states, { in: { n: 4 } })).output).toEqual({ out: { n: 4, status: 200 }, seen: 4, twice: 8 });
  });

  it('may be in JSONata in a machine in JSONPath, and the states in it need not', async () => {
    const states = {
      First: { Type: 'Pass', Assign: { 'x.$': '$.n' }, Next: 'Second' },
      Second: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% {"n": $x + $states.input.n} %}', Next: 'Third' },
      Third: {
        Type: 'Map',
        QueryLanguage: 'JSONata',
        Items: '{% [$states.input.n, 1] %}',
        ItemProcessor: { StartAt: 'In', States: { In: { Type: 'Pass', Parameters: { 'item.$': '$' }, End: true } } },
        End: true,
      },
    };
    expect((await inJsonPath(states, { n: 2 })).output).toEqual([{ item: 4 }, { item: 1 }]);
  });

  it('of a Map may be written as it was before item processors', async () => {
    const Each = {
      Type: 'Map',
      ItemsPath: '$.list',
      MaxConcurrencyPath: '$.most',
      Parameters: { 'all.$': '$.name', 'value.$': '$$.Map.Item.Value', 'index.$': '$$.Map.Item.Index' },
      Iterator: { StartAt: 'In', States: { In: { Type: 'Succeed', InputPath: '$.value' } } },
      ResultPath: '$.done',
      End: true,
    };
    const input = { name: 'n', list: ['a', 'b'], most: 1 };
    const { output, events } = await inJsonPath({ Each }, input);
    expect(output).toEqual({ ...input, done: ['a', 'b'] });
    const inputs = events
      .filter(({ type }) => type === 'SucceedStateEntered')
      .map((event) => JSON.parse(event.stateEnteredEventDetails.input));
    expect(inputs).toEqual([
      { all: 'n', value: 'a', index: 0 },
      { all: 'n', value: 'b', index: 1 },
    ]);
  });

  it('of a distributed Map goes over the members of an object, in children in JSONPath', async () => {
    const processing = { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' };
    const States = { In: { Type: 'Pass', Parameters: { 'k.$': '$.Key' }, End: true } };
    const Each = { Type: 'Map', ItemsPath: '$.all', ItemProcessor: { ProcessorConfig: processing, StartAt: 'In', States }, End: true };
    const batched = { ...Each, ItemsPath: '$.list', ItemBatcher: { MaxItemsPerBatchPath: '$.most', BatchInput: { 'n.$': '$.most' } } };
    expect((await inJsonPath({ Each }, { all: { x: 1, y: 2 } })).output).toEqual([{ k: 'x' }, { k: 'y' }]);
    batched.ItemProcessor = { ...Each.ItemProcessor, States: { In: { Type: 'Pass', Parameters: {}, End: true } } } as never;
    Object.assign(batched.ItemProcessor.States.In, { Parameters: { 'k.$': '$' } });
    const { output } = await inJsonPath({ Map: batched }, { list: [1, 2, 3], most: 2 });
    expect(output).toEqual([{ k: { BatchInput: { n: 2 }, Items: [1, 2] } }, { k: { BatchInput: { n: 2 }, Items: [3] } }]);
  });

  it('gives a task its token, and its time-outs at paths', async () => {
    const Ask = {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Parameters: { FunctionName: functions.echo, Payload: { 'token.$': '$$.Task.Token' } },
      TimeoutSecondsPath: '$.limits.timeout',
      HeartbeatSecondsPath: '$.limits.heartbeat',
      ResultPath: '$.answer',
      End: true,
    };
    const machine = await createMachine(aws, { QueryLanguage: 'JSONPath', StartAt: 'Ask', States: { Ask } });
    const executionArn = await start(aws, machine, { limits: { timeout: 60, heartbeat: '20' } });
    const taskToken = await waitingToken(aws, executionArn);
    await request(aws, 'stepfunctions', 'SendTaskSuccess', { taskToken, output: '{"yes":true}' });
    const { output, events } = await finish(aws, executionArn);
    expect(output.answer).toEqual({ yes: true });
    const { taskScheduledEventDetails: scheduled } = events.find(({ type }) => type === 'TaskScheduled');
    expect(scheduled).toMatchObject({ timeoutInSeconds: 60, heartbeatInSeconds: 20 });
  });

  it('waits as its path says', async () => {
    const { seconds, output } = await inJsonPath({ Wait: { Type: 'Wait', SecondsPath: '$.s', OutputPath: '$.s', End: true } }, { s: 90 });
    expect([seconds, output]).toEqual([90, 90]);
  });
});

describe('What a state in JSONPath cannot read fails the execution', () => {
  it('as AWS words it, and nothing catches States.Runtime', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'After' }];
    const After = { Type: 'Pass', End: true };
    const Task = { Type: 'Task', Resource: functions.echo, Parameters: { 'x.$': '$.none' }, Catch, End: true };
    expect(await inJsonPath({ Task, After }, { a: 1 })).toMatchObject({
      error: 'States.Runtime',
      cause: at('Task', `The JSONPath '$.none' specified for the field 'x.$' could not be found in the input '{"a":1}'`),
    });
    expect((await pass({ InputPath: '$none' })).cause).toBe(at('State', "Invalid path '$none' : No results for path: $none"));
    const filter = '$.list[?(@ == $)]';
    const list = Array.from({ length: 9_000 }, (_, n) => n);
    expect((await pass({ InputPath: filter }, { list })).cause).toBe(
      at('State', 'The evaluation takes more work than the local AWS gives it.'),
    );
  });

  it('where a Wait or a Fail has no use for what it reads', async () => {
    const wait = async (field: string, value: unknown) =>
      (await inJsonPath({ Wait: { Type: 'Wait', [field]: '$.v', End: true } }, { v: value })).cause;
    expect(await wait('SecondsPath', undefined)).toBe(at('Wait', 'The SecondsPath parameter does not reference an input value: $.v'));
    expect(await wait('SecondsPath', 'x')).toBe(at('Wait', 'The SecondsPath parameter cannot be parsed as a long value: $.v == x'));
    expect(await wait('SecondsPath', 1e9)).toContain('references a value that is too large');
    expect(await wait('TimestampPath', [])).toContain('format string: $.v == []');
    const fail = await inJsonPath(
      { Fail: { Type: 'Fail', ErrorPath: '$.e', CausePath: "States.Format('because {}', $.c)" } },
      { e: 1, c: 2 },
    );
    expect(fail).toMatchObject({ error: 'States.Runtime' });
    const failed = await inJsonPath(
      { Fail: { Type: 'Fail', ErrorPath: '$.e', CausePath: "States.Format('because {}', $.c)" } },
      { e: 'E', c: 2 },
    );
    expect(failed).toMatchObject({ error: 'E', cause: 'because 2' });
  });

  it('with an intrinsic function, which can be caught, with its place and what is assigned', async () => {
    const Task = {
      Type: 'Task',
      Resource: functions.echo,
      Parameters: { 'x.$': 'States.ArrayGetItem($.list, 5)' },
      Catch: [{ ErrorEquals: ['States.IntrinsicFailure'], ResultPath: '$.failure', Assign: { 'why.$': '$.Error' }, Next: 'After' }],
      End: true,
    };
    const After = { Type: 'Pass', Parameters: { 'all.$': '$', 'why.$': '$why' }, End: true };
    const { output } = await inJsonPath({ Task, After }, { list: [] });
    const why = "The function 'States.ArrayGetItem($.list, 5)' had the following error: The index 5 is out of bounds for an array of 0";
    const failure = { Error: 'States.IntrinsicFailure', Cause: at('Task', why) };
    expect(output).toEqual({ all: { list: [], failure }, why: 'States.IntrinsicFailure' });
  });

  it('where a reference path has no place', async () => {
    const conflict = (cause: string) => ({ error: 'States.ReferencePathConflict', cause });
    expect(await pass({ Result: 1, ResultPath: '$.a' }, [1])).toMatchObject(conflict('Unable to apply step "a" to input [1]'));
    expect(await pass({ Result: 1, ResultPath: '$.a.b' }, { a: 'x' })).toMatchObject(
      conflict('Unable to apply step "b" to input {"a":"x"}'),
    );
    const ItemProcessor = { StartAt: 'In', States: { In: { Type: 'Pass', End: true } } };
    const map = (input: unknown) => inJsonPath({ Map: { Type: 'Map', ItemsPath: '$.a.list', ItemProcessor, End: true } }, input);
    expect(await map({ a: { b: 1 } })).toMatchObject(conflict('Unable to apply step "list" to input {"a":{"b":1}}'));
    expect(await map({ a: { list: 'x' } })).toMatchObject({
      error: 'States.Runtime',
      cause: at('Map', 'Reference path "$.a.list" must point to array.'),
    });
    const Task = {
      Type: 'Task',
      Resource: functions.raise,
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.e', Next: 'After' }],
      End: true,
    };
    expect(await inJsonPath({ Task, After: { Type: 'Pass', End: true } }, [])).toMatchObject({ error: 'States.ReferencePathConflict' });
  });

  it('where a loop lets a value grow without end', async () => {
    const states = {
      Nest: { Type: 'Pass', Parameters: { 'a.$': 'States.Array($.a)', 'n.$': 'States.MathAdd($.n, 1)' }, Next: 'Again?' },
      'Again?': { Type: 'Choice', Choices: [{ Variable: '$.n', NumericLessThan: 20, Next: 'Nest' }], Default: 'Done' },
      Done: { Type: 'Succeed' },
    };
    const a = JSON.parse(`${'['.repeat(990)}${']'.repeat(990)}`);
    expect(await inJsonPath(states, { a, n: 0 })).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining('nested too deep'),
    });
  });
});

describe('A rule of a Choice in JSONPath', () => {
  const chosen = async (rule: object, input: unknown, rest: object = { Default: 'No' }) => {
    const Choice = { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], ...rest };
    const end = (Result: boolean) => ({ Type: 'Pass', Result, End: true });
    const { output, cause } = await inJsonPath({ Choice, Yes: end(true), ...('Default' in rest ? { No: end(false) } : {}) }, input);
    return output ?? cause;
  };
  const input = { n: 1, s: 'log-2026*.txt', t: '2026-01-05T09:00:00Z', nothing: null };
  const invalid = (path: string) => at('Choice', `Invalid path '${path}': The choice state's condition path references an invalid value.`);

  it('is made of others, and looks no further than it has to', async () => {
    const is = (Variable: string, value: number) => ({ Variable, NumericEquals: value });
    expect(await chosen({ And: [is('$.n', 1), { Not: is('$.n', 2) }] }, input)).toBe(true);
    expect(await chosen({ And: [{ Variable: '$.none', IsPresent: true }, is('$.none', 1)] }, input)).toBe(false);
    expect(await chosen({ Or: [is('$.n', 1), is('$.none', 1)] }, input)).toBe(true);
    expect(await chosen({ Not: { Or: [is('$.n', 2), is('$.n', 3)] } }, input)).toBe(true);
    expect(await chosen({ And: [is('$.none', 1)] }, input)).toBe(invalid('$.none'));
  });

  it.each([
    ['log-*.txt', true],
    ['*', true],
    ['log-*.tx', false],
    ['*2026\\*.txt', true],
    ['log-2026\\*', false],
    ['log-\\\\*', false],
  ])('StringMatches %s', async (StringMatches, holds) => {
    expect(await chosen({ Variable: '$.s', StringMatches }, input)).toBe(holds);
  });

  it('compares instants, whatever their offset, and what is at a path', async () => {
    expect(await chosen({ Variable: '$.t', TimestampEquals: '2026-01-05T10:00:00+01:00' }, input)).toBe(true);
    expect(await chosen({ Variable: '$.t', IsTimestamp: true }, input)).toBe(true);
    expect(await chosen({ Variable: '$.s', IsTimestamp: false }, input)).toBe(true);
    expect(await chosen({ Variable: '$.n', NumericLessThanEqualsPath: '$.n' }, input)).toBe(true);
    expect(await chosen({ Variable: '$.n', NumericEqualsPath: '$.none' }, input)).toBe(invalid('$.none'));
    expect(await chosen({ Variable: '$.n', StringEqualsPath: '$.n' }, input)).toBe(false);
    expect(await chosen({ Variable: '$.n', StringGreaterThanPath: '$.s' }, input)).toBe(false);
    expect(await chosen({ Variable: '$.n', StringGreaterThanPath: '$.n' }, input)).toBe(
      at('Choice', "Invalid value provided at path '$.n'"),
    );
    expect(await chosen({ Variable: '$$.State.Name', StringEquals: 'Choice' }, input)).toBe(true);
    expect(await chosen({ Variable: '$.nothing', IsNull: true }, input)).toBe(true);
  });

  it('that does not hold, without Default, leaves no state to go to', async () => {
    const why = 'Failed to transition out of the state. The state does not point to a next state.';
    expect(await chosen({ Variable: '$.n', NumericEquals: 2 }, input, {})).toBe(at('Choice', why));
  });

  it('of thousands lets others in', async () => {
    const s = 'ab'.repeat(100_000);
    const Choices = Array.from({ length: 400 }, () => ({ Variable: '$.s', StringMatches: `*${'ba'.repeat(900)}x*`, Next: 'No' }));
    const machine = await createMachine(aws, {
      QueryLanguage: 'JSONPath',
      StartAt: 'C',
      States: { C: { Type: 'Choice', Choices, Default: 'No' }, No: { Type: 'Succeed' } },
    });
    const executionArn = await start(aws, machine, { s });
    await request(aws, 'stepfunctions', 'ListStateMachines', {});
    expect((await finish(aws, executionArn)).status).toMatch(/SUCCEEDED|FAILED/);
  });
});
